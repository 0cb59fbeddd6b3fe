"""Bytes to text to tree: every way a charset is declared, refuted or missing, and markup that would choke a parser."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcrawl.extract.article import read_article
from govcrawl.extract.depth import bounded
from govcrawl.extract.lists import read_items
from govcrawl.extract.page import Page, RawPage, open_page
from govcrawl.extract.stubs import read_target

TEXT = "关于做好政府网站抽查工作的通知，请各单位认真执行。"
HTML = "<html><head>{}</head><body><p>" + TEXT + "</p></body></html>"
GB2312 = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
UTF8 = '<meta charset="utf-8">'


def opened(body: bytes, content_type: str = "") -> Page:
    return open_page(RawPage("http://www.linjiang.gov.cn/a/", body, {"Content-Type": content_type}))


DECODED = [
    (HTML.format(UTF8).encode(), "", "utf-8", False),
    (HTML.format(GB2312).encode("gbk"), "", "gb18030", False),
    (HTML.format("").encode("gbk"), "text/html; charset=GBK", "gb18030", False),
    (HTML.format(UTF8).encode("gbk"), "", "gb18030", True),
    (HTML.format(GB2312).encode(), "", "utf-8", True),
    (HTML.format(GB2312).encode("utf-8-sig"), "", "utf-8", False),
    (HTML.format(GB2312).encode("utf-16"), "", "utf-16-le", False),
    (HTML.format(GB2312).encode("utf-16-le"), "", "utf-16-le", False),
    (HTML.format(GB2312).encode("gbk"), "text/html; charset=ISO-8859-1", "gb18030", False),
    (HTML.format("").encode("gbk"), "text/html; charset=iso-8859-1", "gb18030", False),
    (HTML.format('<meta charset="utf-16">').encode(), "", "utf-8", False),
    (HTML.format('<meta charset="rot13">').encode("gbk"), "", "gb18030", False),
    (HTML.format("<!-- <meta charset=big5> -->" + UTF8).encode(), "", "utf-8", False),
    (HTML.format("<script>var a='charset=gb2312'</script>").encode(), "", "utf-8", False),
    (HTML.format("").encode("big5", "replace"), "text/html; charset=big5", "big5hkscs", False),
    (TEXT.encode("gbk"), "", "gb18030", False),
    ("页面不存在".encode("gbk"), "", "gb18030", False),
    ("你好".encode("gbk"), "", "gb18030", False),
]


@pytest.mark.parametrize(("body", "content_type", "charset", "repaired"), DECODED)
def test_charset(body: bytes, content_type: str, charset: str, repaired: bool) -> None:
    page = opened(body, content_type)
    assert (page.charset, page.repaired) == (charset, repaired)


@pytest.mark.parametrize("cut", [1, 2])
def test_a_body_cut_in_mid_character_is_not_repaired(cut: int) -> None:
    page = opened((UTF8 + TEXT).encode()[:-cut])
    assert (page.charset, page.repaired) == ("utf-8", False)


def test_one_broken_title_does_not_lose_the_declared_charset() -> None:
    page = opened(UTF8.encode() + TEXT.encode() * 20 + b"\xe5\x85" + TEXT.encode())
    assert (page.charset, page.repaired) == ("utf-8", False)
    assert TEXT in page.text


def test_one_odd_href_does_not_lose_the_page() -> None:
    page = opened("<a href='http://[bad'>坏</a><a href='/好.html'>好</a><a href>空</a>".encode())
    assert [anchor.url for anchor in page.anchors] == [
        None,
        "http://www.linjiang.gov.cn/%E5%A5%BD.html",
        "http://www.linjiang.gov.cn/a/",
    ]


def test_base_and_title() -> None:
    page = opened("<base href='/b/'><title> 临江市\n 人民政府 </title><a href='c.html'>x</a>".encode())
    assert page.anchors[0].url == "http://www.linjiang.gov.cn/b/c.html"
    assert page.title == "临江市 人民政府"


def test_ordinary_markup_is_left_as_it_is() -> None:
    source = "<div><ul>" + "<li><a href=x>y</a></li>" * 4000 + "</ul></div>"
    assert bounded(source) is source


BOMBS = {
    "nested": "<div>" * 60_000,
    "nested_lists": "<ul><li>" * 30_000,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(40_000)) + ">",
    "angles": "<" * 200_000,
    "comments": "<!--" * 50_000,
    "refresh": "<meta http-equiv=refresh content=" * 8_000,
    "records": "<datastore>" + "<record><![CDATA[" * 10_000,
    "arrays": "<script>" + "a= [{" * 20_000 + "</script>",
    "brackets": "[" * 100_000,
    "blanks": "<li><a href=x>关于</a>" + " " * 200_000,
    "digits": "<p>" + "2018-01-" * 15_000,
    "script_words": "<script>" + "pubd" * 20_000 + "</script>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_hostile_markup_is_read_in_a_moment(name: str) -> None:
    started = time.process_time()
    page = opened(BOMBS[name].encode())
    read_items(page, date(2018, 10, 15))
    read_article(page, date(2018, 10, 15))
    read_target(page)
    assert time.process_time() - started < 1.0


PIECES = st.sampled_from(
    [
        "<ul>",
        "</ul>",
        "<li>",
        "<a href='/t20180101_1.html'>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "2018-01-01",
        "08-31",
        "关于某事的通知",
        "[",
        "{",
        '"',
        "'",
        "<![CDATA[",
        "]]>",
        "<record>",
        "&nbsp;",
        "下一页",
        "发布时间：",
        "\x00",
        "<meta http-equiv=refresh content='0;url=",
        "location.href='",
        "<iframe src=",
        "createPageHTML(1,0,'index','html')",
        "\ud800",
    ]
)


@settings(max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(PIECES, max_size=60).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass")),
    )
)
def test_any_bytes_are_read_without_an_exception(body: bytes) -> None:
    page = opened(body)
    read_items(page, date(2018, 10, 15))
    read_items(page, date(2018, 10, 15), whole_page=True)
    read_article(page, date(2018, 10, 15))
    read_target(page)
