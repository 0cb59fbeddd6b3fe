"""The first client, on aiohttp: half of the second one's cost, for answers that are well formed.

Certificates are observed, never a reason to stop: a failed verification is recorded and the page is read all the same.
"""

import asyncio
import time
from collections.abc import Mapping

import aiohttp
import yarl
from aiohttp.client_proto import ResponseHandler
from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.settings import BaseSettings
from scrapy.utils._download_handlers import get_maxsize_msg

from govcrawl.extract.ending import is_closed
from govcrawl.middlewares.bounded import BoundedConnector
from govcrawl.middlewares.failures import HANDSHAKE_FAILED, trouble_of
from govcrawl.middlewares.patience import Intake, Patience
from govcrawl.middlewares.proxies import Proxies, authorization
from govcrawl.middlewares.resolver import GuardedResolver
from govcrawl.middlewares.tls import tls_contexts
from govcrawl.middlewares.trouble import HEADER_LIMIT, FetchTrouble, headers_too_large
from govcrawl.model.vocabulary import FetchOutcome, TlsState

_NO_TOTAL = aiohttp.ClientTimeout(total=None)
_BUFFERED = 16 * 1024
"""Bytes that an answer may be ahead of its reader, twice and a read more at most; aiohttp's 256 KiB held 125 MB for 182 answers
that waited for room."""
_LOST = (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError, ConnectionError)
"""How a body ends that is shorter than it should be."""


class _SentResponse(aiohttp.ClientResponse):
    """Knows when its request went out, in monotonic seconds: later than it was made, by the wait for a connection."""

    sent_at = 0.0

    async def start(self, connection: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        self.sent_at = time.monotonic()
        return await super().start(connection)


def _was_cut(protocol: ResponseHandler) -> bool:
    """Whether the connection was lost, not closed: a body that lasts until the connection ends may be cut by that."""
    return isinstance(protocol.exception(), OSError)


class FirstClient:
    """Asks with `headers` where a request has none of its own. `request.meta` receives `tls` (a TlsState) and `sent_at`
    (monotonic seconds, of the last time it went out). Close it when the crawl closes.
    """

    def __init__(
        self, settings: BaseSettings, headers: Mapping[str, str], proxies: Proxies, patience: Patience
    ) -> None:
        self._first_byte_timeout = settings.getfloat("FIRST_BYTE_TIMEOUT")
        self._most_bytes = settings.getint("DOWNLOAD_MAXSIZE")
        self._patience = patience
        self._contexts = tls_contexts()
        self._proxies = proxies
        self._session = aiohttp.ClientSession(
            connector=BoundedConnector(limit=0, resolver=GuardedResolver.from_settings(settings), ttl_dns_cache=300),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            response_class=_SentResponse,
            read_bufsize=_BUFFERED,
            max_line_size=HEADER_LIMIT,
            max_field_size=HEADER_LIMIT,
            skip_auto_headers=("Content-Type",),
            headers=headers,
        )

    async def ask(self, request: Request) -> Response:
        """One answer; certificates are observed, never a reason to stop. Raises FetchTrouble with the outcome word."""
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
            async with self._patience.limit(timeout) as deadline:
                answer = await self._first_byte(request, timeout)
                request.meta["download_latency"] = time.monotonic() - start
                try:
                    return await self._read(answer, request, deadline)
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

    async def _read(self, answer: aiohttp.ClientResponse, request: Request, deadline: asyncio.Timeout) -> Response:
        """Head and body. Nobody asks a page for its certificate, or by which of Scrapy's classes it would be parsed."""
        if sum(len(name) + len(value) for name, value in answer.raw_headers) > HEADER_LIMIT:
            raise headers_too_large()
        # As bytes: a raw Chinese Location is no text that could be encoded again.
        headers = Headers(answer.raw_headers)
        told = headers.get(b"Content-Length")
        if told is not None:
            self._bound(int(told), request, expected=True)
        connection = answer.connection
        protocol = connection.protocol if connection else None
        is_plain = told is not None and b"Content-Encoding" not in headers
        intake = Intake(self._patience, deadline, int(told or 0) if is_plain else self._most_bytes)
        body, is_whole = await self._body(answer, request, intake)
        intake.hand_over(request.meta)
        if is_whole and protocol is not None and _was_cut(protocol) and not is_closed(body):
            is_whole = False
        response = Response(request.url, answer.status, body=body, flags=[] if is_whole else ["dataloss"])
        response.headers = headers  # given to the constructor they would be copied, name by name
        return response

    async def _body(self, answer: aiohttp.ClientResponse, request: Request, intake: Intake) -> tuple[bytes, bool]:
        """The body as far as it came, and whether it ended well."""
        chunks: list[bytes] = []
        size, is_whole = 0, True
        try:
            async for chunk in answer.content.iter_any():
                chunks.append(chunk)
                size += len(chunk)
                self._bound(size, request, expected=False)
                if not intake.has_room(size):
                    await intake.grow(size)
        except _LOST:
            is_whole = False
        except BaseException:
            chunks.clear()  # what is raised holds on to this frame
            intake.give_up()
            raise
        return b"".join(chunks), is_whole

    def _bound(self, size: int, request: Request, *, expected: bool) -> None:
        if self._most_bytes and size > self._most_bytes:
            raise FetchTrouble(
                FetchOutcome.TOO_LARGE, get_maxsize_msg(size, self._most_bytes, request, expected=expected)
            )

    async def close(self) -> None:
        """Closes all connections."""
        await self._session.close()
