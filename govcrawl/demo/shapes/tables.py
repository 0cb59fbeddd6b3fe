"""A GBK system of tables and `.aspx` names, as many county sites of the time."""

from typing import ClassVar

from govcrawl.demo.records import Article, Column
from govcrawl.demo.shapes.base import Shape


class Tables(Shape):
    """`/Category_12/Index.aspx` and `/Item/3456.aspx`, declared gb2312."""

    name: ClassVar[str] = "tables"
    charset: ClassVar[str] = "gb18030"
    content_type: ClassVar[str] = "text/html"
    search_path: ClassVar[str] = "/Search.aspx"
    search_field: ClassVar[str] = "Keyword"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d", "(%Y-%m-%d)", "%Y年%m月%d日")

    def column_path(self, column: Column) -> str:
        return f"/Category_{column.number}/Index.aspx"

    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column) if page == 1 else f"/Category_{column.number}/Index_{page}.aspx"

    def article_path(self, article: Article) -> str:
        return f"/Item/{article.number}.aspx"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"/Item/{word}_{number}.aspx"
