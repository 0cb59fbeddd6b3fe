"""The register and the inspections: saved twice is saved once, offline sites leave the denominator."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from store_samples import AS_OF, CODE, HOME, NAME, begin, column, item, link, page, rich_home, site, store

from govcrawl.model.inspection import Inspection
from govcrawl.model.items import ArticleSeen
from govcrawl.model.vocabulary import FetchOutcome, PageKind, SiteKind, SiteState, VisitRole
from govcrawl.store.database import Database
from govcrawl.store.finish import finish_site
from govcrawl.store.inspections import (
    Status,
    begin_sites,
    create_inspection,
    find_inspection,
    homeless_codes,
    inspection_status,
    sites_to_do,
    stored_inspection,
)
from govcrawl.store.load import site_facts
from govcrawl.store.register import load_sites, save_sites, set_state
from govcrawl.store.reporting import verdict_rows

FULL = replace(
    site("bm30000001"),
    host_unit="示例部",
    region_code="110000",
    region="北京市",
    state=SiteState.TEMPORARILY_OFFLINE,
    offline_from=date(2018, 2, 1),
    offline_to=date(2018, 3, 1),
    offline_approval="批复1号",
)


def test_sites_come_back_in_the_order_of_their_codes(database: Database) -> None:
    with database.engine.begin() as connection:
        assert save_sites(connection, [FULL, site("4210000001"), site("BT00000001")]) == 3
        assert [one.site_id_code for one in load_sites(connection)] == ["4210000001", "BT00000001", "bm30000001"]
        assert load_sites(connection, ["bm30000001", "no"]) == (FULL,)


def test_importing_twice_changes_nothing_and_a_change_is_noted(database: Database) -> None:
    stamp = text("SELECT xmin::text, changed_at FROM govcrawl.sites ORDER BY site_id_code")
    many = [site(f"42{number:08}") for number in range(2_300)]
    with database.engine.begin() as connection:
        save_sites(connection, many)
        before = connection.execute(stamp).all()
    with database.engine.begin() as connection:
        save_sites(connection, [*many[:-1], replace(many[-1], name="新名")])
        after = connection.execute(stamp).all()
    assert before[:-1] == after[:-1]
    assert before[-1].changed_at < after[-1].changed_at


def test_a_list_that_tells_no_state_leaves_the_state(database: Database) -> None:
    again = replace(site(FULL.site_id_code), name="新名")
    told = {FULL.site_id_code: frozenset({"site_id_code", "name", "url"}), CODE: frozenset({"site_id_code"})}
    with database.engine.begin() as connection:
        save_sites(connection, [FULL])
        save_sites(connection, [again, site()], told)
        kept, new = sorted(load_sites(connection), key=lambda one: one.site_id_code == CODE)
    assert kept == replace(FULL, name="新名", url=again.url)
    assert new == site()


def test_the_state_of_a_site_changes(database: Database) -> None:
    with database.engine.begin() as connection:
        save_sites(connection, [site()])
        assert set_state(connection, CODE, FULL.state, FULL.offline_from, FULL.offline_to, "批复1号")
        assert load_sites(connection)[0].is_offline(AS_OF)
        assert not set_state(connection, "no", SiteState.CLOSED)


def test_an_inspection_keeps_its_definition(database: Database) -> None:
    wanted = Inspection(NAME, "national_2015", AS_OF, {"region": "4210"})
    with database.engine.begin() as connection:
        save_sites(connection, [site(), FULL])
        assert find_inspection(connection, NAME) is None
        create_inspection(connection, wanted, [CODE, FULL.site_id_code])
        assert find_inspection(connection, NAME) == wanted
        assert stored_inspection(connection, NAME).inspection == wanted
        with pytest.raises(KeyError, match="0000000000"):
            create_inspection(connection, replace(wanted, name="other"), ["0000000000"])
    with database.engine.begin() as connection, pytest.raises(IntegrityError):
        create_inspection(connection, wanted, [CODE])


def test_offline_sites_and_sites_without_an_address_are_selected_but_not_visited(database: Database) -> None:
    register = [site(), FULL, site("4210000099", url=""), site("4210000098", kind=SiteKind.DEPARTMENT)]
    with database.engine.begin() as connection:
        save_sites(connection, register)
        codes = [one.site_id_code for one in register]
        number = create_inspection(connection, Inspection(NAME, "national_2015", AS_OF), codes).number
        to_do = [one.site_id_code for one in sites_to_do(connection, number)]
        portals = [one.site_id_code for one in sites_to_do(connection, number, SiteKind.PORTAL)]
        named = [one.site_id_code for one in sites_to_do(connection, number, codes=["4210000098"])]
        shown = connection.execute(text("SELECT sites_selected, sites_offline FROM report.inspections")).one()
        standing = inspection_status(connection, number)
        rows = verdict_rows(connection, NAME, "national_2015")
        homeless = homeless_codes(connection, NAME)
    assert (to_do, portals, named) == ([CODE, "4210000098"], [CODE], ["4210000098"])
    assert tuple(shown) == (4, 1)
    assert standing == Status(2, 0, 0, 1, 1), "a site without an address has failed: nobody waits for it"
    assert [(row.site_id_code, row.verdict) for row in rows] == [("4210000099", "not_inspected")]
    assert homeless == ("4210000099",)


def test_a_site_runs_and_ends_and_a_failed_one_is_tried_again(database: Database) -> None:
    other = "4210000098"
    number = begin(database, [CODE, other])
    with database.engine.connect() as connection:
        assert inspection_status(connection, number) == Status(2, 0, 0, 0, 0)
    store(database, number, page(page_kind=PageKind.HOME), page(outcome=FetchOutcome.RESET, code=other))
    started = text("SELECT started_at IS NOT NULL, finished_at IS NOT NULL FROM govcrawl.inspections")
    with database.engine.begin() as connection:
        begin_sites(connection, number, [CODE, other])
        assert inspection_status(connection, number) == Status(0, 2, 0, 0, 0)
        assert not finish_site(connection, NAME, site_facts(connection, NAME, CODE), "page budget of 9 spent")
        assert tuple(connection.execute(started).one()) == (True, False)
        assert finish_site(connection, NAME, site_facts(connection, NAME, other), "done"), "the last one"
        assert inspection_status(connection, number) == Status(0, 0, 1, 1, 0)
        assert tuple(connection.execute(started).one()) == (True, True)
        assert [one.site_id_code for one in sites_to_do(connection, number)] == [other]
        assert site_facts(connection, NAME, CODE).budget_spent == "page budget of 9 spent"
        assert site_facts(connection, NAME, other).budget_spent is None


def test_the_first_page_marks_its_site_as_running(database: Database) -> None:
    number = begin(database)
    store(database, number, page(page_kind=PageKind.HOME))
    with database.engine.connect() as connection:
        assert inspection_status(connection, number) == Status(0, 1, 0, 0, 0)


def finish(database: Database, name: str) -> None:
    with database.engine.begin() as connection:
        finish_site(connection, name, site_facts(connection, name, CODE), "done")


def test_the_end_of_a_site_writes_columns_and_articles_once(database: Database) -> None:
    number = begin(database)
    news = column("要闻")
    listed = page(
        news.url, VisitRole.COLUMN, column_url=news.url, items=(item(1, date(2018, 2, 1)), item(2)), links=(link(HOME),)
    )
    opened = page(
        item(2).url,
        VisitRole.ARTICLE,
        column_url=news.url,
        page_kind=PageKind.ARTICLE,
        digest="d" * 64,
        article=ArticleSeen("关于二", date(2018, 2, 5), "shown", None, date(2018, 2, 4)),
    )
    store(database, number, rich_home(), listed, opened)
    finish(database, NAME)
    finish(database, NAME)
    with database.engine.connect() as connection:
        columns = connection.execute(
            text("SELECT column_name, state, newest_item_on, items, dated_items, days_since_update FROM report.columns")
        ).all()
        articles = connection.execute(
            text("SELECT url, column_name, printed_on, url_date, content_digest FROM report.articles ORDER BY url")
        ).all()
    assert sorted(map(tuple, columns)) == [
        ("要闻", "dated", date(2018, 2, 5), 2, 2, 23),
        ("通知公告", "unknown", None, 0, 0, None),
    ]
    assert [tuple(row) for row in articles] == [
        (item(1).url, "要闻", date(2018, 2, 1), None, None),
        (item(2).url, "要闻", date(2018, 2, 5), date(2018, 2, 4), "d" * 64),
    ]


def test_two_inspections_see_a_date_that_changed(database: Database) -> None:
    for name, day in (("first", date(2018, 1, 1)), ("second", date(2018, 2, 1))):
        number = begin(database, name=name)
        store(database, number, page(page_kind=PageKind.HOME, items=(item(1, day),)))
        finish(database, name)
    with database.engine.connect() as connection:
        seen = connection.scalars(
            text("SELECT listed_on FROM govcrawl.article_observations ORDER BY inspection_id")
        ).all()
        now = connection.execute(text("SELECT printed_on, first_seen_at FROM report.articles")).one()
    assert seen == [date(2018, 1, 1), date(2018, 2, 1)]
    assert now.printed_on == date(2018, 2, 1)


def test_messages_guides_and_footers_are_shown(database: Database) -> None:
    store(database, begin(database), rich_home())
    with database.engine.connect() as connection:
        message = connection.execute(
            text("SELECT title, answering_unit, days_open, column_name FROM report.messages")
        ).one()
        guide = connection.execute(text("SELECT title, elements_present, elements_missing FROM report.guides")).one()
        marks = connection.execute(
            text("SELECT mark, present, value, where_found FROM report.footers ORDER BY mark")
        ).all()
        fetch = connection.execute(text("SELECT outcome, client, vantage, attempts FROM report.fetches")).one()
    assert tuple(message) == ("咨询社保", "人社局", 7, None)
    assert tuple(guide) == ("办事指南", ["legal_basis"], ["fee", "time"])
    assert [tuple(mark) for mark in marks] == [("contact", None, None, None), ("site_id_code", True, CODE, "html")]
    assert tuple(fetch) == ("ok", "scrapy", "here", 1)
