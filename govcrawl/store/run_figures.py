"""What a finished run came to: the figures that tell whether it may be believed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from govcrawl.store.brake import inspection_before
from govcrawl.store.connection import sql_file
from govcrawl.store.inspections import StoredInspection

_FIGURES = text(sql_file("run_figures"))
_ROUND = text(sql_file("round_figures"))
_LINKS = text(sql_file("link_figures"))


@dataclass(frozen=True, slots=True)
class RunFigures:
    """Counts over the sites of one kind. `known_columns` are those of sites that had `columns_before` in the last run.

    `silent` hosts were asked one after another without an answer from any, `alike` ones showed the very same page.
    """

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
    silent: int = 0
    alike: int = 0


def run_figures(connection: Connection, stored: StoredInspection) -> tuple[RunFigures, ...]:
    """The figures of every kind of site that the inspection selected."""
    before = inspection_before(connection, stored.number)
    named = {
        "inspection": stored.number,
        "edition": stored.inspection.edition,
        "before": before[0] if before else None,
    }
    return tuple(RunFigures(*row) for row in connection.execute(_FIGURES, named))


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """Probes of a round, and of the day before it from the same place. `ours` are those that our own side spoilt."""

    planned: int
    probed: int
    ours: int
    reached: int
    probed_before: int
    reached_before: int


def round_figures(
    connection: Connection, round_name: str, vantage: str, begins: datetime, sites: Collection[str]
) -> RoundFigures:
    """The figures of a round that was to ask these sites and began at `begins`."""
    named = {"round": round_name, "vantage": vantage, "begins": begins, "sites": list(sites)}
    return RoundFigures(len(sites), *connection.execute(_ROUND, named).one())


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """Links that were asked again. `ours` are those that our own side spoilt, `unknown` those of which nothing was learnt."""

    checked: int
    ours: int
    unknown: int


def link_figures(connection: Connection, number: int, since: datetime) -> LinkFigures:
    """The figures of the checks of an inspection since the run began."""
    return LinkFigures(*connection.execute(_LINKS, {"inspection": number, "since": since}).one())
