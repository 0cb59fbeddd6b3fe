"""The client that asks: a fast one first, tolerant ones where it fails.

aiohttp reads well-formed answers at half of Twisted's cost, but refuses the sloppy headers that many government servers
send; so an answer that aiohttp cannot read is asked for again with Scrapy's Twisted handler before anything is said of the
site. Certificates are observed, never a reason to stop: a failed verification is recorded and the page is read all the same.
"""

import logging
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import aiohttp
import yarl
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.utils._download_handlers import get_maxsize_msg

from govcrawl.extract.urls import host_of
from govcrawl.middlewares.account import Account
from govcrawl.middlewares.bounded import HEADER_LIMIT, BoundedConnector, headers_too_large
from govcrawl.middlewares.clock import HostClock, HostTurn, own_turn
from govcrawl.middlewares.decompress import ACCEPT_ENCODING
from govcrawl.middlewares.failures import HANDSHAKE_FAILED, trouble_of
from govcrawl.middlewares.patience import Patience
from govcrawl.middlewares.proxies import Proxies, authorization
from govcrawl.middlewares.resolver import GuardedResolver
from govcrawl.middlewares.second import SecondClient
from govcrawl.middlewares.tls import tls_contexts
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome, TlsState

if TYPE_CHECKING:
    from govcrawl.middlewares.render import Browser

for _chatty in ("scrapy.core.downloader.handlers", "scrapy.core.downloader.tls"):
    logging.getLogger(_chatty).setLevel(logging.ERROR)  # certificates and sizes are in the rows

HEADER_LINE_LIMIT = HEADER_LIMIT
"""One line may take what all may."""


_NO_TOTAL = aiohttp.ClientTimeout(total=None)
_LOST = (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError, ConnectionError)
"""How a body ends that is shorter than it should be."""


class _SentResponse(aiohttp.ClientResponse):
    """Knows when its request went out, in monotonic seconds: later than it was made, by the wait for a connection."""

    sent_at = 0.0

    async def start(self, connection: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        self.sent_at = time.monotonic()
        return await super().start(connection)


class InspectingDownloadHandler(BaseDownloadHandler):
    """Scrapy's download handler for http and https.

    Raises FetchTrouble with the outcome word for every failure. `request.meta` receives `tls` (a TlsState) and `client`
    (which client answered: `aiohttp` or `twisted`) and `sent_at` (monotonic seconds, of the last time it went out).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._first_byte_timeout = settings.getfloat("FIRST_BYTE_TIMEOUT")
        self._most_bytes = settings.getint("DOWNLOAD_MAXSIZE")
        self._patience = Patience()
        self._contexts = tls_contexts()
        self._proxies = Proxies()
        self._headers = {
            **settings.getdict("DEFAULT_REQUEST_HEADERS"),
            "User-Agent": settings["USER_AGENT"],
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        self._resolver = GuardedResolver.from_settings(settings)
        self._session = aiohttp.ClientSession(
            connector=BoundedConnector(limit=0, resolver=self._resolver, ttl_dns_cache=300),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            response_class=_SentResponse,
            max_line_size=HEADER_LINE_LIMIT,
            max_field_size=HEADER_LINE_LIMIT,
            skip_auto_headers=("Content-Type",),
            headers=self._headers,
        )
        self._second = SecondClient(crawler, self._headers, self._proxies, self._patience)
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
            if not at_once:  # what others made us wait is no slowness of the site
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
        if request.meta.get("client") == "twisted":
            return await self._second.ask(request)
        if request.meta.get("client") == "browser":
            return await self._render(request)
        try:
            response = await self._ask_fast(request)
        except FetchTrouble as trouble:
            if trouble.outcome not in {FetchOutcome.PROTOCOL_ERROR, FetchOutcome.TLS_HANDSHAKE} or "proxy_said" in str(
                trouble.detail
            ):
                raise
            return await self._ask_again(request, trouble)
        request.meta.setdefault("client", "aiohttp")
        return response

    async def _ask_again(self, request: Request, first: FetchTrouble) -> Response:
        """By the tolerant client; where it can say no more than that it could not read, the first client's word stands."""
        self._pause(request)
        await self._clock.turn(host_of(request.url))
        try:
            return await self._second.ask(request)
        except FetchTrouble as second:
            told = first if second.outcome is FetchOutcome.PROTOCOL_ERROR else second
            raise FetchTrouble(told.outcome, told.detail) from second

    async def _ask_fast(self, request: Request) -> Response:
        if not request.url.startswith("https:"):
            return await self._ask(request, "accept")
        try:
            response = await self._ask(request, "verify")
        except FetchTrouble as trouble:
            if trouble.outcome in HANDSHAKE_FAILED:
                return await self._ask_as_old(request, trouble)
            if trouble.tls is TlsState.NONE:
                raise
            request.meta["tls"] = trouble.tls
            return await self._ask(request, "accept")
        request.meta["tls"] = TlsState.VALID
        return response

    async def _ask_as_old(self, request: Request, first: FetchTrouble) -> Response:
        """Old servers refuse the handshake or just hang up: they are asked once more as they were used to."""
        try:
            response = await self._ask(request, "relax")
        except FetchTrouble as second:
            raise FetchTrouble(first.outcome, first.detail) from second
        request.meta["tls"] = TlsState.OLD_PROTOCOL
        return response

    async def _ask(self, request: Request, mode: str) -> Response:
        request.meta["ssl_mode"] = mode
        timeout = request.meta["download_timeout"]
        start = time.monotonic()
        try:
            async with self._patience.limit(timeout):
                answer = await self._first_byte(request, timeout)
                request.meta["download_latency"] = time.monotonic() - start
                try:
                    return await self._read(answer, request)
                finally:
                    answer.release()
        except TimeoutError as error:
            raise FetchTrouble(FetchOutcome.TIMEOUT_TOTAL, f"no whole answer within {timeout:g} s") from error

    async def _first_byte(self, request: Request, timeout: float) -> aiohttp.ClientResponse:
        proxy = self._proxies.of(request.url)
        limit = min(request.meta.get("first_byte_timeout", self._first_byte_timeout), timeout)
        try:
            async with self._patience.limit(limit):
                response = await self._session.request(
                    request.method,
                    yarl.URL(request.url, encoded=True),
                    data=request.body or None,
                    headers=request.headers.to_tuple_list(),
                    timeout=_NO_TOTAL,
                    ssl=self._contexts[request.meta["ssl_mode"]],
                    allow_redirects=False,
                    proxy=proxy.url if proxy else None,
                    proxy_headers=authorization(proxy),
                )
        except FetchTrouble:
            raise
        except TimeoutError as error:
            raise FetchTrouble(FetchOutcome.TIMEOUT_FIRST_BYTE, f"no first byte within {limit:g} s") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise trouble_of(error) from error
        assert isinstance(response, _SentResponse)
        request.meta["sent_at"] = response.sent_at
        return response

    async def _read(self, answer: aiohttp.ClientResponse, request: Request) -> Response:
        """Head and body. Nobody asks a page for its certificate, or by which of Scrapy's classes it would be parsed."""
        if sum(len(name) + len(value) for name, value in answer.raw_headers) > HEADER_LIMIT:
            raise headers_too_large()
        # As bytes: a raw Chinese Location is no text that could be encoded again.
        headers = Headers(answer.raw_headers)
        told = headers.get(b"Content-Length")
        if told is not None:
            self._bound(int(told), request, expected=True)
        chunks, size, flags = [], 0, []
        try:
            async for chunk in answer.content.iter_any():
                chunks.append(chunk)
                size += len(chunk)
                self._bound(size, request, expected=False)
        except _LOST:
            flags.append("dataloss")
        response = Response(request.url, answer.status, body=b"".join(chunks), flags=flags)
        response.headers = headers  # given to the constructor they would be copied, name by name
        return response

    def _bound(self, size: int, request: Request, *, expected: bool) -> None:
        if self._most_bytes and size > self._most_bytes:
            raise FetchTrouble(
                FetchOutcome.TOO_LARGE, get_maxsize_msg(size, self._most_bytes, request, expected=expected)
            )

    async def _render(self, request: Request) -> Response:
        if self._browser is None:
            # Imported with the first page that needs it: the browser's library costs a second of start-up.
            from govcrawl.middlewares.render import Browser

            self._browser = Browser(self.crawler, self._account)
        return await self._browser.download(request)

    async def close(self) -> None:
        await self._session.close()
        await self._second.close()
        if self._browser is not None:
            await self._browser.close()
