"""The rule behind a finding, in the words of the edition of the checklist that it was judged under."""

from collections.abc import Mapping
from dataclasses import dataclass

from govcrawl.checklists.load import load_edition
from govcrawl.reports.words import problem_title
from govcrawl.store.reporting import FindingRow


@dataclass(frozen=True, slots=True)
class Clause:
    """An indicator's official title, its clause, and the document that it comes from."""

    title: str
    text: str
    document: str


def clauses_of(edition_id: str) -> Mapping[str, Clause]:
    """The clauses of an edition by indicator."""
    return {
        indicator.id: Clause(indicator.title, indicator.clause, indicator.document)
        for indicator in load_edition(edition_id).indicators
    }


def kind_of(finding: FindingRow, clauses: Mapping[str, Clause], lang: str = "zh") -> str:
    """What a finding is counted under: its problem, or its indicator's title where it sums others up (栏目不更新)."""
    if finding.problem:
        return problem_title(finding.problem, lang)
    clause = clauses.get(finding.indicator)
    return clause.title if clause else finding.indicator
