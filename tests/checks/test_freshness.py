"""The three counts of 栏目不更新, as written in 2015 and in 2019."""

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts, run_check
from govcrawl.model.facts import ColumnFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import ColumnKind, ColumnState, Confidence, IndicatorKind, Outcome, Problem
from tests.checks.builders import AS_OF, column, columns, days_ago, facts

OLD = days_ago(900)
OTHER, NEWS, NOTICE = ColumnKind.OTHER, ColumnKind.NEWS, ColumnKind.NOTICE
STALE_NEWS = columns(10, NEWS, OLD, name="动态")
STALE_NOTICES = columns(10, NOTICE, OLD, name="公告")
LOWER_NOTICES = tuple(column(f"下级公告{n}", NOTICE, OLD, level=2) for n in range(10))
STALE = columns(12, OTHER, OLD)
BLANK = columns(12, OTHER, None, ColumnState.BLANK, "空白")
UNREAD = columns(12, OTHER, None, ColumnState.UNKNOWN, "未读")
UNDATED = tuple(column(f"无日期{n}", OTHER, None, ColumnState.UNDATED, items=9) for n in range(12))
FRESH = columns(10, NEWS, AS_OF, name="新")


def veto(edition: str, *listed: ColumnFacts) -> Finding:
    indicator = load_edition(edition).indicator("column_not_updated")
    found = run_check(facts(columns=(*FRESH, *listed)), indicator)
    (result,) = (one for one in found if one.kind is IndicatorKind.VETO)
    return result


BREACHED, MET, UNKNOWN = Outcome.BREACHED, Outcome.MET, Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("edition", "listed", "outcome"),
    [
        pytest.param("national_2015", STALE_NEWS[:4], MET, id="3a: four of five"),
        pytest.param("national_2015", (*STALE_NEWS[:3], *STALE_NOTICES[:2]), BREACHED, id="3a: both kinds together"),
        pytest.param("national_2015", STALE[:9], MET, id="3b: nine of ten"),
        pytest.param("national_2015", STALE[:10], BREACHED, id="3b: ten"),
        pytest.param("national_2015", BLANK[:4], MET, id="3c: four of five"),
        pytest.param("national_2015", BLANK[:5], BREACHED, id="3c: five"),
        pytest.param("national_2015", (*STALE[:6], *STALE_NEWS[:4]), BREACHED, id="news count in 3b too"),
        pytest.param("national_2015", (*STALE[:6], *BLANK[:4]), BREACHED, id="blank columns count in 3b too"),
        pytest.param("national_2015", LOWER_NOTICES[:5], BREACHED, id="2015: notices of any level"),
        pytest.param("national_2019", LOWER_NOTICES[:5], MET, id="2019: only top-level notices in the first count"),
        pytest.param("national_2019", STALE_NOTICES[:5], BREACHED, id="2019: top-level notices"),
        pytest.param("national_2019", STALE_NOTICES[:4], MET, id="2019: four of five"),
        pytest.param("national_2019", (*STALE[:6], *BLANK[:4]), MET, id="2019: blank columns are a count of their own"),
        pytest.param(
            "national_2019", (*STALE[:6], *STALE_NEWS[:4]), UNKNOWN, id="2019: double counting is not written"
        ),
        pytest.param("national_2019", LOWER_NOTICES, BREACHED, id="2019: lower notices are overdue columns"),
        pytest.param("national_2015", (*STALE[:9], *UNREAD[:1]), UNKNOWN, id="an unread column could be the tenth"),
        pytest.param("national_2015", (*STALE[:8], *UNREAD[:1]), MET, id="an unread column could not"),
        pytest.param("national_2015", UNREAD[:5], UNKNOWN, id="five unread columns could be blank"),
        pytest.param("national_2015", UNREAD[:4], MET, id="four could not"),
        pytest.param("national_2015", (*STALE[:9], *UNDATED[:1]), UNKNOWN, id="an undated column is suspected"),
        pytest.param("national_2015", (*STALE[:9], *UNDATED[:1], *STALE[9:10]), BREACHED, id="and not needed"),
    ],
)
def test_counts(edition: str, listed: tuple[ColumnFacts, ...], outcome: Outcome) -> None:
    found = veto(edition, *listed)
    assert found.outcome is outcome, found.detail
    assert found.problem is None


def test_nine_stale_and_four_news_fail_together() -> None:
    """浦北: 9 stale columns and 4 news columns fail, though neither limit is met alone (explainer of the 2015 list)."""
    assert veto("national_2015", *STALE[:9], *STALE_NEWS[:4]).outcome is BREACHED


def test_historical_topics_never_count() -> None:
    topics = tuple(column(f"专题{n}", ColumnKind.SPECIAL_COLUMN, OLD, historical=True) for n in range(20))
    assert veto("national_2015", *topics).outcome is MET


def test_veto_names_its_columns_and_an_open_one_what_to_look_at() -> None:
    assert "栏目3" in veto("national_2015", *STALE[:10]).detail
    open_one = veto("national_2015", *STALE[:9], *UNREAD[:1])
    assert "未读0" in open_one.detail
    assert open_one.confidence is Confidence.SUSPECTED


def test_every_column_is_listed_once_and_the_deduction_speaks() -> None:
    found = judge_facts(facts(columns=(*FRESH, *STALE_NEWS[:2], *STALE[:3], *BLANK[:2])), load_edition("national_2015"))
    named = [one for one in found if one.problem in {Problem.STALE_COLUMN, Problem.BLANK_COLUMN}]
    assert len(named) == len({(one.problem, one.subject, one.url) for one in named}) == 7
    deducted = {one.subject: one.points for one in named if one.kind is IndicatorKind.DEDUCTION}
    assert deducted == {"动态0": 3, "动态1": 3}


def test_2019_takes_a_column_once() -> None:
    """已在其他指标扣过分的不重复扣: a stale news column is 动态要闻's, not 其他栏目's."""
    listed = (*columns(1, NEWS, OLD, name="动态"), *columns(2, OTHER, OLD), *BLANK[:1])
    found = judge_facts(facts(columns=listed), load_edition("national_2019"))
    points = {one.subject: (one.indicator, one.points) for one in found if one.points and one.outcome is BREACHED}
    assert points["动态0"] == ("news", 5)
    assert points["栏目0"] == ("other_columns", 1)
    assert points["空白0"] == ("other_columns", 2)
