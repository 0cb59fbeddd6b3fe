"""Claims of owners against findings: what was said, and what each address answered when it was asked again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from govcrawl.model.findings import Finding
from govcrawl.store.inspections import stored_inspection
from govcrawl.store.reviews import named
from govcrawl.store.tables import appeals


@dataclass(frozen=True, slots=True)
class Appeal:
    """One claim. `seen` has an entry an address, as `spiders.appeal.Look` says it; None where it was not asked."""

    number: int
    indicator: str
    problem: str | None
    subject: str
    url: str | None
    claim: str
    claimed_by: str
    claimed_at: datetime
    seen: Sequence[Mapping[str, Any]] | None


def add_appeal(
    connection: Connection, inspection: str, site_id_code: str, finding: Finding, *, claim: str, by: str
) -> int:
    """Records a claim before anything is asked; returns its number."""
    found: int = connection.execute(
        insert(appeals)
        .values(**named(connection, inspection, site_id_code, finding), claim=claim, claimed_by=by)
        .returning(appeals.c.id)
    ).scalar_one()
    return found


def note_seen(connection: Connection, number: int, seen: Sequence[Mapping[str, Any]]) -> None:
    """Adds to a claim what was seen; the finding stays as it is until a person decides."""
    connection.execute(update(appeals).where(appeals.c.id == number).values(seen=list(seen)))


def appeals_of(connection: Connection, inspection: str, site_id_code: str) -> tuple[Appeal, ...]:
    """The claims of a site in an inspection, oldest first."""
    query = select(appeals).where(
        appeals.c.inspection_id == stored_inspection(connection, inspection).number,
        appeals.c.site_id_code == site_id_code,
    )
    return tuple(
        Appeal(
            row.id, row.indicator, row.problem, row.subject, row.url, row.claim, row.claimed_by, row.claimed_at, row.seen
        )
        for row in connection.execute(query.order_by(appeals.c.id))
    )  # fmt: skip
