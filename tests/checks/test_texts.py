"""Doubtful text is a candidate, once a site; only grave wording speaks of the veto."""

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import run_check
from govcrawl.model.findings import Finding
from govcrawl.model.items import ContentSeen
from govcrawl.model.vocabulary import Confidence, IndicatorKind, Outcome, Problem
from tests.checks.builders import article, days_ago, facts, home

GRAVE = load_edition("national_2019").indicator("security_incident")
SLIP = ContentSeen("suspect_wording", "“布署”疑为“部署”", 2)


def told(*pages: tuple[ContentSeen, ...]) -> list[Finding]:
    read = [article(number, days_ago(3), content=content) for number, content in enumerate(pages)]
    found = run_check(facts(pages=(home(), *read)), GRAVE)
    return [one for one in found if one.outcome is Outcome.BREACHED]


@pytest.mark.parametrize(
    ("seen", "problem", "kind"),
    [
        (SLIP, Problem.SUSPECT_WORDING, IndicatorKind.FINDING),
        (ContentSeen("suspect_wording", "“国务员”疑为“国务院”", 3), Problem.SUSPECT_WORDING, IndicatorKind.VETO),
        (
            ContentSeen("personal_data", "完整公开手机号码1个（138******00）"),
            Problem.SUSPECT_WORDING,
            IndicatorKind.FINDING,
        ),
        (ContentSeen("garbled_text", "乱码3处", 3), Problem.GARBLED_TEXT, IndicatorKind.FINDING),
    ],
)
def test_a_passage_is_a_candidate(seen: ContentSeen, problem: Problem, kind: IndicatorKind) -> None:
    (found,) = told((seen,))
    assert (found.problem, found.kind, found.confidence) == (problem, kind, Confidence.SUSPECTED)
    assert seen.detail in found.detail


def test_a_passage_of_every_page_is_told_once() -> None:
    assert [one.url for one in told((SLIP,), (SLIP,), (SLIP,))] == [article(0, None).url]


def test_passages_of_one_page_are_one_finding_a_problem() -> None:
    many = tuple(ContentSeen("suspect_wording", f"第{number}处") for number in range(6))
    found = told((*many, ContentSeen("garbled_text", "乱码")))
    assert [one.problem for one in found] == [Problem.GARBLED_TEXT, Problem.SUSPECT_WORDING]
    assert found[1].detail.endswith("第4处等6处")


def test_clean_pages_accuse_nobody() -> None:
    assert told((), ()) == []
