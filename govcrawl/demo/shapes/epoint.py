"""Epoint: a list page is a shell that POSTs for its rows."""

import json
from collections.abc import Callable
from hashlib import md5
from typing import ClassVar

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.records import Article, Column
from govcrawl.demo.shapes.base import Drawing, Shape
from govcrawl.demo.site import DemoSite


class Epoint(Shape):
    """`/zwgk/001234/subpage.html`, rows from `EpointWebBuilder/rest/secaction/getSecInfoListYzm`."""

    name: ClassVar[str] = "epoint"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d",)

    @staticmethod
    def category(column: Column) -> str:
        """The category number of a column."""
        return f"{column.number:06d}"

    @staticmethod
    def site_guid(site: DemoSite) -> str:
        """The identifier of a site."""
        digest = md5(site.plan.code.encode(), usedforsecurity=False).hexdigest()
        return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}"

    def column_path(self, column: Column) -> str:
        return f"/{column.trail[0].slug}/{self.category(column)}/subpage.html"

    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column)

    def article_path(self, article: Article) -> str:
        name = md5(str(article.number).encode(), usedforsecurity=False).hexdigest()
        return f"/{article.column.trail[0].slug}/{self.category(article.column)}/{article.day:%Y%m%d}/{name}.html"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"/{column.trail[0].slug}/{self.category(column)}/{word}_{number}.html"

    def endpoints(self, drawing: Drawing) -> dict[str, Callable[[Asked], Answer]]:
        columns = {self.category(column): column for column in drawing.site.columns}

        def rows(asked: Asked) -> Answer:
            column = columns.get(asked.value("categoryNum"))
            index, size = int(asked.value("pageindex") or 0), int(asked.value("pagesize") or 10)
            articles = column.ordered if column else []
            found = [self._record(article) for article in articles[index * size : (index + 1) * size]]
            data = {"custom": {"count": len(articles), "infodata": found}, "status": {"code": "200", "text": ""}}
            return Answer(200, json.dumps(data, ensure_ascii=False).encode(), "application/json; charset=utf-8")

        return {"/EpointWebBuilder/rest/secaction/getSecInfoListYzm": rows}

    def _record(self, article: Article) -> dict[str, str]:
        return {
            "infoid": str(article.number),
            "title": article.title,
            "infodate": f"{article.day}",
            "infourl": self.article_path(article),
            "categorynum": self.category(article.column),
        }
