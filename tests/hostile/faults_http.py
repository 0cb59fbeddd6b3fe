"""Faults of transport, compression, redirection, status, protection, content and text."""

import gzip
import zlib
from collections.abc import Iterator
from functools import cache

import brotli

from tests.hostile.fault import (
    HOME,
    Fault,
    Reply,
    answer,
    drip,
    endless,
    hang,
    redirect,
    reset,
    then_hang,
    then_reset,
)

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
_MIB = 1 << 20
_FILLER = b"<!-- " + b"x" * 65536 + b" -->"


def _chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + end


TRANSPORT = (
    Fault("plain", "ok", answer()),
    Fault("chunked", "ok", _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(HOME[:50], HOME[50:])),
    Fault("until-close", "ok", b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + HOME),
    Fault("no-answer", "reset", b""),
    Fault("reset-at-once", "reset", reset),
    Fault("never-answers", "timeout_first_byte", hang),
    Fault("hangs-in-headers", "timeout_first_byte", then_hang(_HEAD)),
    Fault("hangs-after-headers", "timeout_total", then_hang(_HEAD + b"Content-Length: 5000\r\n\r\n")),
    Fault("hangs-in-body", "timeout_total", then_hang(_HEAD + b"Content-Length: 5000\r\n\r\n" + HOME[:200])),
    Fault("drips-body", "timeout_total", drip(_HEAD + b"Content-Length: 5000\r\n\r\n", b"a", 0.2)),
    Fault("drips-headers", "timeout_first_byte", drip(_HEAD, b"X-A: b\r\n", 0.2)),
    Fault("short-body", "ok_truncated", _HEAD + b"Content-Length: 5000\r\n\r\n" + HOME),
    Fault("short-body-reset", "ok_truncated", then_reset(_HEAD + b"Content-Length: 5000\r\n\r\n" + HOME)),
    Fault("declared-but-absent", "incomplete", _HEAD + b"Content-Length: 5000\r\n\r\n"),
    Fault("reset-after-headers", "incomplete reset", then_reset(_HEAD + b"Content-Length: 5000\r\n\r\n")),
    Fault("half-a-head", "reset protocol_error incomplete", _HEAD[:30]),
    Fault("chunks-unfinished", "ok_truncated", _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(HOME, end=b"")),
    Fault(
        "chunk-size-garbled",
        "ok_truncated protocol_error incomplete",
        _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(HOME, end=b"zz\r\nabc\r\n"),
    ),
    Fault("status-line-garbled", "ok protocol_error", b"HTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab"),
    Fault("status-not-a-number", "protocol_error", b"HTTP/1.1 OK 200\r\nContent-Length: 2\r\n\r\nab"),
    Fault("no-head-at-all", "protocol_error", HOME),
    Fault("random-bytes", "protocol_error", bytes(range(1, 255)) * 20 + b"\r\n\r\n"),
    Fault("only-line-feeds", "ok protocol_error", answer().replace(b"\r\n", b"\n", 6)),
    Fault("header-without-colon", "ok", answer(HOME, "this is no header")),
    Fault("header-with-blank-before-colon", "ok", answer(HOME, "X-Odd : 1")),
    Fault("header-in-gbk", "ok", _HEAD + "X-Name: 政务\r\n".encode("gbk") + b"Connection: close\r\n\r\n" + HOME),
    Fault("header-folded", "ok", answer(HOME, "X-Long: a\r\n b")),
    Fault("header-with-nul", "ok protocol_error", answer(HOME, "X-Nul: a\x00b")),
    Fault("two-lengths", "protocol_error", answer(HOME, "Content-Length: 5", f"Content-Length: {len(HOME)}")),
    Fault("length-negative", "protocol_error", answer(HOME, "Content-Length: -5")),
    Fault("length-in-words", "protocol_error", answer(HOME, "Content-Length: thousand")),
    Fault("length-and-chunks", "ok protocol_error", _HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunked(HOME)),
    Fault("many-headers", "ok", answer(HOME, *(f"X-{n}: v" for n in range(5000)))),
    Fault("long-header", "ok", answer(HOME, "X-Long: " + "v" * 60_000)),
    Fault("endless-headers", "too_large", endless(_HEAD, b"X-Filler: " + b"y" * 8000 + b"\r\n")),
    Fault("endless-short-headers", "too_large", endless(_HEAD, b"X-F: y\r\n" * 1000)),
    Fault("endless-header-line", "too_large", endless(_HEAD + b"X-Filler: ", b"y" * 65536)),
    Fault("endless-body", "too_large", endless(_HEAD + b"\r\n" + HOME, _FILLER)),
    Fault("declared-too-large", "too_large", then_hang(_HEAD + b"Content-Length: 10485761\r\n\r\n")),
    Fault("declared-absurd", "too_large", then_hang(_HEAD + b"Content-Length: 99999999999999\r\n\r\n")),
    Fault("endless-1xx", "too_large timeout_first_byte protocol_error", endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)),
    Fault("some-1xx", "ok", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 3 + answer()),
    Fault("cookie-flood", "ok", answer(HOME, *(f"Set-Cookie: c{n}={'v' * 100}" for n in range(500)))),
    Fault("two-answers", "ok", answer() + answer(b"another")),
    Fault("until-close-reset", "ok_truncated", then_reset(_HEAD + b"Connection: close\r\n\r\n" + HOME[:-40])),
    Fault("until-close-whole-reset", "ok", then_reset(_HEAD + b"Connection: close\r\n\r\n" + HOME)),
)  # fmt: skip


@cache
def bomb(kind: str) -> bytes:
    zeros = b"\0" * (64 * _MIB)
    return brotli.compress(zeros, quality=3) if kind == "br" else gzip.compress(zeros, 1)


def compression() -> Iterator[Fault]:
    gz = "Content-Encoding: gzip"
    raw = zlib.compressobj(wbits=-15)
    yield Fault("gzip", "ok", answer(gzip.compress(HOME), gz))
    yield Fault("gzip-half", "ok_truncated", answer(gzip.compress(HOME)[:-30], gz))
    yield Fault("gzip-garbage", "decode_error", answer(b"\x1f\x8b" + b"\0" * 500, gz))
    yield Fault("gzip-is-plain", "ok", answer(HOME, gz))
    yield Fault("gzip-with-tail", "ok", answer(gzip.compress(HOME) + b"tail", gz))
    yield Fault("gzip-twice", "ok", answer(gzip.compress(gzip.compress(HOME)), "Content-Encoding: gzip, gzip"))
    yield Fault("deflate-raw", "ok", answer(raw.compress(HOME) + raw.flush(), "Content-Encoding: deflate"))
    yield Fault("br", "ok", answer(brotli.compress(HOME), "Content-Encoding: br"))
    yield Fault("br-is-plain", "ok decode_error", answer(HOME, "Content-Encoding: br"))
    yield Fault("bomb-gzip", "bomb", answer(bomb("gzip"), gz))
    yield Fault("bomb-br", "bomb", answer(bomb("br"), "Content-Encoding: br"))
    yield Fault("bomb-in-bomb", "bomb", answer(gzip.compress(bomb("gzip")), "Content-Encoding: gzip, gzip"))
    yield Fault("encoding-named-utf8", "ok", answer(HOME, "Content-Encoding: utf-8"))


def _chain(hops: int) -> dict[str, Reply]:
    pages: dict[str, Reply] = {f"/{n}": redirect(f"/{n + 1}") for n in range(1, hops)}
    return pages | {f"/{hops}": answer()}


REDIRECTS = (
    Fault("redirect-ten", "ok", redirect("/1"), _chain(10)),
    Fault("redirect-eleven", "redirect_loop", redirect("/1"), _chain(11)),
    Fault("redirect-self", "redirect_loop", redirect("/")),
    Fault("redirect-pair", "redirect_loop", redirect("/1"), {"/1": redirect("/")}),
    Fault("redirect-endless", "redirect_loop", redirect("/a"), {"*": redirect("x/a")}),
    Fault("redirect-permanent", "ok", redirect("index.html", status="301 Moved"), {"/index.html": answer()}),
    Fault("redirect-308", "ok", redirect("?a=1", status="308 Permanent"), {"/?a=1": answer()}),
    Fault("redirect-no-host", "redirect_bad", redirect("http://")),
    Fault("redirect-half-ipv6", "redirect_bad", redirect("http://[::1")),
    Fault("redirect-bad-port", "redirect_bad", redirect("http://a.gov.cn:99999/")),
    Fault("redirect-blank-host", "redirect_bad", redirect("http://a b.gov.cn/")),
    Fault("redirect-empty", "http_odd redirect_bad redirect_loop", redirect("")),
    Fault("redirect-without-location", "http_odd", answer(b"", status="302 Found")),
    Fault("redirect-300", "http_odd", redirect("/1", status="300 Multiple Choices"), {"/1": answer()}),
    Fault("redirect-file", "blocked_scheme", redirect("file:///etc/passwd")),
    Fault("redirect-ftp", "blocked_scheme", redirect("ftp://127.0.0.2/")),
    Fault("redirect-javascript", "blocked_scheme", redirect("javascript:alert(1)")),
    Fault("redirect-data", "blocked_scheme", redirect("data:text/html,x")),
    Fault("redirect-in-gbk", "ok", redirect("/政务/".encode("gbk")), {"/%E6%94%BF%E5%8A%A1/": answer()}),
    Fault("redirect-with-blanks", "ok", redirect("/a b"), {"/a%20b": answer()}),
    Fault("redirect-to-404", "http_4xx", redirect("/gone")),
)

STATUS = (
    Fault("status-201", "ok", answer(status="201 Created")),
    Fault("status-204", "empty", answer(b"", status="204 No Content")),
    Fault("empty-page", "empty", answer(b"")),
    Fault("blank-page", "empty", answer(b" \r\n\t")),
    Fault("status-206-part", "ok_truncated", answer(HOME[:-40], "Content-Range: bytes 0-499/9999", status="206 Partial Content")),
    Fault("status-206-whole", "ok", answer(status="206 Partial Content")),
    Fault("status-304", "http_odd", answer(b"", status="304 Not Modified")),
    Fault("status-400", "http_4xx", answer(status="400 Bad Request")),
    Fault("status-401", "http_4xx challenge", answer(b"login", "WWW-Authenticate: Basic", status="401 Unauthorized")),
    Fault("status-403", "http_4xx challenge", answer(b"forbidden", status="403 Forbidden")),
    Fault("status-404", "http_4xx", answer(b"not found", status="404 Not Found")),
    Fault("status-410", "http_4xx", answer(b"gone", status="410 Gone")),
    Fault("status-429", "rate_limited", answer(b"", "Retry-After: 99999999999", status="429 Too Many Requests")),
    Fault("status-500", "http_5xx", answer(b"error", status="500 Error")),
    Fault("status-502", "http_5xx", answer(b"error", status="502 Bad Gateway")),
    Fault("status-503", "http_5xx", answer(b"busy", status="503 Busy")),
    Fault("status-600", "http_odd", answer(b"", status="600 Odd")),
    Fault("status-999", "http_odd", answer(b"", status="999 Denied")),
    Fault("soft-404", "soft_404 ok", answer("<html><title>404 页面不存在</title>抱歉，您访问的页面不存在</html>".encode())),
    Fault("wall-jiasule", "challenge", answer(b"<script>document.cookie='__jsl_clearance=1'</script>", status="521 x")),
    Fault("wall-ruishu", "challenge", answer(b"<script>$_ts=window['$_ts']</script>", status="412 Precondition Failed")),
    Fault("wall-with-200", "challenge", answer(b"<html><script src='/cdn-cgi/challenge-platform/x.js'></script></html>")),
    Fault("wall-waf", "challenge", answer("<html><title>网站防火墙</title>您的请求带有不合法参数，已被网站管理员设置拦截</html>".encode(), status="403 Forbidden")),
)  # fmt: skip

CONTENT = (
    Fault("type-missing", "ok", b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + HOME),
    Fault("type-odd", "ok", answer(HOME, "Content-Type: ;;;charset==")),
    Fault("type-plain", "ok", answer(HOME, "Content-Type: text/plain")),
    Fault("type-image", "ok", answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "Content-Type: image/png")),
    Fault("type-pdf", "ok", answer(b"%PDF-1.4 " + b"\0" * 500, "Content-Type: application/pdf")),
    Fault("gbk-undeclared", "ok ok_repaired", answer(HOME.decode().encode("gbk"), "Content-Type: text/html")),
    Fault("gbk-called-utf8", "ok_repaired", answer(HOME.decode().encode("gbk"))),
    Fault("utf8-called-gbk", "ok_repaired", answer(HOME, "Content-Type: text/html; charset=gbk")),
    Fault("charset-rot13", "ok ok_repaired", answer(HOME, "Content-Type: text/html; charset=rot13")),
    Fault("charset-idna", "ok ok_repaired", answer(HOME, "Content-Type: text/html; charset=idna")),
    Fault("charset-unknown", "ok ok_repaired", answer(HOME, "Content-Type: text/html; charset=x-none")),
    Fault("utf16-with-mark", "ok ok_repaired", answer(HOME.decode().encode("utf-16"), "Content-Type: text/html")),
    Fault("broken-utf8", "ok ok_repaired", answer(HOME[:900] + b"\xff\xfe\xe4" + HOME[900:])),
    Fault("text-nul", "ok ok_repaired", answer(HOME.replace("模拟局".encode(), b"a\0b\x1b[31m&#0;&#xD800;"))),
    Fault("text-formula", "ok", answer(HOME.replace("模拟局".encode(), b"=cmd|' /C calc'!A0 %s %n '; DROP TABLE x; --"))),
    Fault("text-bidi", "ok", answer(HOME.replace("模拟局".encode(), "\u202e\u200b\ufeff\U0001f600".encode()))),
    Fault("deep-divs", "ok ok_truncated", answer(b"<div>" * 50_000 + HOME)),
    Fault("deep-anchors", "ok ok_truncated", answer(b"<a href='/d'>" * 20_000 + HOME)),
    Fault("many-attributes", "ok", answer(b"<p " + b" ".join(b"a%d=1" % n for n in range(20_000)) + b">" + HOME)),
    Fault("comment-unclosed", "ok", answer(HOME + b"<!-- " + b"x" * 5000)),
    Fault("many-links", "ok", answer(HOME + b"".join(b"<a href='/m/%d'>link</a>" % n for n in range(10_000)))),
    Fault("long-link", "ok", answer(HOME + b"<a href='/" + b"l" * 70_000 + b"'>link</a>")),
    Fault("odd-links", "ok", answer(HOME + b"".join(b"<a href=\"%b\">link</a>" % href for href in (
        b"http://[::1", b"http://", b"//", b"///", b"javascript:;", b"file:///etc/passwd", b"mailto:a", b"http:\\\\\\x",
        b"\x01", b"&#0;", b"http://a:b@c:d/", b"data:,x", b"tel:1", b"#", b"?", b"%", b"%zz", b"http://1.2.3.4.5/")))),
    Fault("frames", "ok", answer(b"<html><frameset><frame src='/f'></frameset></html>"), {"/f": answer()}),
    Fault("refresh-loop", "ok", answer(b"<meta http-equiv=refresh content='0;url=/'>")),
    Fault("xml-bomb", "ok", answer(b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
        b"<!ENTITY %c '%b'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><x>&j;</x>", "Content-Type: text/xml")),
)  # fmt: skip
