"""Content-Encoding undone under a limit: a bomb is stopped while it grows, half an answer is told from a whole one."""

import sys
import zlib
from collections.abc import Callable, Sequence
from typing import Protocol

import brotli

from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPT_ENCODING = "gzip, deflate, br"
_STEP = 4096
"""Bytes fed at a time: deflate grows at most 1,032-fold, so one step stays near 4 MiB."""


class _Decoder(Protocol):
    def feed(self, data: bytes, limit: int) -> bytes: ...

    def is_whole(self) -> bool: ...


class _Zlib:
    def __init__(self, window_bits: int) -> None:
        self._decoder = zlib.decompressobj(window_bits)

    def feed(self, data: bytes, limit: int) -> bytes:
        return self._decoder.decompress(data)

    def is_whole(self) -> bool:
        return self._decoder.eof


class _Brotli:
    def __init__(self) -> None:
        self._decoder = brotli.Decompressor()

    def feed(self, data: bytes, limit: int) -> bytes:
        return bytes(self._decoder.process(data, output_buffer_limit=limit))

    def is_whole(self) -> bool:
        return bool(self._decoder.is_finished())


class _Zstd:
    def __init__(self) -> None:
        self._decoder = zstd.ZstdDecompressor()

    def feed(self, data: bytes, limit: int) -> bytes:
        return b"" if self._decoder.eof else self._decoder.decompress(data, limit)

    def is_whole(self) -> bool:
        return self._decoder.eof


def _deflate(body: bytes) -> _Decoder:
    """`deflate` is zlib by the standard and raw deflate in the wild; the first byte tells."""
    is_zlib = len(body) > 1 and (body[0] & 0x0F) == 8 and ((body[0] << 8) | body[1]) % 31 == 0
    return _Zlib(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


_DECODERS: dict[bytes, Callable[[bytes], _Decoder]] = {
    b"gzip": lambda body: _Zlib(zlib.MAX_WBITS | 16),
    b"x-gzip": lambda body: _Zlib(zlib.MAX_WBITS | 16),
    b"deflate": _deflate,
    b"br": lambda body: _Brotli(),
    b"zstd": lambda body: _Zstd(),
}


def _undo(body: bytes, decoder: _Decoder, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for start in range(0, len(body), _STEP):
        part = decoder.feed(body[start : start + _STEP], limit + 1)
        size += len(part)
        if size > limit:
            raise FetchTrouble(FetchOutcome.BOMB, f"more than {limit} bytes after decompression")
        parts.append(part)
    return b"".join(parts)


def decompress(body: bytes, encodings: Sequence[bytes], limit: int) -> tuple[bytes, bool]:
    """The decoded body and whether it was whole.

    `limit` is in bytes after decompression. Raises FetchTrouble: bomb over the limit, decode_error where the body is not
    what its header says. A body that only claims to be compressed is given back as it came.
    """
    whole = True
    for name in reversed(encodings):
        make = _DECODERS.get(name)
        if make is None or not body:
            continue
        if name in {b"gzip", b"x-gzip"} and body[:2] != b"\x1f\x8b":
            continue
        decoder = make(body)
        try:
            body = _undo(body, decoder, limit)
        except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
            raise FetchTrouble(FetchOutcome.DECODE_ERROR, f"{name.decode()} body: {error}") from error
        whole = whole and decoder.is_whole()
    return body, whole
