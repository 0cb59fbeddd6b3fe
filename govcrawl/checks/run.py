"""Judges one site's facts under an edition: runs each indicator's check and lists every problem once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from govcrawl.checklists.edition import Edition, Indicator
from govcrawl.checks.findings import NOT_GATHERED, unknown
from govcrawl.checks.table import CHECKS
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Confidence, IndicatorKind, Outcome, Review

REDESIGN = "redesign"
"""The indicator that opens a case of its own; while it is open, nothing but `site_unreachable` is held against the site."""


def judge_facts(facts: SiteFacts, edition: Edition) -> tuple[Finding, ...]:
    """The findings of a site under an edition, in the edition's order; pure, the same facts give the same findings."""
    asked = {indicator.id: indicator for indicator in edition.asked_of(facts.site, facts.as_of)}
    found = once([finding for indicator in asked.values() for finding in run_check(facts, indicator)])
    if any(one.indicator == REDESIGN and _is_frozen(one, facts) for one in found):
        found = tuple(_doubted(one, asked[one.indicator]) for one in found)
    dated = _dated(found, facts)
    return tuple(_decided(one, asked[one.indicator], facts) for one in dated)


def run_check(facts: SiteFacts, indicator: Indicator) -> tuple[Finding, ...]:
    """The findings of one indicator. Facts not gathered and a check that raises both give `unknown`."""
    check = CHECKS.get(indicator.check)
    if check is None:
        return (unknown(indicator, f"没有名为{indicator.check}的检查", is_open=False),)
    missing = [need for need in check.needs if need not in facts.gathered]
    if missing:
        return (unknown(indicator, f"{NOT_GATHERED}（{'、'.join(missing)}）", is_open=False),)
    try:
        return tuple(check.run(facts, indicator))
    except Exception as error:  # the fence of law 4: a check that fails says nothing of the site
        return (unknown(indicator, f"检查出错（{type(error).__name__}）", stake=indicator.cap or indicator.points),)


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Lists each problem of a subject once: a deduction speaks before a plain finding, the sure before the unsure, the
    earlier indicator before the later. So nothing is deducted twice."""
    findings = tuple(findings)
    owners: dict[tuple[object, ...], Finding] = {}
    for finding in sorted((one for one in findings if _names_problem(one)), key=_rank):
        owners.setdefault(_key(finding), finding)
    return tuple(one for one in findings if not _names_problem(one) or owners[_key(one)] is one)


def _names_problem(finding: Finding) -> bool:
    return finding.outcome is Outcome.BREACHED and finding.problem is not None


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.problem, finding.subject, finding.url


def _rank(finding: Finding) -> tuple[bool, bool]:
    return finding.kind is IndicatorKind.FINDING, finding.confidence is Confidence.SUSPECTED


def _is_frozen(case: Finding, facts: SiteFacts) -> bool:
    return case.outcome is Outcome.UNKNOWN and facts.reviews.get(case.review_key) is not Review.WAIVED


def _doubted(finding: Finding, indicator: Indicator) -> Finding:
    """A breach that stays a suspicion while the site may be under reconstruction; that it was away was measured."""
    if finding.outcome is not Outcome.BREACHED or indicator.check == "site_unreachable":
        return finding
    return replace(finding, confidence=Confidence.SUSPECTED)


def _dated(findings: Iterable[Finding], facts: SiteFacts) -> Iterator[Finding]:
    """Adds to each breach when its page was asked."""
    asked_at: dict[str | None, datetime | None] = {page.url: page.asked_at for page in facts.pages}
    for finding in findings:
        is_breach = finding.outcome is Outcome.BREACHED
        observed_at = asked_at.get(finding.url) or asked_at.get(finding.parent_url)
        yield replace(finding, observed_at=observed_at) if is_breach else finding


def _decided(finding: Finding, indicator: Indicator, facts: SiteFacts) -> Finding:
    """Adds what a person decided. A question that a person answers with yes becomes a breach, or a bonus that is earned."""
    review = facts.reviews.get(finding.review_key, Review.NONE)
    if review is Review.NONE or finding.outcome not in {Outcome.BREACHED, Outcome.UNKNOWN}:
        return finding
    finding = replace(finding, review=review)
    is_answered = finding.outcome is Outcome.UNKNOWN and review is Review.CONFIRMED
    if not is_answered or finding.kind is IndicatorKind.FINDING:
        return finding
    if finding.kind is IndicatorKind.VETO:
        return replace(finding, outcome=Outcome.BREACHED)
    outcome = Outcome.MET if finding.kind is IndicatorKind.BONUS else Outcome.BREACHED
    return replace(finding, outcome=outcome, points=finding.points or indicator.points)
