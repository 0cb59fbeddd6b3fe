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
_FIXED = text(
    """
    WITH said AS (
        SELECT DISTINCT site_id_code, problem, subject, indicator FROM report.findings
        WHERE inspection = :inspection AND edition = :edition AND outcome = 'breached'
    ), later AS (
        SELECT f.site_id_code, f.problem, f.subject, f.indicator, f.outcome, f.confidence
        FROM report.findings f WHERE f.inspection = :later AND f.edition = :later_edition
    )
    UPDATE govcrawl.rectifications AS r SET state = 'fixed', rectified_on = :day
    WHERE r.inspection_id = :number AND r.state IN ('open', 'notified', 'overdue')
        AND EXISTS (
            SELECT 1 FROM report.verdicts v WHERE v.inspection = :later AND v.edition = :later_edition
                AND v.site_id_code = r.site_id_code AND v.verdict IN ('qualified', 'unqualified'))
        AND NOT EXISTS (
            SELECT 1 FROM later l WHERE l.site_id_code = r.site_id_code AND l.problem = r.problem
                AND l.subject = r.subject AND l.outcome = 'breached')
        AND EXISTS (
            SELECT 1 FROM said s JOIN later l USING (site_id_code, indicator)
            WHERE s.site_id_code = r.site_id_code AND s.problem = r.problem AND s.subject = r.subject)
        AND NOT EXISTS (
            SELECT 1 FROM said s JOIN later l USING (site_id_code, indicator)
            WHERE s.site_id_code = r.site_id_code AND s.problem = r.problem AND s.subject = r.subject
                AND l.outcome = 'unknown')
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
