"""The four answers a check can give, as findings of one indicator.

An `unknown` finding is `suspected` where facts were asked for and not had, so that a look could still change the verdict
(`points` is what is at stake); it is `confirmed` where this inspection does not ask at all.
"""

from collections.abc import Iterable
from decimal import Decimal

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.rules import confidence_rules
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Confidence, IndicatorKind, Outcome, Problem

SITE = "网站"
NOT_GATHERED = "尚未采集"
NEEDS_PERSON = "待人工核查"


def met(indicator: Indicator, detail: str = "") -> Finding:
    """Nothing wrong was found."""
    return Finding(indicator.id, indicator.kind, Outcome.MET, SITE, detail=detail)


def not_applicable(indicator: Indicator, detail: str) -> Finding:
    """The question does not arise."""
    return Finding(indicator.id, indicator.kind, Outcome.NOT_APPLICABLE, SITE, detail=detail)


def unknown(
    indicator: Indicator,
    detail: str,
    *,
    subject: str = SITE,
    url: str | None = None,
    stake: Decimal = Decimal(0),
    is_open: bool = True,
    kind: IndicatorKind | None = None,
) -> Finding:
    """Not told. `detail` says what would have to be looked at; `is_open` whether a look could change the verdict."""
    return Finding(
        indicator.id,
        kind or indicator.kind,
        Outcome.UNKNOWN,
        subject,
        url=url,
        detail=detail,
        points=stake,
        confidence=Confidence.SUSPECTED if is_open else Confidence.CONFIRMED,
    )


def breached(
    indicator: Indicator,
    problem: Problem | None,
    detail: str,
    *,
    subject: str = SITE,
    url: str | None = None,
    parent_url: str | None = None,
    points: Decimal | None = None,
    is_sure: bool = True,
    kind: IndicatorKind | None = None,
) -> Finding:
    """Something is wrong. Points default to the indicator's, for deductions; other kinds carry none."""
    kind = kind or indicator.kind
    taken = indicator.points if points is None else points
    return Finding(
        indicator.id,
        kind,
        Outcome.BREACHED,
        subject,
        problem=problem,
        url=url,
        parent_url=parent_url,
        detail=detail,
        points=taken if kind is IndicatorKind.DEDUCTION else Decimal(0),
        confidence=confidence_rules().of(problem, is_sure),
    )


def listed(indicator: Indicator, faults: Iterable[Finding], not_told: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """Faults and open ends as they are, or `met` where there is neither."""
    return (*faults, *not_told) or (met(indicator),)
