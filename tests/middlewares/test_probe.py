"""The rules of a probe, and a simulated week: nobody healthy is accused, nearly everybody bad is found."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.reachability import site_unreachable
from govcrawl.middlewares.probe import (
    ProbeResult,
    RoundWatch,
    in_time,
    our_side_works,
    result_of,
    settle,
    slots,
    spread,
)
from govcrawl.model.facts import ProbeSummary, SiteFacts
from govcrawl.model.items import FetchSeen
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import Confidence, FetchOutcome, Outcome, SiteKind, SiteLevel

AT = datetime(2026, 11, 20, 1, tzinfo=UTC)
OK = FetchSeen("http://a.gov.cn/", FetchOutcome.OK, AT, 200, seconds=0.5)
DOWN = replace(OK, outcome=FetchOutcome.TIMEOUT_FIRST_BYTE, status=None, seconds=15.0)
WALL = replace(OK, outcome=FetchOutcome.CHALLENGE, status=412)
REACHED, FAILED, MISSED = ProbeResult.REACHED, ProbeResult.FAILED, ProbeResult.MISSED


@pytest.mark.parametrize(
    ("outcome", "status", "result"),
    [
        ("ok", 200, REACHED),
        ("tls_expired", None, REACHED),
        ("http_4xx", 404, FAILED),
        ("http_4xx", 403, MISSED),
        ("http_5xx", 500, FAILED),
        ("timeout_total", None, FAILED),
        ("dns_nxdomain", None, FAILED),
        ("dns_failure", None, MISSED),
        ("challenge", 412, MISSED),
        ("rate_limited", 429, MISSED),
        ("own_trouble", None, MISSED),
        ("blocked_address", None, MISSED),
    ],
)
def test_what_an_outcome_says(outcome: str, status: int | None, result: ProbeResult) -> None:
    assert result_of(FetchOutcome(outcome), status) is result


@pytest.mark.parametrize(("seconds", "result"), [(14.99, REACHED), (15.0, FAILED)])
def test_fifteen_seconds_are_too_long(seconds: float, result: ProbeResult) -> None:
    seen = in_time(replace(OK, seconds=seconds), 15.0)
    assert result_of(seen.outcome, seen.status) is result


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (DOWN, DOWN, "timeout_first_byte"),
        (DOWN, OK, "ok"),
        (DOWN, WALL, "challenge"),
        (WALL, DOWN, "challenge"),
        (WALL, OK, "ok"),
    ],
)
def test_a_failure_needs_two_clients(first: FetchSeen, second: FetchSeen, outcome: str) -> None:
    seen = settle(first, second)
    assert (seen.outcome, seen.attempts) == (outcome, 2)


def watch(canaries: tuple[int, int] = (0, 0), peers: tuple[int, int] = (0, 0)) -> RoundWatch:
    made = RoundWatch()
    for count, (answered, asked) in ((made.canary, canaries), (made.peer, peers)):
        for number in range(asked):
            count(REACHED if number < answered else FAILED)
    return made


@pytest.mark.parametrize(
    ("canaries", "peers", "is_void"),
    [
        ((20, 20), (0, 100), False),
        ((19, 20), (0, 100), False),
        ((18, 20), (100, 100), True),
        ((0, 0), (5, 10), False),
        ((0, 0), (4, 10), True),
        ((0, 0), (0, 9), False),
    ],
)
def test_when_a_round_is_void(canaries: tuple[int, int], peers: tuple[int, int], is_void: bool) -> None:
    assert (watch(canaries, peers).void() is not None) is is_void


def test_rounds_are_spread_over_the_days_of_shanghai() -> None:
    week = slots(date(2026, 11, 20), 24)
    assert len(week) == 168
    assert week[0] == datetime(2026, 11, 14, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert week[-1] - week[0] == timedelta(days=7) - timedelta(hours=1)
    planned = spread(map(str, range(50)), 3000.0, random.Random(1))
    assert planned == sorted(planned)
    assert 0 <= planned[0][0] < planned[-1][0] <= 3000


NOISE = 0.02
"""Share of askings that fail by our own fault."""
OUTAGE = range(60, 72)
"""Hours of the week in which we are cut off."""
CLAUSE = load_edition("national_2019").indicator("site_unreachable")


def asked(chance: random.Random, hour: int, badness: float) -> FetchSeen:
    """One client's answer from a site that is down for a share `badness` of the hours."""
    ours = hour in OUTAGE or chance.random() < NOISE
    return DOWN if ours or badness else OK


def week_of(chance: random.Random, badness: dict[str, float]) -> dict[str, ProbeSummary]:
    """A week of hourly rounds of all sites, through the rules of the spider."""
    probes, failures = dict.fromkeys(badness, 0), dict.fromkeys(badness, 0)
    for hour in range(168):
        rounds = RoundWatch()
        canaries = [result_of(settle_two(chance, hour, 0.0).outcome, 200) for _ in range(20)]
        for canary in canaries:
            rounds.canary(canary)
        results = {}
        for code, share in badness.items():
            seen = settle_two(chance, hour, float(chance.random() < share))
            results[code] = result_of(seen.outcome, seen.status)
            rounds.peer(results[code])
        if rounds.void() or not our_side_works(canaries):
            continue
        for code, result in results.items():
            probes[code] += result is not MISSED
            failures[code] += result is FAILED
    return {code: ProbeSummary(probes[code], failures[code], days=7, vantages=2) for code in badness}


def settle_two(chance: random.Random, hour: int, is_down: float) -> FetchSeen:
    first = asked(chance, hour, is_down)
    return first if first is OK else settle(first, asked(chance, hour, is_down))


def test_a_week_accuses_nobody_wrongly_and_finds_the_bad() -> None:
    chance = random.Random(20181120)
    healthy = {f"healthy {number}": 0.0 for number in range(1000)}
    bad = {f"bad {number}": chance.uniform(0.15, 0.6) for number in range(50)}
    vetoed = set()
    for code, summary in week_of(chance, healthy | bad).items():
        assert summary.probes >= 140
        site = Site("4210000012", code, "http://a.gov.cn/", SiteKind.DEPARTMENT, SiteLevel.CITY)
        (finding,) = site_unreachable(SiteFacts(site, date(2018, 11, 20), probes=summary), CLAUSE)
        if finding.outcome is Outcome.BREACHED and finding.confidence is Confidence.CONFIRMED:
            vetoed.add(code)
    assert not vetoed & set(healthy)
    assert len(vetoed & set(bad)) >= 48
