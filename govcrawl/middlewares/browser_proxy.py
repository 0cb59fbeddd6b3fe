"""The browser's only way out: a forward proxy on loopback that asks the guard before every connection.

Routes inside the browser see the first hop of a redirect and nothing of workers, sockets or preconnections; whatever a page
thinks of passes here. Names are resolved here and the address that was checked is the one connected to. Where the
environment names a proxy, requests go on through that one.
"""

import asyncio
from contextlib import suppress

from scrapy.settings import BaseSettings

from govcrawl.extract.urls import host_of
from govcrawl.middlewares.beside import OpenPages
from govcrawl.middlewares.browser_head import HEAD_END, handed_on, length_of, place, refusal
from govcrawl.middlewares.guard import Guard
from govcrawl.middlewares.proxies import Proxies, Proxy
from govcrawl.middlewares.resolver import GuardedResolver
from govcrawl.middlewares.trouble import HEADER_LIMIT, FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

_CONNECT_SECONDS = 15.0
_PART = 64 * 1024
_ERRANDS = frozenset(
    {
        "accounts.google.com",
        "android.clients.google.com",
        "clients1.google.com",
        "clients2.google.com",
        "clients2.googleusercontent.com",
        "content-autofill.googleapis.com",
        "edgedl.me.gvt1.com",
        "mtalk.google.com",
        "optimizationguide-pa.googleapis.com",
        "redirector.gvt1.com",
        "safebrowsing.googleapis.com",
        "update.googleapis.com",
    }
)
"""Hosts that Chromium asks of its own accord (updates, hints), flags or not: no page of a site needs them."""

_Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class BrowserProxy:
    """Serves one browser. One connection carries one request, or one tunnel, of at most DOWNLOAD_MAXSIZE bytes.

    Where `pages` are given, nothing passes that none of them can have asked, and no address that is not noted.
    """

    def __init__(self, settings: BaseSettings, pages: OpenPages | None = None) -> None:
        self._pages = pages
        self._guard = Guard(settings.getlist("GUARD_ALLOW_NETWORKS"))
        self._proxies = Proxies()
        self._resolver = GuardedResolver.from_settings(settings)
        self._most = settings.getint("DOWNLOAD_MAXSIZE")
        self._ends: dict[tuple[str, int], FetchOutcome] = {}
        self._open: set[asyncio.StreamWriter] = set()
        self._tunnels: dict[asyncio.StreamWriter, str] = {}

    async def start(self) -> str:
        """Listens on loopback; returns the address that the browser must use."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0, limit=HEADER_LIMIT)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """Ends every connection."""
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()

    def end_tunnels(self) -> None:
        """Ends the tunnels to hosts that no open page has asked; what passes inside them is not seen here."""
        for writer, host in list(self._tunnels.items()):
            if self._pages is None or not self._pages.know(host):
                writer.transport.abort()

    def end_of(self, url: str) -> FetchOutcome | None:
        """How the last connection for a URL failed, or None; the browser is told no more than that its tunnel did."""
        return self._ends.get(place(url))

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
                await self._serve((reader, writer), await reader.readuntil(HEAD_END))
        finally:
            self._open.discard(writer)
            writer.close()

    async def _serve(self, browser: _Streams, head: bytes) -> None:
        method, target, _ = head.split(b" ", 2)
        is_tunnel = method == b"CONNECT"
        url = f"https://{target.decode('latin-1')}/" if is_tunnel else target.decode("latin-1")
        if host_of(url) in _ERRANDS:
            browser[1].write(refusal(FetchOutcome.BLOCKED_ADDRESS))
            return
        if not self._may_pass(url, is_tunnel):
            browser[1].write(refusal(FetchOutcome.OWN_TROUBLE))
            return
        try:
            checked = self._guard.check(url)
            proxy = self._proxies.of(checked)
            server = await self._connect(checked, proxy)
        except FetchTrouble as trouble:
            self._ends[place(url)] = trouble.outcome
            browser[1].write(refusal(trouble.outcome))
            return
        self._ends.pop(place(url), None)
        self._open.add(server[1])
        try:
            if is_tunnel:
                self._tunnels[browser[1]] = host_of(url)
            if is_tunnel and proxy is None:
                browser[1].write(b"HTTP/1.1 200 Connection established" + HEAD_END)
            else:
                server[1].write(handed_on(head, checked, proxy))
            await self._carry(browser, server, None if is_tunnel else length_of(head))
        finally:
            self._tunnels.pop(browser[1], None)
            self._open.discard(server[1])
            server[1].close()

    def _may_pass(self, url: str, is_tunnel: bool) -> bool:
        if self._pages is None:
            return True
        return bool(self._pages) if is_tunnel else self._pages.let_out(url)

    async def _connect(self, url: str, proxy: Proxy | None) -> _Streams:
        host, port = place(proxy.url if proxy else url)
        addresses = [host] if proxy else await self._resolver.addresses(host.strip("[]"))
        trouble = FetchTrouble(FetchOutcome.CONNECT_REFUSED, f"{host} cannot be reached")
        for address in addresses:
            try:
                async with asyncio.timeout(_CONNECT_SECONDS):
                    return await asyncio.open_connection(address, port)
            except TimeoutError:
                trouble = FetchTrouble(FetchOutcome.TIMEOUT_FIRST_BYTE, f"{address} does not answer")
            except OSError as error:
                trouble = FetchTrouble(FetchOutcome.CONNECT_REFUSED, str(error))
        raise trouble

    async def _carry(self, browser: _Streams, server: _Streams, length: int | None) -> None:
        """Carries bytes both ways until either side ends. `length` is that of a request's body, None in a tunnel."""
        up = self._copy(browser[0], server[1]) if length is None else _copy_body(browser[0], server[1], length)
        ways = [asyncio.create_task(up), asyncio.create_task(self._copy(server[0], browser[1]))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        left = self._most
        while left > 0 and (part := await reader.read(_PART)):
            left -= len(part)
            writer.write(part)
            await writer.drain()


async def _copy_body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, length: int) -> None:
    """Hands on a request's body and waits for what comes next: the browser's end, or a request that needs its own check."""
    while length > 0 and (part := await reader.read(min(length, _PART))):
        length -= len(part)
        writer.write(part)
        await writer.drain()
    await reader.read(1)
