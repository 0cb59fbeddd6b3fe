"""A case of its own: a site that changed altogether or went away is not accused of what is missing until a person looked."""

from dataclasses import replace

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts, run_check
from govcrawl.model.facts import EarlierVisit, SiteFacts
from govcrawl.model.vocabulary import ColumnKind, Confidence, FetchOutcome, Outcome, Problem, Review, Verdict, VisitRole
from govcrawl.scoring.score import score
from tests.checks.builders import HEALTHY_COLUMNS, HOME, column, days_ago, facts, home, page, probes

EDITION = load_edition("national_2015")
INDICATOR = EDITION.indicator("redesign")
STALE = tuple(column(f"栏目{number}", ColumnKind.OTHER, days_ago(900)) for number in range(12))
REBUILT = EarlierVisit("上季度", 40, 2, True)


def _pages(failed: int) -> SiteFacts:
    outcomes = [FetchOutcome.TIMEOUT_TOTAL] * failed + [FetchOutcome.OK] * (10 - failed)
    read = (page(f"{HOME}{n}/", VisitRole.COLUMN, outcome=outcome) for n, outcome in enumerate(outcomes))
    return facts(pages=(home(), *read))


@pytest.mark.parametrize(
    ("one", "is_open"),
    [
        (facts(), False),
        (_pages(7), False),
        (_pages(8), True),
        (facts(probes=probes(111)), False),
        (facts(probes=probes(112)), True),
        (facts(probes=probes(19, 19)), False),
        (facts(probes=probes(20, 20)), True),
        (facts(earlier=EarlierVisit("上季度", 10, 2, True)), False),
        (facts(earlier=EarlierVisit("上季度", 10, 1, True)), True),
        (facts(earlier=EarlierVisit("上季度", 10, 0, False)), False),
        (facts(earlier=EarlierVisit("上季度", 4, 0, True)), False),
        (facts(earlier=EarlierVisit("上季度", 5, 0, True)), True),
    ],
)
def test_opens_a_case(one: SiteFacts, is_open: bool) -> None:
    (found,) = run_check(one, INDICATOR)
    assert (found.outcome, found.confidence) == (
        (Outcome.UNKNOWN, Confidence.SUSPECTED) if is_open else (Outcome.MET, Confidence.CONFIRMED)
    ), found.detail


def _verdict(one: SiteFacts) -> Verdict:
    return score(one.site, EDITION, judge_facts(one, EDITION)).verdict


def test_nothing_is_held_against_a_site_while_its_case_is_open() -> None:
    columns = (*HEALTHY_COLUMNS, *STALE)
    assert _verdict(facts(columns=columns)) is Verdict.UNQUALIFIED
    rebuilt = facts(columns=columns, earlier=REBUILT)
    judged = score(rebuilt.site, EDITION, judge_facts(rebuilt, EDITION))
    assert (judged.verdict, judged.deductions, judged.problems) == (Verdict.UNDETERMINED, 0, ())
    key = ("redesign", "改版", HOME)
    assert _verdict(replace(rebuilt, reviews={key: Review.WAIVED})) is Verdict.UNQUALIFIED
    assert _verdict(replace(rebuilt, reviews={key: Review.CONFIRMED})) is Verdict.NOT_INSPECTED


def test_a_healthy_site_with_an_open_case_waits_too() -> None:
    assert _verdict(facts(earlier=REBUILT)) is Verdict.UNDETERMINED


def test_that_a_site_was_away_for_a_week_is_measured_and_stands() -> None:
    away = facts(columns=(*HEALTHY_COLUMNS, *STALE), probes=probes(140))
    judged = score(away.site, EDITION, judge_facts(away, EDITION))
    assert (judged.verdict, judged.problems) == (Verdict.UNQUALIFIED, (Problem.SITE_UNREACHABLE,))
