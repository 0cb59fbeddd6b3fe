"""Many sites judged by processes beside this one, all of which read the database as this one sees it."""

import gc
import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import Connection

from govcrawl.checklists.edition import Edition
from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts
from govcrawl.model.findings import Judgement
from govcrawl.scoring.score import score
from govcrawl.store.database import make_engine
from govcrawl.store.load import iter_site_facts

_AHEAD = 2
"""Chunks under way or waiting a process: what is judged waits in memory until it is stored."""
_ALLOCATIONS = 50_000
"""Allocations between two runs of the garbage collector: facts are trees without cycles, so it finds nothing."""


def judged(connection: Connection, name: str, edition: Edition, codes: Sequence[str], as_of: date) -> list[Judgement]:
    """The judgements of some sites of an inspection, in the order of their codes."""
    facts = iter_site_facts(connection, name, codes, as_of)
    return [score(one.site, edition, judge_facts(one, edition)) for one in facts]


def judged_apart(
    connection: Connection, name: str, edition: str, chunks: Sequence[Sequence[str]], as_of: date, processes: int
) -> Iterator[list[Judgement]]:
    """The judgements of each chunk in turn. What this transaction itself changed is not seen."""
    snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
    url = connection.engine.url.render_as_string(hide_password=False)
    setting = (url, snapshot, name, edition, as_of)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=setting) as pool:
        waiting: deque[Future[list[Judgement]]] = deque()
        rest = iter(chunks)
        for chunk in islice(rest, processes * _AHEAD):
            waiting.append(pool.submit(_judge, chunk))
        while waiting:
            judgements = waiting.popleft().result()
            waiting.extend(pool.submit(_judge, chunk) for chunk in islice(rest, 1))
            yield judgements


@dataclass(frozen=True, slots=True)
class _Setting:
    """What one process beside this one works with."""

    connection: Connection
    name: str
    edition: Edition
    as_of: date


_setting: list[_Setting] = []


def _begin(url: str, snapshot: str, name: str, edition: str, as_of: date) -> None:
    gc.set_threshold(_ALLOCATIONS)
    gc.freeze()
    connection = make_engine(url).connect().execution_options(isolation_level="REPEATABLE READ")
    connection.exec_driver_sql(f"SET TRANSACTION SNAPSHOT '{snapshot}'")
    _setting.append(_Setting(connection, name, load_edition(edition), as_of))


def _judge(codes: Sequence[str]) -> list[Judgement]:
    (setting,) = _setting
    return judged(setting.connection, setting.name, setting.edition, codes, setting.as_of)
