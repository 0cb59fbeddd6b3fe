"""What all crawls of one process share of the store: one open database, one writer an inspection, a few threads.

A worker crawls hundreds of sites side by side. With a database each they would hold two connections each, and everything that
SQLAlchemy learns of a statement would be learnt again for every site.
"""

import os
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass

from govcrawl.store.database import Database, open_database
from govcrawl.store.save import PageWriter

STORE_THREADS = ThreadPoolExecutor(4, "store")
"""Where crawls open and judge their sites, a few at a time: they come in bursts, and the facts of forty took a gigabyte. One
thread alone mostly waits for the database. Names are resolved in the loop's own threads, which must not wait for these."""


@dataclass(slots=True)
class _OpenDatabase:
    database: Database
    closing: ExitStack
    users: int = 0


_lock = threading.Lock()
_databases: dict[str, _OpenDatabase] = {}


@contextmanager
def shared_database() -> Iterator[Database]:
    """The database that the environment names: opened by the first who uses it in this process, closed by the last.

    For any thread. Raises what `open_database` does.
    """
    named = os.environ.get("GOVCRAWL_DATABASE_URL", "")
    with _lock:
        shared = _databases.get(named)
        if shared is None:
            closing = ExitStack()
            shared = _databases[named] = _OpenDatabase(closing.enter_context(open_database()), closing)
        shared.users += 1
    try:
        yield shared.database
    finally:
        with _lock:
            shared.users -= 1
            if not shared.users:
                del _databases[named]
                shared.closing.close()


@dataclass(slots=True)
class _OpenWriter:
    writer: PageWriter
    users: int = 0


_writers: dict[tuple[str, int], _OpenWriter] = {}


@asynccontextmanager
async def shared_writer(
    url: str, inspection_id: int, *, vantage: str | None, patience: float
) -> AsyncIterator[PageWriter]:
    """The writer of an inspection: opened by the first crawl, closed by the last; what a crawl added is stored when it leaves.

    One that failed is left to the crawls that have it; the next crawl gets another. Raises StoreError on leaving.
    """
    key = (url, inspection_id)
    shared = _writers.get(key)
    if shared is None or shared.writer.has_failed:
        shared = _writers[key] = _OpenWriter(PageWriter(url, inspection_id, vantage=vantage, patience=patience))
        await shared.writer.__aenter__()
    shared.users += 1
    try:
        yield shared.writer
    finally:
        shared.users -= 1
        if shared.users:
            await shared.writer.flush()
        else:
            if _writers.get(key) is shared:
                del _writers[key]
            await shared.writer.close()
