"""Judges one site's facts under an edition: runs each indicator's check and lists every problem once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from govcrawl.checklists.edition import Edition, Indicator
from govcrawl.checks.findings import NOT_GATHERED, unknown
from govcrawl.checks.table import CHECKS
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Confidence, IndicatorKind, Outcome, Review


def judge_facts(facts: SiteFacts, edition: Edition) -> tuple[Finding, ...]:
    """The findings of a site under an edition, in the edition's order; pure, the same facts give the same findings."""
    found = [
        finding for indicator in edition.asked_of(facts.site, facts.as_of) for finding in run_check(facts, indicator)
    ]
    return tuple(_dated_and_reviewed(once(found), facts))


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


def _dated_and_reviewed(findings: Iterable[Finding], facts: SiteFacts) -> Iterable[Finding]:
    """Adds to each breach when its page was asked and what a person decided of it."""
    asked_at: dict[str | None, datetime | None] = {page.url: page.asked_at for page in facts.pages}
    for finding in findings:
        if finding.outcome is not Outcome.BREACHED:
            yield finding
            continue
        observed_at = asked_at.get(finding.url) or asked_at.get(finding.parent_url)
        review = facts.reviews.get((finding.problem, finding.subject, finding.url), Review.NONE)
        yield replace(finding, observed_at=observed_at, review=review)
