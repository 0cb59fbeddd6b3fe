"""What a fault is: one host that answers in its own bad way, and the outcome word that its home page must get."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter, bytes], Awaitable[None]]
Reply = bytes | Handler

HOME = (
    "<html><head><title>模拟局</title></head><body>"
    + "".join(
        f'<p><a href="/x/{n}.html">通知公告第{n}号关于印发工作方案的通知</a> 2018-02-{n:02d}</p>' for n in range(1, 9)
    )
    + "<p>主办单位：模拟局</p></body></html>"
).encode()
ABSENT = b"HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\nConnection: close\r\n\r\nnot found"


@dataclass(frozen=True)
class Fault:
    """`reply` answers `/`; `pages` other paths by name, anything else is a 404. `outcome` lists the words that are right.

    `before_tls` takes the bare connection in place of HTTP; `tls` names a server context of certificates.py, `tls_state`
    what must be said of it. A `name` with a dot is asked through the proxy.
    """

    name: str
    outcome: str
    reply: Reply = b""
    pages: Mapping[str, Reply] = field(default_factory=dict)
    tls: str = ""
    tls_state: str = "none"
    on_connect: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]] | None = None

    @property
    def outcomes(self) -> set[str]:
        return set(self.outcome.split())


def answer(body: bytes = HOME, *headers: str, status: str = "200 OK") -> bytes:
    """A well-formed HTTP/1.1 answer; headers given replace none of the usual ones."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    if not any(line.lower().startswith("content-type:") for line in headers):
        lines.append("Content-Type: text/html; charset=utf-8")
    if not any(line.lower().startswith(("content-length:", "transfer-encoding:")) for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(location: str | bytes, *headers: str, status: str = "302 Found") -> bytes:
    """A redirect with a Location as given, byte for byte."""
    raw = location.encode() if isinstance(location, str) else location
    head = "".join(f"{header}\r\n" for header in headers).encode()
    return b"HTTP/1.1 %b\r\nLocation: %b\r\n%bConnection: close\r\nContent-Length: 0\r\n\r\n" % (
        status.encode(),
        raw,
        head,
    )


async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *_: bytes) -> None:
    """Never answers; ends when the client goes."""
    await reader.read()


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *_: bytes) -> None:
    """Ends the connection with RST."""
    import socket
    import struct

    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.close()


def then_hang(first: bytes) -> Handler:
    """Sends something and then nothing."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
        writer.write(first)
        await hang(reader, writer)

    return handler


def then_reset(first: bytes) -> Handler:
    """Sends something and ends the connection with RST."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
        writer.write(first)
        await writer.drain()
        await asyncio.sleep(0.1)  # the client takes what was sent before the RST throws it away
        await reset(reader, writer)

    return handler


def drip(first: bytes, part: bytes, pause: float) -> Handler:
    """Sends something and then a little now and then, for ever."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
        writer.write(first)
        while not writer.is_closing():
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)

    return handler


def endless(first: bytes, part: bytes, seconds: float = 300) -> Handler:
    """Sends as fast as the client takes it, until the client goes."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
        writer.write(first)
        ends = time.monotonic() + seconds
        while not writer.is_closing() and time.monotonic() < ends:
            writer.write(part)
            await writer.drain()

    return handler
