"""The rule behind a finding, in the words of the edition of the checklist that it was judged under."""

from collections.abc import Mapping
from dataclasses import dataclass

from govcrawl.checklists.load import load_edition


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
