"""Joining, comparing and placing addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.urls import host_of, join, owner_domain, same_page_key, scope_of
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


@given(st.text(max_size=60))
def test_join_never_raises(href: str) -> None:
    joined = join(BASE, href)
    assert joined is None or joined.startswith(("http://", "https://"))


SAME = [
    ("http://www.a.gov.cn", "https://a.gov.cn/index.html"),
    ("http://a.gov.cn/x/", "http://a.gov.cn/x/index.shtml#top"),
    ("http://a.gov.cn/x.jsp;jsessionid=0A1B?id=1", "http://a.gov.cn/x.jsp?id=1"),
]
OTHER = [
    ("http://a.gov.cn/x?id=1", "http://a.gov.cn/x?id=2"),
    ("http://a.gov.cn/gkmlpt/index#5", "http://a.gov.cn/gkmlpt/index#6"),
    ("http://a.gov.cn/x/", "http://b.gov.cn/x/"),
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
    ("http://jyj.linjiang.gov.cn/", Scope.SAME_OWNER),
    ("http://www.gov.cn/", Scope.OTHER_GOV),
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
