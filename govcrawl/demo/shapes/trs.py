"""TRS WCM: folders of slugs, dated article names, relative addresses, paging written by `createPageHTML`."""

from typing import ClassVar

from govcrawl.demo.records import Article, Column
from govcrawl.demo.shapes.base import Shape


class Trs(Shape):
    """`/xwzx/bmdt/201802/t20180226_1234.html`."""

    name: ClassVar[str] = "trs"
    relative: ClassVar[bool] = True
    search_path: ClassVar[str] = "/was5/web/search"
    search_field: ClassVar[str] = "searchword"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d", "[%Y-%m-%d]", "%Y.%m.%d")
    year_in_address: ClassVar[bool] = True
    content_type: ClassVar[str] = "text/html"

    def column_path(self, column: Column) -> str:
        return "/" + "".join(f"{part.slug}/" for part in column.trail)

    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column) + ("" if page == 1 else f"index_{page - 1}.html")

    def article_path(self, article: Article) -> str:
        return f"{self.column_path(article.column)}{article.day:%Y%m}/t{article.day:%Y%m%d}_{article.number}.html"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"{self.column_path(column)}{word}_{number}.html"
