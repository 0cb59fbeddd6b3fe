"""The browser's own errands go nowhere; what a page asks is handed on."""

import asyncio

import pytest
from scrapy import Request
from scrapy.settings import Settings

from govcrawl.middlewares.account import Account
from govcrawl.middlewares.beside import OpenPages, PageRequests
from govcrawl.middlewares.browser_proxy import BrowserProxy

LIMITS = {"GUARD_ALLOW_NETWORKS": ["127.0.0.0/8"], "DOWNLOAD_MAXSIZE": 1_000_000}


async def asked_through(target: bytes, method: bytes = b"GET", pages: OpenPages | None = None) -> tuple[bytes, int]:
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
    proxy = BrowserProxy(Settings(LIMITS), pages)
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


@pytest.fixture
def directly(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("directly")
def test_what_a_page_asks_is_handed_on() -> None:
    answer, reached = asyncio.run(asked_through(b"http://127.0.0.1:PORT/"))
    assert answer.endswith(b"ok")
    assert reached == 1


@pytest.mark.usefixtures("directly")
@pytest.mark.parametrize(
    ("method", "target"), [(b"GET", b"http://127.0.0.1:PORT/late"), (b"CONNECT", b"127.0.0.1:PORT")]
)
def test_nothing_passes_when_no_page_is_open(method: bytes, target: bytes) -> None:
    answer, reached = asyncio.run(asked_through(target, method, OpenPages()))
    assert b"http_request_denied" in answer
    assert reached == 0


@pytest.mark.usefixtures("directly")
@pytest.mark.parametrize(
    ("is_parting", "noted"), [pytest.param(False, ["untold"], id="open"), pytest.param(True, [], id="being closed")]
)
def test_what_no_page_told_of_is_noted_or_refused(is_parting: bool, noted: list[str]) -> None:
    account, pages = Account(), OpenPages()
    page = PageRequests(account, Request("http://127.0.0.1/", meta={"site": "1"}), lambda url: None)
    with pages.hold(page):
        if is_parting:
            page.part()
        _, reached = asyncio.run(asked_through(b"http://127.0.0.1:PORT/untold", pages=pages))
    assert reached == len(noted)
    assert [row.fetch.url.rpartition("/")[2] for row in account.rest("1")] == noted


@pytest.mark.usefixtures("directly")
@pytest.mark.parametrize(("other", "noted"), [("http://other.gov.cn/", []), ("http://127.0.0.1/b", ["untold"])])
def test_what_a_page_asks_when_it_is_gone_is_no_other_hosts(other: str, noted: list[str]) -> None:
    account, pages = Account(), OpenPages()
    gone, still = (
        PageRequests(account, Request(url, meta={"site": "1"}), lambda url: None)
        for url in ("http://127.0.0.1/a", other)
    )
    with pages.hold(gone):
        gone.part()
    with pages.hold(still):
        _, reached = asyncio.run(asked_through(b"http://127.0.0.1:PORT/untold", pages=pages))
    assert reached == len(noted)
    assert [row.fetch.url.rpartition("/")[2] for row in account.rest("1")] == noted


@pytest.mark.usefixtures("directly")
@pytest.mark.parametrize("is_known", [True, False])
def test_a_tunnel_lasts_as_long_as_a_page_of_its_host(is_known: bool) -> None:
    assert asyncio.run(_tunnel_lasts(is_known)) is is_known


async def _tunnel_lasts(is_known: bool) -> bool:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.read(1))
        await reader.read()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    pages = OpenPages()
    proxy = BrowserProxy(Settings(LIMITS), pages)
    address = await proxy.start()
    url = "https://127.0.0.1/" if is_known else "https://other.gov.cn/"
    with pages.hold(PageRequests(Account(), Request(url, meta={"site": "1"}), lambda url: None)):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        writer.write(b"CONNECT 127.0.0.1:%d HTTP/1.1\r\n\r\n" % server.sockets[0].getsockname()[1])
        await reader.readuntil(b"\r\n\r\n")
        proxy.end_tunnels()
        try:
            writer.write(b"x")
            lasts = await reader.read(1) == b"x"
        except ConnectionError:
            lasts = False
    writer.close()
    await proxy.close()
    server.close()
    return lasts
