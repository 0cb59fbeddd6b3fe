"""Whatever breaks between a question and its row, the address that was asked has a row when its site is finished."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.middlewares.account import Account
from govcrawl.model.items import FetchSeen, PageVisited, Visit
from govcrawl.model.vocabulary import FetchOutcome, VisitRole
from govcrawl.store.database import Database
from tests.hostile.certificates import Certificates
from tests.hostile.fault import Fault, Handler, Reply, answer, redirect
from tests.hostile.server import served
from tests.hostile.test_hostile import crawl, prepare

_NOW = datetime(2018, 2, 28, tzinfo=UTC)
_HOME = "<html><title>模拟局</title><body>{}<p>主办单位：模拟局</p></body></html>"


def _home(*hrefs: str) -> bytes:
    return answer(_HOME.format("".join(f"<p><a href='{href}'>通知公告</a></p>" for href in hrefs)).encode())


def _in_turn(*replies: bytes) -> Handler:
    left = list(replies)

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])

    return handler


def _site(name: str, home: bytes, pages: dict[str, Reply]) -> Fault:
    return Fault(name, "ok", home, pages)


_FORBIDS = answer(b"User-agent: *\nDisallow: /closed\n", "Content-Type: text/plain")
_STUB = answer(b"<html><meta http-equiv=refresh content='0;url=/real'></html>")
_MENU = answer(
    "<html><title>模拟局</title><body><div class=nav><ul>"
    "<li><a href='/breaks-storing/'>新闻动态</a></li><li><a href='/c/'>通知公告</a></li></ul></div></body></html>".encode()
)
SITES = (
    _site("reading", redirect("/on"), {"/on": redirect("/breaks-reading"), "/breaks-reading": _home("/1.html")}),
    _site("outcome", redirect("/on"), {"/on": redirect("/breaks-outcome"), "/breaks-outcome": _home("/1.html")}),
    _site("completing", redirect("/breaks-completing"), {"/breaks-completing": _STUB, "/real": _home()}),
    _site("storing", _MENU, {"/breaks-storing/": _home("/1.html"), "/c/": _home("/2.html")}),
    _site("links", _home("/breaks-links.html", "/a.html", "/b.html"), {"*": answer(b"<html>x</html>")}),
    _site("walks", _home("/moved.html"), {"/moved.html": _in_turn(redirect("/first"), redirect("/second"))}),
    _site("robots", _home("/closed.html", "/open.html"), {"/robots.txt": _FORBIDS}),
)


@pytest.mark.slow
def test_nothing_that_breaks_loses_a_row(database: Database, tmp_path: Path) -> None:
    certificates = Certificates(tmp_path)
    with served(lambda port: SITES, certificates) as web:
        codes = prepare(database, web)
        log = tmp_path / "log"
        crawl(database, web, certificates.root, log, "-s", "ROBOTS_POLICY=obey", module="tests.hostile.breaking")
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT site_id_code, url, outcome FROM govcrawl.fetches")).all()
        ended = set(connection.scalars(text("SELECT status FROM govcrawl.inspection_sites")))
    outcomes = {row.url: row.outcome for row in rows}
    assert set(web.asked) <= set(outcomes), set(web.asked) - set(outcomes)
    assert len(rows) == len(outcomes)
    assert {row.site_id_code for row in rows} == set(codes.values())
    assert ended <= {"done", "failed"}, log.read_text()[-3000:]
    lost = {"reading": "", "outcome": "breaks-outcome", "storing": "breaks-storing/"}
    assert {site: outcomes[web.urls[site] + path] for site, path in lost.items()} == dict.fromkeys(lost, "own_trouble")
    assert outcomes[web.urls["completing"] + "real"] == "ok"  # it answered, whatever broke afterwards
    assert outcomes[web.urls["robots"] + "closed.html"] == "robots_disallowed"
    assert web.asked[web.urls["robots"] + "closed.html"] == 0
    assert {"first", "second"} <= {url.rsplit("/", 1)[1] for url in outcomes}


@pytest.mark.slow
def test_a_crawl_closed_for_its_memory_goes_on_where_it_stopped(database: Database, tmp_path: Path) -> None:
    certificates = Certificates(tmp_path)
    too_little = ("-s", "MEMUSAGE_LIMIT_MB=1", "-s", "MEMUSAGE_CHECK_INTERVAL_SECONDS=0.1")
    with served(lambda port: SITES, certificates) as web:
        prepare(database, web)
        stopped, _ = crawl(database, web, certificates.root, tmp_path / "stopped", *too_little)
        finished, _ = crawl(database, web, certificates.root, tmp_path / "finished")
    assert (stopped, finished) == (1, 3), (tmp_path / "stopped").read_text()[-3000:]
    with database.engine.connect() as connection:
        urls = connection.scalars(text("SELECT url FROM govcrawl.fetches")).all()
    assert set(web.asked) <= set(urls), set(web.asked) - set(urls)


def _visited(url: str, role: VisitRole = VisitRole.COLUMN, hops: tuple[str, ...] = ()) -> PageVisited:
    seen = FetchSeen(url, FetchOutcome.OK, _NOW)
    return PageVisited("1", Visit(url, role), seen, hops=tuple(FetchSeen(hop, FetchOutcome.OK, _NOW) for hop in hops))


@pytest.mark.parametrize(
    ("asked", "paid", "left"),
    [
        (["http://a.cn/"], [], ["http://a.cn/"]),
        (["http://a.cn/"], [_visited("http://a.cn")], []),
        (["http://a.cn/%E6%94%BF"], [_visited("http://a.cn/政#x")], []),
        (["http://a.cn/1", "http://a.cn/2"], [_visited("http://a.cn/2", hops=("http://a.cn/1",))], []),
        (["http://a.cn/1", "http://a.cn/2"], [_visited("http://a.cn/2")], ["http://a.cn/1"]),
        (["http://[::1"], [_visited("http://[::1")], []),
    ],
)
def test_what_is_paid_is_struck_out(asked: list[str], paid: list[PageVisited], left: list[str]) -> None:
    account = Account()
    for url in asked:
        account.asked("1", url)
    for page in paid:
        account.paid(page)
    rest = account.rest("1")
    assert [page.fetch.url for page in rest] == left
    assert {(page.fetch.outcome, page.visit.role) for page in rest} <= {(FetchOutcome.OWN_TROUBLE, VisitRole.BESIDE)}
    assert account.rest("1") == ()


def test_what_nobody_tells_of_ends_as_it_was_answered() -> None:
    account = Account()
    for url in ("http://a.cn/", "http://a.cn/on"):
        account.asked("1", url)
    account.paid(_visited("http://a.cn/"))
    account.answered(_visited("http://a.cn/", hops=("http://a.cn/on",)))
    assert [(page.fetch.url, page.fetch.outcome) for page in account.rest("1")] == [("http://a.cn/on", "ok")]


def test_sites_have_accounts_of_their_own() -> None:
    account = Account()
    account.asked("2", "http://a.cn/")
    account.paid(_visited("http://a.cn/"))
    assert [page.fetch.url for page in account.rest("2")] == ["http://a.cn/"]
