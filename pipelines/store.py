"""Second pipeline: whole pages into PostgreSQL, in batches; and the spider's work out of it."""

import asyncio
import logging
import os
import time
from contextlib import AsyncExitStack, ExitStack
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from sqlalchemy import Connection

from govcrawl.middlewares.fates import most_days, open_outcomes
from govcrawl.middlewares.recording import recorder_of
from govcrawl.model.inspection import Inspection
from govcrawl.model.items import LinkChecked, PageVisited, SiteFinished, SourceItem
from govcrawl.model.work import SiteTodo
from govcrawl.spiders.base import SiteSpider
from govcrawl.spiders.links import LinksSpider
from govcrawl.spiders.run import TROUBLE
from govcrawl.store.connection import DISK_FULL, StoreError
from govcrawl.store.database import Database
from govcrawl.store.frontier import frontiers, outside_answers
from govcrawl.store.host_turns import shared_turns
from govcrawl.store.inspections import (
    StoredInspection,
    begin_sites,
    create_inspection,
    find_inspection,
    sites_to_do,
    stored_inspection,
)
from govcrawl.store.open_links import open_links
from govcrawl.store.register import load_sites
from govcrawl.store.save import PageWriter
from govcrawl.store.shared import STORE_THREADS, shared_database, shared_writer
from govcrawl.store.sources import load_sources
from govcrawl.store.troubles import note_line

logger = logging.getLogger(__name__)

STORE_LOST = "store_lost"
"""Why a crawl closed whose database stayed away: the run failed and can be resumed."""
LINE_LOST = "line_lost"
"""Why a crawl closed whose own line stayed down; it can be resumed."""
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_DEFAULT_EDITION = "national_2019"
_RELAY_DAYS = 31
"""Days of the source list whose re-posted articles are opened for their hour."""
_CHUNK = 200
"""Sites whose frontiers are read together."""


class StorePipeline:
    """Opens the store when the spider opens, hands it what is left to do, and keeps what it brings.

    While the database is away the crawl waits: `process_item` does not return before the page has room in the writer's
    buffer. After the writer's patience the crawl closes with the reason `store_lost`.
    """

    database: Database
    stored: StoredInspection
    writer: PageWriter

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._closing = AsyncExitStack()
        self._finished: set[str] = set()
        self._outside: list[LinkChecked] = []
        self._sources: tuple[SourceItem, ...] = ()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def open_spider(self) -> None:
        spider = self._crawler.spider
        assert isinstance(spider, SiteSpider)
        spider.store = self
        self._spider = spider
        self._account = spider.account
        # Connecting may start a server: not on the event loop.
        in_thread = asyncio.get_running_loop().run_in_executor
        opened = ExitStack()
        self.database = await in_thread(STORE_THREADS, opened.enter_context, shared_database())
        self._closing.push_async_callback(asyncio.to_thread, opened.close)
        todos = await in_thread(STORE_THREADS, self._work_of, spider)
        settings = self._crawler.settings
        writer = shared_writer(
            self.database.url,
            self.stored.number,
            vantage=os.environ.get("GOVCRAWL_VANTAGE"),
            patience=settings.getfloat("STORE_PATIENCE"),
        )
        self.writer = await self._closing.enter_async_context(writer)
        if settings.getbool("HOST_TURNS_SHARED") and (delay := settings.getfloat("DOWNLOAD_DELAY")):
            spider.share_turns(shared_turns(self.database.url, delay, settings.getfloat("STORE_PATIENCE")).turn)
        self._recorder = recorder_of(spider.inspection, settings)
        spider.way.on_lost = self._lose_line
        spider.way.line.listeners.append(self._note_line)
        self._closing.callback(spider.way.line.listeners.remove, self._note_line)
        spider.take_work(self.stored.inspection.as_of, todos, self._outside, self._sources)

    async def process_item(self, item: Any) -> Any:
        try:
            if self._recorder and self._recorder.is_full.is_set():
                raise StoreError(DISK_FULL)
            if isinstance(item, PageVisited | LinkChecked):
                await self._keep(item)
            elif isinstance(item, SiteFinished):
                self._finished.add(item.site_id_code)
                await self._pay_the_rest(item.site_id_code)
                await self.writer.flush()
                self.writer.forget_site(item.site_id_code)
        except StoreError as error:
            self.give_up(error)
            raise
        finally:
            if isinstance(item, PageVisited):
                self._spider.taken(item)
        return item

    async def _keep(self, item: PageVisited | LinkChecked) -> None:
        await self.writer.add(item)
        if isinstance(item, PageVisited):
            self._account.paid(item)

    async def _pay_the_rest(self, code: str) -> None:
        """A site is not finished before every address that was asked for it has a row; of the others the next run asks."""
        for page in self._account.rest(code):
            await self.writer.add(page)

    async def close_spider(self) -> None:
        if self._spider.way.is_cut:
            await asyncio.wait([self._note_line(0.0)])  # they wait for another run now
        try:
            async with self._closing:
                # A link outside may be under way for others when the site that asked is done.
                for code in self._finished:
                    await self._pay_the_rest(code)
        except StoreError as error:
            logger.error("not all pages could be stored; run the inspection again to resume: %s", error)

    def _lose_line(self, seconds: float) -> None:
        self.give_up(StoreError(f"our own line was down for {seconds:g} seconds"), LINE_LOST)

    def _note_line(self, seconds: float | None) -> "asyncio.Future[None]":
        """The sites under way say that they wait for our line, or no more."""
        codes = sorted(self._spider.work)
        noting = asyncio.get_running_loop().run_in_executor(STORE_THREADS, self._note_waiting, codes, seconds is None)
        noting.add_done_callback(_say_unnoted)
        return noting

    def _note_waiting(self, codes: list[str], is_down: bool) -> None:
        with self.database.engine.begin() as connection:
            note_line(connection, self.stored.number, codes, is_down=is_down)

    def give_up(self, error: Exception, reason: str = STORE_LOST) -> None:
        """Closes the crawl: what cannot be stored must not be asked."""
        engine = self._crawler.engine
        assert engine is not None
        if self._crawler.stats:
            self._crawler.stats.set_value(TROUBLE, str(error))
        asyncio.ensure_future(engine.close_spider_async(reason=reason))  # noqa: RUF006 - the engine keeps it

    def _work_of(self, spider: SiteSpider) -> list[SiteTodo]:
        with self.database.engine.begin() as connection:
            self.stored = self._inspection(connection, spider)
            if isinstance(spider, LinksSpider):
                return open_links(connection, self.stored.number, open_outcomes(), most_days(), spider.only_sites)
            sites = sites_to_do(connection, self.stored.number, spider.kind, spider.only_sites)
            begin_sites(connection, self.stored.number, [site.site_id_code for site in sites])
            if sites and spider.checker.shared.wants_news(time.monotonic()):
                self._outside = outside_answers(connection, self.stored.number)
            self._sources = load_sources(connection, self.stored.inspection.as_of, _RELAY_DAYS)
            todos = []
            for start in range(0, len(sites), _CHUNK):
                chunk = sites[start : start + _CHUNK]
                rest = frontiers(connection, self.stored.number, [site.site_id_code for site in chunk])
                for site in chunk:
                    left = rest[site.site_id_code]
                    todos.append(SiteTodo(site, tuple(left.done), left.pending, left.links, left.articles, left.asked))
        return todos

    def _inspection(self, connection: Connection, spider: SiteSpider) -> StoredInspection:
        """The named inspection; a scheduled crawl of a name not used yet opens it for the whole register."""
        if find_inspection(connection, spider.inspection) is None:
            as_of = spider.as_of_argument
            wanted = Inspection(
                spider.inspection,
                spider.edition or _DEFAULT_EDITION,
                date.fromisoformat(as_of) if as_of else datetime.now(_SHANGHAI).date(),
            )
            codes = [site.site_id_code for site in load_sites(connection)]
            if not codes:
                raise CloseSpider("the register is empty: govcrawl sites import FILE")
            return create_inspection(connection, wanted, codes)
        return stored_inspection(connection, spider.inspection)


def _say_unnoted(noting: "asyncio.Future[None]") -> None:
    if not noting.cancelled() and (error := noting.exception()):
        logger.warning("that sites wait for our line could not be noted: %s", getattr(error, "orig", error))
