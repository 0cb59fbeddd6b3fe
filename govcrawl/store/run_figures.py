"""What a finished run came to, by kind of site: the figures that tell whether it may be believed."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from govcrawl.store.brake import inspection_before
from govcrawl.store.connection import sql_file
from govcrawl.store.inspections import StoredInspection

_FIGURES = text(sql_file("run_figures"))


@dataclass(frozen=True, slots=True)
class RunFigures:
    """Counts over the sites of one kind. `known_columns` are those of sites that had `columns_before` in the last run."""

    kind: str
    sites: int
    reached: int
    judged: int
    undetermined: int
    known_columns: int
    columns_before: int
    columns: int
    unknown_columns: int
    pages: int
    untitled: int


def run_figures(connection: Connection, stored: StoredInspection) -> tuple[RunFigures, ...]:
    """The figures of every kind of site that the inspection selected."""
    before = inspection_before(connection, stored.number)
    named = {
        "inspection": stored.number,
        "edition": stored.inspection.edition,
        "before": before[0] if before else None,
    }
    return tuple(RunFigures(*row) for row in connection.execute(_FIGURES, named))
