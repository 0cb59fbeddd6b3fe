"""The client that asks: a fast one first, tolerant ones where it fails.

aiohttp reads well-formed answers at half of Twisted's cost, but refuses the sloppy headers that many government servers
send; so an answer that aiohttp cannot read is asked for again with Scrapy's Twisted handler before anything is said of the
site.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from govcrawl.extract.urls import host_of
from govcrawl.middlewares.account import Account
from govcrawl.middlewares.clock import HostClock, HostTurn, own_turn
from govcrawl.middlewares.decompress import ACCEPT_ENCODING
from govcrawl.middlewares.first import FirstClient
from govcrawl.middlewares.line import Way
from govcrawl.middlewares.patience import Patience
from govcrawl.middlewares.proxies import Proxies
from govcrawl.middlewares.second import SecondClient
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

if TYPE_CHECKING:
    from govcrawl.middlewares.render import Browser

for _chatty in ("scrapy.core.downloader.handlers", "scrapy.core.downloader.tls"):
    logging.getLogger(_chatty).setLevel(logging.ERROR)  # certificates and sizes are in the rows

_READ_BY_THE_SECOND = frozenset({FetchOutcome.PROTOCOL_ERROR, FetchOutcome.TLS_HANDSHAKE})


class InspectingDownloadHandler(BaseDownloadHandler):
    """Scrapy's download handler for http and https.

    Raises FetchTrouble with the outcome word for every failure. `request.meta` receives `tls` (a TlsState) and `client`
    (which client answered: `aiohttp` or `twisted`), `sent_at` (monotonic seconds, of the last time it went out),
    `took` (seconds that asking took) and `seconds` (the same over redirects and second attempts, pauses left out).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._headers = {
            **settings.getdict("DEFAULT_REQUEST_HEADERS"),
            "User-Agent": settings["USER_AGENT"],
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        self._proxies, patience = Proxies(), Patience()
        self._first = FirstClient(settings, self._headers, self._proxies, patience)
        self._second = SecondClient(crawler, self._headers, self._proxies, patience)
        self._way: Way | None = getattr(crawler.spider, "way", None)
        self._account: Account = getattr(crawler.spider, "account", None) or Account()
        frontier = getattr(crawler.spider, "frontier", None)
        self._clock: HostClock = frontier.clock if frontier else HostClock(0)
        self._browser: Browser | None = None

    async def download_request(self, request: Request) -> Response:
        """One answer to one request, by the first client that can read it.

        The host is asked by nobody else meanwhile, and its pause is over.
        """
        meta = request.meta
        meta.setdefault("download_timeout", self._timeout)
        host, since = host_of(request.url), time.monotonic()
        turn: HostTurn = getattr(self.crawler.spider, "turn", own_turn)
        async with turn(host) as at_once:
            # Nobody waited for a redirect's host yet; and while others had the host, the scheduler's time for it went by.
            if not meta.pop("in_turn", False) or not at_once:
                await self._clock.turn(host)
            if not at_once:  # the row tells when it was asked, not when it began to wait for others
                meta["asked_at"] += timedelta(seconds=time.monotonic() - since)
            self._account.asked(meta["site"], request.url, meta["visit"].parent_url)
            try:
                return await self._answer(request)
            finally:
                self._pause(request)

    def _pause(self, request: Request) -> None:
        """The host's pause counts from when the question went out; where nobody can tell, from now."""
        self._clock.used(host_of(request.url), request.meta.pop("sent_at", time.monotonic()))

    async def _answer(self, request: Request) -> Response:
        """An answer, or an end that is no fault of our line: what was asked while that was down is asked again."""
        if self._way is None or request.meta.get("is_scout"):
            return await self._answer_once(request)
        before, since = dict(request.meta), time.monotonic()

        async def once() -> Response:
            """Asked again, nothing of the time before counts, nor does the wait."""
            waited = timedelta(seconds=time.monotonic() - since)
            request.meta.clear()
            request.meta.update(before, asked_at=before["asked_at"] + waited)
            return await self._answer_once(request)

        is_proxied = self._proxies.of(request.url) is not None
        return await self._way.ask(request.url, request.meta["site"], once, is_proxied=is_proxied, is_door=True)

    async def _answer_once(self, request: Request) -> Response:
        request.meta["took"] = 0.0
        if request.meta.get("client") == "twisted":
            return await self._timed(request, self._second.ask)
        if request.meta.get("client") == "browser":
            return await self._timed(request, self._render)
        try:
            response = await self._timed(request, self._first.ask)
        except FetchTrouble as trouble:
            if trouble.outcome not in _READ_BY_THE_SECOND:
                raise
            return await self._ask_again(request, trouble)
        request.meta.setdefault("client", "aiohttp")
        return response

    async def _ask_again(self, request: Request, first: FetchTrouble) -> Response:
        """By the tolerant client; where it can say no more than that it could not read, the first client's word stands."""
        self._pause(request)
        await self._clock.turn(host_of(request.url))
        try:
            return await self._timed(request, self._second.ask)
        except FetchTrouble as second:
            told = first if second.outcome is FetchOutcome.PROTOCOL_ERROR else second
            raise FetchTrouble(told.outcome, told.detail) from second

    async def _timed(self, request: Request, ask: Callable[[Request], Awaitable[Response]]) -> Response:
        """Counts what asking takes; neither a host's pause nor a wait for room of ours is slowness of its site."""
        meta, since = request.meta, time.monotonic()
        try:
            return await ask(request)
        finally:
            took = time.monotonic() - since - meta.pop("waited", 0.0)
            meta["took"] += took
            meta["seconds"] = meta.get("seconds", 0.0) + took

    async def _render(self, request: Request) -> Response:
        if self._browser is None:
            # Imported with the first page that needs it: the browser's library costs a second of start-up.
            from govcrawl.middlewares.render import Browser

            self._browser = Browser(self.crawler, self._account)
        return await self._browser.download(request)

    async def close(self) -> None:
        await self._first.close()
        await self._second.close()
        if self._browser is not None:
            await self._browser.close()
