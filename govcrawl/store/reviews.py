"""What persons decide: on findings, on verdicts, on results that are held back. Each decision is a row, with who and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from govcrawl.model.findings import Finding, ReviewKey
from govcrawl.model.vocabulary import Problem, Review, Verdict
from govcrawl.store.inspections import stored_inspection
from govcrawl.store.judgements import finding_from
from govcrawl.store.tables import holds, official_verdicts, reviews

EXCUSABLE = frozenset({
    Problem.STALE_COLUMN, Problem.BLANK_COLUMN, Problem.LATE_RELAY, Problem.TOO_FEW_UPDATES,
    Problem.REQUIRED_COLUMN_NOT_REPORTED, Problem.EMPTY_LETTERBOX_WITHOUT_NOTICE,
})  # fmt: skip
"""Problems of a column that an explanation may excuse for a time (本年无此类信息); a site is never excused in advance."""

_KEY = "left(md5(concat_ws(E'\\n', c.site_id_code, coalesce(f.problem, f.indicator), f.subject, f.url)), 10)"
_QUEUE = f"""
SELECT {_KEY} AS key, c.site_id_code, s.name AS site_name, j.verdict, f.*
FROM govcrawl.current_judgements AS c
JOIN govcrawl.judgements AS j ON j.id = c.judgement_id
JOIN govcrawl.findings AS f ON f.judgement_id = j.id
JOIN govcrawl.sites AS s ON s.site_id_code = c.site_id_code
WHERE c.inspection_id = :inspection AND c.edition = :edition
"""
_OPEN = text(
    _QUEUE
    + """
  AND (CASE WHEN :every THEN f.outcome IN ('unknown', 'breached') OR f.review <> 'none'
       ELSE f.review = 'none' AND (f.outcome = 'unknown' OR (f.outcome = 'breached' AND f.confidence = 'suspected')) END)
ORDER BY j.verdict <> 'undetermined', j.verdict = 'unqualified', f.confidence <> 'suspected', f.kind <> 'veto', f.points DESC,
         c.site_id_code COLLATE "C", f.ordinal
"""
)
_ONE = text(f"{_QUEUE} AND {_KEY} = :key ORDER BY f.ordinal LIMIT 1")
_DECIDED = text(
    "SELECT DISTINCT ON (r.site_id_code, coalesce(r.problem, r.indicator), r.subject, r.url)"
    " r.site_id_code, coalesce(r.problem, r.indicator) AS what, r.subject, r.url, r.decision"
    " FROM govcrawl.reviews AS r JOIN govcrawl.inspections AS i ON i.id = r.inspection_id"
    " WHERE r.site_id_code = ANY(:codes)"
    " AND (r.inspection_id = :inspection OR (i.as_of <= :as_of AND r.expires_on >= :as_of))"
    " ORDER BY r.site_id_code, coalesce(r.problem, r.indicator), r.subject, r.url, r.id DESC"
)


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding that waits for a person. `key` names it in commands and stays the same when it is judged again."""

    key: str
    site_id_code: str
    site_name: str
    verdict: Verdict
    finding: Finding


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it was recorded."""

    site_id_code: str
    indicator: str
    problem: Problem | None
    subject: str
    url: str | None
    decision: Review
    reason: str
    decided_by: str
    decided_at: datetime
    expires_on: date | None


def review_queue(
    connection: Connection, inspection: str, edition: str, *, every: bool = False
) -> tuple[OpenFinding, ...]:
    """Suspected and unknown findings without a decision; what decides a verdict comes first.

    With `every` also the sure ones and those that were decided: any of them may be waived or decided anew.
    """
    number = stored_inspection(connection, inspection).number
    rows = connection.execute(_OPEN, {"inspection": number, "edition": edition, "every": every})
    return tuple(
        OpenFinding(row.key, row.site_id_code, row.site_name, Verdict(row.verdict), finding_from(row)) for row in rows
    )


def find_finding(connection: Connection, inspection: str, edition: str, key: str) -> OpenFinding | None:
    """The finding of a key, decided or not."""
    number = stored_inspection(connection, inspection).number
    row = connection.execute(_ONE, {"inspection": number, "edition": edition, "key": key}).first()
    if row is None:
        return None
    return OpenFinding(row.key, row.site_id_code, row.site_name, Verdict(row.verdict), finding_from(row))


def add_review(
    connection: Connection,
    inspection: str,
    site_id_code: str,
    finding: Finding,
    decision: Review,
    *,
    reason: str,
    by: str,
    expires_on: date | None = None,
) -> None:
    """Appends a decision; `Review.NONE` takes an earlier one back. The verdict changes when the site is judged again.

    With `expires_on` an explanation also excuses the same subject in later inspections, up to that day.
    """
    connection.execute(
        insert(reviews).values(
            **named(connection, inspection, site_id_code, finding),
            decision=decision.value,
            reason=reason,
            decided_by=by,
            expires_on=expires_on,
        )
    )


def named(connection: Connection, inspection: str, site_id_code: str, finding: Finding) -> dict[str, Any]:
    """The columns by which a decision or a claim names its finding, whatever judgement that stands in."""
    return {
        "inspection_id": stored_inspection(connection, inspection).number,
        "site_id_code": site_id_code,
        "indicator": finding.indicator,
        "problem": finding.problem,
        "subject": finding.subject,
        "url": finding.url,
    }


def decisions(
    connection: Connection, number: int, as_of: date, codes: Sequence[str]
) -> Mapping[str, Mapping[ReviewKey, Review]]:
    """The decisions that hold for sites of an inspection, by site and finding: its own, and explanations given before that
    have not run out on `as_of`."""
    found: dict[str, dict[ReviewKey, Review]] = {}
    for row in connection.execute(_DECIDED, {"inspection": number, "as_of": as_of, "codes": list(codes)}):
        if row.decision != Review.NONE:
            found.setdefault(row.site_id_code, {})[row.what, row.subject, row.url] = Review(row.decision)
    return found


def review_history(connection: Connection, inspection: str, site_id_code: str | None = None) -> tuple[Decision, ...]:
    """Every decision ever recorded in an inspection, oldest first."""
    query = select(reviews).where(reviews.c.inspection_id == stored_inspection(connection, inspection).number)
    if site_id_code is not None:
        query = query.where(reviews.c.site_id_code == site_id_code)
    return tuple(
        Decision(
            row.site_id_code,
            row.indicator,
            Problem(row.problem) if row.problem else None,
            row.subject,
            row.url,
            Review(row.decision),
            row.reason,
            row.decided_by,
            row.decided_at,
            row.expires_on,
        )
        for row in connection.execute(query.order_by(reviews.c.id))
    )


def add_official_verdict(
    connection: Connection,
    inspection: str,
    site_id_code: str,
    verdict: Verdict,
    *,
    by: str,
    document: str | None = None,
    reason: str | None = None,
) -> None:
    """Appends the verdict that the office published; the computed one stays as it is."""
    connection.execute(
        insert(official_verdicts).values(
            inspection_id=stored_inspection(connection, inspection).number,
            site_id_code=site_id_code,
            verdict=verdict.value,
            recorded_by=by,
            document=document,
            reason=reason,
        )
    )


def hold_results(connection: Connection, inspection: str, reason: str, site_id_code: str | None = None) -> None:
    """Holds an inspection's results (or one site's) back until a person releases them; an open hold is not doubled."""
    number = stored_inspection(connection, inspection).number
    same = select(holds.c.id).where(
        holds.c.inspection_id == number,
        holds.c.site_id_code.is_not_distinct_from(site_id_code),
        holds.c.reason == reason,
        holds.c.released_at.is_(None),
    )
    if connection.execute(same).first() is None:
        connection.execute(insert(holds).values(inspection_id=number, site_id_code=site_id_code, reason=reason))


def open_holds(connection: Connection, inspection: str) -> tuple[tuple[str | None, str], ...]:
    """What is held back: (site or None for all, reason)."""
    number = stored_inspection(connection, inspection).number
    query = select(holds.c.site_id_code, holds.c.reason).where(
        holds.c.inspection_id == number, holds.c.released_at.is_(None)
    )
    return tuple((row.site_id_code, row.reason) for row in connection.execute(query.order_by(holds.c.id)))


def release_results(
    connection: Connection, inspection: str, *, by: str, reason: str, site_id_code: str | None = None
) -> int:
    """Releases what is held back, all of it or one site; returns how many holds were open."""
    number = stored_inspection(connection, inspection).number
    query = update(holds).where(holds.c.inspection_id == number, holds.c.released_at.is_(None))
    if site_id_code is not None:
        query = query.where(holds.c.site_id_code == site_id_code)
    released = connection.execute(query.values(released_by=by, release_reason=reason, released_at=func.now()))
    return released.rowcount
