"""More faults of encodings, text, HTML and addresses, and of sites without end."""

import asyncio
import itertools

from tests.hostile.fault import HOME, Fault, Handler, Reply, answer, redirect

_TEXT = HOME.decode()
_BARE = "Content-Type: text/html"


def _meta(charset: str) -> str:
    return _TEXT.replace("<head>", f"<head><meta charset={charset}>")


def _as(name: str) -> str:
    return f"Content-Type: text/html; charset={name}"


ENCODINGS = (
    Fault("enc-gbk-in-meta", "ok", answer(_meta("gbk").encode("gbk"), _BARE)),
    Fault("enc-gb2312-in-meta", "ok", answer(_meta("gb2312").encode("gb18030"), _BARE)),
    Fault("enc-gb18030-wide", "ok", answer(_meta("gb18030").replace("模拟局", "𠮷㐀").encode("gb18030"), _BARE)),
    Fault("enc-big5", "ok ok_repaired", answer("<html><meta charset=big5><title>機關</title><p>公告資訊</p>".encode("big5"), _BARE)),
    Fault("enc-meta-lies-utf8", "ok_repaired", answer(_meta("utf-8").encode("gbk"), _BARE)),
    Fault("enc-meta-lies-gbk", "ok_repaired", answer(_meta("gbk").encode(), _BARE)),
    Fault("enc-meta-says-utf16", "ok", answer(_meta("utf-16").encode(), _BARE)),
    Fault("enc-meta-late", "ok", answer(("<!-- " + "x" * 3000 + " -->" + _meta("gbk")).encode("gbk"), _BARE)),
    Fault("enc-two-metas", "ok ok_repaired", answer(_meta("gbk><meta charset=utf-8").encode("gbk"), _BARE)),
    Fault("enc-mark-over-header", "ok", answer(b"\xef\xbb\xbf" + HOME, _as("gbk"))),
    Fault("enc-utf16le-bare", "ok ok_repaired", answer(_TEXT.encode("utf-16-le"), _BARE)),
    Fault("enc-utf16be-marked", "ok ok_repaired", answer(b"\xfe\xff" + _TEXT.encode("utf-16-be"), _BARE)),
    Fault("enc-utf32", "ok ok_repaired empty", answer(_TEXT.encode("utf-32"), _BARE)),
    Fault("enc-empty", "ok", answer(HOME, _as(""))),
    Fault("enc-quoted", "ok", answer(HOME, _as("'utf-8'"))),
    *(Fault(f"enc-{name}", "ok ok_repaired", answer(HOME, _as(name))) for name in (
        "utf-7", "hz-gb-2312", "iso-2022-kr", "x-user-defined", "replacement", "base64", "unicode_escape", "undefined", "mbcs", "punycode")),
    Fault("enc-latin-default", "ok ok_repaired", answer(_TEXT.encode("gbk"), _as("iso-8859-1"))),
    Fault("enc-cut-in-character", "ok ok_repaired", answer(_meta("gbk").encode("gbk")[:-1] + b"\xb0", _BARE)),
    Fault("enc-mixed", "ok ok_repaired", answer(HOME + "附件下载".encode("gbk"), _BARE)),
    Fault("enc-mojibake", "ok ok_repaired", answer(_TEXT.replace("模拟局", "妯℃嫙灞€").encode())),
)  # fmt: skip

TEXTS = (
    Fault("text-lone-surrogates", "ok ok_repaired", answer(HOME.replace("模拟局".encode(), b"\xed\xa0\x80\xed\xb0\x80a"))),
    Fault("text-controls", "ok ok_repaired", answer(HOME.replace("模拟局".encode(), bytes(range(1, 32)) + b"\x7f"))),
    Fault("text-c1", "ok ok_repaired", answer(_TEXT.replace("模拟局", "".join(map(chr, range(0x80, 0xA0)))).encode())),
    Fault("text-nul-everywhere", "ok ok_repaired", answer(b"\0".join(HOME[n : n + 3] for n in range(0, len(HOME), 3)))),
    Fault("text-zalgo", "ok", answer(_TEXT.replace("模拟局", "局" + "\u0301" * 5000).encode())),
    Fault("text-long-title", "ok", answer(_TEXT.replace("模拟局", "局" * 300_000).encode())),
    Fault("text-one-line", "ok", answer(HOME + "公".encode() * 500_000)),
    Fault("text-log-forging", "ok", answer(HOME.replace("模拟局".encode(), b"a\r\n2018-02-28 CRITICAL all is lost\x1b[2J%s%d{}"))),
    Fault("text-script-in-title", "ok", answer(HOME.replace("模拟局".encode(), b"</title><script>alert(1)</script><title>"))),
    *(Fault(f"text-formula-{n}", "ok", answer(HOME.replace("模拟局".encode(), f"{sign}1+1".encode()))) for n, sign in enumerate("+-@\t＝＋")),
)  # fmt: skip

_ODD = (
    "http:///a", "http:a", "https:/a.cn/", "//a.cn:0/", "//a.cn:65536/", "http://a.cn:80:80/", "http://%00/", "http://a%2f.cn/",
    "http://xn--a/", "http://\u00ad.cn/", "http://a..cn/", "http://.cn/", "http://a.cn./", "http://1.2.3/", "http://256.1.1.1/",
    "http://0x/", "?", "#", "./", "../../../..", "a:b", "a\tb", "a\nb", "\\\\a\\b", "/%", "/%2", "/%u6587", "/%C4%E3",
    "/;jsessionid=1", "/\u202e", "/\ud83d", "http://用户@a.cn/", "ftp://a.cn/", "about:blank", "blob:http://a.cn/1",
    "view-source:http://a.cn/", "javascript://%0aalert(1)", "vbscript:x", "JaVaScRiPt:x", " http://a.cn/ ", "http:// a.cn/",
    "http://a.cn /", "http://[::]/", "http://[v1.a]/", "http://[::1%25eth0]/", "intent://a", "weixin://a",
)  # fmt: skip
PAGES = (
    Fault("html-empty-tags", "ok", answer(b"<html></html>")),
    Fault("html-only-text", "ok", answer("正在建设中".encode())),
    Fault("html-odd-links", "ok", answer(HOME + "".join(f'<a href="{href}">附件</a>' for href in _ODD).encode("utf-8", "surrogatepass"))),
    Fault("html-base-inside", "ok", answer(HOME.replace(b"<head>", b"<head><base href='http://127.0.0.2/'>"))),
    *(Fault(f"html-base-{n}", "ok", answer(HOME.replace(b"<head>", f"<head><base href='{base}'>".encode()))) for n, base in enumerate(
        ("javascript:x", "http://[::1", "data:,x", "//", "file:///", "?", "http://a.cn\\"))),
    Fault("html-frame-of-itself", "ok", answer(b"<frameset><frame src='/'><frame src='?a'></frameset>")),
    Fault("html-frames-without-end", "ok", answer(b"<frameset><frame src='/f1'></frameset>"), {"*": answer(b"<frameset><frame src='f/g'></frameset>")}),
    Fault("html-refresh-chain", "ok", answer(b"<meta http-equiv=refresh content='0;url=/a'>"), {"*": answer(b"<meta http-equiv=refresh content='0;url=a/a'>")}),
    *(Fault(f"html-refresh-{n}", "ok", answer(f"<html><meta http-equiv=refresh content=\"{content}\">".encode() + HOME)) for n, content in enumerate(
        ("", "x", "99999999999999999999;url=/", "0;url=", "0;url=javascript:x", "0;url='http://[::1'", "-1;url=/a", "0;/a"))),
    Fault("html-deep-tables", "ok ok_truncated", answer(b"<table><tr><td>" * 3000 + HOME)),
    Fault("html-deep-lists", "ok ok_truncated", answer(b"<ul><li>" * 5000 + HOME)),
    Fault("html-deep-fonts", "ok ok_truncated", answer(b"<font><b><i>" * 3000 + HOME)),
    Fault("html-unclosed-quote", "ok", answer(b"<a href='/x" + HOME)),
    Fault("html-unclosed-script", "ok", answer(HOME + b"<script>" + b"x" * 5000)),
    Fault("html-plaintext", "ok", answer(b"<plaintext>" + HOME)),
    Fault("html-attribute-huge", "ok", answer(b"<p title='" + b"x" * 1_000_000 + b"'>" + HOME)),
    Fault("html-tag-huge", "ok", answer(b"<" + b"x" * 500_000 + b">" + HOME)),
    Fault("html-entities", "ok", answer(HOME + b"&#x110000;&#xD800;&#0;&#99999999999;&amp" * 2000)),
    Fault("html-select-many", "ok", answer(HOME + b"<select>" + b"<option>a" * 30_000 + b"</select>")),
    Fault("html-same-row", "ok", answer(HOME + "<p><a href='/x/1.html'>通知</a> 2018-02-01</p>".encode() * 5000)),
    Fault("html-is-xml", "ok", answer(b"<?xml version='1.0' encoding='gbk'?>" + HOME)),
    Fault("xml-from-file", "ok", answer(b"<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><x>&f;</x>", "Content-Type: text/xml")),
    Fault("xml-from-inside", "ok", answer(b"<!DOCTYPE x SYSTEM 'http://127.0.0.2/x.dtd'><x/>", "Content-Type: text/xml")),
    Fault("html-svg", "ok", answer(HOME + b"<svg><script>x</script><a xlink:href='/s'><text>x</text></a><math><mi>" * 200)),
)  # fmt: skip


def _numbered(page: bytes) -> Handler:
    """Every answer differs from the one before, whatever is asked."""
    numbers = itertools.count()

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
        writer.write(answer(page.replace(b"%n", b"%d" % next(numbers))))

    return handler


def _endless(name: str, offered: str) -> Fault:
    rows = "".join(f"<p><a href='/c1/{n}.html'>关于第{n}号事项的通知公告</a> 2018-02-{n:02d}</p>" for n in range(1, 9))
    menu = "".join(
        f"<li><a href='{href}'>{title}</a></li>" for href, title in zip(offered.split(), _TITLES, strict=False)
    )
    page = f"<html><head><title>模拟局%n</title></head><body><div class=nav><ul>{menu}</ul></div>{rows}<p>%n</p></body></html>"
    pages: dict[str, Reply] = {"*": _numbered(page.encode())}
    return Fault(f"maze-{name}", "ok", _numbered(page.encode()), pages)


_TITLES = ("新闻动态", "通知公告", "政务公开", "政策文件")
MAZES = (
    _endless("relative", "a/ b/ c/"),
    _endless("numbers", "/p/%n/ /q/%n/"),
    _endless("queries", "?x=%n&y=%n /l?id=%n"),
    _endless("path-months", "/2018/%n/ /rl/2019-%n/"),
    _endless("path-sessions", "/s/;jsessionid=%nABCDEF0123456789ABCDEF01234567 /t/?PHPSESSID=%n"),
    Fault("maze-all-answers", "ok", answer(), {"*": answer()}),
    Fault("maze-redirects", "ok", answer(HOME), {"*": redirect("x/")}),
)  # fmt: skip
