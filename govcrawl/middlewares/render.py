"""When a page goes to the browser, and how: only where raw HTML and known endpoints could not tell.

One Chromium a crawl, started with the first page that needs it. Every request of a page, subresources too, passes the guard.
"""

import asyncio
import ipaddress
import os
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page
from playwright.async_api import Request as BrowserRequest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from govcrawl.extract.urls import host_of
from govcrawl.middlewares.browser import find_browser
from govcrawl.middlewares.guard import Guard
from govcrawl.middlewares.proxies import Proxies
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

BLOCKED_RESOURCES = frozenset({"image", "media", "font"})
"""Not loaded: they say nothing of lists and footers (0 hits instead of 840 on 40 pages)."""
_SETTLE_MILLISECONDS = 8000
_FLAGS = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--mute-audio",
)


def browser_meta(reason: str) -> dict[str, Any]:
    """Request meta that sends a page through the browser and records why."""
    return {
        "playwright": True,
        "client": "browser",
        "render_reason": reason,
        "playwright_page_methods": [PageMethod(settle)],
        "playwright_context": "govcrawl",
    }


async def settle(page: Page) -> None:
    """Waits until the page's own requests are done; a page that never rests is read as it stands."""
    try:
        await page.wait_for_load_state("networkidle", timeout=_SETTLE_MILLISECONDS)
    except PlaywrightError:
        return


class Browser:
    """The rendering client of a crawl. Raises FetchTrouble: own_trouble where no browser can be had."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._handler: ScrapyPlaywrightDownloadHandler | None = None
        self._starting = asyncio.Lock()
        self._gate = _Gate(crawler.settings)

    async def download(self, request: Request) -> Response:
        """The rendered page."""
        handler = await self._started()
        try:
            response: Response = await handler.download_request(request)
        except PlaywrightError as error:
            raise FetchTrouble(_outcome_of(error), f"browser: {error.message.splitlines()[0]}"[:300]) from error
        return response

    async def _started(self) -> ScrapyPlaywrightDownloadHandler:
        async with self._starting:
            if self._handler is None:
                self._handler = await self._start()
        return self._handler

    async def _start(self) -> ScrapyPlaywrightDownloadHandler:
        path = find_browser()
        if path is None:
            raise FetchTrouble(FetchOutcome.OWN_TROUBLE, "no Chromium on this machine (make browser)")
        handler = ScrapyPlaywrightDownloadHandler(self._crawler)
        handler.config.launch_options = _launch_options(path)
        handler.abort_request = self._gate.aborts
        await handler._launch()
        return handler

    async def close(self) -> None:
        """Ends the browser, if one was started."""
        if self._handler is not None:
            await self._handler.close()


def _launch_options(path: str) -> dict[str, Any]:
    # Chromium's own sandbox refuses to run as root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    options: dict[str, Any] = {"executable_path": path, "args": [*_FLAGS, *sandbox]}
    proxy = Proxies().of("http://www.gov.cn/")
    if proxy:
        options["proxy"] = {"server": proxy.url}
    return options


class _Gate:
    """The guard at the browser's door: kinds of resources not needed, and addresses that may not be asked."""

    def __init__(self, settings: Settings) -> None:
        self._guard = Guard(settings.getlist("GUARD_ALLOW_NETWORKS"))
        self._proxies = Proxies()
        self._internal: dict[str, bool] = {}

    async def aborts(self, request: BrowserRequest) -> bool:
        if request.resource_type in BLOCKED_RESOURCES:
            return True
        if request.url.startswith(("data:", "blob:", "about:")):
            return False
        try:
            self._guard.check(request.url)
        except FetchTrouble:
            return True
        if self._proxies.of(request.url):
            return False
        host = host_of(request.url)
        if host not in self._internal:
            self._internal[host] = await self._resolves_inside(host)
        return self._internal[host]

    async def _resolves_inside(self, host: str) -> bool:
        if _is_literal(host):
            return False
        try:
            answers = await asyncio.get_running_loop().getaddrinfo(host, None)
        except OSError:
            return False
        return any(self._guard.refuses_address(str(answer[4][0])) for answer in answers)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _outcome_of(error: PlaywrightError) -> FetchOutcome:
    message = error.message
    return next((outcome for mark, outcome in _NET_ERRORS.items() if mark in message), FetchOutcome.OWN_TROUBLE)


_NET_ERRORS = {
    "ERR_NAME_NOT_RESOLVED": FetchOutcome.DNS_FAILURE,
    "ERR_CONNECTION_REFUSED": FetchOutcome.CONNECT_REFUSED,
    "ERR_CONNECTION_RESET": FetchOutcome.RESET,
    "ERR_TIMED_OUT": FetchOutcome.TIMEOUT_FIRST_BYTE,
    "Timeout": FetchOutcome.TIMEOUT_TOTAL,
    "ERR_CERT": FetchOutcome.TLS_UNTRUSTED,
    "ERR_SSL": FetchOutcome.TLS_HANDSHAKE,
    "ERR_TOO_MANY_REDIRECTS": FetchOutcome.REDIRECT_LOOP,
}
"""Chromium's net error names (net/base/net_error_list.h). DNS errors of the browser are never NXDOMAIN to us."""
