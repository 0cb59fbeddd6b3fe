"""Compressed bodies: whole, half, lying, and bombs."""

import gzip
import sys
import zlib

import brotli
import pytest

from govcrawl.middlewares.decompress import decompress
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "政务公开".encode() * 500
RAW_DEFLATE = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("encodings", "body"),
    [
        ([b"gzip"], gzip.compress(TEXT)),
        ([b"x-gzip"], gzip.compress(TEXT)),
        ([b"deflate"], zlib.compress(TEXT)),
        ([b"deflate"], RAW_DEFLATE.compress(TEXT) + RAW_DEFLATE.flush()),
        ([b"br"], brotli.compress(TEXT)),
        ([b"zstd"], zstd.compress(TEXT)),
        ([b"br", b"gzip"], gzip.compress(brotli.compress(TEXT))),
        ([b"identity"], TEXT),
        ([b"gzip"], TEXT),
    ],
    ids=["gzip", "x-gzip", "zlib", "raw-deflate", "br", "zstd", "br-in-gzip", "identity", "not-gzip-at-all"],
)
def test_a_whole_body_is_read(encodings: list[bytes], body: bytes) -> None:
    assert decompress(body, encodings, len(TEXT)) == (TEXT, True)


@pytest.mark.parametrize(
    ("name", "body"), [(b"gzip", gzip.compress(TEXT)), (b"deflate", zlib.compress(TEXT))], ids=["gzip", "deflate"]
)
def test_half_a_body_is_read_and_said_to_be_half(name: bytes, body: bytes) -> None:
    text, whole = decompress(body[: len(body) // 2], [name], len(TEXT))
    assert not whole
    assert TEXT.startswith(text)


@pytest.mark.parametrize(
    ("name", "pack"),
    [(b"gzip", gzip.compress), (b"deflate", zlib.compress), (b"br", brotli.compress), (b"zstd", zstd.compress)],
)
def test_the_limit_holds_to_the_byte(name: bytes, pack) -> None:  # type: ignore[no-untyped-def]
    limit = 100_000
    assert len(decompress(pack(b"a" * limit), [name], limit)[0]) == limit
    with pytest.raises(FetchTrouble) as caught:
        decompress(pack(b"a" * (limit + 1)), [name], limit)
    assert caught.value.outcome is FetchOutcome.BOMB


def test_damaged_bytes_are_a_decode_error() -> None:
    with pytest.raises(FetchTrouble) as caught:
        decompress(b"\x1f\x8b" + b"\x00" * 40, [b"gzip"], 1000)
    assert caught.value.outcome is FetchOutcome.DECODE_ERROR
