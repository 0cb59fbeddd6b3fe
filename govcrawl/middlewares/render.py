"""When a page goes to the browser, and how: only where raw HTML and known endpoints could not tell.

One Chromium a crawl, started with the first page that needs it. Whatever a page asks passes the guard: the browser has no
way out but our own proxy, and no resolver.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Error as PlaywrightError
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy_playwright.page import PageMethod

from govcrawl.middlewares.account import Account
from govcrawl.middlewares.beside import OpenPages, PageRequests
from govcrawl.middlewares.browser import find_browser
from govcrawl.middlewares.browser_page import bound, keep_alone, outlast, part_from, read_answers, settle
from govcrawl.middlewares.browser_process import CrawlBrowser
from govcrawl.middlewares.browser_proxy import BrowserProxy
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

_UNTRUSTED_PAGE = {"ignore_https_errors": True, "service_workers": "block", "accept_downloads": False}
"""Certificates are observed by the first client; here they only must not hide the page."""
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
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)


_START_MILLISECONDS = 30_000
"""How long the browser may take to start: less than a page has in all."""


def browser_meta(reason: str) -> dict[str, Any]:
    """Request meta that sends a page through the browser and records why."""
    return {
        "playwright": True,
        "client": "browser",
        "render_reason": reason,
        "playwright_page_methods": [PageMethod(settle), PageMethod(bound)],
        "playwright_page_init_callback": keep_alone,
        "playwright_include_page": True,
        "playwright_context": "govcrawl",
        "playwright_context_kwargs": _UNTRUSTED_PAGE,
    }


def challenge_meta(reason: str) -> dict[str, Any]:
    """Request meta that lets a browser meet a challenge: what its script then opens by itself is the page."""
    return browser_meta(reason) | {
        "playwright_page_methods": [PageMethod(settle), PageMethod(outlast), PageMethod(bound)]
    }


class Browser:
    """The rendering client of a crawl. Raises FetchTrouble: own_trouble where no browser can be had."""

    def __init__(self, crawler: Crawler, account: Account) -> None:
        self._crawler = crawler
        self._account = account
        self._handler: CrawlBrowser | None = None
        self._starting = asyncio.Lock()
        self._pages = OpenPages()
        self._proxy = BrowserProxy(crawler.settings, self._pages)
        self._limit = crawler.settings.getfloat("BROWSER_TIMEOUT")
        self._turns = asyncio.Semaphore(crawler.settings.getint("PLAYWRIGHT_MAX_PAGES_PER_CONTEXT"))

    async def download(self, request: Request) -> Response:
        """The rendered page. Its seconds count from its turn: how long others take before it is no fault of its site."""
        handler = await self._started()
        async with self._turns, self._watched(request):
            return await self._rendered(handler, request)

    @asynccontextmanager
    async def _watched(self, request: Request) -> AsyncIterator[None]:
        """Whatever the page asks is noted; at the end it is parted from, and its way out is shut."""
        beside = PageRequests(self._account, request, self._proxy.end_of)
        request.meta["beside"] = beside
        try:
            with self._pages.hold(beside):
                try:
                    yield
                finally:
                    beside.part()
                    await part_from(request.meta.pop("browser_page", None))
        finally:
            self._proxy.end_tunnels()
            del request.meta["beside"]
            request.meta.pop("playwright_page", None)

    async def _rendered(self, handler: CrawlBrowser, request: Request) -> Response:
        try:
            async with asyncio.timeout(self._limit):
                response: Response = await handler.download_request(request)
                await read_answers(request)
        except TimeoutError as error:
            raise FetchTrouble(FetchOutcome.TIMEOUT_TOTAL, f"browser: not rendered in {self._limit:g} s") from error
        except PlaywrightError as error:
            outcome = self._proxy.end_of(_last_address(request)) or _outcome_of(error)
            raise FetchTrouble(outcome, f"browser: {error.message.splitlines()[0]}"[:300]) from error
        end = self._proxy.end_of(_last_address(request))
        if end or response.url.startswith("chrome-error:"):
            raise FetchTrouble(end or FetchOutcome.OWN_TROUBLE, f"browser: led to {_last_address(request)}"[:300])
        # A page may open another one in its place: the answer that is shown counts.
        return response.replace(status=request.meta.get("browser_status", response.status))

    async def _started(self) -> CrawlBrowser:
        async with self._starting:
            if self._handler is None:
                self._handler = await self._start()
        return self._handler

    async def _start(self) -> CrawlBrowser:
        path = find_browser()
        if path is None:
            raise FetchTrouble(FetchOutcome.OWN_TROUBLE, "no Chromium on this machine (make browser)")
        handler = CrawlBrowser(self._crawler)
        handler.config.launch_options = launch_options(path, await self._proxy.start())
        await handler._launch()
        return handler

    async def close(self) -> None:
        """Ends the browser, if one was started."""
        if self._handler is not None:
            await self._handler.close()
            await self._proxy.close()


def _last_address(request: Request) -> str:
    return str(request.meta.get("browser_at", request.url))


def launch_options(path: str, proxy: str) -> dict[str, Any]:
    """How Chromium is started; `proxy` is the address of its only way out."""
    # Chromium's own sandbox refuses to run as root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    # By default Chromium asks loopback addresses past any proxy.
    way_out = {"server": proxy, "bypass": "<-loopback>"}
    return {"executable_path": path, "args": [*_FLAGS, *sandbox], "proxy": way_out, "timeout": _START_MILLISECONDS}


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
