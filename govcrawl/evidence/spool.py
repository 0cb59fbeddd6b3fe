"""Answers of sites under way, uncompressed: findings are known at a site's end only, and most pages carry none.

One file a site, whole frames appended: the length of the head, the length of the body (big-endian, 4 bytes each), the head
as MessagePack, the body. A frame cut off by a killed crawl ends the file's use at that point.
"""

import errno
import os
import struct
from collections.abc import Iterator
from pathlib import Path

import msgspec

from govcrawl.evidence.exchange import Exchange
from govcrawl.evidence.names import safe_name

_LENGTHS = struct.Struct(">II")
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Exchange).decode


class Spool:
    """The spool of one inspection. `most_bytes` bounds one site's file; beyond that nothing more of the site is kept."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def add(self, exchange: Exchange, body: bytes) -> bool:
        """Appends one answer; says whether there was room. Raises OSError."""
        head = _encode(exchange)
        path = self._path(exchange.site_id_code)
        try:
            number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        except FileNotFoundError:
            self._folder.mkdir(parents=True, exist_ok=True)
            number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        try:
            start = os.fstat(number).st_size
            if start + len(body) > self._most_bytes:
                return False
            frame = (_LENGTHS.pack(len(head), len(body)), head, body)
            if os.writev(number, frame) != sum(map(len, frame)):
                os.ftruncate(number, start)  # half a frame would hide all that come after it
                raise OSError(errno.ENOSPC, "no room for evidence", str(path))
        finally:
            os.close(number)
        return True

    def heads(self, site_id_code: str) -> Iterator[tuple[Exchange, int, int]]:
        """Every answer of a site in the order of asking, with offset and length of its body in the file."""
        try:
            file = self._path(site_id_code).open("rb")
        except FileNotFoundError:
            return
        with file:
            size = os.fstat(file.fileno()).st_size
            while len(lengths := file.read(_LENGTHS.size)) == _LENGTHS.size:
                head, body = _LENGTHS.unpack(lengths)
                start = file.tell() + head
                if start + body > size:
                    return
                yield _decode(file.read(head)), start, body
                file.seek(start + body)

    def body(self, site_id_code: str, offset: int, length: int) -> bytes:
        """The body at a place that `heads` told."""
        with self._path(site_id_code).open("rb") as file:
            file.seek(offset)
            return file.read(length)

    def drop(self, site_id_code: str) -> None:
        """Forgets a site."""
        self._path(site_id_code).unlink(missing_ok=True)

    def _path(self, site_id_code: str) -> Path:
        return self._folder / f"{safe_name(site_id_code)}.spool"
