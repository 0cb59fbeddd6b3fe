"""Judgements in the database. Every verdict ever computed stays; one of them counts."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from govcrawl.model.findings import Finding, Judgement
from govcrawl.model.vocabulary import Verdict
from govcrawl.store.clean import clean_record, may_need_cleaning
from govcrawl.store.connection import sql_file
from govcrawl.store.encode import encode
from govcrawl.store.inspections import Named, stored_inspection
from govcrawl.store.tables import current_judgements, findings, judgements

_SAVE = sql_file("save_judgements")
_BATCH = 200
_JUDGEMENT_FIELDS = tuple(name for name in Judgement.__slots__ if name != "findings")


def save_judgement(connection: Connection, inspection: Named, judgement: Judgement, as_of: date | None = None) -> bool:
    """Appends a verdict with its findings; False where it equals the one that counts already."""
    return save_judgements(connection, inspection, [judgement], as_of) > 0


def save_judgements(
    connection: Connection, inspection: Named, judged: Iterable[Judgement], as_of: date | None = None
) -> int:
    """Appends verdicts, two hundred sites a statement, and returns how many were new.

    `as_of` is the inspection's unless facts were judged as of another day. Raises UnknownInspectionError.
    """
    stored = stored_inspection(connection, inspection)
    day = as_of or stored.inspection.as_of
    added = 0
    rest = iter(judged)
    while batch := list(islice(rest, _BATCH)):
        rows = [_row(judgement, day) for judgement in batch]
        named = {"inspection": stored.number, "as_of": day, "judgements": encode(rows).decode()}
        added += connection.exec_driver_sql(_SAVE, named).scalar_one()
    return added


def _row(judgement: Judgement, as_of: date) -> dict[str, Any]:
    encoded, cleaned = _encoded((as_of, judgement)), judgement
    if encoded is None:
        cleaned, _ = clean_record(judgement)
        encoded = encode((as_of, cleaned))
    return {name: getattr(cleaned, name) for name in Judgement.__slots__} | {
        "digest": hashlib.sha256(encoded).hexdigest()
    }


def _encoded(record: object) -> bytes | None:
    """The record as JSON, or None where its text may need cleaning first: nearly none does, and looking is cheap."""
    try:
        encoded = encode(record)
    except UnicodeEncodeError:
        return None
    return None if may_need_cleaning(encoded) else encoded


def load_judgement(connection: Connection, inspection: str, edition: str, site_id_code: str) -> Judgement | None:
    """The verdict of a site that counts now, with its findings."""
    return next(iter_judgements(connection, inspection, edition, [site_id_code]), None)


def iter_judgements(
    connection: Connection, inspection: str, edition: str, codes: Sequence[str] | None = None
) -> Iterator[Judgement]:
    """The verdicts that count now, of all sites or of some, in the order of site codes, each with its findings."""
    number = stored_inspection(connection, inspection).number
    query = (
        select(judgements)
        .join(current_judgements, current_judgements.c.judgement_id == judgements.c.id)
        .where(current_judgements.c.inspection_id == number, current_judgements.c.edition == edition)
        .order_by(judgements.c.site_id_code.collate("C"))
    )
    if codes is not None:
        query = query.where(judgements.c.site_id_code.in_(codes))
    rows = iter(connection.execute(query).all())
    while batch := list(islice(rows, _BATCH)):
        said = _findings(connection, [row.id for row in batch])
        for row in batch:
            yield _judgement(row, said.get(row.id, ()))


def current_verdicts(connection: Connection, inspection: str, edition: str) -> dict[str, Verdict]:
    """The verdicts that count now, by site code."""
    query = (
        select(judgements.c.site_id_code, judgements.c.verdict)
        .join(current_judgements, current_judgements.c.judgement_id == judgements.c.id)
        .where(
            current_judgements.c.inspection_id == stored_inspection(connection, inspection).number,
            current_judgements.c.edition == edition,
        )
    )
    return {row.site_id_code: Verdict(row.verdict) for row in connection.execute(query)}


def verdict_history(connection: Connection, inspection: str, site_id_code: str) -> tuple[Judgement, ...]:
    """Every verdict ever computed for a site in an inspection, oldest first, without findings."""
    number = stored_inspection(connection, inspection).number
    query = (
        select(judgements)
        .where(judgements.c.inspection_id == number, judgements.c.site_id_code == site_id_code)
        .order_by(judgements.c.id)
    )
    return tuple(_judgement(row, ()) for row in connection.execute(query))


def _findings(connection: Connection, numbers: list[int]) -> dict[int, tuple[Finding, ...]]:
    query = (
        select(findings)
        .where(findings.c.judgement_id.in_(numbers))
        .order_by(findings.c.judgement_id, findings.c.ordinal)
    )
    found: dict[int, list[Finding]] = {}
    for row in connection.execute(query):
        found.setdefault(row.judgement_id, []).append(finding_from(row))
    return {number: tuple(listed) for number, listed in found.items()}


def finding_from(row: Any) -> Finding:
    """A Finding of a row that holds the columns of `findings` by name."""
    return msgspec.convert({name: getattr(row, name) for name in Finding.__slots__}, Finding)


def _judgement(row: Any, said: tuple[Finding, ...]) -> Judgement:
    judgement = msgspec.convert({name: getattr(row, name) for name in _JUDGEMENT_FIELDS}, Judgement)
    return replace(judgement, findings=said)
