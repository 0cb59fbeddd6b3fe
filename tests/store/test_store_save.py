"""Whole pages go in once, whatever they hold and however often they are sent."""

import asyncio
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from store_samples import (
    ASKED,
    CODE,
    HOME,
    NAME,
    begin,
    column,
    item,
    later,
    link,
    page,
    rich_home,
    store,
)

from govcrawl.model.items import FetchSeen, LinkChecked, PageFacts, PageVisited, Visit
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, PageKind, Place, VisitRole
from govcrawl.store.connection import StoreError
from govcrawl.store.database import Database, open_database
from govcrawl.store.encode import page_columns
from govcrawl.store.frontier import frontier
from govcrawl.store.load import site_facts
from govcrawl.store.save import PageWriter

TABLES = ("visits", "fetches", "pages", "site_columns", "links", "link_checks")


def contents(database: Database) -> dict[str, list[str]]:
    """All rows of the crawl's tables, without the running numbers of discovery."""
    with database.engine.connect() as connection:
        return {
            table: sorted(
                connection.scalars(text(f"SELECT (to_jsonb(t) - 'seq')::text FROM govcrawl.{table} AS t")).all()
            )
            for table in TABLES
        }


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_every_fact_of_a_page_comes_back(database: Database) -> None:
    home = rich_home()
    store(database, begin(database), home)
    with database.engine.connect() as connection:
        facts = site_facts(connection, NAME, CODE)
    assert home.facts is not None
    read = facts.home
    assert read is not None
    assert facts.home_items == home.facts.items
    assert (read.title, read.digest, read.page_kind) == ("示例县人民政府", "a" * 64, PageKind.HOME)
    assert (read.article, read.marks, read.guide) == (home.facts.article, home.facts.marks, home.facts.guide)
    assert (read.search, read.tampering, read.tags) == (home.facts.search, home.facts.tampering, home.facts.tags)
    assert (read.content, read.trial) == (home.facts.content, home.facts.trial)
    assert [found.message for found in facts.messages] == list(home.facts.messages)
    assert [found.survey for found in facts.surveys] == list(home.facts.surveys)
    assert [(one.url, one.name) for one in facts.columns] == [(one.url, one.name) for one in home.facts.columns]
    assert {one.url: one.on_home for one in facts.links} == {one.url: True for one in home.facts.links}
    assert read.asked_at == ASKED


def test_no_fact_of_a_page_is_forgotten() -> None:
    elsewhere = {"url", "columns", "links"}
    facts = rich_home().facts
    assert facts is not None
    assert set(page_columns(facts)) | elsewhere == set(PageFacts.__slots__)


def test_the_same_pages_sent_again_change_nothing(database: Database) -> None:
    number = begin(database)
    pages = [
        rich_home(),
        page(
            column("要闻").url, VisitRole.COLUMN, column_url=column("要闻").url, items=(item(1),), links=(link(HOME),)
        ),
        page(column("通知公告").url, VisitRole.COLUMN, FetchOutcome.TIMEOUT_TOTAL, column_url=column("通知公告").url),
    ]
    check = LinkChecked(CODE, link(HOME).url, LinkFate.ALIVE, FetchOutcome.OK, later(9), 200, 1, confirmed=True)
    store(database, number, *pages, check)
    once = contents(database)
    store(database, number, *pages, check)
    store(database, number, check, *reversed(pages), batch_rows=1)
    assert contents(database) == once
    assert [len(listed) for listed in once.values()] == [2, 3, 2, 2, 4, 1]


def test_a_topic_is_past_where_any_page_says_so(database: Database) -> None:
    number = begin(database)
    topic = column("两学一做")
    past = replace(topic, historical=True)
    store(database, number, page(columns=(topic, past)), page(f"{HOME}zt/", VisitRole.COLUMN, columns=(topic,)))
    assert rows(database, "SELECT historical FROM govcrawl.site_columns") == [(True,)]
    other = column("创先争优")
    store(database, number, page(columns=(other,)))
    store(database, number, page(f"{HOME}zt/", VisitRole.COLUMN, columns=(replace(other, historical=True),)))
    assert rows(database, "SELECT DISTINCT historical FROM govcrawl.site_columns") == [(True,)]


def test_a_later_answer_replaces_an_earlier_one(database: Database) -> None:
    number = begin(database)
    lost = page(outcome=FetchOutcome.OWN_TROUBLE)
    read = page(asked_at=later(60), page_kind=PageKind.HOME, items=(item(1), item(2)))
    fewer = page(asked_at=later(120), page_kind=PageKind.HOME, items=(item(3),))
    store(database, number, lost)
    store(database, number, read)
    store(database, number, fewer, read)
    assert rows(database, "SELECT outcome FROM govcrawl.fetches") == [("ok",)]
    assert rows(database, "SELECT jsonb_array_length(items) FROM govcrawl.pages") == [(1,)]


def test_a_redirect_passed_through_is_a_row_and_gives_way_to_a_page(database: Database) -> None:
    number = begin(database)
    target = f"{HOME}index.html"
    hop = FetchSeen(target, FetchOutcome.OK, later(1), 200)
    home = page(page_kind=PageKind.HOME, hops=(hop,), follow=(Visit(target, VisitRole.COLUMN, 1, HOME, target),))
    store(database, number, home)
    with database.engine.connect() as connection:
        left = frontier(connection, NAME, CODE)
    assert left.done == {HOME, target}
    assert [visit.url for visit in left.pending] == [target], "the target was passed through, not read for its column"
    own = page(target, VisitRole.COLUMN, column_url=target)
    store(database, number, own, home)
    assert rows(database, "SELECT url, is_hop, role FROM govcrawl.fetches ORDER BY url") == [
        (HOME, False, "home"),
        (target, False, "column"),
    ]


def test_a_link_check_of_a_page_does_not_hide_that_it_was_read(database: Database) -> None:
    number = begin(database)
    store(database, number, page(page_kind=PageKind.HOME), page(role=VisitRole.LINK, outcome=FetchOutcome.HTTP_4XX))
    assert rows(database, "SELECT role, outcome FROM govcrawl.fetches") == [("home", "ok")]


def test_an_outcome_under_another_address_still_settles_the_visit(database: Database) -> None:
    home = page(page_kind=PageKind.HOME)
    moved = replace(home, fetch=replace(home.fetch, url=f"{HOME}index.html"))
    store(database, begin(database), moved)
    assert rows(database, "SELECT url, final_url FROM govcrawl.fetches") == [(HOME, f"{HOME}index.html")]


def test_two_posts_to_one_address_are_two_rows(database: Database) -> None:
    url = f"{HOME}dataproxy.jsp"
    asked = [page(url, VisitRole.ENDPOINT, body=f"page={number}", items=(item(number),)) for number in (1, 2)]
    store(database, begin(database), *asked)
    assert rows(database, "SELECT body FROM govcrawl.pages ORDER BY body") == [("page=1",), ("page=2",)]
    with database.engine.connect() as connection:
        assert frontier(connection, NAME, CODE).done == {f"{url}\npage=1", f"{url}\npage=2"}


def test_a_link_is_the_home_page_s_or_its_first_page_s(database: Database) -> None:
    shared, deep = link(f"{HOME}a.html", Place.LIST), link(f"{HOME}b.html")
    inner = page(f"{HOME}x/", VisitRole.COLUMN, links=(shared, deep))
    home = page(page_kind=PageKind.HOME, links=(replace(shared, place=Place.FOOTER),))
    store(database, begin(database), inner, page(f"{HOME}y/", VisitRole.COLUMN, links=(deep,)), home, batch_rows=1)
    assert rows(database, "SELECT url, parent_url, on_home, place FROM govcrawl.links ORDER BY url") == [
        (f"{HOME}a.html", HOME, True, "footer"),
        (f"{HOME}b.html", f"{HOME}x/", False, "navigation"),
    ]


@pytest.mark.parametrize("length", [2_700, 2_084, 70_000])
def test_long_addresses_are_kept_whole(database: Database, length: int) -> None:
    url = HOME + "x" * length
    store(
        database,
        begin(database),
        page(page_kind=PageKind.HOME, links=(link(url),), follow=(Visit(url, VisitRole.LINK),)),
    )
    assert rows(
        database, "SELECT length(url) FROM govcrawl.links UNION ALL SELECT length(url) FROM govcrawl.visits"
    ) == [
        (len(url),),
        (len(url),),
    ]


@pytest.mark.parametrize("odd", ["a\x00b", "a\ud800b", "a\x0bb", "\x1b[31m", "a\udfffb\x00", "\\u0000\x08"])
def test_odd_characters_are_replaced_and_marked(database: Database, odd: str) -> None:
    number = begin(database)
    home = page(page_kind=PageKind.HOME, title=odd, tags={odd: odd}, links=(link(HOME + odd),))
    fine = page(f"{HOME}y/", VisitRole.COLUMN, title="C:\\boot\ttab\nline", links=(link(HOME),))
    store(database, number, home, fine)
    found = rows(database, "SELECT title, cleaned FROM govcrawl.pages ORDER BY url")
    assert found[1] == ("C:\\boot\ttab\nline", False)
    assert found[0][1] is True
    assert "�" in str(found[0][0])
    assert len(rows(database, "SELECT 1 FROM govcrawl.links")) == 2


def test_a_page_that_the_database_refuses_loses_its_facts_and_nothing_else(database: Database) -> None:
    number = begin(database)
    shared = link(f"{HOME}shared.html")
    pages: list[PageVisited] = [
        page(f"{HOME}{count}/", VisitRole.COLUMN, links=(shared,), items=(item(count),)) for count in range(9)
    ]
    bad = page(f"{HOME}bad/", VisitRole.COLUMN, links=(shared,), columns=(replace(column("甲"), level=2**40),))
    after = replace(bad, follow=(Visit(f"{HOME}next/", VisitRole.COLUMN, 2),))
    store(database, number, after, *pages)
    assert rows(database, "SELECT count(*) FROM govcrawl.fetches") == [(10,)]
    assert rows(database, "SELECT count(*) FROM govcrawl.pages") == [(9,)]
    assert rows(database, f"SELECT outcome FROM govcrawl.fetches WHERE url = '{HOME}bad/'") == [("ok",)]
    assert rows(database, "SELECT url FROM govcrawl.visits") == [(f"{HOME}next/",)]
    assert rows(database, "SELECT parent_url FROM govcrawl.links") == [(f"{HOME}0/",)]


def test_a_link_check_tells_the_fate_and_keeps_every_answer(database: Database) -> None:
    number = begin(database)
    target = f"{HOME}gone.html"
    dead = LinkChecked(CODE, target, LinkFate.DEAD, FetchOutcome.HTTP_4XX, later(5), 404, 2, True, "twice\x00")
    store(database, number, page(page_kind=PageKind.HOME, links=(link(target),)), dead)
    store(
        database, number, replace(dead, fate=LinkFate.ALIVE, outcome=FetchOutcome.OK, checked_at=later(90), status=200)
    )
    store(database, number, dead)
    assert rows(database, "SELECT fate, status, attempts, confirmed, detail FROM govcrawl.links") == [
        ("alive", 200, 2, True, "twice�")
    ]
    assert rows(database, "SELECT fate FROM govcrawl.link_checks ORDER BY checked_at") == [("dead",), ("alive",)]


def test_at_most_two_round_trips_for_a_thousand_rows(database: Database) -> None:
    number = begin(database)
    pages = [
        page(f"{HOME}{count}/", VisitRole.COLUMN, links=tuple(link(f"{HOME}{count}/{n}.html") for n in range(90)))
        for count in range(100)
    ]
    writer = store(database, number, *pages)
    stored = sum(len(listed) for listed in contents(database).values())
    assert stored == 9_200
    assert writer.round_trips <= 2 * stored / 1_000


def test_links_of_every_page_are_sent_once(database: Database) -> None:
    number = begin(database)
    navigation = tuple(link(f"{HOME}nav{n}/") for n in range(90))
    pages = [page(f"{HOME}{count}/", VisitRole.COLUMN, links=navigation) for count in range(200)]
    writer = store(database, number, *pages, batch_rows=500)
    assert writer.round_trips <= 2


def test_the_writer_stores_in_time_without_being_asked(database: Database) -> None:
    number = begin(database)

    async def write() -> None:
        async with PageWriter(database.url, number, batch_seconds=0.05) as writer:
            await writer.add(page(page_kind=PageKind.HOME))
            async with asyncio.timeout(20):
                while not await asyncio.to_thread(rows, database, "SELECT 1 FROM govcrawl.pages"):
                    await asyncio.sleep(0.02)

    asyncio.run(write())


def test_closing_waits_for_a_batch_under_way(database: Database) -> None:
    number = begin(database)
    waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"

    async def write() -> None:
        writer = await PageWriter(database.url, number, batch_seconds=0.02).__aenter__()
        with database.engine.connect() as other:
            other.execute(text("LOCK TABLE govcrawl.pages"))
            await writer.add(page(page_kind=PageKind.HOME))
            async with asyncio.timeout(20):
                while not await asyncio.to_thread(rows, database, waiting):
                    await asyncio.sleep(0.02)
            closing = asyncio.create_task(writer.close())
            await asyncio.sleep(0)
            other.rollback()
        await closing

    asyncio.run(write())
    assert len(rows(database, "SELECT 1 FROM govcrawl.pages")) == 1


def test_a_missing_table_is_said_at_once(database: Database) -> None:
    number = begin(database)
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE govcrawl.links CASCADE"))
    with pytest.raises(StoreError, match=r"govcrawl\.links"):
        store(database, number, page(page_kind=PageKind.HOME))


def test_a_database_that_stays_away_ends_the_crawl_with_a_clear_word() -> None:
    async def write() -> None:
        async with PageWriter("postgresql://nobody:geheim@127.0.0.1:1/none", 1, batch_rows=1, patience=0.5) as writer:
            await writer.add(page())

    with pytest.raises(StoreError, match=r"away for 0\.5 seconds") as raised:
        asyncio.run(write())
    assert "geheim" not in str(raised.value)


def test_a_server_killed_in_the_middle_loses_and_doubles_nothing(home: Path) -> None:
    pages = [
        page(f"{HOME}{count}/", VisitRole.COLUMN, items=(item(count),), links=(link(f"{HOME}{count}.html"),))
        for count in range(120)
    ]
    with open_database(home=home) as database:
        assert database.embedded is not None
        number = begin(database)

        async def write() -> None:
            async with PageWriter(database.url, number, batch_rows=20) as writer:
                for count, one in enumerate(pages):
                    if count % 50 == 25:
                        postmaster = (database.embedded.data / "postmaster.pid").read_text().split()[0]
                        os.kill(int(postmaster), signal.SIGKILL)
                    await writer.add(one)

        asyncio.run(write())
        database.engine.dispose()
        stored = contents(database)
    assert [len(stored[table]) for table in ("fetches", "pages", "links")] == [120, 120, 120]


def test_a_stopped_database_makes_the_crawl_wait(home: Path) -> None:
    """Stopped and started by others, without our help: the address does not lead to a server of ours."""
    with open_database(home=home) as database:
        assert database.embedded is not None
        cluster, number = database.embedded, begin(database)
        (cluster.socket_folder / "govcrawl-cluster").unlink()
        database.engine.dispose()
        cluster.stop()
        started = threading.Timer(1.0, cluster.ensure_running)

        async def write() -> float:
            async with PageWriter(database.url, number, batch_rows=1) as writer:
                started.start()
                asked = time.monotonic()
                await writer.add(page(page_kind=PageKind.HOME))
                return time.monotonic() - asked

        assert asyncio.run(write()) >= 0.9
        started.join()
        assert rows(database, "SELECT outcome FROM govcrawl.fetches") == [("ok",)]
