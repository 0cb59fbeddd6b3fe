"""The lean client of the link pool for plain http: keep-alive connections that read no more than it takes to tell.

A general client spends most of a question's cost on objects that a link check never looks at. This one asks with GET,
directly or through a plain proxy, parsed by llhttp as strictly as aiohttp does; what is not plain is left to aiohttp.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple, cast

from httptools import HttpParserError, HttpResponseParser

from govcrawl.middlewares.bounded import HEADER_LIMIT, headers_too_large
from govcrawl.middlewares.link_answer import Received, Walk, sent_headers
from govcrawl.middlewares.proxies import Proxies
from govcrawl.middlewares.resolver import GuardedResolver
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

_PLAIN = re.compile(r'(http://([a-z0-9._-]+)(?::([0-9]{1,5}))?)(/[!"$-~]*)(?:#.*)?', re.ASCII)
"""Origin, host, port and the rest of an address as the guard leaves it."""
_IDLE = 15.0
"""Seconds that a connection is kept for the next question."""
_NAMES_KNOWN = 300.0
"""Seconds that the address of a name is believed."""
_MOST_NAMES = 4096


class _Peer(NamedTuple):
    host: str
    port: int


class _NotAnsweredError(Exception):
    """The connection ended before anything came."""


class Wire:
    """Asks plain http addresses. Close it when the crawl closes."""

    def __init__(self, resolver: GuardedResolver, proxies: Proxies, headers: Mapping[str, str]) -> None:
        self._proxies = proxies
        self._headers = headers
        self._resolver = resolver
        self._addresses: dict[str, tuple[str, float]] = {}
        self._idle: defaultdict[_Peer, list[_Connection]] = defaultdict(list)
        self._sweeper: asyncio.TimerHandle | None = None

    async def ask(self, walk: Walk, most: int, answered: Callable[[], None]) -> Received | None:
        """What the address answers, its first `most` bytes; None where another client is to ask.

        `answered` is called with the first byte. Raises FetchTrouble, and OSError never.
        """
        question = self._question(walk)
        if question is None:
            return None
        peer, words = question
        kept = self._take(peer)
        try:
            connection = kept or await self._open(peer)
        except OSError:
            return None  # nothing was asked: aiohttp tries every address of the name, and tells what is wrong
        try:
            received = await connection.ask(words, most, answered)
        except _NotAnsweredError:
            if kept:
                return None  # closed while it was idle
            raise FetchTrouble(FetchOutcome.RESET, "closed without an answer") from None
        except BaseException:
            connection.close()
            raise
        if connection.may_stay:
            self._keep(peer, connection)
        return received

    async def close(self) -> None:
        """Closes all connections."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        for kept in self._idle.values():
            for connection in kept:
                connection.close()
        self._idle.clear()

    def _question(self, walk: Walk) -> tuple[_Peer, bytes] | None:
        parts = _PLAIN.fullmatch(walk.at)
        proxy = self._proxies.of(walk.at)
        way = _PLAIN.fullmatch(f"{proxy.url}/") if proxy else parts
        if parts is None or way is None:
            return None
        headers = {"Host": parts[1][7:], **self._headers, **sent_headers(walk)}
        if proxy and proxy.authorization:
            headers["Proxy-Authorization"] = proxy.authorization
        if any("\r" in value or "\n" in value for value in headers.values()):
            return None
        target = parts[1] + parts[4] if proxy else parts[4]
        lines = "\r\n".join([f"{name}: {value}" for name, value in headers.items()])
        return _Peer(way[2], int(way[3] or 80)), f"GET {target} HTTP/1.1\r\n{lines}\r\n\r\n".encode()

    async def _open(self, peer: _Peer) -> "_Connection":
        loop = asyncio.get_running_loop()
        address, until = self._addresses.get(peer.host, ("", 0.0))
        if until <= loop.time():
            found = await self._resolver.addresses(peer.host)
            address = next((one for one in found if ":" not in one), found[0])
            if len(self._addresses) >= _MOST_NAMES:
                self._addresses.clear()
            self._addresses[peer.host] = address, loop.time() + _NAMES_KNOWN
        _, connection = await loop.create_connection(_Connection, address, peer.port)
        return connection

    def _take(self, peer: _Peer) -> "_Connection | None":
        kept = self._idle.get(peer)
        while kept:
            connection = kept.pop()
            if connection.is_open:
                return connection
        return None

    def _keep(self, peer: _Peer, connection: "_Connection") -> None:
        loop = asyncio.get_running_loop()
        connection.idle_since = loop.time()
        self._idle[peer].append(connection)
        if self._sweeper is None:
            self._sweeper = loop.call_later(_IDLE, self._sweep)

    def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        oldest = loop.time() - _IDLE
        for peer, kept in list(self._idle.items()):
            for connection in kept:
                if connection.idle_since <= oldest:
                    connection.close()
            self._idle[peer] = [connection for connection in kept if connection.is_open]
            if not self._idle[peer]:
                del self._idle[peer]
        self._sweeper = loop.call_later(_IDLE, self._sweep) if self._idle else None


class _Connection(asyncio.Protocol):
    """One connection with at most one question under way. Its `on_` methods are called by the parser."""

    may_stay = False
    idle_since = 0.0
    _transport: asyncio.Transport
    _parser: HttpResponseParser
    _answer: asyncio.Future[Received] | None = None

    @property
    def is_open(self) -> bool:
        """Whether neither side has closed it."""
        return not self._transport.is_closing()

    def ask(self, words: bytes, most: int, answered: Callable[[], None]) -> asyncio.Future[Received]:
        """The answer to a request; `_NotAnsweredError` where the connection ends before anything comes."""
        self._most, self._answered = most, answered
        self._status, self._size, self._head = 0, 0, 0
        self._fields: list[tuple[bytes, bytes]] = []
        self._parts: list[bytes] = []
        self._is_promised = self.may_stay = False
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(words)
        return self._answer

    def close(self) -> None:
        """Leaves at once, whatever is still on its way."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._parser = HttpResponseParser(self)
        # As aiohttp reads answers: servers are sloppy, and nothing is sent on.
        self._parser.set_dangerous_leniencies(
            lenient_headers=True, lenient_optional_cr_before_lf=True, lenient_spaces_after_chunk_size=True
        )

    def data_received(self, data: bytes) -> None:
        if self._answer is None or self._answer.done():
            self.close()
            return
        try:
            self._parser.feed_data(data)
        except HttpParserError as error:
            self._fail(FetchTrouble(FetchOutcome.PROTOCOL_ERROR, f"{type(error).__name__}: {error}"))
        if self._head > HEADER_LIMIT:
            self._fail(headers_too_large())
        if self._size >= self._most:
            self._finish(ended=True)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._status:
            self._finish(ended=not self._is_promised)
        else:
            self._fail(_NotAnsweredError())

    def on_header(self, name: bytes, value: bytes) -> None:
        self._head += len(name) + len(value)
        self._fields.append((name, value))
        if name.lower() in _PROMISES:
            self._is_promised = True

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        if status >= 200:
            self._status = status
            self._answered()

    def on_body(self, body: bytes) -> None:
        self._size += len(body)
        self._parts.append(body)

    def on_message_complete(self) -> None:
        if not self._status:
            self._fields.clear()  # of a provisional answer
            return
        self.may_stay = self._parser.should_keep_alive()
        self._finish(ended=True)

    def _finish(self, *, ended: bool) -> None:
        if self._answer is None or self._answer.done():
            return
        self._answer.set_result(Received(self._status, tuple(self._fields), b"".join(self._parts), ended))
        if not self.may_stay:
            self.close()

    def _fail(self, error: Exception) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
        self.close()


_PROMISES = frozenset({b"content-length", b"transfer-encoding"})
"""Headers that say where the body ends; without them it ends with the connection."""
