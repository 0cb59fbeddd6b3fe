"""Holds an inspection's results where failing sites multiplied since the last inspection of the same scope."""

from sqlalchemy import Connection, select, text

from govcrawl.scoring.brake import Jump, Share, jumps
from govcrawl.store.inspections import inspection_status, stored_inspection
from govcrawl.store.reviews import hold_results
from govcrawl.store.tables import holds

_DRAWN = "- 'seed' - 'candidates'"
"""What a scope says of one drawing of sites is not part of the scope."""
_LAST = text(
    f"""
    SELECT old.id, old.name
    FROM govcrawl.inspections AS now
    JOIN govcrawl.inspections AS old
        ON old.edition = now.edition AND old.scope {_DRAWN} = now.scope {_DRAWN} AND (old.as_of, old.id) < (now.as_of, now.id)
    WHERE now.id = :inspection AND old.as_of <= now.as_of - CAST(:days AS integer)
        AND EXISTS (SELECT FROM govcrawl.current_judgements AS c WHERE c.inspection_id = old.id)
    ORDER BY old.as_of DESC, old.id DESC LIMIT 1
    """
)
_SHARES = text(
    """
    SELECT coalesce(p.cms, '') AS system, count(*) FILTER (WHERE j.verdict = 'unqualified') AS failing, count(*) AS inspected
    FROM govcrawl.current_judgements AS c
    JOIN govcrawl.judgements AS j ON j.id = c.judgement_id
    LEFT JOIN govcrawl.pages AS p
        ON p.inspection_id = c.inspection_id AND p.site_id_code = c.site_id_code AND p.role = 'home' AND p.cms <> 'generic'
    WHERE c.inspection_id = :inspection AND c.edition = :edition AND j.verdict <> 'not_inspected'
    GROUP BY GROUPING SETS ((), (p.cms)) HAVING GROUPING(p.cms) = 1 OR p.cms IS NOT NULL
    """
)


def inspection_before(connection: Connection, number: int, days: int = 0) -> tuple[int, str] | None:
    """Number and name of the last inspection of the same scope and edition, judged that many days before or more, or None."""
    row = connection.execute(_LAST, {"inspection": number, "days": days}).first()
    return (row.id, row.name) if row else None


def brake(connection: Connection, name: str) -> tuple[str, ...]:
    """Compares a finished inspection with the last one of its scope and edition; returns what it holds for a person.

    A jump that a person released once is not held again. An inspection with sites still to do is left alone.
    """
    stored = stored_inspection(connection, name)
    status = inspection_status(connection, stored.number)
    if status.waiting or status.running:
        return ()
    last = inspection_before(connection, stored.number)
    if last is None:
        return ()
    last_number, last_name = last
    edition = stored.inspection.edition
    found = jumps(_shares(connection, last_number, edition), _shares(connection, stored.number, edition))
    known = connection.scalars(select(holds.c.reason).where(holds.c.inspection_id == stored.number)).all()
    fresh = [jump for jump in found if not any(reason.startswith(_subject(jump)) for reason in known)]
    reasons = tuple(f"{_subject(jump)}由“{last_name}”的{jump.before}升至{jump.now}" for jump in fresh)
    for reason in reasons:
        hold_results(connection, name, reason)
    return reasons


def _subject(jump: Jump) -> str:
    return f"同一发布系统（{jump.group}）的网站不合格比例" if jump.group else "全部网站不合格比例"


def _shares(connection: Connection, number: int, edition: str) -> dict[str, Share]:
    rows = connection.execute(_SHARES, {"inspection": number, "edition": edition})
    return {row.system: Share(row.failing, row.inspected) for row in rows}
