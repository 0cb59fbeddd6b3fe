"""The index of kept evidence: which record of which file proves what was seen at an address."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from govcrawl.store.tables import evidence

SCREENSHOT = "screenshot"
_UNPICTURED = text(
    """
    SELECT f.site_id_code, coalesce(f.url, f.parent_url, s.url) AS url
    FROM report.findings AS f
    JOIN govcrawl.inspections AS i ON i.name = f.inspection AND i.edition = f.edition
    JOIN govcrawl.sites AS s ON s.site_id_code = f.site_id_code
    WHERE i.id = :number AND f.outcome = 'breached' AND f.review = 'none'
      AND (cardinality(CAST(:sites AS text[])) = 0 OR f.site_id_code = ANY (:sites))
      AND coalesce(f.url, f.parent_url, s.url) ~ '^https?://'
      AND NOT EXISTS (
          SELECT FROM govcrawl.evidence AS e
          WHERE e.inspection_id = i.id AND e.site_id_code = f.site_id_code AND e.kind = 'screenshot'
            AND e.url_key = md5(coalesce(f.url, f.parent_url, s.url))::uuid
      )
    ORDER BY f.site_id_code, f.confidence = 'suspected' DESC, f.kind = 'veto' DESC, f.points DESC, f.indicator, url
    """
)


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


def unpictured(connection: Connection, number: int, sites: Sequence[str], most: int) -> dict[str, list[str]]:
    """By site (all where none is named), addresses of findings that a person will look at and that have no picture.

    At most `most` a site: suspected findings first, then vetoes, then what costs most points.
    """
    wanted: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for code, url in connection.execute(_UNPICTURED, {"number": number, "sites": list(sites)}):
        if len(wanted[code]) < most:
            wanted[code][url] = None
    return {code: list(urls) for code, urls in wanted.items()}
