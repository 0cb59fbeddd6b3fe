"""Judging stored facts again: the same checks and scorer as a crawl uses, with the decisions of persons."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice

from sqlalchemy import Connection

from govcrawl.checklists.edition import Edition
from govcrawl.checks.run import judge_facts
from govcrawl.model.findings import Judgement
from govcrawl.scoring.score import score
from govcrawl.store.inspections import stored_inspection
from govcrawl.store.judgements import save_judgements
from govcrawl.store.load import iter_site_facts

_CHUNK = 50


def judge_again(
    connection: Connection,
    name: str,
    edition: Edition,
    codes: Sequence[str] | None = None,
    as_of: date | None = None,
    before_saving: Callable[[Judgement], None] = lambda judgement: None,
) -> tuple[int, int]:
    """Judge an inspection's sites (or some) under `edition`; returns (judged, verdicts or findings that changed).

    `before_saving` sees each judgement while the one before it still counts. A judgement equal to that one is not stored
    twice.
    """
    stored = stored_inspection(connection, name)
    judged = changed = 0
    facts = iter_site_facts(connection, name, codes, as_of or stored.inspection.as_of)
    while chunk := list(islice(facts, _CHUNK)):
        judgements = [score(one.site, edition, judge_facts(one, edition)) for one in chunk]
        for judgement in judgements:
            before_saving(judgement)
        changed += save_judgements(connection, name, judgements, as_of)
        judged += len(judgements)
    return judged, changed
