"""What an edition asks and who can answer it: the rows behind `govcrawl checklist coverage`."""

from dataclasses import dataclass

from govcrawl.checklists.edition import Edition
from govcrawl.checks.table import CHECKS
from govcrawl.model.vocabulary import Automation, IndicatorKind


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One indicator: who judges it, by which check, from which kinds of facts, and whether its text was verified."""

    indicator: str
    code: str
    title: str
    kind: IndicatorKind
    automation: Automation
    check: str
    needs: tuple[str, ...]
    verified: bool


def coverage(edition: Edition) -> tuple[CoverageRow, ...]:
    """Every indicator of the edition, in its order; `needs` are the kinds of facts that its check looks at."""
    return tuple(
        CoverageRow(
            indicator=one.id,
            code=one.code,
            title=one.title,
            kind=one.kind,
            automation=one.automation,
            check=one.check,
            needs=(*CHECKS[one.check].needs, *CHECKS[one.check].reads),
            verified=one.verified,
        )
        for one in edition.indicators
    )


def by_automation(rows: tuple[CoverageRow, ...]) -> dict[Automation, int]:
    """How many indicators each grade has; grades with none count 0."""
    return {grade: sum(row.automation is grade for row in rows) for grade in Automation}
