"""Exchanges as WARC 1.1 records (ISO 28500:2017), one gzip member a record.

An answer is a `response` record with its `request` beside it; a page as a browser built it is a `conversion`; a question
that ended without an answer is a `metadata` record. The field `Govcrawl-Exchange` says as JSON what no WARC field says.
"""

import hashlib
import io
import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses
from pathlib import Path
from typing import Any

import msgspec
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from govcrawl.evidence.exchange import Exchange, Fields, Lane

FIELD = "Govcrawl-Exchange"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: `file` name, `offset` and `length` in bytes, SHA-256 of those bytes."""

    file: str
    offset: int
    length: int
    digest: str


class WarcFile:
    """A WARC file that is appended to; made with the first record. Threads may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def append(self, exchanges: Iterable[tuple[Exchange, bytes]], info: Mapping[str, str]) -> list[Place]:
        """Appends answers and returns where each one lies, once they are on the disk; `info` heads a new file.

        Raises OSError.
        """
        packed = [pack(exchange, body) for exchange, body in exchanges]
        places = []
        with self._lock:
            is_new = not self.path.exists()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                if is_new:
                    file.write(_info_record(self.path.name, info))
                for answer, question in packed:
                    places.append(Place(self.path.name, file.tell(), len(answer), hashlib.sha256(answer).hexdigest()))
                    file.write(answer + question)
                file.flush()
                os.fsync(file.fileno())
        return places


def pack(exchange: Exchange, body: bytes) -> tuple[bytes, bytes]:
    """The answer and the question as gzip members."""
    writer = WARCWriter(io.BytesIO(), gzip=True, warc_version="1.1")
    answer = _answer(writer, exchange, body)
    question = _question(writer, exchange, answer)
    return _member(answer), _member(question)


def _answer(writer: WARCWriter, exchange: Exchange, body: bytes) -> ArcWarcRecord:
    named = {FIELD: _rest_of(exchange), "WARC-Date": _date(exchange.asked_at)}
    if exchange.status is not None and not exchange.is_whole:
        named["WARC-Truncated"] = "unspecified"
    kind = "metadata" if exchange.status is None else "conversion" if exchange.lane is Lane.BROWSER else "response"
    if kind == "metadata":
        body = f"outcome: {exchange.outcome}\r\ndetail: {' '.join(exchange.detail.split())}\r\n".encode()
    content_type = "text/html" if kind == "conversion" else ""
    head = None
    if kind == "response":
        line = f"{exchange.status} {responses.get(exchange.status or 0, 'Unknown')}"
        head = VerbatimHead(line, exchange.received, "HTTP/1.1")
    record: ArcWarcRecord = writer.create_warc_record(
        exchange.url,
        kind,
        io.BytesIO(body),
        len(body),
        warc_headers_dict=named,
        http_headers=head,
        warc_content_type=content_type,
    )
    return record


def _question(writer: WARCWriter, exchange: Exchange, answer: ArcWarcRecord) -> ArcWarcRecord:
    rest = exchange.url.partition("://")[2]
    host, slash, path = rest.partition("/")
    head = VerbatimHead(f"{slash or '/'}{path} HTTP/1.1", ((b"Host", host.encode()), *exchange.sent), exchange.method)
    named = {
        "WARC-Date": _date(exchange.asked_at),
        "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID"),
    }
    record: ArcWarcRecord = writer.create_warc_record(
        exchange.url,
        "request",
        io.BytesIO(exchange.form),
        len(exchange.form),
        warc_headers_dict=named,
        http_headers=head,
    )
    return record


class VerbatimHead(StatusAndHeaders):  # type: ignore[misc]
    """A head written as the bytes it had: warcio's own would escape what is not ASCII.

    The body was unchunked on the way, so `Transfer-Encoding` is kept under another name, as browsers' archives do.
    """

    def __init__(self, line: str, fields: Fields, protocol: str) -> None:
        super().__init__(line, [], protocol)
        self.raw = f"{protocol} {line}\r\n".encode("utf-8", "surrogateescape")
        for name, value in fields:
            kept = b"X-Orig-" + name if name.lower() == b"transfer-encoding" else name
            self.raw += kept + b": " + value + b"\r\n"
        self.raw += b"\r\n"

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self.raw


def _member(record: ArcWarcRecord) -> bytes:
    out = io.BytesIO()
    WARCWriter(out, gzip=True, warc_version="1.1").write_record(record)
    return out.getvalue()


def _info_record(file: str, info: Mapping[str, str]) -> bytes:
    writer = WARCWriter(io.BytesIO(), gzip=True, warc_version="1.1")
    return _member(writer.create_warcinfo_record(file, dict(info)))


def _rest_of(exchange: Exchange) -> str:
    """What the record's own fields do not hold; a built page has no head of its own."""
    told: dict[str, Any] = msgspec.to_builtins(exchange)
    for name in ("url", "sent") if exchange.lane is Lane.BROWSER else ("url", "sent", "received"):
        del told[name]
    return msgspec.json.encode(told).decode()


def _date(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
