"""Writes what the crawl sees: whole pages, many in one transaction, again and again until the database has them."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress

import psycopg

from govcrawl.model.items import LinkChecked, PageVisited
from govcrawl.store.clean import clean_record
from govcrawl.store.connection import BAD_ROW, WRITES, PatientConnection, StoreError, sql_file
from govcrawl.store.encode import encode, encode_bare, encode_page

logger = logging.getLogger(__name__)

_SAVE_PAGES = sql_file("save_pages")
_SAVE_LINK_CHECKS = sql_file("save_link_checks")
_MOST_KNOWN_OF_SITE = 5_000
"""Hashes of a site's links kept so that none is sent twice; beyond that they are dropped, which only costs repetition."""

_MOST_KNOWN = 400_000
"""The same for all sites under way: some 40 MB."""
_STATEMENT_BYTES = 4 * 1024 * 1024
"""Bytes of encoded pages in one statement, a larger page alone: it is copied several times on its way."""


class PageWriter:
    """Stores pages of one inspection in batches. A page is durable when `flush` has returned.

    A batch is sent after `batch_rows` rows or `batch_seconds`. While the database is away `add` waits as soon as a batch
    is full, so that the crawl pauses; after `patience` seconds it raises StoreError. What was not stored is still in the
    frontier. Use as `async with PageWriter(url, number) as writer`.
    """

    def __init__(
        self,
        url: str,
        inspection_id: int,
        *,
        vantage: str | None = None,
        batch_rows: int = 2_000,
        batch_seconds: float = 2.0,
        patience: float = 300.0,
    ) -> None:
        self._connection = PatientConnection(url, patience)
        self._inspection_id = inspection_id
        self._vantage = vantage
        self._batch_rows = batch_rows
        self._batch_seconds = batch_seconds
        self._pages: list[tuple[PageVisited, bytes]] = []
        self._checks: list[LinkChecked] = []
        self._rows = 0
        self._known: defaultdict[str, set[int]] = defaultdict(set)
        self._oldest = 0.0
        self._writing = asyncio.Lock()
        self._clock: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()
        self._failed: StoreError | None = None

    async def __aenter__(self) -> "PageWriter":
        self._clock = asyncio.create_task(self._flush_in_time())
        return self

    async def __aexit__(self, *ended: object) -> None:
        await self.close()

    @property
    def has_failed(self) -> bool:
        """Whether storing is in vain: the database was away for longer than the patience lasts."""
        return self._failed is not None

    @property
    def round_trips(self) -> int:
        """Statements sent so far."""
        return self._connection.round_trips

    async def add(self, item: PageVisited | LinkChecked) -> None:
        """Takes a page with all it brings, or the answer of a link check. Raises StoreError when storing is in vain."""
        if self._failed is not None:
            raise self._failed
        if not self._rows:
            self._oldest = time.monotonic()
        if isinstance(item, LinkChecked):
            self._checks.append(item)
            self._rows += 1
        else:
            encoded, rows = encode_page(item, self._known_of(item.site_id_code))
            self._pages.append((item, encoded))
            self._rows += rows
        if self._rows >= self._batch_rows:
            await self.flush(least=self._batch_rows)

    async def flush(self, least: int = 0) -> None:
        """Stores everything added so far, unless that is fewer than `least` rows by the time of its turn: whoever waited for
        a batch that another has stored goes on at once. Raises StoreError when storing is in vain."""
        if self._failed is not None:
            raise self._failed
        async with self._writing:
            if self._rows < least:
                return
            pages, checks, rows = self._pages, self._checks, self._rows
            self._pages, self._checks, self._rows = [], [], 0
            try:
                for some in _together(pages):
                    await self._save_pages(some)
                if checks:
                    await self._save_checks(checks)
                WRITES.rows += rows
            except StoreError as error:
                self._failed = error
                raise

    async def close(self) -> None:
        """Stores the rest and closes the connection."""
        self._closing.set()
        try:
            if self._clock is not None:
                await self._clock  # it may be in the middle of a batch
            if self._failed is None:
                await self.flush()
        finally:
            await self._connection.close()

    def forget_site(self, site_id_code: str) -> None:
        """Frees the memory of a site that is finished."""
        self._known.pop(site_id_code, None)

    def _known_of(self, site_id_code: str) -> set[int]:
        known = self._known[site_id_code]
        if len(known) > _MOST_KNOWN_OF_SITE or sum(map(len, self._known.values())) > _MOST_KNOWN:
            self._known.clear()
            known = self._known[site_id_code]
        return known

    async def _flush_in_time(self) -> None:
        while self._failed is None and not self._closing.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), self._batch_seconds / 2)
            if self._rows and time.monotonic() - self._oldest >= self._batch_seconds:
                try:
                    await self.flush()
                except StoreError:
                    return  # kept in `_failed`: the next `add` raises it

    async def _save_pages(self, pages: list[tuple[PageVisited, bytes]]) -> None:
        try:
            await self._send_pages([encoded for _, encoded in pages])
        except BAD_ROW as error:
            await self._save_apart(pages, error)

    async def _save_apart(self, pages: list[tuple[PageVisited, bytes]], error: psycopg.Error) -> None:
        """Halves a refused batch until the bad page stands alone, and stores that one without its facts."""
        if len(pages) == 1:
            page = pages[0][0]
            logger.error("facts of %s refused by the database: %s", page.visit.url, error.diag.message_primary)
            self.forget_site(page.site_id_code)
            await self._save_bare(page)
            return
        middle = len(pages) // 2
        for half in (pages[:middle], pages[middle:]):
            # Encoded afresh with all their links: what a bad page told first must not be lost with it.
            await self._save_pages([(page, encode_page(page, None)[0]) for page, _ in half])

    async def _save_bare(self, page: PageVisited) -> None:
        try:
            await self._send_pages([encode_bare(page)])
        except BAD_ROW as error:
            raise StoreError(
                f"the outcome of {page.visit.url} cannot be stored: {error.diag.message_primary}"
            ) from None

    async def _send_pages(self, encoded: list[bytes]) -> None:
        document = (b"[" + b",".join(encoded) + b"]").decode()
        await self._connection.execute(
            _SAVE_PAGES, {"inspection": self._inspection_id, "vantage": self._vantage, "pages": document}
        )

    async def _save_checks(self, checks: list[LinkChecked]) -> None:
        cleaned, _ = clean_record(checks)
        try:
            await self._connection.execute(
                _SAVE_LINK_CHECKS,
                {"inspection": self._inspection_id, "vantage": self._vantage, "checks": encode(cleaned).decode()},
            )
        except BAD_ROW as error:
            if len(checks) == 1:
                logger.error("check of %s refused by the database: %s", checks[0].url, error.diag.message_primary)
                return
            middle = len(checks) // 2
            await self._save_checks(checks[:middle])
            await self._save_checks(checks[middle:])


def _together(pages: list[tuple[PageVisited, bytes]]) -> Iterator[list[tuple[PageVisited, bytes]]]:
    """The pages in their order, so many as go into one statement."""
    some: list[tuple[PageVisited, bytes]] = []
    size = 0
    for page in pages:
        if some and size + len(page[1]) > _STATEMENT_BYTES:
            yield some
            some, size = [], 0
        some.append(page)
        size += len(page[1])
    if some:
        yield some
