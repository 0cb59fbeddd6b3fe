"""One column against its window: what is stale, blank, not told or not asked, and how sure that is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.columns import judge_columns, newest_on
from govcrawl.model.facts import ColumnFacts
from govcrawl.model.vocabulary import (
    ColumnKind,
    ColumnState,
    FetchOutcome,
    Outcome,
    PageKind,
    Problem,
    Review,
    Scope,
    VisitRole,
)
from tests.checks.builders import AS_OF, HOME, article, column, days_ago, facts, home, item, page

WINDOWS = load_edition("national_2015").indicator("column_not_updated").windows("windows")


def judged(one: ColumnFacts, **more: object):
    (result,) = judge_columns(facts(columns=(one,), **more), WINDOWS)
    return result


@pytest.mark.parametrize(
    ("kind", "newest", "outcome"),
    [
        (ColumnKind.NEWS, days_ago(14), Outcome.MET),
        (ColumnKind.NEWS, days_ago(15), Outcome.BREACHED),
        (ColumnKind.NOTICE, date(2019, 5, 20), Outcome.MET),
        (ColumnKind.NOTICE, date(2019, 5, 19), Outcome.BREACHED),
        (ColumnKind.POLICY_DOCUMENT, date(2019, 5, 19), Outcome.BREACHED),
        (ColumnKind.PERSONNEL, date(2018, 11, 20), Outcome.MET),
        (ColumnKind.PERSONNEL, date(2018, 11, 19), Outcome.BREACHED),
        (ColumnKind.PLAN, date(2018, 11, 19), Outcome.BREACHED),
        (ColumnKind.OTHER, date(2018, 11, 19), Outcome.BREACHED),
        (ColumnKind.SPECIAL_COLUMN, date(2018, 11, 19), Outcome.BREACHED),
        (ColumnKind.SERVICE, date(2010, 1, 1), Outcome.NOT_APPLICABLE),
        (ColumnKind.OVERVIEW, date(2010, 1, 1), Outcome.NOT_APPLICABLE),
        (ColumnKind.INTERACTION, date(2010, 1, 1), Outcome.NOT_APPLICABLE),
    ],
)
def test_windows_by_kind(kind: ColumnKind, newest: date, outcome: Outcome) -> None:
    assert judged(column("某栏目", kind, newest)).outcome is outcome


def test_sentence_as_circulars_print_it() -> None:
    result = judged(column("通知公告", ColumnKind.NOTICE, days_ago(272)))
    assert result.detail == f"“通知公告”栏目更新不及时（最新一条为{days_ago(272)}，已272天未更新）"


def test_historical_topics_and_texts_are_not_asked() -> None:
    old = column("党的群众路线教育实践活动", ColumnKind.SPECIAL_COLUMN, date(2014, 9, 1), historical=True)
    assert judged(old).outcome is Outcome.NOT_APPLICABLE
    assert judged(column("领导简介", ColumnKind.OTHER, None, ColumnState.TEXT)).outcome is Outcome.NOT_APPLICABLE


def test_unknown_never_accuses() -> None:
    result = judged(column("某栏目", ColumnKind.NEWS, None, ColumnState.UNKNOWN, why="timeout_total"))
    assert (result.outcome, result.problem) == (Outcome.UNKNOWN, None)
    assert "timeout_total" in result.detail


def test_blank_columns_but_not_letter_boxes() -> None:
    assert judged(column("某栏目", ColumnKind.OTHER, None, ColumnState.BLANK)).problem is Problem.BLANK_COLUMN
    assert judged(column("局长信箱", ColumnKind.INTERACTION, None, ColumnState.BLANK)).problem is None
    assert judged(column("在线访谈", ColumnKind.INTERACTION, None, ColumnState.BLANK)).problem is Problem.BLANK_COLUMN
    assert not judged(column("机构设置", ColumnKind.OVERVIEW, None, ColumnState.BLANK)).is_sure
    told = replace(column("投诉信箱", ColumnKind.INTERACTION, None, ColumnState.BLANK), notice="暂无信件")
    assert judged(told).problem is None


@pytest.mark.parametrize(
    ("printed", "is_sure"),
    [([], False), ([None], False), ([None, None], True)],
)
def test_undated_is_suspected_until_articles_were_opened(printed: list[date | None], is_sure: bool) -> None:
    undated = column("工作动态", ColumnKind.NEWS, None, ColumnState.UNDATED, items=10)
    opened = tuple(article(number, day, column_url=undated.url) for number, day in enumerate(printed))
    result = judged(undated, pages=(home(), *opened))
    assert (result.outcome, result.problem, result.is_sure) == (Outcome.BREACHED, Problem.STALE_COLUMN, is_sure)


def test_undated_list_with_fresh_articles_is_met() -> None:
    undated = column("工作动态", ColumnKind.NEWS, None, ColumnState.UNDATED, items=10)
    assert judged(undated, pages=(home(), article(1, AS_OF, column_url=undated.url))).outcome is Outcome.MET


@pytest.mark.parametrize(("rows", "outcome"), [(3, Outcome.UNKNOWN), (4, Outcome.BREACHED)])
def test_few_undated_rows_are_no_list_for_certain(rows: int, outcome: Outcome) -> None:
    assert judged(column("工作动态", ColumnKind.NEWS, None, ColumnState.UNDATED, items=rows)).outcome is outcome


def test_a_guide_in_the_navigation_is_no_column() -> None:
    shown = column("落户备案", ColumnKind.OTHER, None, ColumnState.UNDATED, items=9)
    read = page(shown.url, VisitRole.COLUMN, page_kind=PageKind.GUIDE)
    assert judge_columns(facts(columns=(shown,), pages=(home(), read)), WINDOWS) == ()


@pytest.mark.parametrize(("dated", "is_sure"), [(4, False), (5, True)])
def test_few_dated_rows_leave_a_doubt(dated: int, is_sure: bool) -> None:
    result = judged(column("工作动态", newest=days_ago(90), items=10, dated_items=dated))
    assert (result.outcome, result.is_sure) == (Outcome.BREACHED, is_sure)


def test_future_dates_are_no_update() -> None:
    rows = (item(1, AS_OF + timedelta(days=40)), item(2, days_ago(90)))
    ahead = column("工作动态", newest=AS_OF + timedelta(days=40), recent=rows)
    assert newest_on(ahead, AS_OF) == days_ago(90)
    assert judged(ahead).problem is Problem.STALE_COLUMN
    only_ahead = column("工作动态", newest=AS_OF + timedelta(days=40), recent=rows[:1])
    assert judged(only_ahead).outcome is Outcome.UNKNOWN


def test_foreign_doubled_and_vanished_columns_are_left_out() -> None:
    foreign = column("国务院要闻", newest=days_ago(400), scope=Scope.OTHER_GOV)
    dead = column("旧栏目", newest=None, state=ColumnState.UNKNOWN)
    lost = page(dead.url, VisitRole.COLUMN, outcome=FetchOutcome.HTTP_4XX, status=404)
    seen = column("工作动态")
    result = judge_columns(facts(columns=(foreign, dead, seen, seen), pages=(home(), lost)), WINDOWS)
    assert [one.column.name for one in result] == ["工作动态"]


@pytest.mark.parametrize(
    ("review", "outcome", "is_sure"),
    [(Review.WAIVED, Outcome.NOT_APPLICABLE, False), (Review.CONFIRMED, Outcome.BREACHED, True)],
)
def test_a_persons_decision_is_honoured(review: Review, outcome: Outcome, is_sure: bool) -> None:
    undated = column("工作动态", ColumnKind.NEWS, None, ColumnState.UNDATED, items=10)
    decisions = {(Problem.STALE_COLUMN, "工作动态", f"{HOME}工作动态/"): review}
    result = judged(undated, reviews=decisions)
    assert (result.outcome, result.is_sure) == (outcome, is_sure)


@pytest.mark.parametrize(
    ("child", "outcome"), [(days_ago(14), Outcome.MET), (days_ago(15), Outcome.BREACHED)], ids=["fresh", "old"]
)
def test_a_column_is_updated_where_one_below_it_is(child: date, outcome: Outcome) -> None:
    parent = column("新闻中心", ColumnKind.NEWS, date(2017, 1, 1), path=("新闻中心",))
    below = column("部门动态", ColumnKind.NEWS, child, path=("新闻中心", "部门动态"))
    results = judge_columns(facts(columns=(parent, below)), WINDOWS)
    assert [result.outcome for result in results] == [outcome, outcome]
