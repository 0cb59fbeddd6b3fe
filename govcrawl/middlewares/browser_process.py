"""The browser's process: started with the first page that needs it and again after a crash; where it cannot be, it is left alone
for a while, and the pages that need it stay unknown."""

import asyncio
import logging
import time

from playwright.async_api import Error as PlaywrightError
from scrapy.crawler import Crawler
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

logger = logging.getLogger(__name__)

_REST = 60.0
"""Seconds until a browser that could not be started is tried again."""


class CrawlBrowser(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # scrapy-playwright has no types
    """scrapy-playwright's client, which says what becomes of its browser. Raises FetchTrouble: own_trouble."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._starting = asyncio.Lock()
        self._resting_until = 0.0
        self._why = ""
        self._is_closing = False

    async def _maybe_launch_browser(self) -> None:
        async with self._starting:
            if time.monotonic() < self._resting_until:
                raise FetchTrouble(FetchOutcome.OWN_TROUBLE, self._why)
            try:
                await super()._maybe_launch_browser()
            except PlaywrightError as error:
                self._resting_until = time.monotonic() + _REST
                self._why = f"browser: not to be started: {error.message.splitlines()[0]}"[:300]
                logger.error("pages that need the browser stay unknown for %g seconds; %s", _REST, self._why)
                raise FetchTrouble(FetchOutcome.OWN_TROUBLE, self._why) from error

    async def _browser_disconnected_callback(self) -> None:
        if not self._is_closing:
            logger.warning("the browser has ended in mid-crawl: its pages are unknown, the next one starts it again")
        await super()._browser_disconnected_callback()

    async def close(self) -> None:
        self._is_closing = True
        await super().close()
