"""Links of a page that lead to the page itself: a place on it, or its list in another order. And levels of side menus."""

from datetime import date

import pytest

from govcrawl.extract.columns import read_columns
from govcrawl.extract.lists import read_items
from govcrawl.extract.page import RawPage, open_page

HOME = "http://www.qingshuixiang.gov.cn/"


def columns(html: str, url: str) -> dict[str, tuple[str, int]]:
    seen = read_columns(open_page(RawPage(url, f"<body>{html}</body>".encode())), ())
    return {column.name: (column.url, column.level) for column in seen}


def menu(*links: tuple[str, str]) -> str:
    return '<ul class="nav">' + "".join(f'<li><a href="{href}">{name}</a></li>' for href, name in links) + "</ul>"


@pytest.mark.parametrize("href", ["#xw", "/#xw", "/index.html#xw", "#7", "/?from=nav#xw"])
def test_a_place_on_the_page_is_no_column(href: str) -> None:
    html = menu(("/", "首页"), (href, "乡镇新闻"), ("/zwgk/", "政务公开")) + '<h2 id="xw">新闻</h2><h2 id="7">公告</h2>'
    assert "乡镇新闻" not in {name for name, (url, _) in columns(html, HOME).items() if "#" in url}


@pytest.mark.parametrize("href", ["#/news", "#!/news", "/#/list?c=3", "#12"])
def test_a_route_of_a_single_page_site_is_a_column(href: str) -> None:
    html = (
        menu(("#/", "首页"), (href, "新闻动态"), ("#/open", "政务公开"), ("#/notice", "通知公告"))
        + '<div id="app"></div>'
    )
    assert "#" in columns(html, HOME)["新闻动态"][0]


LIST = HOME + "list.asp?cid=4"
ROWS = "".join(
    f'<li><a href="show.asp?id={n}">第{n}号事项办理公告</a><span>2026-11-0{n}</span></li>' for n in range(1, 5)
)
SORTED = {
    "by parameter": '<a href="?cid=4&o=1">时间</a> <a href="?cid=4&o=2">点击量</a>',
    "by name alone": '<a href="list.asp?cid=4&k=1">按时间排序</a> <a href="list.asp?cid=4&k=2">浏览量</a>',
    "by a telling parameter": '<a href="list.asp?cid=4&sort=new">最新发布</a> <a href="?cid=4&sort=hot">大家爱看</a>',
}


@pytest.mark.parametrize("bar", SORTED.values(), ids=SORTED)
def test_links_that_order_a_list_are_no_columns_and_head_no_other_list(bar: str) -> None:
    html = menu(("/", "首页"), ("list.asp?cid=4", "通知公告"), ("list.asp?cid=5", "政策法规"))
    html += f"<div><div>排序：{bar}</div><ul>{ROWS}</ul></div>"
    assert set(columns(html, LIST)) == {"通知公告", "政策法规"}
    assert read_items(open_page(RawPage(LIST, html.encode())), date(2026, 11, 20)).is_beside is False


LIBRARY = HOME + "zcwj/index.html"


@pytest.mark.parametrize(
    ("bar", "found"),
    [
        ('<a href="?year=2025">2025年</a><a href="?year=2024">2024年</a><a href="?zt=3">教育科技</a>', False),
        ('<a href="/zcwj/index.html?zt=3">教育科技</a><a href="?xl=1">现行有效</a><a href="?page=2">2</a>', False),
        ('<a href="?cat=3">教育科技</a><a href="?cat=4">财政税务</a><a href="?page=2">2</a>', True),
        ('<a href="?m=list&cat=3">教育科技</a><a href="?m=list&cat=4">财政税务</a>', True),
    ],
    ids=["years and themes", "themes and force", "a tree of one parameter", "two parameters at once"],
)
def test_a_bar_of_filters_names_no_column(bar: str, *, found: bool) -> None:
    html = (
        menu(("/", "首页"), ("/zcwj/index.html", "政策文件")) + f'<div class="left"><div class="menu">{bar}</div></div>'
    )
    assert ("教育科技" in columns(html, LIBRARY)) is found
    assert not any(name.startswith("202") for name in columns(html, LIBRARY))


TOP = menu(
    ("/", "首页"),
    ("/col/col1/index.html", "新闻中心"),
    ("/col/col2/index.html", "政务公开"),
    ("/col/col3/index.html", "政民互动"),
)
SIDE = '<ul class="sub"><li><a href="/col/col21/index.html">通知公告</a></li><li><a href="/col/col22/index.html">人事信息</a></li></ul>'
CRUMB = '<div>当前位置：<a href="/">首页</a> &gt; 政务公开 &gt; 通知公告</div>'


def test_a_side_menu_stands_below_the_page_that_the_main_menu_names() -> None:
    page = open_page(RawPage(HOME + "col/col2/index.html", f"<body>{TOP}{SIDE}</body>".encode()))
    paths = {column.name: column.path for column in read_columns(page, ())}
    assert paths["人事信息"] == ("政务公开", "人事信息")
    assert paths["新闻中心"] == ("新闻中心",)


@pytest.mark.parametrize("crumb", ["", CRUMB], ids=["nothing says below what", "a way of plain names"])
def test_columns_of_a_side_menu_are_not_of_the_first_level(crumb: str) -> None:
    found = columns(TOP + crumb + SIDE, HOME + "col/col21/index.html")
    levels = {name: level for name, (_, level) in found.items()}
    assert levels == {"新闻中心": 1, "政务公开": 1, "政民互动": 1, "通知公告": 2, "人事信息": 2}
