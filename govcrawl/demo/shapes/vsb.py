"""VSB / WebPlus: `.htm` names, `/info/<column>/<id>.htm` articles, page numbers that run downwards."""

from typing import ClassVar

from govcrawl.demo.records import Article, Column
from govcrawl.demo.shapes.base import Shape


class Vsb(Shape):
    """`/gzdt.htm` is the newest page, `/gzdt/1.htm` the oldest."""

    name: ClassVar[str] = "vsb"
    relative: ClassVar[bool] = True
    search_path: ClassVar[str] = "/ssjg.jsp"
    search_field: ClassVar[str] = "wbkeyword"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d", "%Y年%m月%d日", "[%Y/%m/%d]")

    def column_path(self, column: Column) -> str:
        return "/" + "/".join(part.slug for part in column.trail) + ".htm"

    def page_path(self, column: Column, page: int) -> str:
        first = self.column_path(column)
        return first if page == 1 else f"{first.removesuffix('.htm')}/{column.pages - page + 1}.htm"

    def article_path(self, article: Article) -> str:
        return f"/info/{article.column.number}/{article.number}.htm"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"/{word}/{column.number}/{number}.htm"
