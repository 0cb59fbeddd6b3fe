"""Every indicator of every edition: met, breached, unknown, and both sides of its limit, by its own numbers."""

from collections.abc import Sequence

import pytest

from govcrawl.checklists.edition import Edition, Indicator
from govcrawl.checklists.load import edition_ids, load_edition
from govcrawl.checks.findings import NEEDS_PERSON, NOT_GATHERED
from govcrawl.checks.run import run_check
from govcrawl.checks.table import CHECKS
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Automation, Confidence, IndicatorKind, Outcome
from tests.checks.builders import facts
from tests.indicators.situations import SITUATIONS

EDITIONS = [load_edition(name) for name in edition_ids()]
BY_PERSON = {"person"}
"""Checks that wait for a person."""
CLEAR_IS_UNKNOWN = {"grave_signs", "column_present"}
"""Checks that a machine can only breach: where it finds nothing a person still has to look."""
ACCUSES_NOBODY = {"inspected": Outcome.NOT_APPLICABLE, "redesign": Outcome.UNKNOWN}
"""Checks that say whether a site may be judged, and what they answer where it may not."""


def _name(case: tuple[Edition, Indicator]) -> str:
    return f"{case[0].id}-{case[1].id}"


def _distinct() -> list[tuple[Edition, Indicator]]:
    """Every indicator as it stands in the first edition that has it so; local editions add only what they change."""
    found: list[tuple[Edition, Indicator]] = []
    for edition in EDITIONS:
        known = [indicator for _, indicator in found]
        found += [(edition, indicator) for indicator in edition.indicators if indicator not in known]
    return found


ALL = _distinct()
JUDGED = [case for case in ALL if case[1].check not in BY_PERSON]


def outcome_of(found: Sequence[Finding], indicator: Indicator) -> Outcome:
    """What an indicator says as a whole: findings of its own kind, the worst first."""
    outcomes = {one.outcome for one in found if one.kind is indicator.kind}
    return next(
        one for one in (Outcome.BREACHED, Outcome.UNKNOWN, Outcome.MET, Outcome.NOT_APPLICABLE) if one in outcomes
    )


@pytest.mark.parametrize("case", ALL, ids=_name)
def test_has_situations_or_waits_for_a_person(case: tuple[Edition, Indicator]) -> None:
    _, indicator = case
    assert indicator.check in CHECKS
    assert (indicator.check in SITUATIONS) != (indicator.check in BY_PERSON), f"{indicator.id}：缺少用例"
    assert (indicator.check == "person") == (indicator.automation is Automation.PERSON)


@pytest.mark.parametrize("case", JUDGED, ids=_name)
def test_met(case: tuple[Edition, Indicator]) -> None:
    _, indicator = case
    found = run_check(SITUATIONS[indicator.check](indicator).met, indicator)
    wanted = Outcome.UNKNOWN if indicator.check in CLEAR_IS_UNKNOWN else Outcome.MET
    assert outcome_of(found, indicator) is wanted, (indicator.clause, found)


@pytest.mark.parametrize("case", JUDGED, ids=_name)
def test_breached(case: tuple[Edition, Indicator]) -> None:
    _, indicator = case
    found = run_check(SITUATIONS[indicator.check](indicator).breached, indicator)
    wanted = ACCUSES_NOBODY.get(indicator.check, Outcome.BREACHED)
    assert outcome_of(found, indicator) is wanted, (indicator.clause, found)
    assert all(one.detail and one.subject for one in found if one.outcome is Outcome.BREACHED)


@pytest.mark.parametrize("case", JUDGED, ids=_name)
def test_unknown(case: tuple[Edition, Indicator]) -> None:
    _, indicator = case
    found = run_check(SITUATIONS[indicator.check](indicator).unknown, indicator)
    assert outcome_of(found, indicator) is Outcome.UNKNOWN, (indicator.clause, found)
    assert all(one.detail for one in found)


@pytest.mark.parametrize("side", ["below", "at"])
@pytest.mark.parametrize("case", JUDGED, ids=_name)
def test_limit(case: tuple[Edition, Indicator], side: str) -> None:
    _, indicator = case
    situation = getattr(SITUATIONS[indicator.check](indicator), side)
    found = run_check(situation.facts, indicator)
    assert outcome_of(found, indicator) is situation.outcome, (indicator.clause, found)
    if indicator.kind is IndicatorKind.DEDUCTION and situation.points is not None:
        assert sum(one.points for one in found if one.outcome is Outcome.BREACHED) == situation.points


@pytest.mark.parametrize("case", [case for case in ALL if case[1].check == "person"], ids=_name)
def test_person_only_waits_and_opens_nothing(case: tuple[Edition, Indicator]) -> None:
    _, indicator = case
    (found,) = run_check(facts(), indicator)
    assert found.outcome is Outcome.UNKNOWN
    assert found.confidence is Confidence.CONFIRMED
    assert found.detail == f"{NEEDS_PERSON}：{indicator.clause}"


@pytest.mark.parametrize("case", ALL, ids=_name)
def test_facts_not_gathered_are_named(case: tuple[Edition, Indicator]) -> None:
    _, indicator = case
    needs = CHECKS[indicator.check].needs
    found = run_check(facts(gathered=frozenset()), indicator)
    if needs:
        assert [one.outcome for one in found] == [Outcome.UNKNOWN]
        assert found[0].detail == f"{NOT_GATHERED}（{'、'.join(needs)}）"
        assert found[0].confidence is Confidence.CONFIRMED
