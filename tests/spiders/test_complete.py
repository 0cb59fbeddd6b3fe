"""What a page that its own bytes do not tell costs of the browser's budget, and what is said when that is spent."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest

from govcrawl.extract.page import RawPage
from govcrawl.model.items import FetchSeen, PageVisited, Visit
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import FetchOutcome, SiteKind, SiteLevel, VisitRole
from govcrawl.model.work import SiteTodo
from govcrawl.spiders.complete import Completer
from govcrawl.spiders.kept import KeptPage
from govcrawl.spiders.work import Reading, Reply, SiteWork

HOME = "http://www.moni.gov.cn/"
URL = HOME + "tzgg.html"
SEEN = FetchSeen(URL, FetchOutcome.OK, datetime(2026, 10, 15, tzinfo=UTC), status=200)
SHELL = "<title>通知公告</title><ul id=box></ul><script>fetch('/x').then(function(d){show('#box',d)})</script>"
ROWS = "".join(
    f'<li><a href="/a/{n}.html">关于第{n}号事项的公告</a><span>2026-10-0{n}</span></li>' for n in range(1, 6)
)
FRAME = '<title>通知公告</title><iframe id="f1" src="/lb/1.html" width="100%" height="600"></iframe>'


def site_work() -> SiteWork:
    site = Site("4290000001", "模拟市", HOME, SiteKind.DEPARTMENT, SiteLevel.CITY)
    return SiteWork.begin(SiteTodo(site), date(2026, 10, 15), None, 60.0, 0)


def completed(
    work: SiteWork, answers: dict[str, str], most: int, role: VisitRole = VisitRole.COLUMN
) -> tuple[Reading, list[str]]:
    """The page completed by a browser and a server that know these answers; and what was asked of them."""
    asked: list[str] = []

    async def ask(code: str, visit: Visit, **meta: Any) -> Reply:
        name = "browser" if meta.get("client") == "browser" else visit.url
        asked.append(name)
        body = answers.get(name)
        page = PageVisited(code, visit, SEEN)
        return Reply(page, KeptPage(RawPage(visit.url, body.encode())) if body else None)

    page = RawPage(URL, SHELL.encode())
    reading = Reading(Visit(URL, role, 1, HOME, URL), SEEN, KeptPage(page), work.read(page, role))
    asyncio.run(Completer(ask, most).complete(work, reading))
    return reading, asked


@pytest.mark.parametrize(("spent", "opened"), [(0, True), (1, True), (2, False)])
def test_a_spent_budget_is_said(spent: int, *, opened: bool) -> None:
    work = site_work()
    work.rendered = spent
    reading, _ = completed(work, {"browser": f"<title>通知公告</title><ul>{ROWS}</ul>"}, most=2)
    assert bool(reading.facts.items) is opened
    assert ("budget of 2 browser pages is spent" in reading.facts.why.get("items", "")) is not opened
    assert not reading.facts.confirmed_empty


def test_a_page_that_the_browser_gave_up_costs_more() -> None:
    work = site_work()
    completed(work, {}, most=30)
    assert work.rendered == 5


def test_a_frame_that_only_the_browser_shows_is_read() -> None:
    reading, asked = completed(site_work(), {"browser": FRAME, HOME + "lb/1.html": f"<ul>{ROWS}</ul>"}, most=2)
    assert asked[-2:] == ["browser", HOME + "lb/1.html"]
    assert reading.facts.newest_item_on == date(2026, 10, 5)


@pytest.mark.parametrize(("role", "times"), [(VisitRole.HOME, 2), (VisitRole.COLUMN, 1)])
def test_a_home_page_that_the_browser_did_not_open_is_opened_once_more(role: VisitRole, times: int) -> None:
    _, asked = completed(site_work(), {}, most=1, role=role)
    assert asked.count("browser") == times
