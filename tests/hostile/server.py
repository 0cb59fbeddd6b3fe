"""Serves faults, each on a loopback address of its own (127.1.x.y), and counts who was asked for what.

Beside them stand an internal listener on 127.0.0.2 that nobody may ever reach, and a forward proxy for names.
"""

import asyncio
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.hostile.certificates import Certificates
from tests.hostile.fault import ABSENT, Fault, Handler, answer

INTERNAL = "127.0.0.2"


@dataclass
class HostileWeb:
    """Where each fault lives (`urls` by name) and what was asked: `asked` by URL, `internal` by request line."""

    faults: dict[str, Fault] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    internal: list[bytes] = field(default_factory=list)
    internal_port: int = 0
    proxy_url: str = ""
    proxied: int = 0
    """Requests that the proxy was sent."""
    breaks_after: int = sys.maxsize
    """Requests after which the proxy answers everything with `broken`, until `is_healed` says otherwise."""
    is_healed: Callable[[], bool] = bool
    broken: Handler | None = None
    direct_hosts: list[str] = field(default_factory=list)

    def count(self, name: str) -> int:
        """Requests that a fault's site had."""
        return sum(times for url, times in self.asked.items() if url.startswith(self.urls[name]))


class _Server:
    def __init__(self, certificates: Certificates) -> None:
        self.web = HostileWeb()
        self._certificates = certificates
        self._named: dict[str, Fault] = {}
        self._open: set[asyncio.StreamWriter] = set()

    async def start(self, make_faults: Callable[[int], Iterable[Fault]]) -> None:
        internal = await asyncio.start_server(self._take_internal, INTERNAL, 0)
        self.web.internal_port = internal.sockets[0].getsockname()[1]
        proxy = await asyncio.start_server(self._take_proxied, "127.0.0.1", 0)
        self.web.proxy_url = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
        self._servers = [internal, proxy]
        faults = list(make_faults(self.web.internal_port))
        self._named = {fault.name: fault for fault in faults if "." in fault.name}
        for number, fault in enumerate(faults, 1):
            self.web.faults[fault.name] = fault
            if fault.name in self._named:
                self.web.urls[fault.name] = f"http://{fault.name}/"
            else:
                await self._listen(fault, f"127.1.{number // 250}.{number % 250 + 1}")

    async def _listen(self, fault: Fault, host: str) -> None:
        context = self._certificates.context(fault.tls) if fault.tls else None
        take = fault.on_connect or self._taker(fault)
        server = await asyncio.start_server(take, host, 0, ssl=context, limit=1 << 20)
        port = server.sockets[0].getsockname()[1]
        scheme = "https" if fault.tls_state != "none" or fault.name.startswith("tls") else "http"
        self.web.urls[fault.name] = f"{scheme}://{host}:{port}/"
        self.web.direct_hosts.append(host)
        if fault.name == "tcp-refused":
            server.close()
        self._servers.append(server)

    def _taker(self, fault: Fault):  # type: ignore[no-untyped-def]
        async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._guarded(self._serve(fault, self.web.urls[fault.name], reader, writer), writer)

        return take

    async def _guarded(self, serving, writer: asyncio.StreamWriter) -> None:  # type: ignore[no-untyped-def]
        self._open.add(writer)
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await serving
        finally:
            self._open.discard(writer)
            writer.close()

    async def _serve(self, fault: Fault, base: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split(b" ", 2)[1]
        self.web.asked[base.rstrip("/") + path.decode("latin-1")] += 1
        reply = fault.reply if path == b"/" else fault.pages.get(path.decode("latin-1"), fault.pages.get("*", ABSENT))
        if isinstance(reply, bytes):
            writer.write(reply)
            await writer.drain()
        else:
            await reply(reader, writer, path)

    async def _take_internal(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.web.internal.append(b"connected")
        with suppress(asyncio.IncompleteReadError):
            self.web.internal.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer())
        writer.close()

    async def _take_proxied(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._guarded(self._serve_proxied(reader, writer), writer)

    async def _serve_proxied(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.web.proxied += 1
        if self.web.broken is not None and self.web.proxied > self.web.breaks_after and not self.web.is_healed():
            await self.web.broken(reader, writer, head)
            return
        url = head.split(b" ", 2)[1].decode("latin-1")
        host, _, path = url.removeprefix("http://").partition("/")
        self.web.asked[url] += 1
        fault = self._named.get(host)
        if fault is None:
            writer.write(answer(b"", "Proxy-Status: p; error=dns_error; rcode=NXDOMAIN", status="502 Bad Gateway"))
            return
        reply = fault.reply if not path else fault.pages.get(f"/{path}", ABSENT)
        assert isinstance(reply, bytes)
        writer.write(reply)

    async def stop(self) -> None:
        for server in self._servers:
            server.close()
        for writer in list(self._open):
            writer.transport.abort()


@contextmanager
def served(make_faults: Callable[[int], Iterable[Fault]], certificates: Certificates) -> Iterator[HostileWeb]:
    """The faults on loopback until the block ends, in a thread with a loop of its own.

    `make_faults` receives the port of the internal listener, which some of them try to lead to.
    """
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # broken connections are what is served here
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = _Server(certificates)
    asyncio.run_coroutine_threadsafe(server.start(make_faults), loop).result(60)
    try:
        yield server.web
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
