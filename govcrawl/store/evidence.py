"""The index of kept evidence: which record of which file proves what was seen at an address."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from govcrawl.store.tables import evidence


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One record. `kind`: response, rendered (as a browser built the page), failure (no answer came) or screenshot.

    `file` lies below the evidence folder, `offset` and `length` are bytes, `digest` is the SHA-256 of those bytes.
    """

    kind: str
    digest: str
    url: str
    file: str
    offset: int | None
    length: int | None
    recorded_at: datetime

    @property
    def place(self) -> str:
        """What `report.findings.evidence` shows: file#offset."""
        return self.file if self.offset is None else f"{self.file}#{self.offset}"


def save_evidence(connection: Connection, number: int, site_id_code: str, rows: Sequence[EvidenceRow]) -> None:
    """Adds records of a site to the index; what is there already stays as it is."""
    if rows:
        named = [{"inspection_id": number, "site_id_code": site_id_code, **asdict(row)} for row in rows]
        connection.execute(insert(evidence).on_conflict_do_nothing(), named)


def evidence_of(connection: Connection, number: int, site_id_code: str, url: str) -> tuple[EvidenceRow, ...]:
    """All records of an address, oldest first."""
    query = (
        select(evidence)
        .where(
            evidence.c.inspection_id == number,
            evidence.c.site_id_code == site_id_code,
            evidence.c.url == url,
        )
        .order_by(evidence.c.recorded_at, evidence.c.offset)
    )
    return tuple(
        EvidenceRow(row.kind, row.digest, row.url, row.file, row.offset, row.length, row.recorded_at)
        for row in connection.execute(query)
    )
