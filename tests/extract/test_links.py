"""Links in every form a page publishes them, with place, scope and resource."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.links import read_links
from govcrawl.extract.page import RawPage, open_page
from govcrawl.model.items import LinkSeen
from govcrawl.model.vocabulary import Place, Resource, Scope

HOST = "www.example.gov.cn"
BASE = f"http://{HOST}/a/b.html"


def links(body: str) -> tuple[LinkSeen, ...]:
    page = open_page(RawPage(BASE, f"<html><meta charset=utf-8><body>{body}</body></html>".encode()))
    return read_links(page, [HOST])


def only(body: str) -> LinkSeen:
    (link,) = links(body)
    return link


FORMS = {
    "anchor": ('<a href="c.html">通知</a>', f"http://{HOST}/a/c.html", "通知", Resource.PAGE),
    "anchor of a picture": ('<a href="/c/"><b></b><svg></svg></a>', f"http://{HOST}/c/", "", Resource.PAGE),
    "title for a text": ('<a href="/c/" title="公告"></a>', f"http://{HOST}/c/", "公告", Resource.PAGE),
    "area": ('<map><area href="/m/" alt="地图"></map>', f"http://{HOST}/m/", "地图", Resource.PAGE),
    "frame": ('<iframe src="/f.html"></iframe>', f"http://{HOST}/f.html", "", Resource.PAGE),
    "picture": ('<img src="p.png" alt="会议">', f"http://{HOST}/a/p.png", "会议", Resource.IMAGE),
    "lazy picture": ('<img src="/loading.gif" data-src="/real.jpg">', f"http://{HOST}/real.jpg", "", Resource.IMAGE),
    "lazy picture, older": ('<img src="/x.gif" data-original="/real.jpg">', f"http://{HOST}/real.jpg", "", Resource.IMAGE),
    "style sheet": ('<link rel="stylesheet" href="/s.css">', f"http://{HOST}/s.css", "", Resource.STYLE),
    "icon": ('<link rel="shortcut icon" href="/favicon.ico">', f"http://{HOST}/favicon.ico", "", Resource.IMAGE),
    "script": ('<script src="/j.js"></script>', f"http://{HOST}/j.js", "", Resource.SCRIPT),
    "video": ('<video src="/v.mp4"></video>', f"http://{HOST}/v.mp4", "", Resource.ATTACHMENT),
    "background": ('<table background="/bg.gif"></table>', f"http://{HOST}/bg.gif", "", Resource.IMAGE),
    "background in a style": ('<div style="background:url(\'/bg.gif\')">', f"http://{HOST}/bg.gif", "", Resource.IMAGE),
    "click handler": ("<div onclick=\"window.open('/open.html')\">打开</div>", f"http://{HOST}/open.html", "打开", Resource.PAGE),
    "click handler, address": ("<li onclick=\"location.href='/go/'\">去</li>", f"http://{HOST}/go/", "去", Resource.PAGE),
    "choice": ('<select><option value="http://www.gov.cn/">中国政府网</option></select>', "http://www.gov.cn/", "中国政府网", Resource.PAGE),
    "leave-site page": ('<a href="/visit/link.do?url=http%3A%2F%2Fwww.a.cn%2Fx">外</a>', "http://www.a.cn/x", "外", Resource.PAGE),
    "attachment": ('<a href="/f/t.doc">表格</a>', f"http://{HOST}/f/t.doc", "表格", Resource.ATTACHMENT),
    "attachment with a query": ('<a href="/f/t.PDF?x=1#p">文</a>', f"http://{HOST}/f/t.PDF?x=1#p", "文", Resource.ATTACHMENT),
    "open document": ('<a href="/f/t.ofd">文</a>', f"http://{HOST}/f/t.ofd", "文", Resource.ATTACHMENT),
    "object": ('<object data="/o.swf"></object>', f"http://{HOST}/o.swf", "", Resource.ATTACHMENT),
    "written": ("<script>document.write('<a href=\"/w/\">写</a>');</script>", f"http://{HOST}/w/", "写", Resource.PAGE),
    "blanks in the href": ('<a href=" /c d.html ">空</a>', f"http://{HOST}/c%20d.html", "空", Resource.PAGE),
    "back slashes": ('<a href="\\c\\d.html">反</a>', f"http://{HOST}/c/d.html", "反", Resource.PAGE),
}  # fmt: skip


@pytest.mark.parametrize(("body", "url", "anchor", "resource"), FORMS.values(), ids=FORMS)
def test_forms(body: str, url: str, anchor: str, resource: Resource) -> None:
    link = only(body)
    assert (link.url, link.anchor, link.resource) == (url, anchor, resource)


@pytest.mark.parametrize(
    "href",
    ["mailto:a@b.cn", "tel:0716", "javascript:void(0)", "#", "#top", "", "http://", "about:blank", "file:///c:/x.doc"],
)
def test_what_is_no_address_is_a_row_all_the_same(href: str) -> None:
    link = only(f'<a href="{href}">x</a>')
    assert (link.url, link.href) == (href, href)


def test_the_href_is_kept_as_published() -> None:
    assert only('<a href=" ../c.html">x</a>').href == " ../c.html"


@pytest.mark.parametrize(
    "body",
    [
        '<!-- <a href="/c/">旧</a> -->',
        '<template><a href="/c/">x</a></template>',
        '<noscript><img src="/c.png"></noscript>',
        '<form action="/search.do"><input name="q"></form>',
        '<a name="top">x</a>',
        "<script>// document.write('<a href=\"/c/\">x</a>')\n</script>",
        "<script>document.write('<a href=\"' + host + '/c/\">x</a>')</script>",
        "<div onclick=\"Link('4210000001')\">x</div>",
        '<link rel="canonical" href="/c/">',
        '<select><option value="1">一</option></select>',
    ],
)
def test_what_is_no_link(body: str) -> None:
    assert links(body) == ()


PLACES = {
    "menu": ('<div class="nav"><a href="/c/">x</a></div>', Place.NAVIGATION),
    "drop-down": ('<ul class="menu"><li><a>x</a><ul style="display:none"><li><a href="/c/">x</a></li></ul></li></ul>', Place.NAVIGATION),
    "drop-down without names": ('<ul><li>x<ul style="display:none"><li><a href="/c/">x</a></li></ul></li></ul>', Place.LIST),
    "row": ('<ul><li><a href="/c/">x</a><span>2018-01-01</span></li></ul>', Place.LIST),
    "article": ('<div class="TRS_Editor"><p><a href="/c/">x</a></p></div>', Place.BODY),
    "paragraph": ('<p><a href="/c/">x</a></p>', Place.BODY),
    "footer": ('<div id="footer"><ul><li><a href="/c/">x</a></li></ul></div>', Place.FOOTER),
    "script": ("<script>document.write('<a href=\"/c/\">x</a>')</script>", Place.SCRIPT),
    "not displayed": ('<div style="display: none"><a href="/c/">x</a></div>', Place.HIDDEN),
    "not displayed, written": ("<script>document.write('<div style=\"display:none\"><a href=\"/c/\">x</a></div>')</script>", Place.HIDDEN),
    "invisible": ('<div style="visibility:hidden"><a href="/c/">x</a></div>', Place.HIDDEN),
    "hidden attribute": ('<div hidden><a href="/c/">x</a></div>', Place.HIDDEN),
    "off screen": ('<div style="position:absolute;left:-9999px"><a href="/c/">x</a></div>', Place.HIDDEN),
    "text off screen": ('<p style="text-indent:-999em"><a href="/c/">x</a></p>', Place.HIDDEN),
    "no size": ('<div style="width:0;height:0;overflow:hidden"><a href="/c/">x</a></div>', Place.HIDDEN),
    "no letters": ('<a style="font-size:0px" href="/c/">x</a>', Place.HIDDEN),
    "marquee of a pixel": ('<marquee height="1" width="5"><a href="/c/">x</a></marquee>', Place.HIDDEN),
    "hidden in a footer": ('<div class="footer"><div style="display:none"><a href="/c/">x</a></div></div>', Place.HIDDEN),
    "tab in turn": ('<div class="con">y</div><div class="con" style="display:none"><ul><li><a href="/c/">x</a></li></ul></div>', Place.LIST),
    "margins are no hiding": ('<div style="margin-left:-12px"><a href="/c/">x</a></div>', Place.BODY),
    "half seen": ('<div style="opacity:0.5"><a href="/c/">x</a></div>', Place.BODY),
    "line of no height": ('<div style="line-height:0"><a href="/c/">x</a></div>', Place.BODY),
}  # fmt: skip


@pytest.mark.parametrize(("body", "place"), PLACES.values(), ids=PLACES)
def test_places(body: str, place: Place) -> None:
    assert [link.place for link in links(body) if link.url.endswith("/c/")] == [place]


@pytest.mark.parametrize(
    ("href", "scope"),
    [
        ("/c/", Scope.SAME_SITE),
        ("http://example.gov.cn/", Scope.SAME_SITE),
        ("https://jyj.example.gov.cn/", Scope.SAME_OWNER),
        ("http://www.gov.cn/", Scope.OTHER_GOV),
        ("http://www.example.com:8080/x", Scope.OTHER),
        ("mailto:a@b.cn", Scope.SAME_SITE),
    ],
)
def test_scopes(href: str, scope: Scope) -> None:
    assert only(f'<a href="{href}">x</a>').scope is scope


def test_a_javascript_link_gives_its_target_too() -> None:
    published, target = links("<a href=\"javascript:window.open('/c/')\">x</a>")
    assert published.url.startswith("javascript:")
    assert target.url == f"http://{HOST}/c/"


def test_order_and_repeats_are_kept() -> None:
    found = links('<a href="/1">a</a><img src="/2"><a href="/1">b</a>')
    assert [(link.href, link.anchor) for link in found] == [("/1", "a"), ("/2", ""), ("/1", "b")]


def test_deeply_nested_pages_are_read() -> None:
    assert len(links("<div>" * 2000 + '<a href="/c/">x</a>')) == 1


@given(st.lists(st.text(max_size=40), max_size=5))
def test_one_odd_href_never_loses_the_page(hrefs: list[str]) -> None:
    escaped = [href.replace("&", "&amp;").replace('"', "&quot;") for href in hrefs]
    body = "".join(f'<a href="{href}">x</a>' for href in escaped) + '<a href="/last/">y</a>'
    found = links(body)
    assert len(found) == len(hrefs) + 1
    assert found[-1].url == f"http://{HOST}/last/"


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    links(text)
    links(f"<script>{text}</script><a onclick=\"{text}\" style='{text}'>x</a>")
