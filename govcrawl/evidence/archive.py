"""Reading WARC files back: which answer an archive holds for a question.

Reads the archives of this program and those of others; in the latter every `response` is a page that was asked by GET.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from govcrawl.evidence.exchange import Exchange, Lane
from govcrawl.evidence.warc import FIELD

_SUFFIXES = (".warc.gz", ".warc")
_ORIGINAL = b"x-orig-"
_UNDONE = frozenset({b"content-encoding", b"transfer-encoding", b"content-length"})
_INSTEAD = {
    Lane.PAGE: (Lane.PAGE, Lane.SECOND),
    Lane.SECOND: (Lane.SECOND, Lane.PAGE),
    Lane.POOL: (Lane.POOL, Lane.SECOND, Lane.PAGE),
    Lane.BROWSER: (Lane.BROWSER,),
    Lane.RESOLVER: (Lane.RESOLVER,),
}
"""Whose answers will do for whom: the pool reads the start of a page only, so nobody is given what it had."""

Question = tuple[Lane, str, str, bytes]


class ArchiveError(ValueError):
    """The folder holds no readable archive. The message names the file."""


@dataclass(slots=True)
class _Held:
    """One answer: the file and the offset of its record."""

    site_id_code: str
    file: Path
    offset: int
    was_given: bool = False


@dataclass(slots=True)
class Archive:
    """All answers of a folder. `infos` are the heads of its files, `site_id_codes` the sites met.

    A question asked several times gets its answers in the order in which they were recorded, the
    last one is repeated. A site without an answer of its own gets another's. Threads may share it.
    """

    infos: list[dict[str, str]] = field(default_factory=list)
    site_id_codes: set[str] = field(default_factory=set)
    answers: int = 0
    _held: defaultdict[Question, list[_Held]] = field(default_factory=lambda: defaultdict(list))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, exchange: Exchange, file: Path, offset: int) -> None:
        """Notes where an answer lies."""
        question = Lane(exchange.lane), exchange.method, exchange.url, exchange.form
        self._held[question].append(_Held(exchange.site_id_code, file, offset))
        self.answers += 1
        if exchange.site_id_code:
            self.site_id_codes.add(exchange.site_id_code)

    def holds(self, lane: Lane, url: str) -> bool:
        """Whether that client was asked that."""
        return (lane, "GET", url, b"") in self._held

    def answer(
        self, lane: Lane, site_id_code: str, url: str, method: str = "GET", form: bytes = b""
    ) -> tuple[Exchange, bytes] | None:
        """What came when this was asked, or None where the archive does not say."""
        with self._lock:
            found = next(
                (held for other in _INSTEAD[lane] if (held := self._held.get((other, method, url, form)))), None
            )
            if found is None:
                return None
            # Targets outside are asked once for all sites: which of them asked is chance.
            found = [held for held in found if held.site_id_code == site_id_code] or found
            chosen = next((held for held in found if not held.was_given), found[-1])
            chosen.was_given = True
        return read_at(chosen.file, chosen.offset)


def open_archive(folder: Path) -> Archive:
    """The archive of a folder (or of one file). Raises ArchiveError where there is none, or a file is broken."""
    files = (
        [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.name.endswith(_SUFFIXES))
    )
    if not files:
        raise ArchiveError(f"{folder}: no WARC file")
    archive = Archive()
    for file in files:
        _index(archive, file)
    if not archive.answers:
        raise ArchiveError(f"{folder}: no answers in its WARC files")
    return archive


def _index(archive: Archive, file: Path) -> None:
    with file.open("rb") as stream:
        records = ArchiveIterator(stream, no_record_parse=True)
        try:
            for record in records:
                if record.rec_type == "warcinfo":
                    archive.infos.append(dict(_lines(record.raw_stream.read())))
                elif exchange := _head_of(record):
                    archive.add(exchange, file, records.get_record_offset())  # which reads to the record's end
        except (ArchiveLoadFailed, EOFError, OSError) as error:
            # A crawl killed while writing leaves a file without its last record: what stands before it is good.
            if not archive.answers:
                raise ArchiveError(f"{file}: no WARC file ({error})") from error


def read_at(file: Path, offset: int) -> tuple[Exchange, bytes]:
    """The answer at an offset of a file. Raises ArchiveError where none begins there."""
    with file.open("rb") as stream:
        stream.seek(offset)
        try:
            record: ArcWarcRecord | None = next(iter(ArchiveIterator(stream, no_record_parse=True)), None)
        except (ArchiveLoadFailed, EOFError, OSError) as error:
            raise ArchiveError(f"{file}#{offset}: no record begins there") from error
        exchange = _head_of(record) if record else None
        if record is None or exchange is None:
            raise ArchiveError(f"{file}#{offset}: no answer begins there")
        if not record.rec_headers.get_header(FIELD):
            stream.seek(offset)
            return _foreign_body(exchange, next(iter(ArchiveIterator(stream))))
        block = record.raw_stream.read()
    if record.rec_type == "response":
        return _with_head(exchange, block)
    return exchange, block if record.rec_type == "conversion" else b""


def _head_of(record: ArcWarcRecord) -> Exchange | None:
    """What the record's own fields say; None for records that hold no answer."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    told = record.rec_headers.get_header(FIELD)
    if told:
        fields: dict[str, Any] = msgspec.json.decode(told)
        return msgspec.convert({**fields, "url": url}, Exchange, strict=False)
    if record.rec_type != "response" or not url.startswith(("http:", "https:")):
        return None
    date = record.rec_headers.get_header("WARC-Date")
    asked_at = datetime.fromisoformat(date.replace("Z", "+00:00")).astimezone(UTC)
    return Exchange("", Lane.PAGE, url, url, asked_at, client="archive")


def _with_head(exchange: Exchange, block: bytes) -> tuple[Exchange, bytes]:
    head, _, body = block.partition(b"\r\n\r\n")
    fields = []
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b": ")
        is_renamed = name.lower() == _ORIGINAL + b"transfer-encoding"
        fields.append((name[len(_ORIGINAL) :] if is_renamed else name, value))
    return replace(exchange, received=tuple(fields)), body


def _foreign_body(exchange: Exchange, record: ArcWarcRecord) -> tuple[Exchange, bytes]:
    """Other archives keep bodies as they came over the wire, chunked and packed: they are unpacked here."""
    body = record.content_stream().read()
    fields = tuple(
        (name.encode("latin-1", "replace"), value.encode("latin-1", "replace"))
        for name, value in record.http_headers.headers
        if name.lower().encode("latin-1", "replace") not in _UNDONE
    )
    return replace(exchange, received=fields, status=int(record.http_headers.get_statuscode())), body


def _lines(block: bytes) -> Iterator[tuple[str, str]]:
    for line in block.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(": ")
        if colon:
            yield name, value
