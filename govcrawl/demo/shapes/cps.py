"""CPS: every list is the same JSP, told apart by its query string."""

from typing import ClassVar

from govcrawl.demo.records import Article, Column
from govcrawl.demo.shapes.base import Shape


class Cps(Shape):
    """`/info/iList.jsp?node_id=GK4200&cat_id=10034&cur_page=2`."""

    name: ClassVar[str] = "cps"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d", "[%Y-%m-%d]")
    search_path: ClassVar[str] = "/info/search.jsp"

    def column_path(self, column: Column) -> str:
        return f"/info/iList.jsp?node_id=GK{column.trail[0].number}&cat_id={10000 + column.number}"

    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column) + ("" if page == 1 else f"&cur_page={page}")

    def article_path(self, article: Article) -> str:
        return f"/info/{10000 + article.column.number}/{article.number}.htm"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"/info/{word}.jsp?cat_id={10000 + column.number}&id={number}"
