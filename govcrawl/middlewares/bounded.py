"""Both clients, bounded where their own limits have holes: endless heads, floods of 1xx answers, names that lead inside."""

import asyncio
import re
import socket
from contextvars import ContextVar
from functools import partial
from typing import Any

import aiohttp
from aiohttp.client_proto import ResponseHandler
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError
from twisted.internet.ssl import CertificateOptions, TLSVersion
from twisted.python import failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol
from twisted.web.client import _HTTP11ClientFactory

from govcrawl.middlewares.patience import Intake
from govcrawl.middlewares.resolver import GuardedResolver
from govcrawl.middlewares.tls import OLD_CIPHERS
from govcrawl.middlewares.trouble import HEADER_LIMIT, FetchTrouble, headers_too_large
from govcrawl.model.vocabulary import FetchOutcome

_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_MOST_INTERIM = 64
"""Answers (100 Continue, 103 Early Hints ...) that may wait before the one that counts."""


_READ_BYTES = 64 * 1024
"""Taken from a connection at a time; asyncio's 256 KiB would come to 100 MB at 400 connections that wait for room."""


class _BoundedHandler(ResponseHandler):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if hasattr(transport, "max_size"):
            transport.max_size = _READ_BYTES

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if len(self._buffer) > _MOST_INTERIM and self.transport is not None:
            self.transport.abort()
            self.set_exception(
                FetchTrouble(FetchOutcome.TOO_LARGE, f"more than {_MOST_INTERIM} answers to one request")
            )


class BoundedConnector(aiohttp.TCPConnector):
    """aiohttp's connections, ended where a server floods them with answers."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._factory: Any = partial(_BoundedHandler, loop=self._loop)


class _BoundedProtocol(HTTP11ClientProtocol):
    """Holds back a head until it is whole, counts it and takes out what no parser forgives."""

    _pending = b""
    _head = 0
    _body = 0
    _waiting: asyncio.Future[None] | None = None

    def __init__(self, quiescent: Any, intake: Intake | None) -> None:
        parent: Any = super()
        parent.__init__(quiescent)
        self._intake = intake

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        parent: Any = super()
        self._pending += data
        while self._is_in_head():
            end = _HEAD_ENDS.search(self._pending)
            head = self._pending[: end.end()] if end else self._pending
            if self._head + len(head) > HEADER_LIMIT:
                self._give_up()
                return
            if end is None:
                return
            self._head += len(head)
            self._pending = self._pending[end.end() :]
            parent.dataReceived(tidy_head(head))
        body, self._pending = self._pending, b""
        if body and self._parser is not None:
            parent.dataReceived(body)
            self._body += len(body)
            if self._waiting is None and self._intake is not None and not self._intake.has_room(self._body):
                self._wait_for_room(self._intake)

    def _wait_for_room(self, intake: Intake) -> None:
        own: Any = self
        own.transport.pauseProducing()

        async def grow() -> None:
            await intake.grow(self._body)
            self._waiting = None
            own.transport.resumeProducing()

        self._waiting = asyncio.ensure_future(grow())

    def connectionLost(self, reason: Any = None) -> None:  # noqa: N802 - Twisted's name
        parent: Any = super()
        if self._waiting is not None:
            self._waiting.cancel()
        if self._pending and self._is_in_head():
            parent.dataReceived(self._pending)
        parent.connectionLost(reason)

    def _is_in_head(self) -> bool:
        parser: Any = self._parser
        return parser is not None and parser.state in {STATUS, HEADER}

    def _give_up(self) -> None:
        own: Any = self
        own.transport.abortConnection()
        self._pending = b""
        failed: Any = failure.Failure
        own._disconnectParser(failed(headers_too_large()))


def tidy_head(head: bytes) -> bytes:
    """A head without lines that are no headers and without blanks before a colon; browsers forgive both."""
    status, *lines = head.splitlines()
    kept = [status]
    for line in lines:
        name, colon, value = line.partition(b":")
        if not line or line[:1] in b" \t":
            kept.append(line)
        elif colon and _TOKEN.fullmatch(name.rstrip()):
            kept.append(name.rstrip() + colon + value)
    return b"\r\n".join(kept) + b"\r\n"


INTAKE: ContextVar[Intake | None] = ContextVar("intake", default=None)
"""Of the answer that is asked for now: a connection is made for each, and its factory as soon as it is wanted."""


class _BoundedFactory(_HTTP11ClientFactory):
    def __init__(self, *about: Any) -> None:
        parent: Any = super()
        parent.__init__(*about)
        self._intake = INTAKE.get()

    def buildProtocol(self, addr: Any) -> HTTP11ClientProtocol:  # noqa: N802 - Twisted's name
        make: Any = _BoundedProtocol
        protocol: HTTP11ClientProtocol = make(self._quiescentCallback, self._intake)
        return protocol


class _OldFriendly(_ScrapyClientContextFactory):
    """Speaks what only old servers still speak, too; certificates are never a reason to stop."""

    def _get_cert_options(self) -> CertificateOptions:
        options = super()._get_cert_options()
        options.getContext().set_cipher_list(OLD_CIPHERS.encode())
        return options


class TolerantHandler(HTTP11DownloadHandler):
    """Scrapy's Twisted client; every request gets a connection of its own, so that heads can be counted."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        contexts: Any = _OldFriendly.from_crawler(crawler)
        contexts.tls_min_version = TLSVersion.TLSv1_0
        self._contextFactory = contexts
        self._pool.persistent = False
        self._pool._factory = _BoundedFactory


class GuardedNames(CachingThreadedResolver):
    """Names of the second client. Set as TWISTED_DNS_RESOLVER."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> "GuardedNames":
        made = super().from_crawler(crawler, reactor)
        made.names = GuardedResolver.from_settings(crawler.settings)
        return made

    names: GuardedResolver

    def getHostByName(self, name: str, timeout: Any = ()) -> "Deferred[str]":  # noqa: N802 - Twisted's name
        return deferred_from_coro(self._address(name))

    async def _address(self, name: str) -> str:
        try:
            return (await self.names.addresses(name, socket.AF_INET))[0]
        except FetchTrouble as trouble:  # Twisted takes anything else for a fault of its own, and says so aloud
            raise DNSLookupError(str(trouble)) from trouble
