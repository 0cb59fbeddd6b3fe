"""DedeCMS and PHPCMS-like: plain pages from the server under `/a/`."""

from typing import ClassVar

from govcrawl.demo.records import Article, Column
from govcrawl.demo.shapes.base import Shape


class Dede(Shape):
    """`/a/zwgk/tzgg/` and `/a/zwgk/tzgg/2018/0226/1234.html`."""

    name: ClassVar[str] = "dede"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d", "%Y/%m/%d", "发布时间：%Y-%m-%d")
    search_path: ClassVar[str] = "/plus/search.php"

    def column_path(self, column: Column) -> str:
        return "/a/" + "".join(f"{part.slug}/" for part in column.trail)

    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column) + ("" if page == 1 else f"list_{column.number}_{page}.html")

    def article_path(self, article: Article) -> str:
        return f"{self.column_path(article.column)}{article.day:%Y/%m%d}/{article.number}.html"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"{self.column_path(column)}{word}-{number}.html"
