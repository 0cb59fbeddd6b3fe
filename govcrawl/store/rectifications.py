"""整改台账: what became of each problem. A row a problem and subject of an inspection; states only move forward by rule.

A problem counts as fixed only where a later inspection judged the site, does not find it any more, and left no open
question under the indicator that found it: not looking is not fixing.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, text

from govcrawl.store.inspections import stored_inspection

_OPEN = text(
    """
    INSERT INTO govcrawl.rectifications AS r (inspection_id, site_id_code, problem, subject, state)
    SELECT DISTINCT i.id, f.site_id_code, f.problem, f.subject,
        CASE WHEN bool_and(f.review = 'waived') OVER same THEN 'waived' ELSE 'open' END
    FROM report.findings f JOIN govcrawl.inspections i ON i.name = f.inspection
    WHERE f.inspection = :inspection AND f.edition = i.edition AND f.outcome = 'breached' AND f.problem IS NOT NULL
        AND (f.confidence = 'confirmed' OR f.review = 'confirmed')
    WINDOW same AS (PARTITION BY f.site_id_code, f.problem, f.subject)
    ON CONFLICT (inspection_id, site_id_code, problem, subject) DO UPDATE SET state = excluded.state
        WHERE (r.state = 'waived') <> (excluded.state = 'waived')
    """
)
_NOTIFY = text(
    """
    UPDATE govcrawl.rectifications SET state = 'notified', notified_on = :day, rectify_by = :deadline
    WHERE inspection_id = :number AND state = 'open' AND site_id_code = ANY(:codes)
    """
)
_OVERDUE = text(
    """
    UPDATE govcrawl.rectifications SET state = 'overdue'
    WHERE inspection_id = :number AND state = 'notified' AND rectify_by < :today
    """
)
GONE = """
    said AS (
        SELECT DISTINCT site_id_code, problem, subject, indicator FROM report.findings
        WHERE inspection = :inspection AND edition = :edition AND outcome = 'breached' AND problem IS NOT NULL
    ), later AS (
        SELECT site_id_code, problem, subject, indicator, outcome FROM report.findings
        WHERE inspection = :later AND edition = :later_edition
    ), gone AS (
        SELECT s.site_id_code, s.problem, s.subject
        FROM said s
        JOIN report.verdicts v ON v.inspection = :later AND v.edition = :later_edition
            AND v.site_id_code = s.site_id_code AND v.verdict IN ('qualified', 'unqualified')
        LEFT JOIN later l ON l.site_id_code = s.site_id_code AND l.indicator = s.indicator
        WHERE NOT EXISTS (
            SELECT 1 FROM later f WHERE f.site_id_code = s.site_id_code AND f.problem = s.problem
                AND f.subject = s.subject AND f.outcome = 'breached')
        GROUP BY s.site_id_code, s.problem, s.subject
        HAVING bool_and(l.indicator IS NOT NULL) AND bool_and(l.outcome IS DISTINCT FROM 'unknown')
    )
"""
"""CTEs: `gone` are the problems of :inspection that :later looked for, without an open question, and does not find."""
_FIXED = text(
    f"""
    WITH {GONE}
    UPDATE govcrawl.rectifications AS r SET state = 'fixed', rectified_on = :day FROM gone
    WHERE r.inspection_id = :number AND r.state IN ('open', 'notified', 'overdue')
        AND (r.site_id_code, r.problem, r.subject) = (gone.site_id_code, gone.problem, gone.subject)
    """
)


def open_ledger(connection: Connection, inspection: str) -> int:
    """Enter every problem that counts (and those waived, as waived); entering them again changes nothing."""
    return connection.execute(_OPEN, {"inspection": inspection}).rowcount


def notify(connection: Connection, inspection: str, codes: Sequence[str], day: date, deadline: date | None) -> int:
    """Note that these sites were sent a notice on `day`; problems that were notified before keep their dates."""
    number = stored_inspection(connection, inspection).number
    arguments = {"number": number, "codes": list(codes), "day": day, "deadline": deadline}
    return connection.execute(_NOTIFY, arguments).rowcount


def mark_overdue(connection: Connection, inspection: str, today: date) -> int:
    """Mark what was to be fixed before `today` and is not."""
    number = stored_inspection(connection, inspection).number
    return connection.execute(_OVERDUE, {"number": number, "today": today}).rowcount


def mark_fixed(connection: Connection, inspection: str, later: str) -> int:
    """Mark what the inspection `later` looked for and does not find any more, as of that inspection's day."""
    first, second = stored_inspection(connection, inspection), stored_inspection(connection, later)
    arguments = {
        "number": first.number,
        "inspection": inspection,
        "edition": first.inspection.edition,
        "later": later,
        "later_edition": second.inspection.edition,
        "day": second.inspection.as_of,
    }
    return connection.execute(_FIXED, arguments).rowcount
