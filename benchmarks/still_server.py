"""A forward proxy that answers every host with one small page, and tells when each host was asked.

Run as a process it prints its port, and ends when its standard input closes. `GET /log` tells, as JSON, requests by host,
the shortest pause between two requests to one host, and the seconds from the first to the last.
"""

import asyncio
import json
import sys
import time
from typing import cast

import uvloop

_BODY = "<!DOCTYPE html><html><head><title>页面</title></head><body><p>一页。</p></body></html>".encode()
_PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (
    len(_BODY),
    _BODY,
)


class _Log:
    def __init__(self) -> None:
        self.last: dict[bytes, float] = {}
        self.counts: dict[bytes, int] = {}
        self.shortest = float("inf")
        self.first = 0.0

    def note(self, host: bytes) -> None:
        now = time.monotonic()
        self.first = self.first or now
        if host in self.last:
            self.shortest = min(self.shortest, now - self.last[host])
        self.last[host] = now
        self.counts[host] = self.counts.get(host, 0) + 1

    def told(self) -> bytes:
        body = json.dumps(
            {
                "hosts": len(self.counts),
                "most": max(self.counts.values(), default=0),
                "requests": sum(self.counts.values()),
                "shortest_pause": self.shortest,
                "seconds": max(self.last.values(), default=0) - self.first,
            }
        ).encode()
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


class _Server(asyncio.Protocol):
    def __init__(self, log: _Log) -> None:
        self._log = log
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._read += data
        while b"\r\n\r\n" in self._read:
            head, _, self._read = self._read.partition(b"\r\n\r\n")
            target = head.split(b" ", 2)[1]
            if target.startswith(b"/"):
                self._transport.write(self._log.told())
            else:
                self._log.note(target.split(b"/", 3)[2])
                self._transport.write(_PAGE)


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    log = _Log()
    server = await loop.create_server(lambda: _Server(log), "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.buffer.read)


if __name__ == "__main__":
    uvloop.run(_serve())
