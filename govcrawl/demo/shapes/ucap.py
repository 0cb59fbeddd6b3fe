"""UCAP (shared platform): numbered channels, the template's name in the address, PubDate as the time of generation."""

from typing import ClassVar

from govcrawl.demo.records import Article, Column
from govcrawl.demo.shapes.base import Shape


class Ucap(Shape):
    """`/site/c103012/201802/26813.shtml`, lists `common_list.shtml`."""

    name: ClassVar[str] = "ucap"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y/%m/%d")

    def column_path(self, column: Column) -> str:
        return f"/site/c{100000 + column.number}/{self._template(column)}.shtml"

    def page_path(self, column: Column, page: int) -> str:
        if page == 1:
            return self.column_path(column)
        return f"/site/c{100000 + column.number}/{self._template(column)}_{page}.shtml"

    def article_path(self, article: Article) -> str:
        return f"/site/c{100000 + article.column.number}/{article.day:%Y%m}/{article.number}.shtml"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"/site/c{100000 + column.number}/{word}_{number}.shtml"

    @staticmethod
    def _template(column: Column) -> str:
        public = any(part.name == "政务公开" for part in column.trail)
        return "xxgk_list" if public else "common_list"
