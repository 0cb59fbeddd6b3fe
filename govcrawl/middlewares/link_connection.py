"""One kept-alive connection of the link pool's lean client, parsed by llhttp as leniently as aiohttp does."""

import asyncio
from collections.abc import Callable
from typing import cast

from httptools import HttpParserError, HttpResponseParser

from govcrawl.middlewares.link_answer import Received
from govcrawl.middlewares.trouble import HEADER_LIMIT, FetchTrouble, headers_too_large
from govcrawl.model.vocabulary import FetchOutcome

_PROMISES = frozenset({b"content-length", b"transfer-encoding"})
"""Headers that say where the body ends; without them it ends with the connection."""


class NotAnsweredError(Exception):
    """The connection ended before anything came."""


class Connection(asyncio.Protocol):
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
        """The answer to a request; `NotAnsweredError` where the connection ends before anything comes."""
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
            self._fail(NotAnsweredError())

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
