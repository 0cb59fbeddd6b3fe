"""The home page: updated, not updated, or not told; where its dates come from."""

from datetime import timedelta

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import run_check
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import ColumnKind, ColumnState, Confidence, FetchOutcome, Outcome, Problem
from tests.checks.builders import AS_OF, HOME, article, column, days_ago, facts, home, item

EDITION = load_edition("national_2015")
OLD_ROWS = tuple(item(number, days_ago(60 + number)) for number in range(10))
UNDATED_ROWS = tuple(item(100 + number, None) for number in range(3))
OLD_COLUMN = column("工作动态", newest=days_ago(60))


def veto(one: SiteFacts) -> Finding:
    (found,) = run_check(one, EDITION.indicator("home_not_updated"))
    return found


def updates(one: SiteFacts) -> Finding:
    (found,) = run_check(one, EDITION.indicator("home_updates"))
    return found


def test_old_home_page_is_confirmed() -> None:
    found = veto(facts(home_items=OLD_ROWS, columns=(OLD_COLUMN,)))
    assert (found.outcome, found.problem) == (Outcome.BREACHED, Problem.HOME_NOT_UPDATED)
    assert found.confidence is Confidence.CONFIRMED
    assert f"最新一条为{days_ago(60)}，已60天未更新" in found.detail


def test_undated_rows_leave_a_doubt_while_something_is_or_may_be_newer() -> None:
    rows = (*OLD_ROWS, *UNDATED_ROWS)
    fresh = column("通知公告", ColumnKind.NOTICE)
    unread = column("图片新闻", newest=None, state=ColumnState.UNKNOWN)
    assert veto(facts(home_items=rows, columns=(OLD_COLUMN,))).confidence is Confidence.CONFIRMED
    assert veto(facts(home_items=rows, columns=(OLD_COLUMN, fresh))).confidence is Confidence.SUSPECTED
    assert veto(facts(home_items=rows, columns=(OLD_COLUMN, unread))).confidence is Confidence.SUSPECTED
    mostly_undated = (*OLD_ROWS[:2], *UNDATED_ROWS)
    assert veto(facts(home_items=mostly_undated, columns=(OLD_COLUMN,))).confidence is Confidence.SUSPECTED


def test_rows_take_their_date_from_article_or_column() -> None:
    read = article(100, days_ago(3))
    listed = column("工作动态", newest=days_ago(3), recent=(item(101, days_ago(3)),))
    assert veto(facts(home_items=UNDATED_ROWS[:1], columns=(), pages=(home(), read))).outcome is Outcome.MET
    assert veto(facts(home_items=UNDATED_ROWS[1:2], columns=(listed,))).outcome is Outcome.MET


def test_nothing_dated_or_nothing_read_is_unknown() -> None:
    assert veto(facts(home_items=UNDATED_ROWS, columns=())).outcome is Outcome.UNKNOWN
    assert veto(facts(home_items=(), columns=())).outcome is Outcome.UNKNOWN
    assert veto(facts(pages=())).outcome is Outcome.UNKNOWN
    failed = veto(facts(pages=(home(outcome=FetchOutcome.CONNECT_REFUSED),)))
    assert (failed.outcome, failed.problem) == (Outcome.UNKNOWN, None)


def test_future_dates_are_no_update() -> None:
    ahead = (*OLD_ROWS, item(50, AS_OF + timedelta(days=1)))
    assert veto(facts(home_items=ahead, columns=())).outcome is Outcome.BREACHED


@pytest.mark.parametrize(
    ("columns", "outcome"),
    [
        ((OLD_COLUMN, column("通知公告", ColumnKind.NOTICE)), Outcome.MET),
        ((OLD_COLUMN,), Outcome.BREACHED),
        ((OLD_COLUMN, column("图片新闻", newest=None, state=ColumnState.UNKNOWN)), Outcome.UNKNOWN),
        ((OLD_COLUMN, column("概况", ColumnKind.OVERVIEW, None, ColumnState.TEXT)), Outcome.BREACHED),
        ((), Outcome.UNKNOWN),
    ],
)
def test_navigation_only_home_is_judged_by_its_columns(columns: tuple, outcome: Outcome) -> None:
    found = veto(facts(home_items=(), home_is_navigation_only=True, columns=columns))
    assert found.outcome is outcome, found.detail


def test_updates_are_counted_once_over_home_and_its_columns() -> None:
    rows = tuple(item(number, days_ago(2)) for number in range(6))
    listed = column("工作动态", recent=(*rows[:3], *(item(20 + n, days_ago(2)) for n in range(3))))
    assert updates(facts(home_items=rows, columns=(listed,))).detail.startswith("首页信息2周内仅更新9条")
    more = column("通知公告", ColumnKind.NOTICE, recent=(item(30, days_ago(2)),))
    assert updates(facts(home_items=rows, columns=(listed, more))).outcome is Outcome.MET


def test_undated_rows_could_make_up_the_number() -> None:
    rows = tuple(item(number, days_ago(2)) for number in range(8))
    open_one = updates(facts(home_items=(*rows, *UNDATED_ROWS), columns=()))
    assert (open_one.outcome, open_one.points) == (Outcome.UNKNOWN, 5)
    assert updates(facts(home_items=(*rows[:5], *UNDATED_ROWS), columns=())).outcome is Outcome.BREACHED


def test_no_update_at_all_is_the_vetos_business() -> None:
    assert updates(facts(home_items=OLD_ROWS, columns=())).outcome is Outcome.NOT_APPLICABLE


def test_a_finding_names_the_home_page() -> None:
    assert veto(facts(home_items=OLD_ROWS, columns=())).url == HOME
