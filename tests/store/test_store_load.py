"""What is left to ask, and what the checks may look at."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from store_samples import AS_OF, CODE, HOME, NAME, begin, column, item, later, link, page, rich_home, site, store

from govcrawl.model.items import ArticleSeen, FetchSeen, LinkChecked, Visit
from govcrawl.model.vocabulary import (
    ColumnState,
    FetchOutcome,
    LinkFate,
    PageKind,
    Problem,
    Review,
    Scope,
    VisitRole,
)
from govcrawl.store.database import Database
from govcrawl.store.frontier import Frontier, frontier, outside_answers
from govcrawl.store.inspections import UnknownInspectionError
from govcrawl.store.load import iter_site_facts, site_facts
from govcrawl.store.reviews import decisions


def left(database: Database, code: str = CODE) -> Frontier:
    with database.engine.connect() as connection:
        return frontier(connection, NAME, code)


def visits(count: int) -> tuple[Visit, ...]:
    return tuple(Visit(f"{HOME}{number}/", VisitRole.COLUMN, 1, HOME, f"{HOME}{number}/") for number in range(count))


def test_a_site_not_begun_has_nothing_asked_and_nothing_left(database: Database) -> None:
    begin(database)
    assert left(database) == Frontier()


def test_the_frontier_is_visits_minus_fetches_in_the_order_of_discovery(database: Database) -> None:
    number = begin(database)
    first, second, third = visits(3)
    deeper = Visit(f"{HOME}0/2.html", VisitRole.NEXT_PAGE, 1, first.url, first.url, "page=2")
    store(database, number, page(page_kind=PageKind.HOME, follow=(third, first, second)))
    assert left(database).pending == (third, first, second)
    store(database, number, page(third.url, VisitRole.COLUMN, follow=(deeper, first), column_url=third.url))
    rest = left(database)
    assert rest.pending == (first, second, deeper)
    assert rest.done == {HOME, third.url}
    assert rest.pages == 2


@pytest.mark.parametrize("outcome", [FetchOutcome.TIMEOUT_TOTAL, FetchOutcome.HTTP_4XX, FetchOutcome.CHALLENGE])
def test_a_failed_visit_is_done(database: Database, outcome: FetchOutcome) -> None:
    (visit,) = visits(1)
    store(
        database,
        begin(database),
        page(page_kind=PageKind.HOME, follow=(visit,)),
        page(visit.url, VisitRole.COLUMN, outcome),
    )
    assert left(database).pending == ()
    assert left(database).done == {HOME, visit.url}


def test_own_trouble_is_tried_again(database: Database) -> None:
    (visit,) = visits(1)
    trouble = page(visit.url, VisitRole.COLUMN, FetchOutcome.OWN_TROUBLE)
    store(database, begin(database), page(page_kind=PageKind.HOME, follow=(visit,)), trouble)
    assert (left(database).pending, left(database).done) == ((visit,), {HOME})


def test_a_home_page_that_was_not_read_is_tried_again(database: Database) -> None:
    store(database, begin(database), page(outcome=FetchOutcome.HTTP_5XX))
    assert left(database).done == frozenset()


def test_links_without_a_check_and_articles_are_left(database: Database) -> None:
    number = begin(database)
    checked, other = link(f"{HOME}a.html"), link(f"{HOME}b.html")
    article = Visit(f"{HOME}c.html", VisitRole.ARTICLE, 2)
    check = LinkChecked(CODE, checked.url, LinkFate.ALIVE, FetchOutcome.OK, later(1), 200)
    store(database, number, page(page_kind=PageKind.HOME, links=(checked, other), follow=(article,)), check)
    assert left(database).links == ((other, HOME, True),)
    assert left(database).articles == 1
    store(database, number, page(article.url, VisitRole.ARTICLE))
    assert left(database).articles == 1


def test_an_answer_from_outside_is_known_again_only_with_its_row(database: Database) -> None:
    number = begin(database)
    target, whole = link("http://www.mof.gov.cn/", scope=Scope.OTHER_GOV), "http://www.mof.gov.cn/"
    check = LinkChecked(CODE, whole, LinkFate.ALIVE, FetchOutcome.OK, later(1), 200)
    store(database, number, page(page_kind=PageKind.HOME, links=(target,)), check)
    with database.engine.connect() as connection:
        assert outside_answers(connection, number) == []
    store(database, number, page(whole, VisitRole.LINK))
    with database.engine.connect() as connection:
        assert outside_answers(connection, number) == [check]


def test_facts_of_a_site(database: Database) -> None:
    number = begin(database)
    notice = column("通知公告")
    letter = page(notice.url, VisitRole.COLUMN, column_url=notice.url, items=(item(5, date(2018, 2, 1)),))
    failed = page(column("要闻").url, VisitRole.COLUMN, FetchOutcome.RESET, column_url=column("要闻").url)
    hop = FetchSeen(f"{HOME}hop", FetchOutcome.OK, later(1))
    store(database, number, rich_home(), replace(letter, hops=(hop,)), failed)
    with database.engine.connect() as connection:
        facts = site_facts(connection, NAME, CODE)
    assert (facts.site, facts.as_of) == (site(), AS_OF)
    assert [(one.name, one.state) for one in facts.columns] == [
        ("要闻", ColumnState.UNKNOWN),
        ("通知公告", ColumnState.DATED),
    ]
    assert [one.url for one in facts.pages] == [HOME, *sorted([column("要闻").url, notice.url])]
    assert facts.messages[0].column_url == HOME
    assert facts.gathered == {
        "columns",
        "marks",
        "tags",
        "search",
        "messages",
        "guides",
        "tampering",
        "articles",
        "surveys",
    }
    assert not facts.home_is_navigation_only
    assert facts.probes is None


def test_a_home_page_of_columns_alone(database: Database) -> None:
    home = page(page_kind=PageKind.HOME, columns=(column("要闻"),))
    store(database, begin(database), home)
    with database.engine.connect() as connection:
        assert site_facts(connection, NAME, CODE).home_is_navigation_only


def test_an_undated_row_of_the_home_page_takes_the_date_of_its_article(database: Database) -> None:
    home = page(page_kind=PageKind.HOME, items=(item(1), item(2)))
    article = page(
        item(2).url, VisitRole.ARTICLE, page_kind=PageKind.ARTICLE, article=ArticleSeen("关于", date(2018, 2, 3))
    )
    store(database, begin(database), home, article)
    with database.engine.connect() as connection:
        facts = site_facts(connection, NAME, CODE)
    assert [one.printed_on for one in facts.home_items] == [None, date(2018, 2, 3)]


def test_facts_do_not_depend_on_the_order_of_asking(database: Database) -> None:
    pages = [page(one.url, VisitRole.COLUMN, column_url=one.url, items=(item(1),)) for one in visits(5)]
    first, second = begin(database), begin(database, name="again")
    store(database, first, rich_home(), *pages)
    store(
        database,
        second,
        rich_home(),
        *(replace(one, fetch=replace(one.fetch, asked_at=later(9 - i))) for i, one in enumerate(pages)),
    )
    with database.engine.connect() as connection:
        one, two = site_facts(connection, NAME, CODE), site_facts(connection, "again", CODE)
    assert [read.url for read in one.pages] == [read.url for read in two.pages]
    assert (one.columns, one.links) == (two.columns, two.links)


def test_many_sites_stream_in_the_order_of_their_codes(database: Database) -> None:
    codes = [f"42100000{number:02}" for number in range(45)]
    number = begin(database, reversed(codes))
    store(database, number, *(rich_home(code) for code in codes[::2]))
    with database.engine.connect() as connection:
        facts = list(iter_site_facts(connection, NAME))
        some = list(iter_site_facts(connection, NAME, codes[3:5], date(2018, 2, 1)))
    assert [one.site.site_id_code for one in facts] == codes
    assert [bool(one.pages) for one in facts] == [index % 2 == 0 for index in range(45)]
    assert [(one.site.site_id_code, one.as_of) for one in some] == [(code, date(2018, 2, 1)) for code in codes[3:5]]


def test_a_name_that_is_not_known(database: Database) -> None:
    begin(database)
    with database.engine.connect() as connection:
        with pytest.raises(UnknownInspectionError, match="没有"):
            site_facts(connection, "没有", CODE)
        with pytest.raises(LookupError, match="0000000000"):
            site_facts(connection, NAME, "0000000000")


def probe(
    database: Database, minute: int, outcome: str, *, seconds: float = 1.0, void: bool = False, day: int = 28
) -> None:
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO govcrawl.probes (site_id_code, probed_at, vantage, outcome, status, seconds, round, is_void)"
                " VALUES (:code, make_timestamptz(2018, 2, :day, 0, :minute, 0, 'Asia/Shanghai'), 'here', :outcome,"
                " CASE WHEN :outcome = 'http_4xx' THEN 404 END, :seconds, 'r', :void)"
            ),
            {"code": CODE, "day": day, "minute": minute, "outcome": outcome, "seconds": seconds, "void": void},
        )


def test_probes_of_seven_days_without_trouble_of_ours(database: Database) -> None:
    begin(database)
    for minute, outcome in enumerate(["ok", "ok", "http_5xx", "own_trouble", "dns_failure", "challenge", "http_4xx"]):
        probe(database, minute, outcome)
    probe(database, 30, "timeout_total", void=True)
    probe(database, 31, "ok", day=22, seconds=3.0)
    probe(database, 32, "timeout_total", day=21)
    with database.engine.connect() as connection:
        week = site_facts(connection, NAME, CODE).probes
        shown = connection.execute(
            text("SELECT probes, failures, round(failure_rate, 2) FROM report.availability")
        ).one()
    assert week is not None
    assert (week.probes, week.failures, week.missed_by_us, week.days, week.vantages) == (5, 2, 3, 2, 1)
    assert week.p95_seconds == pytest.approx(2.8)
    assert (shown[0], shown[1], str(shown[2])) == (5, 2, "0.40")


def test_decisions_of_persons_come_with_the_facts(database: Database) -> None:
    number = begin(database)
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO govcrawl.reviews (inspection_id, site_id_code, indicator, problem, subject, decision, reason,"
                " decided_by) VALUES (:n, :code, 'x', 'stale_column', '要闻', 'waived', 'r', 'b')"
            ),
            {"n": number, "code": CODE},
        )
        facts = site_facts(connection, NAME, CODE)
        assert decisions(connection, number, AS_OF, ["0"]) == {}
    assert facts.reviews == {(Problem.STALE_COLUMN, "要闻", None): Review.WAIVED}
