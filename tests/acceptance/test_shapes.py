"""Ten small sites in shapes of public ones, really crawled: what is read of each is what stands there."""

from collections.abc import Iterator

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts
from govcrawl.model.facts import SiteFacts
from govcrawl.model.vocabulary import Outcome
from govcrawl.store.load import iter_site_facts
from govcrawl.store.server import Cluster
from tests.acceptance.crawling import NAME
from tests.acceptance.shape_sites import SHAPES, Shape
from tests.acceptance.small_web import SmallWeb, crawled
from tests.conftest import fresh_database

pytestmark = pytest.mark.slow
each = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.site.host)


@pytest.fixture(scope="module")
def facts(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, SiteFacts]]:
    web = SmallWeb(tuple(shape.site for shape in SHAPES))
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
