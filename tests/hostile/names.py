"""A name server of our own: each name under ZONE is answered in its own bad way, over UDP and TCP."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import cast

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

from tests.hostile.fault import HOME, answer
from tests.hostile.server import INTERNAL

ZONE = "names.hostile.gov.cn"
SERVED = "127.1.200.1"
_MANY = [f"127.1.200.{number}" for number in range(1, 251)]
"""Where the pages of names that lead to the web are served: here, and at as many addresses as a name may have."""

Query = dns.message.QueryMessage
Answer = Callable[[Query, int, bool], bytes | None]
"""The wire form of an answer to a question, the how-manieth of its name, over TCP or not; None for silence."""


@dataclass(frozen=True)
class Name:
    """`outcome` lists the words that are right for a site of that name."""

    outcome: str
    answer: Answer


def _records(query: Query, kind: str, *values: str, name: str = "") -> bytes:
    reply = dns.message.make_response(query)
    asked = query.question[0]
    if kind == "CNAME" or dns.rdatatype.to_text(asked.rdtype) == kind:
        reply.answer.append(dns.rrset.from_text(name or asked.name, 60, "IN", kind, *values))
    return reply.to_wire(max_size=65535)


def _leads(*addresses: str) -> Answer:
    kind = "AAAA" if ":" in addresses[0] else "A"
    return lambda query, _nth, _tcp: _records(query, kind, *addresses)


def _fails(rcode: dns.rcode.Rcode) -> Answer:
    def answered(query: Query, nth: int, tcp: bool) -> bytes:
        reply = dns.message.make_response(query)
        reply.set_rcode(rcode)
        return reply.to_wire()

    return answered


def _cut_short(over_tcp: Answer) -> Answer:
    def answered(query: Query, nth: int, tcp: bool) -> bytes | None:
        if tcp:
            return over_tcp(query, nth, tcp)
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.TC
        return reply.to_wire()

    return answered


def _alias(of: str) -> Answer:
    return lambda query, _nth, _tcp: _records(query, "CNAME", f"{of}.{ZONE}.")


def _rebinds(query: Query, nth: int, tcp: bool) -> bytes:
    return _records(query, "A", SERVED if nth == 0 else INTERNAL)


def _of_another_name(query: Query, nth: int, tcp: bool) -> bytes:
    return _records(query, "A", INTERNAL, name=f"other.{ZONE}.")


def _to_another_question(query: Query, nth: int, tcp: bool) -> bytes:
    other = dns.message.make_query(f"other.{ZONE}.", "A", id=query.id)
    return _records(other, "A", INTERNAL)


def _silent(query: Query, nth: int, tcp: bool) -> None:
    return None


NAMES = {
    "good": Name("ok", _leads(SERVED)),
    "nxdomain": Name("dns_nxdomain", _fails(dns.rcode.NXDOMAIN)),
    "servfail": Name("dns_failure", _fails(dns.rcode.SERVFAIL)),
    "refused": Name("dns_failure", _fails(dns.rcode.REFUSED)),
    "notimp": Name("dns_failure", _fails(dns.rcode.NOTIMP)),
    "silent": Name("dns_failure", _silent),
    "no-data": Name("dns_failure", lambda query, _nth, _tcp: dns.message.make_response(query).to_wire()),
    "garbage": Name("dns_failure", lambda query, _nth, _tcp: query.to_wire()[:2] + b"\xff" * 40),
    "other-name": Name("dns_failure", _of_another_name),
    "other-question": Name("dns_failure", _to_another_question),
    "truncated": Name("ok", _cut_short(_leads(SERVED))),
    "truncated-for-ever": Name("dns_failure", _cut_short(_silent)),
    "long": Name("ok", _cut_short(_leads(*_MANY))),
    "long-inside": Name("blocked_address", _cut_short(_leads(*_MANY, INTERNAL))),
    "alias": Name("ok", lambda query, _nth, _tcp: _chain(query, SERVED)),
    "alias-inside": Name("blocked_address", lambda query, _nth, _tcp: _chain(query, INTERNAL)),
    "alias-loop": Name("dns_failure", _alias("alias-loop")),
    "rebinds": Name("ok blocked_address", _rebinds),
    "mixed": Name("blocked_address", _leads(SERVED, INTERNAL)),
    **{
        f"inside-{number}": Name("blocked_address", _leads(address))
        for number, address in enumerate(
            (
                INTERNAL,
                "127.0.0.1",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "::1",
                "fe80::1",
                "fc00::1",
                "::ffff:127.0.0.2",
                "::7f00:2",
                "64:ff9b::7f00:2",
                "2002:7f00:2::",
            )
        )
    },
}


def _chain(query: Query, address: str) -> bytes:
    reply = dns.message.make_response(query)
    asked = query.question[0].name
    reply.answer.append(dns.rrset.from_text(asked, 60, "IN", "CNAME", f"end.{ZONE}."))
    if query.question[0].rdtype == dns.rdatatype.A:
        reply.answer.append(dns.rrset.from_text(f"end.{ZONE}.", 60, "IN", "A", address))
    return reply.to_wire()


@dataclass
class NameServer:
    """`port` serves UDP and TCP on 127.0.0.1; `asked` counts questions by name and type."""

    port: int = 0
    page_port: int = 0
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def reply(self, wire: bytes, *, tcp: bool) -> bytes | None:
        """The answer to a question; NXDOMAIN for names that are not served."""
        query = dns.message.from_wire(wire)
        assert isinstance(query, Query)
        asked = query.question[0]
        label = asked.name.relativize(dns.name.from_text(ZONE)).to_text()
        key = label, dns.rdatatype.to_text(asked.rdtype)
        nth = self.asked[key]
        self.asked[key] += not tcp
        name = NAMES.get(label)
        return name.answer(query, nth, tcp) if name else _fails(dns.rcode.NXDOMAIN)(query, nth, tcp)


class _Udp(asyncio.DatagramProtocol):
    def __init__(self, names: NameServer) -> None:
        self._names = names

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        if reply := self._names.reply(data, tcp=False):
            self._transport.sendto(reply, address)


async def _start(names: NameServer) -> list[asyncio.Server]:
    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                length = int.from_bytes(await reader.readexactly(2))
                reply = names.reply(await reader.readexactly(length), tcp=True)
                if reply:
                    writer.write(len(reply).to_bytes(2) + reply)
                    await writer.drain()
        writer.close()

    async def serve_page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer(HOME))
            await writer.drain()
        writer.close()

    over_tcp = await asyncio.start_server(take, "127.0.0.1", 0)
    names.port = over_tcp.sockets[0].getsockname()[1]
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(lambda: _Udp(names), local_addr=("127.0.0.1", names.port))
    return [over_tcp, await asyncio.start_server(serve_page, _MANY, names.page_port)]


@contextmanager
def named(page_port: int) -> Iterator[NameServer]:
    """The name server until the block ends, and pages at SERVED on `page_port`."""
    names = NameServer(page_port=page_port)
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # broken answers are what is served here
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    servers = asyncio.run_coroutine_threadsafe(_start(names), loop).result(60)
    try:
        yield names
    finally:
        for server in servers:
            loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
