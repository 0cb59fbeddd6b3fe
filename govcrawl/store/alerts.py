"""Events that the keeper of an installation is told of, each once; those of the last seven days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.dialects.postgresql import insert

from govcrawl.store.connection import sql_file
from govcrawl.store.tables import alerts

_UNTOLD = text(sql_file("alerts"))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `kind` is a word of `reports/alerts.toml`, `event` its own name, `facts` what is said of it."""

    kind: str
    event: str
    at: datetime
    facts: Mapping[str, Any]


def untold_events(connection: Connection) -> tuple[Event, ...]:
    """What nobody was told yet, oldest first."""
    return tuple(Event(*row) for row in connection.execute(_UNTOLD))


def note_told(connection: Connection, events: Iterable[Event]) -> None:
    """Notes that somebody was told."""
    rows = [{"event": event.event} for event in events]
    if rows:
        connection.execute(insert(alerts).on_conflict_do_nothing(), rows)
