"""The link pool's lean client on loopback: every shape of an answer ends as what it is, and few connections do."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from scrapy.settings import Settings

from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.link_answer import LinkAnswer
from govcrawl.middlewares.link_pool import LinkPool
from govcrawl.model.vocabulary import FetchOutcome, Resource

PAGE = b"<html><body>" + b"<p>text</p>" * 40 + b"</body></html>"


def answer(head: bytes, body: bytes = PAGE) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n\r\n" + body


LENGTH = b"Content-Length: %d" % len(PAGE)
WHOLE = answer(LENGTH)
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
LONG = b"<p>" + b"x" * 300_000

ANSWERS = {
    "declared": (WHOLE, FetchOutcome.OK),
    "in chunks": (answer(b"Transfer-Encoding: chunked", CHUNKS), FetchOutcome.OK),
    "until the end": (answer(b"Connection: close"), FetchOutcome.OK),
    "old protocol": (b"HTTP/1.0 200 OK\r\n\r\n" + PAGE, FetchOutcome.OK),
    "short": (answer(b"Content-Length: 5000"), FetchOutcome.OK_TRUNCATED),
    "short in chunks": (answer(b"Transfer-Encoding: chunked", CHUNKS[:50]), FetchOutcome.OK_TRUNCATED),
    "no byte of it": (answer(b"Content-Length: 5000", b""), FetchOutcome.INCOMPLETE),
    "nothing declared": (answer(b"Content-Length: 0", b""), FetchOutcome.EMPTY),
    "longer than it takes": (answer(b"Content-Length: %d" % len(LONG), LONG), FetchOutcome.OK),
    "provisional first": (b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + WHOLE, FetchOutcome.OK),
    "line feeds alone": (WHOLE.replace(b"\r\n", b"\n"), FetchOutcome.OK),
    "gone": (b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone", FetchOutcome.HTTP_4XX),
    "no content": (b"HTTP/1.1 204 No Content\r\n\r\n", FetchOutcome.OK),
    "no answer": (b"", FetchOutcome.RESET),
    "half a head": (b"HTTP/1.1 200 OK\r\nContent-", FetchOutcome.RESET),
    "another protocol": (b"220 mail.shili.gov.cn ESMTP\r\n", FetchOutcome.PROTOCOL_ERROR),
    "endless head": (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 2_000_000 + b"\r\n\r\n", FetchOutcome.TOO_LARGE),
}


class Raw:
    """A server that sends bytes by path and then closes, or keeps the connection where `keeps`."""

    def __init__(self, keeps: bool = False) -> None:
        self.keeps = keeps
        self.connections = 0
        self.asked: list[str] = []
        self.bytes: Callable[[str], bytes] = lambda path: WHOLE

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.asked.append(head.decode())
                writer.write(self.bytes(head.split(b" ")[1].decode()))
                await writer.drain()
                if not self.keeps:
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def asked(raw: Raw, work: Callable[[LinkPool, str], Awaitable[list[LinkAnswer]]]) -> list[LinkAnswer]:
    async def run() -> list[LinkAnswer]:
        server = await asyncio.start_server(raw.handle, "127.0.0.1", 0)
        settings = Settings({"GUARD_ALLOW_NETWORKS": ["127.0.0.0/8"], "FIRST_BYTE_TIMEOUT": 1, "DOWNLOAD_TIMEOUT": 1})
        settings.setmodule("govcrawl.settings", priority="default")
        pool = LinkPool(settings, HostClock(0))
        try:
            return await work(pool, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        finally:
            await pool.close()
            server.close()

    return asyncio.run(run())


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_ends_as_what_it_is(name: str) -> None:
    sent, outcome = ANSWERS[name]
    raw = Raw()
    raw.bytes = lambda path: sent

    async def one(pool: LinkPool, origin: str) -> list[LinkAnswer]:
        return [await pool.ask(f"{origin}/a.html")]

    [told] = asked(raw, one)
    assert told.seen.outcome is outcome, told.seen.detail
    assert len(raw.asked) == 1, "one question is enough"


def test_one_connection_serves_many_questions_with_a_host_and_without_a_fragment() -> None:
    raw = Raw(keeps=True)

    async def three(pool: LinkPool, origin: str) -> list[LinkAnswer]:
        return [await pool.ask(f"{origin}/{number}.html?q=%D5#top") for number in range(3)]

    told = asked(raw, three)
    assert [answer.seen.outcome for answer in told] == [FetchOutcome.OK] * 3
    assert raw.connections == 1
    assert [head.split("\r\n")[0] for head in raw.asked] == [f"GET /{n}.html?q=%D5 HTTP/1.1" for n in range(3)]
    assert all("\r\nHost: 127.0.0.1:" in head and head.count("Accept-Encoding") == 1 for head in raw.asked)


def test_a_connection_closed_while_idle_is_opened_anew() -> None:
    raw = Raw()

    async def two(pool: LinkPool, origin: str) -> list[LinkAnswer]:
        return [await pool.ask(f"{origin}/{number}.html") for number in range(2)]

    assert [answer.seen.outcome for answer in asked(raw, two)] == [FetchOutcome.OK] * 2
    assert len(raw.asked) == 2


def test_a_file_is_asked_by_its_first_bytes_as_they_are() -> None:
    raw = Raw(keeps=True)

    async def one(pool: LinkPool, origin: str) -> list[LinkAnswer]:
        return [await pool.ask(f"{origin}/a.pdf", Resource.ATTACHMENT)]

    asked(raw, one)
    assert "Range: bytes=0-2047" in raw.asked[0]
    assert "Accept-Encoding: identity" in raw.asked[0]


def test_silence_is_told_from_a_body_that_does_not_end() -> None:
    raw = Raw(keeps=True)
    raw.bytes = lambda path: b"" if path == "/silent" else answer(b"Content-Length: 5000")

    async def two(pool: LinkPool, origin: str) -> list[LinkAnswer]:
        return [await pool.ask(f"{origin}/silent"), await pool.ask(f"{origin}/endless")]

    outcomes = [answer.seen.outcome for answer in asked(raw, two)]
    assert outcomes == [FetchOutcome.TIMEOUT_FIRST_BYTE, FetchOutcome.TIMEOUT_TOTAL]
