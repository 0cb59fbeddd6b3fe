"""The browser's own errands go nowhere; what a page asks is handed on."""

import asyncio

import pytest
from scrapy.settings import Settings

from govcrawl.middlewares.browser_proxy import BrowserProxy

LIMITS = {"GUARD_ALLOW_NETWORKS": ["127.0.0.0/8"], "DOWNLOAD_MAXSIZE": 1_000_000}


async def asked_through(target: bytes, method: bytes = b"GET") -> tuple[bytes, int]:
    """What the proxy answers to one request, and how many requests reached the server behind it."""
    reached = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal reached
        reached += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    proxy = BrowserProxy(Settings(LIMITS))
    address = await proxy.start()
    reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
    writer.write(method + b" " + target.replace(b"PORT", str(port).encode()) + b" HTTP/1.1\r\nHost: x\r\n\r\n")
    answer = await reader.read()
    writer.close()
    await proxy.close()
    server.close()
    return answer, reached


@pytest.mark.parametrize(
    ("method", "target"),
    [(b"GET", b"http://update.googleapis.com/service/update2/json"), (b"CONNECT", b"clients2.google.com:443")],
)
def test_errands_of_the_browser_go_nowhere(method: bytes, target: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # nothing listens: an errand that got this far would say so
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    answer, reached = asyncio.run(asked_through(target, method))
    assert b"destination_ip_prohibited" in answer
    assert reached == 0


def test_what_a_page_asks_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    answer, reached = asyncio.run(asked_through(b"http://127.0.0.1:PORT/"))
    assert answer.endswith(b"ok")
    assert reached == 1
