"""A generated site for link checkers, served on loopback: run as a process with the number of pages, it prints its port.

Every page carries the navigation, its children, pictures, a file now and then, and on some pages a link that is gone, one
that only says so (a soft 404), or a decoy: HEAD refused, HEAD answered 404, redirected, slow.
"""

import asyncio
import sys
from typing import cast

import uvloop

_FILLER = "<p>根据工作安排，现将有关事项公布如下，请各单位遵照执行，并将落实情况按时报送。</p>\n" * 90
_NAVIGATION = 30
_CHILDREN = 8
_PNG = b"\x89PNG\r\n\x1a\n" + bytes(500)
_PDF = b"%PDF-1.4\n" + bytes(5000)
_SOFT = (
    "<html><head><meta charset=utf-8><title>提示</title></head><body><p>您访问的页面不存在</p></body></html>".encode()
)
EVERY = {"gone": 20, "soft": 100, "no_head": 60, "bad_head": 70, "moved": 50, "slow": 400, "f": 20, "i": 10}
"""One page in how many carries a link of a kind."""


def links_of(number: int, pages: int) -> list[str]:
    """The paths that a page links to besides its navigation."""
    children = [
        f"/p/{child}.html" for child in range(_CHILDREN * number + 1, _CHILDREN * (number + 1) + 1) if child < pages
    ]
    endings = {"f": "pdf", "i": "png"}
    special = [f"/{kind}/{number}.{endings.get(kind, 'html')}" for kind, every in EVERY.items() if number % every == 0]
    return children + special


def dead(pages: int, kind: str) -> set[str]:
    """The paths of all dead links of a kind: `gone` or `soft`."""
    return {f"/{kind}/{number}.html" for number in range(0, pages, EVERY[kind])}


def page(number: int, pages: int) -> bytes:
    """The bytes of a page."""
    paths = [f"/p/{top}.html" for top in range(min(_NAVIGATION, pages))] + links_of(number, pages)
    rows = "".join(
        f'<img src="{path}">' if path.endswith("png") else f'<li><a href="{path}">关于第{path}号事项的通知</a></li>\n'
        for path in paths
    )
    head = f"<!doctype html><html><head><meta charset=utf-8><title>第{number}页</title></head>"
    return f"{head}<body><ul>{rows}</ul>{_FILLER}<p>{number}</p></body></html>".encode()


def answer(method: str, path: str, pages: int) -> tuple[int, str, bytes]:
    """Status, type (or, of a redirect, the target) and body."""
    kind, _, rest = path.strip("/").partition("/")
    number = int(digits) if (digits := rest.partition(".")[0]).isdigit() else -1
    if path == "/" or (kind == "p" and 0 <= number < pages):
        return 200, "text/html; charset=utf-8", page(max(number, 0), pages)
    if kind in {"no_head", "bad_head"} and method == "HEAD":
        return 405 if kind == "no_head" else 404, "text/html", b""
    if kind in {"no_head", "bad_head", "slow"}:
        return 200, "text/html; charset=utf-8", page(0, 1)
    if kind == "moved":
        return 302, "/p/1.html", b""
    if kind == "soft":
        return 200, "text/html", _SOFT
    if kind in {"f", "i"}:
        return (200, "application/pdf", _PDF) if kind == "f" else (200, "image/png", _PNG)
    return 404, "text/html", b"<html><body>404 Not Found</body></html>"


class _Server(asyncio.Protocol):
    def __init__(self, pages: int) -> None:
        self._pages = pages
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._read += data
        while b"\r\n\r\n" in self._read:
            head, _, self._read = self._read.partition(b"\r\n\r\n")
            method, path, _ = head.decode("latin-1").split(" ", 2)
            if path.startswith("/slow/"):
                asyncio.get_running_loop().call_later(0.3, self._respond, method, path)
            else:
                self._respond(method, path)

    def _respond(self, method: str, path: str) -> None:
        status, kind, body = answer(method, path, self._pages)
        # Without this header LinkChecker asks a host ten times a second at most.
        told = "LinkChecker: 1\r\n" + (f"Location: {kind}" if status == 302 else f"Content-Type: {kind}")
        head = f"HTTP/1.1 {status} X\r\n{told}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        self._transport.write(head + (b"" if method == "HEAD" else body))


async def _serve(pages: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Server(pages), "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.buffer.read)


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1])))
