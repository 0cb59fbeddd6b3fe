"""Pages made to be dear: reading one takes the crawl's only thread, so it must not take long."""

import time
from datetime import date

import pytest

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage

MOST_SECONDS = 20.0
"""CPU seconds for a page of SIZE bytes, several times what the dearest takes on a slow machine; what is quadratic takes
minutes."""
SIZE = 300_000
_ROW = '<li><a href="/a/1.html">关于第一号事项的通知公告</a><span>2018-02-01</span></li>'
UNITS = {
    "blanks": " ",
    "line-feeds": "\n",
    "digits": "1",
    "half-dates": "2018-02-",
    "years": "2018年",
    "phones": "13912345678",
    "identity-numbers": "11010519491231002X ",
    "open-anchors": "<a href=/x>",
    "anchors": "<a href='/x'>通知公告第一号文件印发</a>",
    "rows": _ROW,
    "divs": "<div>",
    "crossed-tags": "<b><i><p>",
    "tables": "<table><tr><td>",
    "paragraphs": "<p>x",
    "entities": "&amp;",
    "less-than": "<",
    "declarations": "<!",
    "comments": "<!-- -->",
    "open-brackets": "（",
    "search-boxes": "<form><input name=q type=text></form>",
    "bare-boxes": "<input name=q>",
    "scripts": "<script>var url='/s?q='+a;</script>",
    "script-files": "<script src=/s.js></script>",
    "frames": "<iframe src=/f></iframe>",
    "headings": "<h1>政务公开</h1>",
    "hidden": "<div style='display:none'>x</div>",
    "hosts": "主办单位：",
    "labels": "联系电话：0716-8888888 地址：荆州市 ",
    "addresses": "http://www.gov.cn/a ",
    "options": "<select><option value=/x>政务</option></select>",
    "menus": "<ul><li><a href=/zwgk/>政务公开</a></li></ul>",
    "nested-menus": "<ul><li>",
    "definitions": "<dl><dt>x<dd>y",
    "clicks": "<td onclick=\"window.open('/x')\">x</td>",
    "nul": "\0",
    "wide-dates": "２０１８年２月",
    "slogans": "习近平新时代中国特色社会主义思想",
    "questions": "政?府?",
    "mojibake": "Ã¤",
    "templates": "{$a}[!--b--]",
}
BODIES = {
    "invalid-bytes": bytes(range(128, 256)) * (SIZE // 128),
    "unclosed-title": b"<title>" + b"x" * SIZE,
    "attributes": b"<p " + b" ".join(b"a%d=1" % number for number in range(SIZE // 8)) + b">",
    "long-attribute": b"<a href='" + b"x" * SIZE + b"'>x</a>",
    "json-brackets": b"[" * SIZE,
    "json-rows": b"[" + b'{"title":"t","date":"2018-02-01","url":"/a"},' * (SIZE // 50) + b"{}]",
    "xml-items": b"<?xml version='1.0'?><rss>" + b"<item><title>x</title><link>http://a/</link></item>" * (SIZE // 50),
    "utf16": ("<html><body>" + "政务" * (SIZE // 4)).encode("utf-16"),
}


@pytest.mark.parametrize("name", [*UNITS, *BODIES])
def test_a_page_made_to_be_dear_is_read_in_seconds(name: str) -> None:
    body = BODIES.get(name)
    if body is None:
        unit = UNITS[name].encode()
        body = b"<html><title>t</title><body>" + unit * (SIZE // len(unit))
    began = time.process_time()
    read_page(
        RawPage("http://a.gov.cn/", body, {"content-type": "text/html"}, 200),
        date(2018, 2, 28),
        site_name="模拟局",
        site_hosts=("a.gov.cn",),
    )
    assert time.process_time() - began < MOST_SECONDS
