"""Early warnings: the same checks judged some days ahead, or with limits drawn closer than the red lines (`warnings.toml`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any

from govcrawl.checklists.edition import Edition, Indicator
from govcrawl.checks.rules import read_toml
from govcrawl.checks.run import run_check
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Confidence, Outcome, Problem


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """Something that is not breached yet. `within_days` is None where it is near a line rather than running out of time."""

    indicator: str
    subject: str
    problem: Problem | None
    url: str | None
    within_days: int | None
    detail: str


def early_warnings(facts: SiteFacts, edition: Edition) -> tuple[EarlyWarning, ...]:
    """What will breach within the horizon if nothing is published, and what is close below a veto; each once."""
    found = [
        warning
        for indicator in edition.asked_of(facts.site, facts.as_of)
        for warning in (*_ahead(facts, indicator), *_near(facts, indicator))
    ]
    first: dict[tuple[object, ...], EarlyWarning] = {}
    for one in found:
        first.setdefault((one.problem or one.indicator, one.subject, one.url), one)
    return tuple(first.values())


def _ahead(facts: SiteFacts, indicator: Indicator) -> Iterator[EarlyWarning]:
    horizon = _bands()["horizon"]
    if indicator.check not in horizon["checks"]:
        return
    days = horizon["days"]
    later = replace(facts, as_of=facts.as_of + timedelta(days=days))
    for finding in _new(facts, indicator, run_check(later, indicator)):
        detail = f"如{days}天内不更新、不处理，“{finding.subject}”将触及“{indicator.title}”"
        yield EarlyWarning(indicator.id, finding.subject, finding.problem, finding.url, days, detail)


def _near(facts: SiteFacts, indicator: Indicator) -> Iterator[EarlyWarning]:
    band = _bands()["bands"].get(indicator.check)
    if band is None:
        return
    closer = replace(indicator, parameters={**indicator.parameters, **band})
    for finding in _new(facts, indicator, run_check(facts, closer)):
        detail = f"接近“{indicator.title}”的红线：{finding.detail}"
        yield EarlyWarning(indicator.id, finding.subject, finding.problem, finding.url, None, detail)


def _new(facts: SiteFacts, indicator: Indicator, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """The sure breaches among `found` that the indicator does not have today."""
    today = {_key(one) for one in run_check(facts, indicator) if one.outcome is Outcome.BREACHED}
    for finding in found:
        is_sure = finding.outcome is Outcome.BREACHED and finding.confidence is Confidence.CONFIRMED
        if is_sure and _key(finding) not in today:
            yield finding


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.problem, finding.subject, finding.url


@cache
def _bands() -> Mapping[str, Any]:
    return read_toml("warnings.toml")
