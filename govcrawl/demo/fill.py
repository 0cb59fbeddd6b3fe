"""Fills columns by the rhythm of a healthy site."""

import tomllib
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from govcrawl.demo.letters import fill_guides, fill_letters, fill_surveys
from govcrawl.demo.plan import DATA
from govcrawl.demo.records import LIST_PAGES, Column
from govcrawl.demo.site import DemoSite


@cache
def catalogue() -> dict[str, Any]:
    """`catalogue.toml`: the columns and the rhythm of a healthy site."""
    return tomllib.loads((DATA / "catalogue.toml").read_text(encoding="utf-8"))


def fill_column(site: DemoSite, column: Column, newest: date | None = None) -> None:
    """Publish in `column` by its rhythm; `newest` sets the day of its newest item."""
    random = Random(f"fill {site.city.name} {site.plan.code} {column.name}")
    if column.kind == "report":
        _fill_reports(site, column)
    elif column.page in LIST_PAGES:
        _fill_list(site, column, random, newest)
    elif column.page == "letters":
        fill_letters(site, column, random)
    elif column.page == "surveys":
        fill_surveys(site, column, random)
    elif column.page == "guides":
        fill_guides(site, column)


def _fill_list(site: DemoSite, column: Column, random: Random, newest: date | None) -> None:
    rhythm = catalogue()["rhythm"].get(column.kind) or catalogue()["rhythm"]["other"]
    day = newest or site.as_of - timedelta(days=random.randint(*rhythm["newest"]))
    day = min(day, site.last_day)
    pages = site.plan.size[1] if site.plan.size else random.uniform(*rhythm["items"])
    count = max(2, round(pages * column.rows))
    offset = 0.0
    for index in range(count):
        site.add_article(column, day - timedelta(days=int(offset)))
        offset += rhythm["every"] * random.uniform(0.6, 1.4) if index else rhythm["every"]


def _fill_reports(site: DemoSite, column: Column) -> None:
    """The yearly reports, and the annual statement of the site itself, due by 31 January (国办函〔2018〕12号)."""
    for year in range(site.as_of.year, site.as_of.year - 5, -1):
        site.add_article(column, date(year, 2, 2), f"{year - 1}年政府信息公开工作年度报告")
    site.add_article(column, date(site.as_of.year, 1, 26), f"{site.as_of.year - 1}年政府网站工作年度报表")
