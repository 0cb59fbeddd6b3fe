"""Judging stored facts again: the same checks and scorer as a crawl uses, with the decisions of persons."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection

from govcrawl.checklists.edition import Edition
from govcrawl.cli.judging_apart import judged, judged_apart
from govcrawl.model.findings import Judgement
from govcrawl.store.inspections import inspected_codes, stored_inspection
from govcrawl.store.judgements import save_judgements

_CHUNK = 50
MANY = 400
"""Sites from which more processes pay for their start."""


def judge_again(
    connection: Connection,
    name: str,
    edition: Edition,
    codes: Sequence[str] | None = None,
    as_of: date | None = None,
    *,
    before_saving: Callable[[Sequence[Judgement]], None] = lambda judgements: None,
    processes: int = 1,
) -> tuple[int, int]:
    """Judge an inspection's sites (or some) under `edition`; returns (judged, verdicts or findings that changed).

    `before_saving` sees a few judgements at a time, while those before them still count. A judgement equal to the one
    that counts is not stored twice. Several `processes` read what was committed: only for a caller that changed nothing.
    """
    stored = stored_inspection(connection, name)
    day = as_of or stored.inspection.as_of
    chosen = inspected_codes(connection, stored.number, codes)
    chunks = [chosen[start : start + _CHUNK] for start in range(0, len(chosen), _CHUNK)]
    changed = 0
    for judgements in _judged(connection, name, edition, chunks, day, processes if len(chosen) >= MANY else 1):
        before_saving(judgements)
        changed += save_judgements(connection, name, judgements, as_of)
    return len(chosen), changed


def _judged(
    connection: Connection, name: str, edition: Edition, chunks: Sequence[Sequence[str]], day: date, processes: int
) -> Iterator[list[Judgement]]:
    if processes > 1:
        return judged_apart(connection, name, edition.id, chunks, day, processes)
    return (judged(connection, name, edition, chunk, day) for chunk in chunks)
