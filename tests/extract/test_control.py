"""Control addresses, front doors, and pages that tell nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.control import (
    asks_to_log_in,
    control_address,
    control_key,
    front_door,
    is_deep,
    is_home_address,
    leads_home,
    means_home,
    tells_nothing,
)
from govcrawl.extract.page import Page, RawPage, open_page
from govcrawl.extract.soft_404 import fingerprint

HOST = "http://www.shili.gov.cn"


def page(body: str, url: str = f"{HOST}/a.html") -> Page:
    return open_page(RawPage(url, f"<html><body>{body}</body></html>".encode()))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/art/2018/1/7/art_11_2.html", "/art/2017/12/30/art_9_1.html", True),
        ("/xxgk/a.html", "/xxgk/b.html?x=1", True),
        ("/xxgk/a.html", "/xxgk/a.jsp", False),
        ("/xxgk/a.html", "/zwgk/a.html", False),
        ("/xxgk/", "/xxgk/b", True),
        ("/a.JSP;jsessionid=1", "/b.jsp", True),
    ],
)
def test_one_control_speaks_for_a_folder_and_an_extension(one: str, other: str, same: bool) -> None:
    assert (control_key(HOST + one) == control_key(HOST + other)) is same


def test_a_control_lies_beside_and_stays_the_same() -> None:
    address = control_address(f"{HOST}/xxgk/2018/a.shtml?x=1")
    assert address.startswith(f"{HOST}/xxgk/2018/govcrawl-")
    assert address.endswith(".shtml")
    assert address == control_address(f"{HOST}/xxgk/2018/b.shtml")
    assert front_door(address) == f"{HOST}/"


HOMES = {"/": True, "/index.html": True, "/default.aspx": True, "/portal/": True, "/web/index.jsp": True, "/?a=1": True, "/zwgk/": False, "/n/1.html": False, "/index_1.html": False}  # fmt: skip


@pytest.mark.parametrize(("path", "home"), HOMES.items())
def test_front_doors(path: str, home: bool) -> None:
    assert is_home_address(HOST + path) is home


@pytest.mark.parametrize(
    ("asked", "final", "home"),
    [
        ("/n/1.html", "/", True),
        ("/n/1.html", "/index.html?from=1", True),
        ("/n/1.html", "/n/2.html", False),
        ("/index.html", "/", False),
        ("/portal/index.do", "/", False),
    ],
)
def test_ways_home(asked: str, final: str, home: bool) -> None:
    assert leads_home(HOST + asked, HOST + final) is home


def test_another_host_s_front_door_is_not_home() -> None:
    assert not leads_home(f"{HOST}/n/1.html", "http://www.bieguo.gov.cn/")


@pytest.mark.parametrize(
    ("path", "deep"), [("/zwgk/", False), ("/zwgk", False), ("/a.html", True), ("/a/b/", True), ("/a/b", True)]
)
def test_depth(path: str, deep: bool) -> None:
    assert is_deep(HOST + path) is deep


@pytest.mark.parametrize(
    ("anchor", "title", "home"),
    [
        ("返回首页", "", True),
        ("示例市财政局", "示例市财政局门户", True),
        ("关于印发方案的通知", "示例市财政局", False),
        ("", "", False),
    ],
)
def test_what_a_label_means(anchor: str, title: str, home: bool) -> None:
    assert means_home(anchor, title) is home


def test_logins() -> None:
    assert asks_to_log_in(page("<input type=password>"))
    assert asks_to_log_in(page("x", f"{HOST}/sso/index"))
    assert not asks_to_log_in(page("登录办法的通知", f"{HOST}/n/catalog.html"))


@pytest.mark.parametrize(
    ("body", "nothing"),
    [
        ("<div id=app>加载中</div><script src=/app.js></script>", True),
        ("<p>找不到该页</p>", False),
        ("<script>x()</script>" + "<p>" + "您要的内容在本站没有，请从栏目重新进入。" * 8 + "</p>", False),
    ],
)
def test_answers_that_tell_nothing(body: str, nothing: bool) -> None:
    told = page(body)
    assert tells_nothing(told, fingerprint(told)) is nothing


@given(st.text(max_size=60))
def test_any_address_has_a_control(text: str) -> None:
    url = f"{HOST}/{text}"
    control_key(url)
    assert control_address(url).startswith("http")
    is_home_address(url)
    is_deep(url)
