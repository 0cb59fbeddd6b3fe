"""hanweb jcms: `/col/colN/index.html`, list rows as CDATA records or from the `dataproxy.jsp` endpoint."""

from collections.abc import Callable
from typing import ClassVar

from govcrawl.demo.answers import Answer, Asked, not_found
from govcrawl.demo.records import LIST_PAGES, Article, Column
from govcrawl.demo.shapes.base import Drawing, Shape


class Hanweb(Shape):
    """`/art/2018/2/26/art_1234_5678.html`; the day is not zero-padded."""

    name: ClassVar[str] = "hanweb"
    search_path: ClassVar[str] = "/jsearchfront/search.do"
    search_field: ClassVar[str] = "q"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d", "[%Y-%m-%d]")
    year_in_address: ClassVar[bool] = True

    def column_path(self, column: Column) -> str:
        return f"/col/col{column.number}/index.html"

    def page_path(self, column: Column, page: int) -> str:
        first = self.column_path(column)
        return first if page == 1 else f"{first}?uid={unit_of(column)}&pageNum={page}"

    def article_path(self, article: Article) -> str:
        day = article.day
        return f"/art/{day.year}/{day.month}/{day.day}/art_{article.column.number}_{article.number}.html"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"/jact/front/{word}_{column.number}_{number}.html"

    def endpoints(self, drawing: Drawing) -> dict[str, Callable[[Asked], Answer]]:
        columns = {str(column.number): column for column in drawing.site.columns if column.page in LIST_PAGES}

        def dataproxy(asked: Asked) -> Answer:
            column = columns.get(asked.value("columnid"))
            if column is None:
                return not_found(asked)
            start, end = int(asked.value("startrecord") or 1), int(asked.value("endrecord") or 45)
            rows = [row for page in range(1, column.pages + 1) for row in drawing.rows(column, page, asked.path)]
            body = drawing.draw(
                "hanweb/records.j2", asked.path, column=column, rows=rows[start - 1 : end], total=len(rows)
            )
            return Answer(200, body, "text/xml; charset=utf-8")

        return {"/module/web/jpage/dataproxy.jsp": dataproxy}


def unit_of(column: Column) -> int:
    """The number of the list unit on a column's page."""
    return column.number + 30000
