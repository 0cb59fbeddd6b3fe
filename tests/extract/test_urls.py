"""Joining, comparing and placing addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.urls import host_of, in_charset, join, owner_domain, same_page_key, scope_of
from govcrawl.model.vocabulary import Scope

BASE = "http://www.linjiang.gov.cn/zwgk/index.html"
JOINED = [
    ("./201808/t20180831_1.html", "http://www.linjiang.gov.cn/zwgk/201808/t20180831_1.html"),
    ("  ../x y.html ", "http://www.linjiang.gov.cn/x%20y.html"),
    ("\\tz\\1.html", "http://www.linjiang.gov.cn/tz/1.html"),
    ("//m.linjiang.gov.cn", "http://m.linjiang.gov.cn/"),
    ("/公告.html", "http://www.linjiang.gov.cn/%E5%85%AC%E5%91%8A.html"),
    ("/%B9%AB%B8%E6.html", "http://www.linjiang.gov.cn/%B9%AB%B8%E6.html"),
    ("http:\\\\foo.gov.cn\\a", "http://foo.gov.cn/a"),
    ("?page=2", "http://www.linjiang.gov.cn/zwgk/index.html?page=2"),
    ("mailto:a@b.cn", None),
    ("javascript:void(0)", None),
    ("http://[x", None),
    ("http://a b.cn/", None),
]


@pytest.mark.parametrize(("href", "url"), JOINED)
def test_join(href: str, url: str | None) -> None:
    assert join(BASE, href) == url


IN_CHARSET = [
    ("list.asp?lb=政务公开", "gb18030", "list.asp?lb=%D5%FE%CE%F1%B9%AB%BF%AA"),
    ("list.asp?lb=政务公开", "utf-8", "list.asp?lb=政务公开"),
    ("/公告/list.asp?a=公&b=x#公", "gb18030", "/公告/list.asp?a=%B9%AB&b=x#公"),
    ("/公告.asp", "gb18030", "/公告.asp"),
    ("#公?公", "gb18030", "#公?公"),
    ("s?q=機", "big5", "s?q=%BE%F7"),
    ("s?q=国", "big5", "s?q=%26%2322269%3B"),
    ("s?q=%B9%AB", "gb18030", "s?q=%B9%AB"),
]
STANDARD = [
    ("\\\\x\\hello", "http://x/hello"),
    ("https:/example.com/", "https://example.com/"),
    ("///test", "http://test/"),
    ("http://192.168.257", "http://192.168.1.1/"),
    ("http:a", "http://www.linjiang.gov.cn/zwgk/a"),
    ("http://a.cn:80/", "http://a.cn/"),
    ("http://a.cn:0/", "http://a.cn:0/"),
    ("http://a.cn:65536/", None),
    ("http://a.cn:8a/", None),
    ("HTTP://A.CN/%7Ea", "http://a.cn/%7Ea"),
    ("http://ａ.cn/", "http://a.cn/"),
    ("http://a\u00ad.cn/", "http://a.cn/"),
    ("http://0x7f.1/", "http://127.0.0.1/"),
    ("http://0177.1/", "http://127.0.0.1/"),
    ("http://256.1.1.1/", None),
    ("http://a%41.cn/", "http://aa.cn/"),
    ("http://a%00.cn/", None),
    ("http://a<b.cn/", None),
    ("http://@/", None),
    ("http://政府.政务/", "http://xn--mxtq1m.xn--zfr164b/"),
    ("http://[::ffff:1.2.3.4]/", "http://[::ffff:102:304]/"),
    ("//a.cn\\@b.cn/", "http://a.cn/@b.cn/"),
    ("/a/%2e%2e/b", "http://www.linjiang.gov.cn/b"),
    ("a\tb\n.html", "http://www.linjiang.gov.cn/zwgk/ab.html"),
    ("/%zz", "http://www.linjiang.gov.cn/%zz"),
    ("", "http://www.linjiang.gov.cn/zwgk/index.html"),
    ("data:,x", None),
    ("file:///c:/x", None),
    ("ws://a.cn/", None),
    # half a surrogate pair, and a pair in two halves
    ("http://a.cn/\ud800x?\udfff", "http://a.cn/%EF%BF%BDx?%EF%BF%BD"),
    ("/\ud83d\udca9", "http://www.linjiang.gov.cn/%F0%9F%92%A9"),
    ("http://\ud800.cn/", None),
    # an ASCII name is taken as it is, coded well or not
    ("http://xn--/", "http://xn--/"),
    ("http://a.XN--pokxncvks/", "http://a.xn--pokxncvks/"),
    ("http://xn--ls8h=.cn/", "http://xn--ls8h=.cn/"),
    ("http://xn--\u03b2.cn/", None),
    # a name that ends in a number is an IPv4 address or nothing
    ("http://a.1.2.3.09/", None),
    ("http://1.2.3/", "http://1.2.0.3/"),
    ("http://1.2.3.4./", "http://1.2.3.4/"),
    ("http://256.256.256.256.256/", None),
    ("http://0..0x300/", None),
    ("http://a.0x/", None),
    ("http://４２．1/", "http://42.0.0.1/"),
    # dots, blanks and marks of the host
    ("http://www.a.cn./x", "http://www.a.cn./x"),
    ("http://www.a。cn/", "http://www.a.cn/"),
    ("http://a..cn/", "http://a..cn/"),
    ("http://a\t\n.cn/", "http://a.cn/"),
    ("http://a.cn: 80/", None),
    ("http://a.cn:/", "http://a.cn/"),
    ("http://a.cn:00080/", "http://a.cn/"),
    ("http://a|b.cn/", None),
    ("http://a%20b.cn/", None),
    ("http://a^b.cn/", None),
    ("http://%zz.cn/", None),
    ("http://a_b.cn/", "http://a_b.cn/"),
    ("http://*.a.cn/", "http://*.a.cn/"),
    ("http://[1::2]:80/", "http://[1::2]/"),
    ("http://[::1%eth0]/", None),
    ("http://[1:2:3]/", None),
    ("http://u:p@a.cn/", "http://u:p@a.cn/"),
    ("http://u@p@a.cn/", "http://u%40p@a.cn/"),
    ("http://a.cn\\@b.cn/", "http://a.cn/@b.cn/"),
    ("https:a.cn", "https://a.cn/"),
    ("https:\\\\a.cn", "https://a.cn/"),
    ("http://///a.cn///b", "http://a.cn///b"),
    # paths, queries, fragments
    ("/a/..;/b", "http://www.linjiang.gov.cn/a/..;/b"),
    ("/..//b", "http://www.linjiang.gov.cn//b"),
    ("/%2E/./%2e%2E/b", "http://www.linjiang.gov.cn/b"),
    ("?a=\"<b>'", "http://www.linjiang.gov.cn/zwgk/index.html?a=%22%3Cb%3E%27"),
    ("a#b\0c", "http://www.linjiang.gov.cn/zwgk/a#b%00c"),
    ("\x01\x1f a \x00", "http://www.linjiang.gov.cn/zwgk/a"),
    ("/^|`{}", "http://www.linjiang.gov.cn/%5E|%60%7B%7D"),
    ("C|/x", "http://www.linjiang.gov.cn/zwgk/C|/x"),
    ("c:/x.doc", None),
    ("ht\ttp://a.cn/", "http://a.cn/"),
    ("1http://a.cn/", "http://www.linjiang.gov.cn/zwgk/1http://a.cn/"),
]
"""https://url.spec.whatwg.org/#url-parsing"""


@pytest.mark.parametrize(("href", "charset", "sent"), IN_CHARSET)
def test_a_query_is_sent_in_the_pages_charset(href: str, charset: str, sent: str) -> None:
    assert in_charset(href, charset) == sent


@pytest.mark.parametrize(("href", "url"), STANDARD)
def test_addresses_of_the_standard(href: str, url: str | None) -> None:
    assert join(BASE, href) == url


@given(st.text(max_size=60))
def test_join_never_raises(href: str) -> None:
    joined = join(BASE, href)
    assert joined is None or joined.startswith(("http://", "https://"))


SAME = [
    ("http://www.a.gov.cn", "https://a.gov.cn/index.html"),
    ("http://a.gov.cn/x/", "http://a.gov.cn/x/index.shtml#top"),
    ("http://www.a.gov.cn./x", "http://a.gov.cn/x"),
    ("http://a.gov.cn.", "http://a.gov.cn/"),
    ("http://a.gov.cn/x.jsp;jsessionid=0A1B?id=1", "http://a.gov.cn/x.jsp?id=1"),
]
OTHER = [
    ("http://a.gov.cn/x?id=1", "http://a.gov.cn/x?id=2"),
    ("http://a.gov.cn/gkmlpt/index#5", "http://a.gov.cn/gkmlpt/index#6"),
    ("http://a.gov.cn/x/", "http://b.gov.cn/x/"),
    ("http://a.gov.cn/x./y", "http://a.gov.cn/x/y"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_one_page(first: str, second: str) -> None:
    assert same_page_key(first) == same_page_key(second)


@pytest.mark.parametrize(("first", "second"), OTHER)
def test_two_pages(first: str, second: str) -> None:
    assert same_page_key(first) != same_page_key(second)


SCOPES = [
    ("http://linjiang.gov.cn/x", Scope.SAME_SITE),
    ("https://www.linjiang.gov.cn/", Scope.SAME_SITE),
    ("https://www.linjiang.gov.cn./", Scope.SAME_SITE),
    ("http://jyj.linjiang.gov.cn/", Scope.SAME_OWNER),
    ("http://jyj.linjiang.gov.cn./", Scope.SAME_OWNER),
    ("http://www.gov.cn/", Scope.OTHER_GOV),
    ("http://www.gov.cn./", Scope.OTHER_GOV),
    ("http://www.notlinjiang.gov.cn/", Scope.OTHER_GOV),
    ("http://www.临江.政务/", Scope.OTHER_GOV),
    ("http://gov.cn.example.com/", Scope.OTHER),
    ("http://www.people.com.cn/", Scope.OTHER),
]


@pytest.mark.parametrize(("url", "scope"), SCOPES)
def test_scope(url: str, scope: Scope) -> None:
    assert scope_of(url, ["www.linjiang.gov.cn"]) is scope


OWNERS = [
    ("x.jingzhou.gov.cn", "jingzhou.gov.cn"),
    ("www.wuhan.hb.gov.cn", "wuhan.hb.gov.cn"),
    ("www.hb.gov.cn", "hb.gov.cn"),
    ("www.example.com", ""),
]


@pytest.mark.parametrize(("host", "owner"), OWNERS)
def test_owner(host: str, owner: str) -> None:
    assert owner_domain(host) == owner


def test_host_of_nothing_is_empty() -> None:
    assert host_of("not a url") == ""
    assert host_of("http://WWW.A.gov.cn:8080/") == "www.a.gov.cn"


def test_a_final_dot_makes_no_other_host() -> None:
    assert host_of("http://a.gov.cn.:8080/") == host_of("http://a.gov.cn:8080/") == "a.gov.cn"
    assert host_of("http://[::1]/") == "[::1]"
