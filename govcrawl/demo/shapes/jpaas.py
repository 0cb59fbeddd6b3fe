"""hanweb jpaas: lists come as HTML inside the JSON of `front/page/build/unit`; addresses bear the year alone."""

import json
from collections.abc import Callable
from hashlib import md5
from typing import ClassVar

from govcrawl.demo.answers import Answer, Asked, not_found
from govcrawl.demo.records import LIST_PAGES, Article, Column
from govcrawl.demo.shapes.base import Drawing, Shape

_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


class Jpaas(Shape):
    """`/xwzx/bmdt/art/2018/art_<32 hex>.html`."""

    name: ClassVar[str] = "jpaas"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d",)
    scripts: ClassVar[dict[str, str]] = {"/script/unitbuild.js": "jpaas/unitbuild.js"}

    def column_path(self, column: Column) -> str:
        return "/" + "".join(f"{part.slug}/" for part in column.trail) + "index.html"

    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column)

    def article_path(self, article: Article) -> str:
        name = md5(f"{article.column.number} {article.number}".encode(), usedforsecurity=False).hexdigest()
        folder = self.column_path(article.column).removesuffix("index.html")
        return f"{folder}art/{article.day.year}/art_{name}.html"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"{self.column_path(column).removesuffix('index.html')}{word}/{number}.html"

    def endpoints(self, drawing: Drawing) -> dict[str, Callable[[Asked], Answer]]:
        columns = {str(column.number): column for column in drawing.site.columns if column.page in LIST_PAGES}

        def unit(asked: Asked) -> Answer:
            column = columns.get(asked.value("pageId"))
            if column is None:
                return not_found(asked)
            wanted = json.loads(asked.value("paramJson") or "{}").get("pageNo", 1)
            rows = drawing.rows(column, int(wanted), asked.path)
            html = drawing.draw("jpaas/unit.html", asked.path, column=column, rows=rows).decode()
            data = {
                "success": True,
                "code": "200",
                "message": None,
                "data": {"html": html, "total": len(column.articles)},
            }
            return Answer(200, json.dumps(data, ensure_ascii=False).encode(), "application/json; charset=utf-8")

        return {_UNIT: unit}
