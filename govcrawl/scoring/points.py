"""The arithmetic of an edition: deductions with or without caps, the scaled base score, the bonus above its line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from govcrawl.checklists.edition import Indicator, Rules
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import IndicatorKind, Outcome, Review

ZERO = Decimal(0)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Points:
    """A way of adding up: `deducted` by indicator after caps, the base score, the bonus, and both together."""

    deducted: Mapping[str, Decimal]
    base: Decimal
    bonus: Decimal

    @property
    def total(self) -> Decimal:
        """Base and bonus, to the cent."""
        return (self.base + self.bonus).quantize(_CENT, ROUND_HALF_UP)

    @property
    def taken(self) -> Decimal:
        """All that was deducted."""
        return sum(self.deducted.values(), ZERO)


def add_up(
    findings: Iterable[Finding],
    indicators: Mapping[str, Indicator],
    rules: Rules,
    excused: Decimal,
    is_taken: Callable[[Finding], bool],
) -> Points:
    """Adds the points of the deductions that `is_taken` accepts; `excused` points leave the full mark, which is then
    scaled back (100 - 25: result x 4/3)."""
    findings = tuple(findings)
    deducted: dict[str, Decimal] = {}
    for finding in findings:
        if finding.kind is IndicatorKind.DEDUCTION and is_taken(finding):
            deducted[finding.indicator] = deducted.get(finding.indicator, ZERO) + finding.points
    if rules.capped:
        deducted = {name: _capped(taken, indicators[name].cap) for name, taken in deducted.items()}
    full = rules.full - excused
    base = max(ZERO, full - sum(deducted.values(), ZERO)) * rules.full / full
    return Points(deducted, base, _bonus(findings, indicators, rules, base))


def fails(points: Points, rules: Rules) -> bool:
    """Whether the points alone make a site unqualified."""
    if rules.fail_at_deducted is not None and points.taken >= rules.fail_at_deducted:
        return True
    return rules.fail_below is not None and points.base < rules.fail_below


def _bonus(findings: Iterable[Finding], indicators: Mapping[str, Indicator], rules: Rules, base: Decimal) -> Decimal:
    """A bonus finding that is met carries what it earns; it counts only above the edition's line."""
    if rules.bonus_above is None or base <= rules.bonus_above:
        return ZERO
    earned: dict[str, Decimal] = {}
    for finding in findings:
        is_earned = finding.kind is IndicatorKind.BONUS and finding.outcome is Outcome.MET
        if is_earned and finding.review is not Review.WAIVED:
            earned[finding.indicator] = earned.get(finding.indicator, ZERO) + finding.points
    total = sum((_capped(points, indicators[name].cap) for name, points in earned.items()), ZERO)
    return _capped(total, rules.bonus_cap)


def _capped(points: Decimal, cap: Decimal | None) -> Decimal:
    return points if cap is None else min(points, cap)
