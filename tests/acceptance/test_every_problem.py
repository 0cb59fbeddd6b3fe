"""Every word of the contract's `problem` list, planted in a small web and found by one real crawl; nothing else is confirmed.

The crawl's facts are judged under every edition that asks for one of the words, without asking the web again.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts
from govcrawl.model.findings import Finding
from govcrawl.model.inspection import Inspection
from govcrawl.model.items import ProbeSeen
from govcrawl.model.vocabulary import Confidence, FetchOutcome, Outcome, Problem
from govcrawl.spiders.trials import TRIALS
from govcrawl.store.inspections import create_inspection
from govcrawl.store.load import iter_site_facts
from govcrawl.store.probes import save_probes
from govcrawl.store.register import save_sites
from govcrawl.store.server import Cluster
from govcrawl.store.sources import save_sources
from tests.acceptance.crawling import NAME, start
from tests.acceptance.planted import AS_OF, Planted, PlantedCity, served
from tests.acceptance.planted_sites import (
    AWAY,
    FRESHNESS,
    HOSTS,
    IDENTITY,
    LINKS,
    MIRRORS,
    SERVICELESS,
    SITES,
    SOURCES,
    TALK,
)
from tests.conftest import fresh_database

EDITIONS = ("national_2019", "national_2015", "guideline_2017", "anshan_2018", "yaan_2018")
Found = dict[str, list[Finding]]
Trials = dict[str, list[bool | None]]


def week_of_probes(code: str) -> Iterator[ProbeSeen]:
    """A week of 21 probes a day from two places: a third fails, the others take five seconds."""
    first = datetime(2019, 11, 14, 1, tzinfo=UTC)
    for number in range(7 * 21):
        at = first + timedelta(days=number // 21, minutes=30 * (number % 21))
        has_failed = number % 3 == 0
        outcome = FetchOutcome.TIMEOUT_FIRST_BYTE if has_failed else FetchOutcome.OK
        seconds = 15.0 if has_failed else 5.0
        place = ("沈阳", "大连")[number % 2]
        yield ProbeSeen(code, at, place, outcome, f"{at:%d%H%M}", None if has_failed else 200, seconds, seconds)


def judged(connection: Connection) -> tuple[dict[str, Found], Trials]:
    found: dict[str, Found] = {}
    trials: Trials = {}
    for facts in iter_site_facts(connection, NAME):
        trials[facts.site.site_id_code] = [page.trial.found for page in facts.pages if page.trial]
        problems = found.setdefault(facts.site.site_id_code, {})
        for edition in EDITIONS:
            for one in judge_facts(facts, load_edition(edition)):
                if one.outcome is Outcome.BREACHED and one.problem:
                    problems.setdefault(one.problem, []).append(one)
    return found, trials


@pytest.fixture(scope="module")
def inspected(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Found], Trials]]:
    """What the crawl and all editions found, by site and problem; and what the sites' own searches found."""
    city, log = PlantedCity(SITES, HOSTS, MIRRORS), tmp_path_factory.mktemp("crawl") / "log"
    with fresh_database(server) as database:
        with database.engine.begin() as connection:
            save_sites(connection, city.sites)
            codes = [site.site_id_code for site in city.sites]
            create_inspection(connection, Inspection(NAME, "national_2019", AS_OF, {}), codes)
            save_sources(connection, SOURCES)
            save_probes(connection, week_of_probes(AWAY.plan.code))
        with served(city) as url:
            # Exit code 3: done, but the site that is away could not be inspected.
            assert (
                start(database.url, url, "-s", "BROWSER_ENABLED=True", "-s", "BROWSER_TIMEOUT=60", log=log).wait() == 3
            ), Path(log).read_text()
        with database.engine.connect() as connection:
            yield judged(connection)


@pytest.fixture
def found(inspected: tuple[dict[str, Found], Trials]) -> dict[str, Found]:
    return inspected[0]


def test_every_word_is_planted() -> None:
    assert {word.value for word in Problem} == {problem.value for site in SITES for problem in site.problems}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("site", SITES, ids=lambda site: site.plan.name)
def test_all_planted_is_found_and_nothing_else_is_confirmed(site: Planted, found: dict[str, Found]) -> None:
    told = found.get(site.plan.code, {})
    assert site.problems - told.keys() == set(), {problem: ones[0].detail for problem, ones in told.items()}
    confirmed = [one for ones in told.values() for one in ones if one.confidence is Confidence.CONFIRMED]
    assert [one for one in confirmed if one.problem not in site.problems] == []
    assert all(one.detail and one.subject for ones in told.values() for one in ones)


@pytest.mark.slow
def test_late_posts_are_told_in_hours(found: dict[str, Found]) -> None:
    province = found[SITES[-1].plan.code]
    (late,) = {(one.detail, one.confidence) for one in province[Problem.LATE_RELAY] if one.subject == SOURCES[0].title}
    assert "2019-11-09 10:00（周末）发布" in late[0]
    assert late[1] is Confidence.CONFIRMED


@pytest.mark.slow
def test_sites_elsewhere_are_told_apart(found: dict[str, Found]) -> None:
    elsewhere = {
        (one.problem, one.subject)
        for word in (Problem.IRREGULAR_DOMAIN, Problem.IMPOSTOR_SITE)
        for one in found[LINKS.plan.code][word]
    }
    assert elsewhere == {
        (Problem.IRREGULAR_DOMAIN, "old.anshan.gov.cn"),
        (Problem.IMPOSTOR_SITE, "www.anshan2.com"),
        (Problem.IMPOSTOR_SITE, "www.anshan-gov.cn"),
    }
    hidden = {one.url for ones in found.values() for one in ones.get(Problem.UNREPORTED_SITE, [])}
    assert hidden == {"http://jyj.anshan.gov.cn/"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("site", "answers"),
    [(LINKS, True), (TALK, True), (FRESHNESS, True), (IDENTITY, False), (SERVICELESS, False)],
    ids=["by address", "by post", "typed", "by address, broken", "typed, broken"],
)
def test_searches_are_asked_in_every_way(
    site: Planted, answers: bool, inspected: tuple[dict[str, Found], Trials]
) -> None:
    told = inspected[1][site.plan.code]
    assert 0 < len(told) <= TRIALS
    assert set(told) - {None} == {answers}, told  # a browser that is kept waiting tells nothing
