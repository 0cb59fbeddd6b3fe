"""The client of the link pool: one question, answered by no more of a body than it takes to tell.

Plain http goes over the lean wire; https, odd addresses and whatever the wire leaves alone are asked with aiohttp.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import aiohttp
import yarl

from govcrawl.extract.media import FIRST_BYTES
from govcrawl.middlewares.answer_head import proxy_trouble
from govcrawl.middlewares.decompress import ACCEPT_ENCODING
from govcrawl.middlewares.failures import HANDSHAKE_FAILED, trouble_of
from govcrawl.middlewares.link_answer import Received, Walk, sent_headers
from govcrawl.middlewares.link_wire import Wire
from govcrawl.middlewares.patience import Patience
from govcrawl.middlewares.proxies import Proxies, authorization
from govcrawl.middlewares.resolver import GuardedResolver
from govcrawl.middlewares.tls import tls_contexts
from govcrawl.middlewares.trouble import HEADER_LIMIT, FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome, TlsState

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

_MOST_PAGE = 64 * 1024
"""Bytes of a page that are read: an error page is smaller."""


class LinkClient:
    """Asks under the guard and through the proxies. Close it when the crawl closes."""

    def __init__(self, settings: "BaseSettings", proxies: Proxies) -> None:
        self._headers = {
            **settings.getdict("DEFAULT_REQUEST_HEADERS"),
            "User-Agent": str(settings["USER_AGENT"]),
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        self._proxies = proxies
        self._first_byte = settings.getfloat("FIRST_BYTE_TIMEOUT")
        self._total = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._patience = Patience()
        self._resolver = GuardedResolver.from_settings(settings)
        self._wire = Wire(self._resolver, proxies, self._headers)
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, walk: Walk) -> Received:
        """What the address where the walk stands answers; certificates are observed, never a reason to stop.

        Raises FetchTrouble with the outcome word for every failure.
        """
        if not walk.at.startswith("https:"):
            return await self._ask_once(walk, "plain")
        try:
            received = await self._ask_once(walk, "verify")
        except FetchTrouble as trouble:
            return await self._ask_in_doubt(walk, trouble)
        walk.tls = TlsState.VALID
        return received

    async def close(self) -> None:
        """Closes all connections."""
        await self._wire.close()
        if self._session is not None:
            await self._session.close()

    async def _ask_in_doubt(self, walk: Walk, first: FetchTrouble) -> Received:
        """Without looking at the certificate; or as old servers want it, who refuse the handshake or just hang up."""
        is_old = first.outcome in HANDSHAKE_FAILED
        if first.tls is TlsState.NONE and not is_old:
            raise first
        walk.attempts += 1
        if not is_old:
            walk.tls = first.tls
            return await self._ask_once(walk, "accept")
        try:
            received = await self._ask_once(walk, "relax")
        except FetchTrouble as second:
            raise FetchTrouble(first.outcome, first.detail, first.tls) from second
        walk.tls = TlsState.OLD_PROTOCOL
        return received

    async def _ask_once(self, walk: Walk, mode: str) -> Received:
        began, most = time.monotonic(), FIRST_BYTES if walk.ranged else _MOST_PAGE
        is_silent = True
        try:
            async with self._patience.limit(min(self._first_byte, self._total)) as deadline:

                def answered() -> None:
                    nonlocal is_silent
                    is_silent = False
                    walk.first_byte = time.monotonic() - began
                    deadline.reschedule((deadline.when() or 0.0) + max(self._total - self._first_byte, 0.0))

                over_wire = await self._wire.ask(walk, most, answered) if mode == "plain" else None
                return over_wire or await self._by_aiohttp(walk, mode, most, answered)
        except TimeoutError as error:
            raise self._too_late(is_silent=is_silent) from error

    async def _by_aiohttp(self, walk: Walk, mode: str, most: int, answered: Callable[[], None]) -> Received:
        response = await self._first_answer(walk, mode)
        answered()
        try:
            body, ended = await _start_of(response, most)
        finally:
            response.close()
        return Received(response.status, response.raw_headers, body, ended)

    def _too_late(self, *, is_silent: bool) -> FetchTrouble:
        if is_silent:
            return FetchTrouble(FetchOutcome.TIMEOUT_FIRST_BYTE, f"no first byte within {self._first_byte:g} s")
        return FetchTrouble(FetchOutcome.TIMEOUT_TOTAL, f"no whole answer within {self._total:g} s")

    async def _first_answer(self, walk: Walk, mode: str) -> aiohttp.ClientResponse:
        proxy = self._proxies.of(walk.at)
        try:
            return await self._open_session().get(
                yarl.URL(walk.at, encoded=True),
                headers=sent_headers(walk),
                ssl=True if mode == "plain" else tls_contexts()[mode],
                allow_redirects=False,
                proxy=proxy.url if proxy else None,
                proxy_headers=authorization(proxy),
            )
        except TimeoutError:
            raise
        except aiohttp.ClientHttpProxyError as error:
            told = proxy_trouble(error.headers.get("Proxy-Status", "") if error.headers else "")
            raise FetchTrouble(*(told or (FetchOutcome.OWN_TROUBLE, f"proxy: {error.status}"))) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise trouble_of(error) from error

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, resolver=self._resolver, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                max_line_size=HEADER_LIMIT,
                max_field_size=HEADER_LIMIT,
                timeout=aiohttp.ClientTimeout(total=None),
                headers=self._headers,
            )
        return self._session


async def _start_of(response: aiohttp.ClientResponse, most: int) -> tuple[bytes, bool]:
    """The first bytes of the body, and whether nothing that was promised is missing of them."""
    parts: list[bytes] = []
    size = 0
    try:
        while size < most and (part := await response.content.readany()):
            parts.append(part)
            size += len(part)
    except (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError, ConnectionError):
        return b"".join(parts), False
    return b"".join(parts), True
