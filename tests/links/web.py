"""A forward proxy on loopback that answers for hosts of its own with any fault: the web of the link tests."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back. `after` in seconds; `cut` closes the connection instead; `short` declares that many bytes more."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str | bytes] = field(default_factory=dict)
    content_type: str | None = "text/html; charset=utf-8"
    after: float = 0.0
    cut: bool = False
    short: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the proxy saw it; `times` counts the requests for this address so far, this one included."""

    method: str
    url: str
    headers: Mapping[str, str]
    times: int

    @property
    def path(self) -> str:
        return urlsplit(self.url).path


class Web:
    """Served from a thread. `log` holds every request."""

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        self._answer = answer
        self.log: list[Asked] = []
        self._times: Counter[str] = Counter()
        self.url = ""

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        origin = ""
        try:
            while (told := await self._one(reader, writer, origin)) is not None:
                origin = told
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, origin: str) -> str | None:
        """One request and its answer; the origin that the connection leads to (empty: the request says), None at its end."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        if method == "CONNECT":  # some clients ask plain http through a tunnel, too
            writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
            return f"http://{target.removesuffix(':80')}"
        url = origin + target
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        self._times[url] += 1
        asked = Asked(method, url, headers, self._times[url])
        self.log.append(asked)
        answer = self._answer(asked)
        await asyncio.sleep(answer.after)
        if answer.cut:
            return None
        writer.write(_bytes(answer, method))
        await writer.drain()
        return None if answer.short else origin


def _bytes(answer: Answer, method: str) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} X".encode()]
    given: dict[str, str | bytes] = {"Content-Length": str(len(answer.body) + answer.short), **answer.headers}
    if answer.content_type:
        given.setdefault("Content-Type", answer.content_type)
    for name, value in given.items():
        lines.append(name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()))
    return b"\r\n".join(lines) + b"\r\n\r\n" + (b"" if method == "HEAD" else answer.body)


async def _end_all() -> None:
    """Ends what is still open; left to the collector it would end anywhere, inside a compilation too."""
    open_still = asyncio.all_tasks() - {asyncio.current_task()}
    for task in open_still:
        task.cancel()
    await asyncio.gather(*open_still, return_exceptions=True)


@contextmanager
def served(answer: Callable[[Asked], Answer]) -> Iterator[Web]:
    """Serves until the block ends; `Web.url` is what `http_proxy` must say."""
    web = Web(answer)
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(web.handle, "127.0.0.1", 0, limit=1 << 20))
    web.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(_end_all())
        loop.close()
