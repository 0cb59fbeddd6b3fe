"""The 南方 portal with a gkmlpt catalogue: 政务公开 columns live in the fragment of one page, fed by JSON."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any, ClassVar

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.records import Article, Column
from govcrawl.demo.shapes.base import Drawing, Shape

_SHANGHAI = timezone(timedelta(hours=8))


class Gkmlpt(Shape):
    """`/gkmlpt/index#1234` behind `/gkmlpt/api/all/1234?page=1&sid=`; articles `post_<id>.html`."""

    name: ClassVar[str] = "gkmlpt"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d", "%Y-%m-%d %H:%M:00")
    scripts: ClassVar[dict[str, str]] = {"/gkmlpt/js/index.js": "gkmlpt/index.js"}

    @staticmethod
    def in_catalogue(column: Column) -> bool:
        """Whether the column lives in the catalogue page."""
        return column.page == "list" and column.parent is not None and column.trail[0].name == "政务公开"

    def list_template(self, column: Column) -> str:
        return "gkmlpt/shell.html" if self.in_catalogue(column) else "gkmlpt/list.html"

    def column_path(self, column: Column) -> str:
        if self.in_catalogue(column):
            return f"/gkmlpt/index#{column.number}"
        return "/" + "".join(f"{part.slug}/" for part in column.trail) + "index.html"

    def page_path(self, column: Column, page: int) -> str:
        first = self.column_path(column)
        return first if page == 1 or self.in_catalogue(column) else first.replace("index.html", f"index_{page}.html")

    def article_path(self, article: Article) -> str:
        if self.in_catalogue(article.column):
            return f"/gkmlpt/content/1/{article.number // 1000}/post_{article.number}.html"
        return f"/content/post_{article.number}.html"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"/{column.slug}/{word}_{number}.html"

    def endpoints(self, drawing: Drawing) -> dict[str, Callable[[Asked], Answer]]:
        return {
            f"/gkmlpt/api/all/{column.number}": partial(self._articles, drawing, column)
            for column in drawing.site.columns
            if self.in_catalogue(column)
        }

    def _articles(self, drawing: Drawing, column: Column, asked: Asked) -> Answer:
        data = {
            "classify": {"id": column.number, "name": column.name},
            "total": len(column.articles),
            "articles": [self._record(drawing, article) for article in column.ordered],
        }
        return Answer(200, json.dumps(data, ensure_ascii=False).encode(), "application/json")

    def _record(self, drawing: Drawing, article: Article) -> dict[str, Any]:
        at = datetime.fromisoformat(f"{article.day}T{article.clock}:00").replace(tzinfo=_SHANGHAI)
        return {
            "id": article.number,
            "title": article.title,
            "url": f"http://{drawing.site.plan.host}{self.article_path(article)}",
            "publisher": drawing.site.unit,
            "created_at": f"{at:%Y-%m-%d %H:%M:%S}",
            "create_time": int(at.timestamp()),
            "first_publish_time": int(at.timestamp()),
            "display_publish_time": int(at.timestamp()),
            "document_number": "",
        }
