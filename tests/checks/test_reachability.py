"""Reachability: the letter of the rule, the confidence of the measurement, and what a failed home page may say."""

from datetime import UTC, datetime

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.reachability import wilson_lower
from govcrawl.checks.run import run_check
from govcrawl.model.facts import PageRead, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Confidence, FetchOutcome, Outcome, Problem, VisitRole
from tests.checks.builders import HOME, facts, home, page, probes

EDITION = load_edition("national_2015")


def found(one: SiteFacts, indicator: str = "site_unreachable") -> Finding:
    (result,) = run_check(one, EDITION.indicator(indicator))
    return result


@pytest.mark.parametrize(
    ("failures", "total", "outcome", "confidence"),
    [
        (0, 140, Outcome.MET, Confidence.CONFIRMED),
        (6, 140, Outcome.MET, Confidence.CONFIRMED),
        (7, 140, Outcome.BREACHED, Confidence.SUSPECTED),
        (12, 140, Outcome.BREACHED, Confidence.SUSPECTED),
        (13, 140, Outcome.BREACHED, Confidence.CONFIRMED),
        (140, 140, Outcome.BREACHED, Confidence.CONFIRMED),
        (13, 280, Outcome.MET, Confidence.CONFIRMED),
        (14, 280, Outcome.BREACHED, Confidence.SUSPECTED),
    ],
)
def test_share_of_failed_probes(failures: int, total: int, outcome: Outcome, confidence: Confidence) -> None:
    result = found(facts(probes=probes(failures, total)))
    assert (result.outcome, result.confidence) == (outcome, confidence)


def test_one_place_of_measurement_is_never_sure() -> None:
    assert found(facts(probes=probes(100, vantages=1))).confidence is Confidence.SUSPECTED


@pytest.mark.parametrize(
    ("week", "is_open"),
    [(probes(0, 139), False), (probes(9, 139), True), (probes(0, days=6), False), (probes(9, days=6), True)],
)
def test_less_than_a_week_is_unknown(week: object, is_open: bool) -> None:
    result = found(facts(probes=week))
    assert result.outcome is Outcome.UNKNOWN
    assert (result.confidence is Confidence.SUSPECTED) is is_open


def test_without_probes_the_verdict_stays_judgeable() -> None:
    result = found(facts(probes=None))
    assert (result.outcome, result.confidence) == (Outcome.UNKNOWN, Confidence.CONFIRMED)


def _reads(count: int, days: int, outcome: FetchOutcome) -> tuple[PageRead, ...]:
    at = (datetime(2019, 11, 17 + number % days, 2, number, tzinfo=UTC) for number in range(count))
    return tuple(home(outcome=outcome, asked_at=instant) for instant in at)


@pytest.mark.parametrize(
    ("count", "days", "outcome", "breached"),
    [
        (1, 1, FetchOutcome.DNS_NXDOMAIN, False),
        (3, 1, FetchOutcome.CONNECT_REFUSED, False),
        (2, 2, FetchOutcome.CONNECT_REFUSED, False),
        (3, 2, FetchOutcome.CONNECT_REFUSED, True),
        (3, 2, FetchOutcome.DNS_FAILURE, False),
        (3, 2, FetchOutcome.RATE_LIMITED, False),
        (3, 2, FetchOutcome.CHALLENGE, False),
        (3, 2, FetchOutcome.OWN_TROUBLE, False),
        (3, 2, FetchOutcome.ROBOTS_DISALLOWED, False),
        (3, 2, FetchOutcome.TLS_EXPIRED, False),
    ],
)
def test_a_home_page_that_fails(count: int, days: int, outcome: FetchOutcome, breached: bool) -> None:
    result = found(facts(probes=None, pages=_reads(count, days, outcome)))
    assert (result.problem is Problem.SITE_UNREACHABLE) is breached


@pytest.mark.parametrize(
    ("failures", "outcome", "points"),
    [
        (1, Outcome.MET, 0),
        (2, Outcome.BREACHED, 5),
        (3, Outcome.BREACHED, 10),
        (6, Outcome.BREACHED, 20),
        (7, Outcome.NOT_APPLICABLE, 0),
    ],
)
def test_points_for_each_full_percent(failures: int, outcome: Outcome, points: int) -> None:
    result = found(facts(probes=probes(failures)), "home_availability")
    assert (result.outcome, result.points) == (outcome, points)


@pytest.mark.parametrize(
    ("pages", "seconds", "outcome"),
    [(19, 9.0, Outcome.UNKNOWN), (20, 9.0, Outcome.BREACHED), (20, 3.0, Outcome.MET), (20, 3.1, Outcome.BREACHED)],
)
def test_a_slow_crawl_is_a_suspicion(pages: int, seconds: float, outcome: Outcome) -> None:
    read = tuple(page(f"{HOME}{number}", VisitRole.COLUMN, seconds=seconds) for number in range(pages))
    (result,) = run_check(facts(probes=None, pages=read), load_edition("guideline_2017").indicator("loading_time"))
    assert result.outcome is outcome
    assert result.outcome is not Outcome.BREACHED or result.confidence is Confidence.SUSPECTED


@pytest.mark.parametrize(
    ("failures", "total", "lower"), [(7, 140, 0.0244), (13, 140, 0.0551), (12, 140, 0.0497), (0, 140, 0.0), (0, 0, 0.0)]
)
def test_wilson_interval(failures: int, total: int, lower: float) -> None:
    assert wilson_lower(failures, total, 1.96) == pytest.approx(lower, abs=0.0005)
