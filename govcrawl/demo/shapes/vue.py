"""A build of one's own: list pages are shells whose script alone knows where the rows come from."""

import json
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.records import Article, Column
from govcrawl.demo.shapes.base import Drawing, Shape


class Vue(Shape):
    """`/ItemList.html?itemId=923`; only a browser sees the items."""

    name: ClassVar[str] = "vue"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d",)
    scripts: ClassVar[dict[str, str]] = {"/static/js/app.js": "vue/app.js"}

    def column_path(self, column: Column) -> str:
        return f"/ItemList.html?itemId={column.number}"

    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column)

    def article_path(self, article: Article) -> str:
        return f"/view/{article.day.year}/{article.number}.html"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"/{word}/{number}.html"

    def endpoints(self, drawing: Drawing) -> dict[str, Callable[[Asked], Answer]]:
        return {
            f"/service/channel/{column.number}/docs": partial(self._docs, column) for column in drawing.site.columns
        }

    def _docs(self, column: Column, asked: Asked) -> Answer:
        rows = [
            {"docTitle": article.title, "publishDate": f"{article.day}", "view": self.article_path(article)}
            for article in column.page_rows(1)
        ]
        return Answer(
            200,
            json.dumps({"total": len(column.articles), "rows": rows}, ensure_ascii=False).encode(),
            "application/json",
        )
