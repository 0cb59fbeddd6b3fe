"""Epoint: a list page is a shell that POSTs for its rows, by form fields or by one JSON parameter (two generations)."""

import json
from collections.abc import Callable
from hashlib import md5
from typing import ClassVar

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.records import LIST_PAGES, Article, Column
from govcrawl.demo.shapes.base import Drawing, Shape
from govcrawl.demo.site import DemoSite

BY_FORM = "/EpointWebBuilder/rest/secaction/getSecInfoListYzm"
BY_PARAMETER = "/EpointWebBuilder/rest/frontAppCustomAction/getPageInfoListNew"


class Epoint(Shape):
    """`/zwgk/001234/subpage.html`, rows from `EpointWebBuilder/rest/...`."""

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
        columns = {self.category(column): column for column in drawing.site.columns if column.page in LIST_PAGES}

        def by_form(asked: Asked) -> Answer:
            values = {name: asked.value(name) for name in ("categoryNum", "pageindex", "pagesize")}
            return self._infodata(columns.get(values["categoryNum"]), values["pageindex"], values["pagesize"])

        def by_parameter(asked: Asked) -> Answer:
            values = json.loads(asked.value("params") or "{}")
            return self._infodata(
                columns.get(values.get("categoryNum")), values.get("pageIndex"), values.get("pageSize")
            )

        return {BY_FORM: by_form, BY_PARAMETER: by_parameter}

    @staticmethod
    def service(site: DemoSite) -> str:
        """The service that the site's lists ask: half the sites are of the older generation."""
        return BY_PARAMETER if int(site.plan.code[-2:]) % 2 else BY_FORM

    def _infodata(self, column: Column | None, page: object, size: object) -> Answer:
        if column is None:
            return Answer(500, b'{"status": {"code": "500", "text": "category is missing"}}', "application/json")
        index, rows = int(str(page or 0)), int(str(size or 10))
        found = [self._record(article) for article in column.ordered[index * rows : (index + 1) * rows]]
        data = {"custom": {"count": len(column.articles), "infodata": found}, "status": {"code": "200", "text": ""}}
        return Answer(200, json.dumps(data, ensure_ascii=False).encode(), "application/json; charset=utf-8")

    def _record(self, article: Article) -> dict[str, str]:
        return {
            "infoid": str(article.number),
            "title": article.title,
            "infodate": f"{article.day}",
            "infourl": self.article_path(article),
            "categorynum": self.category(article.column),
        }
