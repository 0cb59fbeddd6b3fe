"""More faults of heads, statuses, compression, types, robots.txt and of sites that want a certain kind of visitor."""

import asyncio
import gzip
import sys
import zlib
from collections.abc import Iterator

import brotli

from tests.hostile.fault import HOME, Fault, Handler, answer, drip, endless, redirect, then_hang, then_reset

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
_ZEROS = b"\0" * (64 << 20)
_FIRST_LINE = answer().split(b"\r\n", 1)


def _first_line(line: bytes) -> bytes:
    return line + b"\r\n" + _FIRST_LINE[1]


def _status(code: int, words: str = "x", body: bytes = b"<html>busy</html>") -> bytes:
    return answer(body, status=f"{code} {words}")


HEADS = (
    Fault("head-without-reason", "ok", _first_line(b"HTTP/1.1 200")),
    Fault("head-with-blank-reason", "ok", _first_line(b"HTTP/1.1 200 ")),
    Fault("head-reason-in-gbk", "ok", _first_line("HTTP/1.1 200 好".encode("gbk"))),
    Fault("head-two-blanks", "ok protocol_error", _first_line(b"HTTP/1.1  200 OK")),
    Fault("head-version-1-0", "ok", _first_line(b"HTTP/1.0 200 OK")),
    Fault("head-version-0-9", "ok protocol_error", _first_line(b"HTTP/0.9 200 OK")),
    Fault("head-version-2", "ok protocol_error", _first_line(b"HTTP/2 200 OK")),
    Fault("head-version-9-9", "ok protocol_error", _first_line(b"HTTP/9.9 200 OK")),
    Fault("head-lower-case", "ok protocol_error", _first_line(b"http/1.1 200 ok")),
    Fault("head-shoutcast", "ok protocol_error", _first_line(b"ICY 200 OK")),
    Fault("head-after-blank-lines", "ok protocol_error", b"\r\n\r\n" + answer()),
    Fault("head-after-mark", "ok protocol_error", b"\xef\xbb\xbf" + answer()),
    Fault("head-only-cr", "ok protocol_error incomplete reset timeout_first_byte", answer().replace(b"\r\n", b"\r", 4)),
    Fault("head-without-headers", "ok", b"HTTP/1.1 200 OK\r\n\r\n" + HOME),
    Fault("head-is-a-request", "protocol_error", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    Fault("head-of-ssh", "protocol_error", b"SSH-2.0-OpenSSH_8.0\r\n\r\n"),
    Fault("head-of-tls", "protocol_error reset", b"\x15\x03\x01\x00\x02\x02\x28"),
    Fault("header-name-empty", "ok protocol_error", answer(HOME, ": value")),
    Fault("header-name-blank", "ok", answer(HOME, "Some Name: value")),
    Fault("header-twice-type", "ok", answer(HOME, "Content-Type: text/html", "Content-Type: text/html; charset=utf-8")),
    Fault("length-with-plus", "ok protocol_error", answer(HOME, f"Content-Length: +{len(HOME)}")),
    Fault("length-in-hex", "ok protocol_error", answer(HOME, f"Content-Length: {len(HOME):#x}")),
    Fault("length-listed", "ok protocol_error", answer(HOME, f"Content-Length: {len(HOME)}, {len(HOME)}")),
    Fault("length-huge-digits", "too_large protocol_error", then_hang(_HEAD + b"Content-Length: " + b"9" * 400 + b"\r\n\r\n")),
    Fault("length-too-small", "ok ok_truncated", answer(HOME, f"Content-Length: {len(HOME) - 40}")),
    Fault("length-zero-with-body", "empty", answer(HOME, "Content-Length: 0")),
    Fault("chunks-with-extension", "ok", _HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x;a=b\r\n%b\r\n0\r\n\r\n" % (len(HOME), HOME)),
    Fault("chunks-with-trailer", "ok", _HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\nX: y\r\n\r\n" % (len(HOME), HOME)),
    Fault("chunks-of-one", "ok", _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(b"1\r\n%c\r\n" % byte for byte in HOME) + b"0\r\n\r\n"),
    Fault("chunk-size-huge", "too_large ok_truncated incomplete protocol_error", _HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" + HOME),
    Fault("chunk-size-negative", "protocol_error incomplete ok_truncated", _HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\n" + HOME),
    Fault("chunk-extension-endless", "too_large timeout_total protocol_error incomplete", endless(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;", b"x" * 65536)),
    Fault("chunk-trailer-endless", "ok ok_truncated too_large timeout_total protocol_error", endless(
        _HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n" % (len(HOME), HOME), b"X-T: y\r\n" * 1000)),
    Fault("chunks-not-said", "ok", _HEAD + b"Connection: close\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(HOME), HOME)),
    Fault("transfer-encoding-odd", "ok protocol_error", _HEAD + b"Transfer-Encoding: identity\r\nConnection: close\r\n\r\n" + HOME),
    Fault("drips-first-line", "timeout_first_byte timeout_total protocol_error", drip(b"", b"H", 0.2)),
    Fault("drips-chunks", "timeout_total", drip(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", 0.2)),
    Fault("reset-in-head", "reset protocol_error incomplete", then_reset(_HEAD)),
)  # fmt: skip

CODES = (
    *(Fault(f"code-{code}", "ok", _status(code, body=HOME)) for code in (202, 203, 206, 226)),
    Fault("code-205", "empty ok", _status(205, body=b"")),
    *(Fault(f"code-{code}", "http_odd", _status(code)) for code in (305, 306, 399)),
    *(Fault(f"code-{code}", "http_4xx", _status(code)) for code in (402, 405, 406, 408, 411, 414, 421, 422, 425, 428, 431, 444, 451, 499)),
    Fault("code-418", "http_4xx challenge", _status(418)),
    Fault("code-407", "http_4xx challenge", _status(407)),
    *(Fault(f"code-{code}", "http_5xx", _status(code)) for code in (501, 504, 505, 507, 508, 509, 520, 522, 530, 599)),
    Fault("code-101", "http_odd protocol_error reset timeout_first_byte incomplete", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"),
    Fault("code-100-alone", "reset protocol_error incomplete", b"HTTP/1.1 100 Continue\r\n\r\n"),
    Fault("code-two-digits", "http_odd protocol_error", _first_line(b"HTTP/1.1 20 OK")),
    Fault("code-four-digits", "protocol_error http_odd", _first_line(b"HTTP/1.1 2000 OK")),
    Fault("code-000", "http_odd protocol_error", _first_line(b"HTTP/1.1 000 x")),
    Fault("code-negative", "http_odd protocol_error", _first_line(b"HTTP/1.1 -200 x")),
    Fault("code-503-in-words", "http_5xx", answer("<html>系统维护中</html>".encode(), "Retry-After: soon", status="503 Busy")),
    Fault("code-429-words", "rate_limited challenge", answer("<html>访问过于频繁</html>".encode(), status="429 Too Many Requests")),
)  # fmt: skip


def compression_odd() -> Iterator[Fault]:
    """Each named encoding whole, cut off, wrong, and as a bomb."""
    deflated = zlib.compress(HOME)
    forms = {"gzip": gzip.compress(HOME), "deflate": deflated, "br": brotli.compress(HOME), "zstd": zstd.compress(HOME)}
    bombs = {"deflate": zlib.compress(_ZEROS, 1), "zstd": zstd.compress(_ZEROS)}
    for name, body in forms.items():
        header = f"Content-Encoding: {name}"
        if name != "gzip":
            yield Fault(f"whole-{name}", "ok", answer(body, header))
        yield Fault(f"cut-{name}", "ok_truncated incomplete", answer(body[: len(body) // 2], header))
        yield Fault(f"noise-{name}", "decode_error", answer(body[:4] + b"\xff\xa5" * 40 + body[4:], header))
        yield Fault(
            f"short-{name}", "ok_truncated incomplete", answer(body[:-8], header, f"Content-Length: {len(body)}")
        )
    for name, body in bombs.items():
        yield Fault(f"bomb-{name}", "bomb", answer(body, f"Content-Encoding: {name}"))
    yield Fault(
        "bomb-in-two-headers",
        "bomb",
        answer(gzip.compress(gzip.compress(_ZEROS, 1)), "Content-Encoding: gzip", "Content-Encoding: gzip"),
    )
    yield Fault("gzip-in-capitals", "ok", answer(gzip.compress(HOME), "Content-Encoding: GZIP"))
    yield Fault("gzip-old-name", "ok", answer(gzip.compress(HOME), "Content-Encoding: x-gzip"))
    yield Fault("gzip-two-members", "ok", answer(gzip.compress(HOME) + gzip.compress(HOME), "Content-Encoding: gzip"))
    yield Fault(
        "gzip-twice-said-once", "ok empty", answer(gzip.compress(gzip.compress(HOME)), "Content-Encoding: gzip")
    )
    yield Fault("gzip-not-said", "ok empty", answer(gzip.compress(HOME)))
    yield Fault("gzip-empty", "empty", answer(gzip.compress(b""), "Content-Encoding: gzip"))
    yield Fault("gzip-no-bytes", "empty", answer(b"", "Content-Encoding: gzip"))
    yield Fault("encoding-identity", "ok", answer(HOME, "Content-Encoding: identity"))
    yield Fault("encoding-none", "ok", answer(HOME, "Content-Encoding: none"))
    yield Fault("gzip-and-br", "ok", answer(brotli.compress(gzip.compress(HOME)), "Content-Encoding: gzip, br"))
    yield Fault("gzip-404", "http_4xx", answer(gzip.compress(b"gone"), "Content-Encoding: gzip", status="404 x"))


def _busy(times: int, until: bytes) -> Handler:
    """Answers something else the first times, then its page."""
    asked = 0

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
        nonlocal asked
        asked += 1
        writer.write(until if asked <= times else answer())

    return handler


_COOKIE = redirect("/?in", "Set-Cookie: visitor=1; Path=/")
VISITORS = (
    Fault("busy-once", "ok", _busy(1, _status(503))),
    Fault("busy-always", "http_5xx", _busy(99, _status(503))),
    Fault("cookie-wall", "ok redirect_loop", redirect("/", "Set-Cookie: v=1"), {}),
    Fault("cookie-then-page", "ok", _COOKIE, {"/?in": answer()}),
    Fault("login-grows", "redirect_loop", redirect("/login?back=/"), {"*": redirect("?back=/login%3Fback")}),
    Fault("wall-cloudflare", "challenge", answer(b"<title>Just a moment...</title>", "cf-mitigated: challenge", status="403 Forbidden")),
    Fault("captive-portal", "http_5xx challenge", answer(b"<html>login</html>", status="511 Network Authentication Required")),
)  # fmt: skip

TYPES = (
    Fault("type-octets", "ok", answer(HOME, "Content-Type: application/octet-stream")),
    Fault("type-xhtml", "ok", answer(HOME, "Content-Type: application/xhtml+xml")),
    Fault("type-json", "ok", answer(b'{"a": [1, 2', "Content-Type: application/json")),
    Fault("type-of-page-says-pdf", "ok", answer(HOME, "Content-Type: application/pdf")),
    Fault("type-endless", "ok", answer(HOME, "Content-Type: text/html; " + "a=b; " * 5000)),
    Fault("type-download", "ok", answer(HOME, "Content-Disposition: attachment; filename=../../etc/passwd")),
    Fault("type-multipart", "ok", answer(b"--x\r\n\r\n" + HOME + b"\r\n--x--", "Content-Type: multipart/mixed; boundary=x")),
)  # fmt: skip

ROBOTS_ODD = (
    *(Fault(f"robots-{code}", "ok", answer(), {"/robots.txt": _status(code)}) for code in (301, 401, 403, 410, 429, 503)),
    Fault("robots-marked", "ok", answer(), {"/robots.txt": answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /x\n", "Content-Type: text/plain")}),
    Fault("robots-waits", "ok", answer(), {"/robots.txt": answer(b"User-agent: *\nCrawl-delay: 99999999\n", "Content-Type: text/plain")}),
    Fault("robots-bomb", "ok", answer(), {"/robots.txt": answer(gzip.compress(_ZEROS, 1), "Content-Encoding: gzip")}),
    Fault("robots-long-line", "ok", answer(), {"/robots.txt": answer(b"Disallow: /" + b"a" * 900_000, "Content-Type: text/plain")}),
    Fault("robots-drips", "ok", answer(), {"/robots.txt": drip(b"HTTP/1.1 200 OK\r\n\r\n", b"a", 0.2)}),
    Fault("robots-wildcards", "ok", answer(), {"/robots.txt": answer(b"User-agent: *\nDisallow: /" + b"*$" * 5000, "Content-Type: text/plain")}),
)  # fmt: skip
