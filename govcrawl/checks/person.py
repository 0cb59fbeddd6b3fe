"""Indicators that only a person can judge: they stand in every result as 待人工核查, never as fine."""

from collections.abc import Iterator

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.findings import NEEDS_PERSON, unknown
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding


def person(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Waits for a person; the clause says what to look at."""
    yield unknown(
        indicator, f"{NEEDS_PERSON}：{indicator.clause}", stake=indicator.cap or indicator.points, is_open=False
    )
