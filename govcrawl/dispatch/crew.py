"""Many site crawls side by side in one process, on one event loop: a crawler a site, no process a site."""

import asyncio
import logging
from collections.abc import Callable, Mapping

from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings

from govcrawl.dispatch.queue import HandedBackError
from govcrawl.model.vocabulary import SiteKind
from govcrawl.spiders.run import SPIDERS

logger = logging.getLogger(__name__)


class CrawlBrokenError(Exception):
    """A crawl ended for another reason than that its work was done."""


class Crew:
    """The crawls of one worker. `on_site` is called after each site that was done."""

    def __init__(self, settings: Settings, on_site: Callable[[], None]) -> None:
        self._settings = settings
        self._runner = AsyncCrawlerRunner(settings)
        self._on_site = on_site
        self._crawlers: set[Crawler] = set()
        self._leaving: asyncio.Task[None] | None = None

    async def crawl(self, inspection: str, site: str, kind: str, settings: Mapping[str, str]) -> None:
        """Crawls what is left of one site. Raises HandedBackError or CrawlBrokenError where that was not done."""
        if self._leaving:
            raise HandedBackError(site)
        chosen = self._settings.copy()
        chosen.update(dict(settings), priority="cmdline")
        crawler = Crawler(SPIDERS[SiteKind(kind)], chosen)
        self._crawlers.add(crawler)
        try:
            await self._runner.crawl(crawler, inspection=inspection, site=site)
        finally:
            self._crawlers.discard(crawler)
        reason = crawler.stats.get_value("finish_reason") if crawler.stats else None
        raise_unless_done(site, reason, is_leaving=self._leaving is not None)
        self._on_site()

    def leave(self) -> None:
        """Ends all crawls: requests under way are still stored, the rest of each site is handed back."""
        if self._leaving is None:
            logger.info("handing back %d sites", len(self._crawlers))
            self._leaving = asyncio.ensure_future(self._stop_all())

    async def _stop_all(self) -> None:
        while self._crawlers:
            running = [crawler for crawler in self._crawlers if _has_begun(crawler)]
            await asyncio.gather(*(crawler.stop_async() for crawler in running), return_exceptions=True)
            await asyncio.sleep(0.1)  # those that are just opening can be stopped when they have begun


def raise_unless_done(site: str, reason: str | None, *, is_leaving: bool) -> None:
    """Tells by how a crawl ended whether its site is done; one that is stopped before it opened has no reason at all."""
    if reason == "shutdown" or (is_leaving and reason is None):
        raise HandedBackError(site)
    if reason != "finished":
        raise CrawlBrokenError(reason or "the crawl ended before it began")


def _has_begun(crawler: Crawler) -> bool:
    return crawler.crawling and crawler.engine is not None and crawler.engine.running
