"""Pages of ten megabytes, in many shapes and by many ways, all at once: each a site of its own."""

import gzip
from collections.abc import Iterator
from functools import cache

import brotli

from tests.hostile.fault import HOME, Fault, answer, then_hang, then_reset
from tests.hostile.neighbours import INVITING

_SIZE = (10 << 20) - 4096
_TOP = "<html><head><title>模拟局</title></head><body>".encode()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
_NUMBERED = {
    "links": "<a href='/m/{0}.html'>关于第{0}号事项的通知公告</a>",
    "rows": "<li><a href='/m/{0}.html'>关于第{0}号事项的通知公告</a><span>2018-02-01</span></li>",
    "script-files": "<script src='/js/{0}.js'></script>",
    "images": "<img src='/i/{0}.png'>",
}
_REPEATED = {
    "tags": "<b>x</b>",
    "deep": "<div>",
    "tables": "<table><tr><td>",
    "comments": "<!-- xx -->",
    "text": "公告政务信息",
    "traditional": "機關公告資訊",
    "entities": "&#x6587;&amp;",
    "marks": "主办单位：模拟局 网站标识码4210000001 ",
    "less-than": "<",
}
_WHOLE = {
    "attribute": HOME + b"<p title='" + b"x" * (_SIZE - 9000) + b"'>",
    "script": HOME + b"<script>var a='" + b"x1;" * (3 << 20) + b"'</script>",
    "json": HOME + b"<script>var data=[" + b'{"title":"t","date":"2018-02-01","url":"/a"},' * 200_000 + b"{}]</script>",
    "title": b"<html><head><title>" + "局".encode() * (3 << 20) + b"</title></head>" + HOME,
    "utf16": ("<html><body>" + "政务" * (2 << 20)).encode("utf-16"),
    "invalid": _TOP + bytes(range(128, 256)) * (_SIZE // 130),
}
_WAYS = ("tags", "links", "text", "title")


@cache
def _body(shape: str) -> bytes:
    if shape in _WHOLE:
        return _WHOLE[shape]
    if shape in _REPEATED:
        unit = _REPEATED[shape].encode()
        return _TOP + unit * ((_SIZE - len(_TOP)) // len(unit))
    unit = _NUMBERED[shape]
    return (_TOP + b"".join(unit.format(number).encode() for number in range(_SIZE // len(unit.encode()))))[:_SIZE]


def giant_faults(internal_port: int) -> Iterator[Fault]:
    """Each shape as it is, and some by every way that a giant may come."""
    page = "ok ok_repaired ok_truncated"
    for shape in (*_WHOLE, *_REPEATED, *_NUMBERED):
        yield Fault(f"giant-{shape}", page, answer(_body(shape)))
    for shape in _WAYS:
        body = _body(shape)
        chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:70_000], body[70_000:]))
        yield Fault(
            f"giant-chunks-{shape}", page, _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"
        )
        yield Fault(f"giant-gzip-{shape}", page, answer(gzip.compress(body, 1), "Content-Encoding: gzip"))
        yield Fault(f"giant-br-{shape}", page, answer(brotli.compress(body, quality=2), "Content-Encoding: br"))
        yield Fault(f"giant-odd-head-{shape}", page, answer(body, "Some Name: value"))  # read by the second client
        yield Fault(
            f"giant-stalls-{shape}", "timeout_total", then_hang(_HEAD + b"Content-Length: 10485760\r\n\r\n" + body)
        )
        yield Fault(f"giant-reset-{shape}", page, then_reset(_HEAD + b"Connection: close\r\n\r\n" + body))
        yield Fault(f"giant-404-{shape}", "http_4xx", answer(body, status="404 Not Found"))
        yield Fault(f"giant-columns-{shape}", "ok", answer(INVITING), {"*": answer(body)})
        yield Fault(f"giant-robots-{shape}", "ok", answer(), {"/robots.txt": answer(body)})
        yield Fault(
            f"giant-refresh-{shape}",
            "ok",
            answer(b"<meta http-equiv=refresh content='0;url=/a'>"),
            {"/a": answer(body)},
        )
        yield Fault(
            f"giant-script-{shape}",
            "ok",
            answer(HOME + b"<div id=footer><script src='/foot.js'></script></div>"),
            {"*": answer(body)},
        )
    yield from (Fault(f"good-{number}", "ok", answer(INVITING), {"*": answer()}) for number in range(20))
