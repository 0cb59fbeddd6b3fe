"""What the ledger's documents read: its rows, changes between two inspections, and causes that many sites share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from govcrawl.store.rectifications import GONE


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One problem of one site in the ledger."""

    site_id_code: str
    site_name: str
    host_unit: str | None
    problem: str
    subject: str
    notified_on: date | None
    rectify_by: date | None
    rectified_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One problem seen in one of two inspections or both; `change` is a word of `words.toml`."""

    site_id_code: str
    site_name: str
    problem: str
    subject: str
    change: str


@dataclass(frozen=True, slots=True)
class CauseRow:
    """One address that is at fault on several sites."""

    problem: str
    subject: str
    url: str
    sites: int
    names: tuple[str, ...]


_ROWS = text(
    """
    SELECT r.site_id_code, s.name AS site_name, s.host_unit, r.problem, r.subject, r.notified_on, r.rectify_by,
        r.rectified_on, r.state
    FROM report.rectifications r JOIN report.sites s USING (site_id_code)
    WHERE r.inspection = :inspection ORDER BY r.site_id_code, r.problem, r.subject
    """
)
_CHANGES = text(
    f"""
    WITH {GONE},
    breaches AS (
        SELECT DISTINCT inspection, site_id_code, problem, subject FROM report.findings
        WHERE ((inspection = :later AND edition = :later_edition) OR (inspection = :inspection AND edition = :edition))
            AND outcome = 'breached' AND problem IS NOT NULL AND review <> 'waived'
            AND (confidence = 'confirmed' OR review = 'confirmed')
    ), here AS (SELECT * FROM breaches WHERE inspection = :later),
    there AS (SELECT * FROM breaches WHERE inspection = :inspection),
    fixed_before AS (
        SELECT DISTINCT r.site_id_code, r.problem, r.subject
        FROM report.rectifications r
        WHERE r.state = 'fixed' AND r.inspection <> :later
    ), both_sites AS (
        SELECT v.site_id_code, v.site_name FROM report.verdicts v
        WHERE v.inspection = :later AND v.edition = :later_edition AND EXISTS (
            SELECT 1 FROM report.verdicts o WHERE o.inspection = :inspection AND o.edition = :edition
                AND o.site_id_code = v.site_id_code)
    )
    SELECT site_id_code, b.site_name, problem, subject,
        CASE WHEN h.problem IS NOT NULL AND t.problem IS NOT NULL THEN 'still_open'
             WHEN h.problem IS NOT NULL AND f.problem IS NOT NULL THEN 'reopened'
             WHEN h.problem IS NOT NULL THEN 'new'
             WHEN g.problem IS NOT NULL THEN 'fixed'
             ELSE 'not_told' END AS change
    FROM here h FULL JOIN there t USING (site_id_code, problem, subject)
    JOIN both_sites b USING (site_id_code)
    LEFT JOIN fixed_before f USING (site_id_code, problem, subject)
    LEFT JOIN gone g USING (site_id_code, problem, subject)
    ORDER BY site_id_code, problem, subject
    """
)
_CAUSES = text(
    """
    SELECT problem, min(subject) AS subject, url, count(DISTINCT site_id_code) AS sites,
        array_agg(DISTINCT site_name) AS names
    FROM report.findings
    WHERE inspection = :inspection AND edition = :edition AND outcome = 'breached' AND problem IS NOT NULL
        AND review <> 'waived' AND (confidence = 'confirmed' OR review = 'confirmed') AND url IS NOT NULL
    GROUP BY problem, url HAVING count(DISTINCT site_id_code) >= :least ORDER BY sites DESC, problem, url
    """
)


def ledger_rows(connection: Connection, inspection: str) -> Iterator[LedgerRow]:
    """The ledger of an inspection, site by site."""
    return (LedgerRow(**row._asdict()) for row in connection.execute(_ROWS, {"inspection": inspection}))


def change_rows(connection: Connection, now: tuple[str, str], before: tuple[str, str]) -> Iterator[ChangeRow]:
    """Changes of the sites that both inspections (name, edition) judged. `fixed` follows the ledger's rule."""
    arguments = {"later": now[0], "later_edition": now[1], "inspection": before[0], "edition": before[1]}
    return (ChangeRow(**row._asdict()) for row in connection.execute(_CHANGES, arguments))


def cause_rows(connection: Connection, inspection: str, edition: str, least: int = 3) -> Iterator[CauseRow]:
    """Addresses at fault on at least `least` sites."""
    arguments: dict[str, Any] = {"inspection": inspection, "edition": edition, "least": least}
    for row in connection.execute(_CAUSES, arguments):
        yield CauseRow(row.problem, row.subject, row.url, row.sites, tuple(row.names))
