"""Serves the site of link_site.py on loopback: run as a process with the number of pages, it prints its port."""

import asyncio
import socket
import sys
from typing import NamedTuple, cast

import uvloop

from benchmarks.link_site import HOSTS, LIVE, SOFT, LinkedSite, known_as, planted

_PNG = b"\x89PNG\r\n\x1a\n" + bytes(500)
_PDF = b"%PDF-1.4\n" + bytes(5000)
_HTML = "text/html; charset=utf-8"
_SAYS_SOFT = (
    "<html><head><meta charset=utf-8><title>提示</title></head><body><p>您访问的页面不存在</p></body></html>".encode()
)
_LIVE_PAGE = (
    "<html><head><meta charset=utf-8><title>相关内容</title></head><body><h1>相关内容</h1></body></html>".encode()
)
_NOT_FOUND = b"<html><body>404 Not Found</body></html>"
_STATUS = {"gone_410": 410, "failing": 500}
_BARRED = {"no_head": 405, "bad_head": 404}
_IS_LIVE, _IS_SOFT = planted(LIVE), planted(SOFT)


class _Answer(NamedTuple):
    status: int
    body: bytes = b""
    kind: str = _HTML
    location: str = ""


def answer(site: LinkedSite, method: str, path: str, agent_is_browser: bool) -> _Answer:
    """What stands at a path."""
    kind, _, rest = path.strip("/").partition("/")
    number = int(digits) if (digits := rest.rpartition("/")[2].partition(".")[0]).isdigit() else -1
    if path == "/":
        return _Answer(200, site.home())
    if kind == "l" and 0 <= number < site.lists:
        return _Answer(200, site.list_page(number))
    if kind == "a" and 0 <= number < site.articles:
        return _Answer(200, site.article(number))
    if kind == "x" and number >= 0:
        return _Answer(200, _LIVE_PAGE)
    if kind in {"f", "i", "s"}:
        return _Answer(
            200, *{"f": (_PDF, "application/pdf"), "i": (_PNG, "image/png")}.get(kind, (b"/**/", "text/css"))
        )
    return _planted(method, path, kind, agent_is_browser)


def _planted(method: str, path: str, kind: str, agent_is_browser: bool) -> _Answer:
    if kind in {"moved", "moved_gone"} and "-end" not in path:
        return _Answer(302, location=path.replace(".html", "-end.html"))
    if kind == "loop":
        return _Answer(302, location=path.replace("-end", "") if "-end" in path else path.replace(".html", "-end.html"))
    if kind == "mozilla" and not agent_is_browser:
        return _Answer(403)
    if method == "HEAD" and kind in _BARRED:
        return _Answer(_BARRED[kind])
    name = known_as(path)
    if name in _IS_LIVE:
        return _Answer(200, _LIVE_PAGE)
    return _Answer(200, _SAYS_SOFT) if name in _IS_SOFT else _Answer(_STATUS.get(kind, 404), _NOT_FOUND)


class _Server(asyncio.Protocol):
    def __init__(self, site: LinkedSite) -> None:
        self._site = site
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._read += data
        while b"\r\n\r\n" in self._read:
            head, _, self._read = self._read.partition(b"\r\n\r\n")
            method, path, _ = head.decode("utf-8", "replace").split(" ", 2)
            self._respond(method, answer(self._site, method, path, b"Mozilla" in head))

    def _respond(self, method: str, told: _Answer) -> None:
        # Without the first header LinkChecker asks a host ten times a second at most, whatever it is told.
        lines = [f"HTTP/1.1 {told.status} X", "LinkChecker: 1", f"Content-Type: {told.kind}"]
        lines += [f"Location: {told.location}"] if told.location else []
        head = "\r\n".join([*lines, f"Content-Length: {len(told.body)}", "", ""]).encode()
        self._transport.write(head + (b"" if method == "HEAD" else told.body))


def _sockets() -> list[socket.socket]:
    """One port on all hosts of the site."""
    first = socket.create_server((HOSTS[0], 0), backlog=4096)
    port = first.getsockname()[1]
    return [first, *(socket.create_server((host, port), backlog=4096) for host in HOSTS[1:])]


async def _serve(pages: int) -> None:
    loop = asyncio.get_running_loop()
    sockets = _sockets()
    site = LinkedSite(pages, sockets[0].getsockname()[1])
    for each in sockets:
        await loop.create_server(lambda: _Server(site), sock=each)
    print(site.port, flush=True)
    await loop.run_in_executor(None, sys.stdin.buffer.read)


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1])))
