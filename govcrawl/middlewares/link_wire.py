"""The lean client of the link pool for plain http: keep-alive connections that read no more than it takes to tell.

A general client spends most of a question's cost on objects that a link check never looks at. This one asks with GET,
directly or through a plain proxy, parsed by llhttp as strictly as aiohttp does; what is not plain is left to aiohttp.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from govcrawl.middlewares.link_answer import Received, Walk, sent_headers
from govcrawl.middlewares.link_connection import Connection, NotAnsweredError
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


class Wire:
    """Asks plain http addresses. Close it when the crawl closes."""

    def __init__(self, resolver: GuardedResolver, proxies: Proxies, headers: Mapping[str, str]) -> None:
        self._proxies = proxies
        self._headers = headers
        self._resolver = resolver
        self._addresses: dict[str, tuple[str, float]] = {}
        self._idle: defaultdict[_Peer, list[Connection]] = defaultdict(list)
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
        except NotAnsweredError:
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

    async def _open(self, peer: _Peer) -> Connection:
        loop = asyncio.get_running_loop()
        address, until = self._addresses.get(peer.host, ("", 0.0))
        if until <= loop.time():
            found = await self._resolver.addresses(peer.host)
            address = next((one for one in found if ":" not in one), found[0])
            if len(self._addresses) >= _MOST_NAMES:
                self._addresses.clear()
            self._addresses[peer.host] = address, loop.time() + _NAMES_KNOWN
        _, connection = await loop.create_connection(Connection, address, peer.port)
        return connection

    def _take(self, peer: _Peer) -> "Connection | None":
        kept = self._idle.get(peer)
        while kept:
            connection = kept.pop()
            if connection.is_open:
                return connection
        return None

    def _keep(self, peer: _Peer, connection: Connection) -> None:
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
