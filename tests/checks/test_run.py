"""Running the checks: the fence, problems listed once, reviews, instants, warnings."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from govcrawl.checklists.load import edition_ids, load_edition
from govcrawl.checks.coverage import by_automation, coverage
from govcrawl.checks.run import judge_facts, run_check
from govcrawl.checks.warnings import early_warnings
from govcrawl.model.vocabulary import Automation, ColumnKind, Confidence, Outcome, Problem, Review, VisitRole
from tests.checks.builders import column, days_ago, facts, home, link, page

EDITION = load_edition("national_2015")


def test_a_check_that_raises_says_unknown_with_the_errors_class() -> None:
    broken = replace(EDITION.indicator("news_not_updated"), parameters={})
    (found,) = run_check(facts(), broken)
    assert (found.outcome, found.confidence) == (Outcome.UNKNOWN, Confidence.SUSPECTED)
    assert "EditionError" in found.detail


def test_a_check_that_does_not_exist_says_unknown() -> None:
    (found,) = run_check(facts(), replace(EDITION.indicator("news_not_updated"), check="no_such_check"))
    assert found.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("name", edition_ids())
def test_a_healthy_site_breaches_nothing_for_sure(name: str) -> None:
    edition = load_edition(name)
    found = [one for one in judge_facts(facts(), edition) if one.outcome is Outcome.BREACHED]
    sure = [one for one in found if one.confidence is Confidence.CONFIRMED]
    assert [one.problem for one in sure] == ([Problem.MISSING_REQUIRED_COLUMN] if name == "anshan_2018" else [])


@pytest.mark.parametrize("name", edition_ids())
def test_every_indicator_asked_answers(name: str) -> None:
    edition = load_edition(name)
    one = facts()
    asked = {indicator.id for indicator in edition.asked_of(one.site, one.as_of)}
    assert {found.indicator for found in judge_facts(one, edition)} == asked


def test_same_facts_same_findings() -> None:
    one = facts(links=tuple(link(number) for number in range(30)))
    assert judge_facts(one, EDITION) == judge_facts(one, EDITION)


def test_reviews_and_instants_are_added() -> None:
    at = datetime(2019, 11, 20, 3, 0, tzinfo=UTC)
    stale = column("工作动态", newest=days_ago(90))
    dead = link(1)
    read = page(stale.url, VisitRole.COLUMN, asked_at=at)
    reviews = {(Problem.DEAD_LINK, dead.anchor, dead.url): Review.WAIVED}
    found = judge_facts(facts(columns=(stale,), links=(dead,), pages=(home(), read), reviews=reviews), EDITION)
    by_problem = {one.problem: one for one in found if one.outcome is Outcome.BREACHED}
    assert by_problem[Problem.STALE_COLUMN].observed_at == at
    assert by_problem[Problem.DEAD_LINK].review is Review.WAIVED
    assert by_problem[Problem.DEAD_LINK].observed_at == home().asked_at


def test_early_warnings_within_the_horizon_and_near_a_line() -> None:
    listed = (
        column("工作动态", newest=days_ago(10)),
        *(column(f"栏目{n}", ColumnKind.OTHER, days_ago(900)) for n in range(7)),
    )
    warned = early_warnings(facts(columns=listed), EDITION)
    soon = [one for one in warned if one.subject == "工作动态"]
    near = [one for one in warned if one.indicator == "column_not_updated" and one.problem is None]
    assert [(one.problem, one.within_days) for one in soon] == [(Problem.STALE_COLUMN, 7)]
    assert [one.within_days for one in near] == [None]


@pytest.mark.parametrize(("days", "warned"), [(7, False), (8, True), (14, True), (15, False)])
def test_a_warning_comes_before_the_breach_and_ends_with_it(days: int, warned: bool) -> None:
    found = early_warnings(facts(columns=(column("工作动态", newest=days_ago(days)),)), EDITION)
    assert any(one.subject == "工作动态" for one in found) is warned


@pytest.mark.parametrize(
    ("days", "kind", "count", "warned"),
    [(900, ColumnKind.OTHER, 6, False), (900, ColumnKind.OTHER, 7, True), (15, ColumnKind.NEWS, 2, False),
     (15, ColumnKind.NEWS, 3, True)],
)  # fmt: skip
def test_a_count_close_below_a_line_is_warned_of(days: int, kind: ColumnKind, count: int, warned: bool) -> None:
    """Ten columns (five of news) are the line; the band begins three below it, and two below."""
    listed = tuple(column(f"栏目{n}", kind, days_ago(days)) for n in range(count))
    found = early_warnings(facts(columns=listed), EDITION)
    near = [one for one in found if one.indicator == "column_not_updated" and one.within_days is None]
    assert bool(near) is warned


def test_coverage_counts_every_indicator() -> None:
    rows = coverage(EDITION)
    assert len(rows) == len(EDITION.indicators)
    counted = by_automation(rows)
    assert sum(counted.values()) == len(rows)
    assert counted[Automation.PERSON] == sum(row.check == "person" for row in rows)
