"""Links: what accuses, what is suspected, what is no question at all, and at which price."""

from decimal import Decimal

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts, run_check
from govcrawl.model.facts import LinkFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import (
    Confidence,
    FetchOutcome,
    IndicatorKind,
    LinkFate,
    Outcome,
    Problem,
    Resource,
    Scope,
)
from tests.checks.builders import HOME, column, facts, link

EDITION = load_edition("national_2015")


def found(*links: LinkFacts, **more: object) -> tuple[Finding, ...]:
    return run_check(facts(links=links, **more), EDITION.indicator("link_availability"))


@pytest.mark.parametrize(
    ("one", "problem", "confidence"),
    [
        (link(1), Problem.DEAD_LINK, Confidence.CONFIRMED),
        (link(1, confirmed=False), Problem.DEAD_LINK, Confidence.SUSPECTED),
        (link(1, LinkFate.BROKEN_IMAGE), Problem.BROKEN_IMAGE, Confidence.CONFIRMED),
        (link(1, LinkFate.BROKEN_ATTACHMENT), Problem.BROKEN_ATTACHMENT, Confidence.CONFIRMED),
        (link(1, LinkFate.MISDIRECTED), Problem.MISDIRECTED_LINK, Confidence.SUSPECTED),
        (link(1, LinkFate.SUSPECTED), Problem.DEAD_LINK, Confidence.SUSPECTED),
        (link(1, LinkFate.SUSPECTED, resource=Resource.IMAGE), Problem.BROKEN_IMAGE, Confidence.SUSPECTED),
        (link(1, LinkFate.SUSPECTED, resource=Resource.ATTACHMENT), Problem.BROKEN_ATTACHMENT, Confidence.SUSPECTED),
    ],
)
def test_fates_that_accuse(one: LinkFacts, problem: Problem, confidence: Confidence) -> None:
    (fault,) = found(one)
    assert (fault.outcome, fault.problem, fault.confidence) == (Outcome.BREACHED, problem, confidence)
    assert (fault.subject, fault.url, fault.parent_url) == (one.anchor, one.url, HOME)


@pytest.mark.parametrize(
    ("outcome", "status", "words"),
    [
        (FetchOutcome.DNS_NXDOMAIN, 502, "（域名不存在）"),
        (FetchOutcome.SOFT_404, 200, "（页面提示内容不存在）"),
        (FetchOutcome.HTTP_4XX, 410, "（HTTP 410）"),
    ],
)
def test_a_reason_is_told_in_the_reader_s_words(outcome: FetchOutcome, status: int, words: str) -> None:
    (fault,) = found(link(1, outcome=outcome, status=status, detail="proxy: dns_error NXDOMAIN"))
    assert fault.detail.endswith(words)


@pytest.mark.parametrize("fate", [LinkFate.ALIVE, LinkFate.SKIPPED, LinkFate.UNCHECKED])
def test_fates_that_say_nothing(fate: LinkFate) -> None:
    assert [one.outcome for one in found(link(1, fate))] == [Outcome.MET]


def test_own_links_not_told_are_open_and_others_are_not() -> None:
    (open_one,) = found(link(1, LinkFate.UNKNOWN), link(2, LinkFate.UNKNOWN, on_home=False, parent_url=f"{HOME}a/"))
    assert (open_one.outcome, open_one.points) == (Outcome.UNKNOWN, Decimal("1.1"))
    assert [one.outcome for one in found(link(1, LinkFate.UNKNOWN, scope=Scope.OTHER_GOV))] == [Outcome.MET]


def test_a_target_is_priced_once_as_of_the_home_page() -> None:
    inner = link(1, on_home=False, parent_url=f"{HOME}a/")
    faults = found(inner, link(1), link(2, on_home=False, parent_url=f"{HOME}a/"))
    assert [one.points for one in faults] == [Decimal(1), Decimal("0.1")]


def test_columns_of_a_navigation_only_home_are_priced_as_home() -> None:
    listed = column("工作动态")
    inner = link(1, on_home=False, parent_url=listed.url)
    (fault,) = found(inner, columns=(listed,), home_is_navigation_only=True)
    assert fault.points == 1


def test_the_deduction_speaks_before_the_guideline() -> None:
    named = [one for one in judge_facts(facts(links=(link(1),)), EDITION) if one.problem is Problem.DEAD_LINK]
    assert [one.kind for one in named] == [IndicatorKind.DEDUCTION]


def test_sentence_names_place_anchor_and_reason() -> None:
    (fault,) = found(link(1, anchor="国家企业信用信息公示系统"))
    assert fault.detail == "首页“国家企业信用信息公示系统”链接无法打开（HTTP 404）"
