"""Every form of every mark, letter, survey, guide, search and sign of tampering, found by one real crawl; decoys are not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts
from govcrawl.demo.answers import Answer, Asked
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Confidence, Outcome, Problem
from govcrawl.store.load import iter_site_facts
from govcrawl.store.server import Cluster
from tests.acceptance.crawling import NAME
from tests.acceptance.form_sites import (
    ASKED,
    FOOTERS,
    GUIDE_BODIES,
    GUIDES,
    LETTER_BODIES,
    LETTERS,
    MARK_FORMS,
    NEWS,
    POLICIES,
    RETITLED,
    SEARCHED,
    SURVEYS,
    TAMPERED,
    UNASKED,
    UNLINKED,
    head,
)
from tests.acceptance.small_web import AS_OF, SmallSite, SmallWeb, crawled, html
from tests.conftest import fresh_database
from tests.extract.test_letters import OWN_PAGES
from tests.extract.test_surveys import SURVEY_LISTS, SURVEY_PAGES
from tests.extract.test_tampering import INJECTED

pytestmark = pytest.mark.slow
SITES = (FOOTERS, POLICIES, LETTERS, SURVEYS, GUIDES, TAMPERED, *SEARCHED, *UNASKED)


class FormsWeb(SmallWeb):
    """The small web whose searches find what their last word asks for."""

    def answer(self, asked: Asked) -> Answer:
        answer = super().answer(asked)
        words = [*parse_qsl(asked.query), *parse_qsl(asked.body.decode("latin-1"), encoding="utf-8")]
        if answer.status != 404 or not words:
            return answer
        hits = "".join(f"<li><a href='/gzdt/{title}.html'>{title}</a></li>" for title in NEWS if title == words[-1][1])
        return html(f"{head('搜索结果')}<body><ul>{hits or '<p>没有找到相关结果</p>'}</ul></body>")


@pytest.fixture(scope="module")
def crawl(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, SiteFacts], FormsWeb]]:
    web = FormsWeb(SITES)
    with fresh_database(server) as database:
        log = tmp_path_factory.mktemp("forms") / "log"
        with crawled(database, web, log, "-s", "SITE_MAX_ARTICLES=200"), database.engine.connect() as connection:
            yield {facts.site.site_id_code: facts for facts in iter_site_facts(connection, NAME)}, web


@pytest.fixture
def facts(crawl: tuple[dict[str, SiteFacts], FormsWeb]) -> dict[str, SiteFacts]:
    return crawl[0]


def test_footer_marks_in_every_form(facts: dict[str, SiteFacts]) -> None:
    read = {page.url: {mark.mark: mark for mark in page.marks} for page in facts[FOOTERS.code].pages}
    for number, (kind, markup, value) in enumerate(MARK_FORMS):
        seen = read[f"http://{FOOTERS.host}/c{number}/t20261120_0.html"][kind]
        assert (seen.present, seen.value) == (value is not None, value), markup


def test_letters_in_every_form(facts: dict[str, SiteFacts]) -> None:
    read = facts[LETTERS.code].messages
    for number, (body, expected) in enumerate(LETTER_BODIES):
        column = [one.message for one in read if one.column_name == f"局长信箱{number:02d}"]
        assert [
            (m.title, str(m.asked_on or ""), str(m.answered_on or ""), m.answering_unit, m.answered) for m in column
        ] == expected, body
    for number, (body, title, asked, answered, unit, told) in enumerate(OWN_PAGES):
        (letter,) = [one.message for one in read if one.column_name == f"公众留言{number:02d}"]
        days = str(letter.asked_on or ""), str(letter.answered_on or "")
        assert (letter.title, *days, letter.answering_unit, letter.answered) == (title, asked, answered, unit, told), (
            body
        )


def test_letters_that_wait_too_long_are_told(facts: dict[str, SiteFacts]) -> None:
    told = judge_facts(facts[LETTERS.code], load_edition("national_2019"))
    since, due = AS_OF - timedelta(days=365), AS_OF - timedelta(days=92)
    waiting = {
        title
        for _, rows in LETTER_BODIES
        for title, asked, _, _, answered in rows
        if asked and since.isoformat() <= asked < due.isoformat() and answered is False
    } | {title for _, title, asked, _, _, answered in OWN_PAGES if asked >= since.isoformat() and not answered}
    assert {one.subject for one in told if one.problem is Problem.UNANSWERED_MESSAGE} == waiting


def test_surveys_in_every_form(facts: dict[str, SiteFacts]) -> None:
    read = facts[SURVEYS.code].surveys
    for number, (body, expected) in enumerate(SURVEY_LISTS):
        column = [one.survey for one in read if one.column_name == f"网上调查{number:02d}"]
        told = [replace(one, url="", result_url=None) for one in expected]
        assert [replace(one, url="", result_url=None) for one in column] == told, body
    for number, (body, ended, shown) in enumerate(SURVEY_PAGES):
        (survey,) = [one.survey for one in read if one.column_name == f"意见征集{number:02d}"]
        assert (survey.ended, survey.has_result) == (ended, shown), body


def test_guides_in_every_form(facts: dict[str, SiteFacts]) -> None:
    read = {page.url: page.guide for page in facts[GUIDES.code].pages if page.guide}
    for number, (body, missing) in enumerate(GUIDE_BODIES):
        guide = read[f"http://{GUIDES.host}/c{number}/t20261120_0.html"]
        assert guide is not None
        assert guide.elements_missing == missing, body


def test_tampering_in_every_form_and_no_decoy(facts: dict[str, SiteFacts]) -> None:
    told = judge_facts(facts[TAMPERED.code], load_edition("national_2019"))
    found = {
        one.url
        for one in told
        if one.outcome is Outcome.BREACHED and one.problem in {Problem.TAMPERED_PAGE, Problem.HIDDEN_LINK}
    }
    assert found == {f"http://{TAMPERED.host}/c{number}/" for number in range(len(INJECTED))} | set(RETITLED)


def test_policies_figures_and_services_are_weighed(facts: dict[str, SiteFacts]) -> None:
    told = judge_facts(facts[POLICIES.code], load_edition("national_2019"))
    by_indicator: dict[str, list[Finding]] = {}
    for one in told:
        by_indicator.setdefault(one.indicator, []).append(one)
    links = {(one.subject, one.confidence) for one in by_indicator["interpretation_links"]}
    assert {subject for subject, _ in links} == {UNLINKED, "关于公布某某市公园条例的公告"}
    assert {confidence for _, confidence in links} == {Confidence.SUSPECTED}
    assert [one.outcome for one in by_indicator["items_published"]] == [Outcome.MET]
    (figures,) = by_indicator["service_statistics"]
    assert (figures.outcome, figures.points, "2026-10-05" in figures.detail) == (Outcome.BREACHED, 1, True)
    assert "留言统计" not in {one.subject for one in by_indicator["public_letters"]}
    without = judge_facts(facts[LETTERS.code], load_edition("national_2019"))
    assert [one.confidence for one in without if one.subject == "留言统计"] == [Confidence.SUSPECTED]


@pytest.mark.parametrize("one", SEARCHED, ids=lambda one: one.host)
def test_searches_in_every_form_are_asked_and_answer(one: SmallSite, facts: dict[str, SiteFacts]) -> None:
    trials = [page.trial.found for page in facts[one.code].pages if page.trial]
    assert trials == [True] * 4, ASKED[int(one.code[-2:])]


def test_nothing_is_sent_by_forms_that_are_no_search(crawl: tuple[dict[str, SiteFacts], FormsWeb]) -> None:
    facts, web = crawl
    hosts = {one.host for one in UNASKED}
    assert {asked.method for asked in web.asked if asked.host in hosts} <= {"GET", "HEAD"}
    assert not [asked for asked in web.asked if "baidu" in asked.host]
    assert not [
        asked
        for asked in web.asked
        if asked.host in hosts and any(title in str(parse_qsl(asked.query)) for title in NEWS)
    ]
    assert not [page for one in UNASKED for page in facts[one.code].pages if page.trial]
    assert all(facts[one.code].home and facts[one.code].home.search is None for one in UNASKED)  # type: ignore[union-attr]
