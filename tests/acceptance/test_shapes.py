"""Ten small sites in shapes of public ones, really crawled: what is read of each is what stands there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts
from govcrawl.model.facts import SiteFacts
from govcrawl.model.vocabulary import Confidence, Mark, Outcome, Problem
from govcrawl.store.database import Database
from govcrawl.store.load import iter_site_facts, site_facts
from govcrawl.store.server import Cluster
from tests.acceptance.crawling import NAME
from tests.acceptance.shape_sites import FILLED, SHAPES, Shape
from tests.acceptance.small_web import SmallWeb, crawled
from tests.acceptance.trap_site import FRESH, STALE, TRAPS
from tests.conftest import fresh_database

pytestmark = pytest.mark.slow
each = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.site.host)


@pytest.fixture(scope="module")
def facts(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, SiteFacts]]:
    web = SmallWeb((TRAPS, *(shape.site for shape in SHAPES)))
    with fresh_database(server) as database:
        log = tmp_path_factory.mktemp("shapes") / "log"
        with crawled(database, web, log), database.engine.connect() as connection:
            yield {one.site.site_id_code: one for one in iter_site_facts(connection, NAME)}


@each
def test_letters_and_surveys(shape: Shape, facts: dict[str, SiteFacts]) -> None:
    one = facts[shape.site.code]
    letters = [seen.message for seen in one.messages]
    told = {(m.title, str(m.asked_on or ""), str(m.answered_on or ""), m.answered) for m in letters}
    assert told == set(shape.letters)
    assert {(s.survey.title, s.survey.ended, s.survey.has_result) for s in one.surveys} == set(shape.surveys)


@each
def test_guides(shape: Shape, facts: dict[str, SiteFacts]) -> None:
    read = {page.url: page.guide.elements_missing for page in facts[shape.site.code].pages if page.guide}
    assert read == {f"http://{shape.site.host}{path}": missing for path, missing in shape.guides.items()}


@each
def test_marks_of_the_home_page(shape: Shape, facts: dict[str, SiteFacts]) -> None:
    home = facts[shape.site.code].home
    assert home is not None
    read = {seen.mark: (seen.present, seen.value) for seen in home.marks}
    assert {mark: read[mark] for mark in shape.marks} == {
        mark: (value is not None, value) for mark, value in shape.marks.items()
    }


@each
def test_searches(shape: Shape, facts: dict[str, SiteFacts]) -> None:
    trials = [page.trial.found for page in facts[shape.site.code].pages if page.trial]
    if shape.trials:
        assert trials == [True] * shape.trials
    assert False not in trials or not shape.trials


@each
def test_annual_reports(shape: Shape, facts: dict[str, SiteFacts]) -> None:
    told = judge_facts(facts[shape.site.code], load_edition("guideline_2017"))
    outcomes = {one.outcome for one in told if one.indicator == "annual_report"}
    if shape.report:
        assert outcomes == {Outcome(shape.report)}


@pytest.mark.browser
def test_marks_that_only_a_browser_tells(database: Database, tmp_path: Path) -> None:
    with crawled(
        database, SmallWeb((FILLED,)), tmp_path / "log", "-s", "BROWSER_ENABLED=True", "-s", "BROWSER_TIMEOUT=60"
    ):
        pass
    with database.engine.connect() as connection:
        home = site_facts(connection, NAME, FILLED.code).home
    assert home is not None
    marks = {seen.mark: (seen.present, seen.where) for seen in home.marks}
    assert marks[Mark.ICP_FILING] == (True, "browser"), (home.detail, home.marks)
    assert marks[Mark.HOST_UNIT] == (True, "html")
    assert marks[Mark.POLICE_FILING][0] is False


def test_look_alikes_are_not_accused_and_old_columns_are(facts: dict[str, SiteFacts]) -> None:
    one = facts[TRAPS.code]
    columns = {column.name: column for column in one.columns}
    newest = {name: str(columns[name].newest_item_on)[:7] for name in FRESH}
    assert newest == dict.fromkeys(FRESH, "2026-11"), {name: columns[name].why for name in FRESH}
    told = judge_facts(one, load_edition("national_2019"))
    stale = {finding.subject for finding in told if finding.problem in {Problem.STALE_COLUMN, Problem.BLANK_COLUMN}}
    assert stale == set(STALE)
    # Articles, pictures and results of this site are not served, and it has no tags: these are rightly told.
    honest = {Problem.MISSING_PAGE_TAGS, Problem.DEAD_LINK, Problem.BROKEN_IMAGE, Problem.BROKEN_SITE_SEARCH}
    sure = [f.problem for f in told if f.outcome is Outcome.BREACHED and f.confidence is Confidence.CONFIRMED]
    assert {problem for problem in sure if problem} - honest == {Problem.STALE_COLUMN}
    assert Problem.INCOMPLETE_SERVICE_GUIDE not in {finding.problem for finding in told}
    assert not {Problem.TAMPERED_PAGE, Problem.HIDDEN_LINK} & {finding.problem for finding in told}
