"""Columns that only their place tells: entries of a side menu without a name, tabs with their "more" links behind them,
boxes whose lower half is called bottom; and blank links, which are places of a template."""

from datetime import date

import pytest

from govcrawl.extract.column_way import page_way
from govcrawl.extract.columns import read_columns
from govcrawl.extract.page import RawPage, open_page

AS_OF = date(2018, 9, 10)
HOST = "http://www.a.gov.cn"
WAY = '<div class="place">当前位置：<a href="/">首页</a>&gt;<a href="/zwgk.htm">政务公开</a>{}</div>'
MENU = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/xwzx.htm">新闻中心</a></li></ul>'


def columns(body: str, url: str = "/") -> dict[str, tuple[str, int]]:
    page = open_page(RawPage(HOST + url, f"<html><head><title>某县</title></head><body>{body}</body></html>".encode()))
    return {
        column.url.removeprefix(HOST): (column.name, column.level)
        for column in read_columns(page, ("www.a.gov.cn",), AS_OF)
    }


def test_short_names_under_the_name_of_the_column_above_are_its_columns() -> None:
    side = "<div class='l'><h3>政务公开</h3><div class='b'><a href='/a1.htm'><p>工作计划</p></a><a href='/a2.htm'><p>惠民实事</p></a></div></div>"
    found = columns(MENU + WAY.format("&gt;<a href='/a1.htm'>工作计划</a>") + side, "/a1.htm")
    assert found["/a2.htm"] == ("惠民实事", 2)


def test_a_caption_in_letters_beside_the_heading_does_not_hide_it() -> None:
    side = "<div><div class='tit'><h3>政务公开</h3><span>OPEN</span></div><div class='b'><a href='/a1.htm'>工作计划</a><a href='/a2.htm'>惠民实事</a></div></div>"
    found = columns(MENU + WAY.format("&gt;<a href='/a1.htm'>工作计划</a>") + side, "/a1.htm")
    assert found["/a2.htm"] == ("惠民实事", 2)


def test_short_titles_under_the_page_s_own_name_are_its_items() -> None:
    rows = (
        "<h3>政务公开</h3><ul><li><a href='/a1.htm'>廉租房申请</a></li><li><a href='/a2.htm'>残疾证换领</a></li></ul>"
    )
    assert not {"/a1.htm", "/a2.htm"} & set(columns(MENU + WAY.format("") + rows, "/zwgk.htm"))


@pytest.mark.parametrize(
    "body",
    [
        "<div><div class='t on'>县内要闻</div><div class='t'>通知公告</div><a href='/yw/'>更多</a><a href='/gg/'>更多</a></div>",
        "<ul><li>县内要闻</li><li>通知公告</li><a class='m' href='/yw/'>更多>></a> <a class='m' href='/gg/'>更多>></a></ul>",
    ],
)
def test_of_several_tabs_each_more_link_has_its_own(body: str) -> None:
    assert columns(body) == {"/yw/": ("县内要闻", 1), "/gg/": ("通知公告", 1)}


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<h3><a href='/tzgg/'>通知公告</a></h3>", True),
        ("<h3><a href='/tzgg/'>通知公告</a></h3><p>版权所有：某县人民政府 主办：县政府办</p>", False),
    ],
)
@pytest.mark.parametrize("name", ["lf-bot", "bottom", "box-btm"])
def test_a_lower_half_is_a_footer_where_it_says_so(name: str, inside: str, found: bool) -> None:
    assert ("/tzgg/" in columns(f"<div class='{name}'>{inside}</div>")) is found


def test_blank_links_of_several_names_name_no_page() -> None:
    menu = '<div class="nav"><a href="">晴转多云</a><a href="">政务概览</a><a href="/xw/">新闻中心</a></div>'
    assert columns(menu, "/tzgg/") == {"/xw/": ("新闻中心", 1)}


def test_a_blank_link_alone_is_the_entry_of_the_page_itself() -> None:
    menu = '<div class="nav"><a href="/xw/">新闻中心</a><a href="">通知公告</a></div>'
    assert columns(menu, "/tzgg/")["/tzgg/"] == ("通知公告", 1)


def test_the_way_of_an_article_does_not_make_it_a_column() -> None:
    way = '<div class="place">当前位置：<a href="/">首页</a>&gt;<a href="#">政务动态</a></div>'
    assert columns(way, "/c100184/202507/5161027.shtml") == {}


def test_a_greeting_is_no_name_above_the_menu() -> None:
    head = '<div class="top"><span>某县人民政府欢迎您</span></div><ul id="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul>'
    assert columns(head) == {"/zwgk/": ("政务公开", 1)}


def test_a_menu_in_one_of_as_many_boxes_as_it_has_entries_is_no_panel_of_its_own() -> None:
    entries = "".join(f'<li><a href="/{name}/">{name}</a></li>' for name in ("zwgk", "xwzx", "hdjl"))
    menu = f'<div class="w"><ul><li><a href="/">首页</a></li>{entries}</ul></div>'.replace("zwgk<", "政务公开<")
    menu = menu.replace("xwzx<", "新闻中心<").replace("hdjl<", "互动交流<")
    boxes = f'<div class="top">标志</div><div class="nav">{menu}</div><div class="main">正文</div><div class="foot">页脚</div>'
    assert {level for _, level in columns(boxes).values()} == {1}


@pytest.mark.parametrize("label", ["您当前所在的位置：", "当前位置：", "您现在所在位置：", "您的位置: "])
def test_the_words_before_a_way_are_no_step_of_it(label: str) -> None:
    body = f'<div class="p"><span>{label}</span><a href="/">首页</a>&gt;<a href="/zwgk/">政务公开</a>&gt;<a href="/zwgk/tzgg/">通知公告</a></div>'
    page = open_page(RawPage(f"{HOST}/zwgk/tzgg/", f"<html><body>{body}</body></html>".encode()))
    assert page_way(page) == ("政务公开", "通知公告")


PANEL = "<div class='p'><ul><li><a href='/x{0}.html'>县农业局召开第{0}次现场会</a></li></ul></div>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "<div class='s'><a href='/yw.htm'><span>县内要闻</span></a><a href='/gg.htm'><span>通知公告</span></a></div>{0}{1}",
            True,
        ),
        ("<div class='s'><a href='/yw.htm'>县内要闻</a><a href='/gg.htm'>通知公告</a></div><div>{0}{1}</div>", True),
        ("<div class='s'><a href='/yw.htm'>县内要闻</a><a href='/gg.htm'>通知公告</a></div><p>无</p>", False),
        (
            "<div class='s'><a href='/yw.htm'>全县安全生产工作会议召开</a><a href='/gg.htm'>通知公告</a></div>{0}{1}",
            False,
        ),
    ],
)
def test_tabs_that_are_links_head_their_panels(body: str, found: bool) -> None:
    panels = PANEL.format(70001), PANEL.format(70002)
    assert ("/gg.htm" in columns(f"<div>{body.format(*panels)}</div>")) is found


@pytest.mark.parametrize(
    ("body", "way"),
    [
        ("<div class='l'>当前位置 : 首页->政务公开->通知公告</div>", ("政务公开", "通知公告")),
        (
            "<div class='p'><ul><li>您的位置：</li><li>首页 ></li><li>政务公开 ></li><li>通知公告</li></ul></div>",
            ("政务公开", "通知公告"),
        ),
        (
            "<p>本局的当前位置在县城东首，从县城首页广场沿人民路>建设路直行约三百米即到，门前有公交车站，乘坐三路、五路、七路车均可到达，请广大群众周知。</p>",
            (),
        ),
    ],
)
def test_a_way_that_is_written_without_links(body: str, way: tuple[str, ...]) -> None:
    page = open_page(RawPage(f"{HOST}/tzgg.htm", f"<html><body><div>{body}</div></body></html>".encode()))
    assert page_way(page) == way


def test_the_panel_of_an_empty_column_is_one_of_its_tabs_panels() -> None:
    tabs = "<div class='s'><a href='/yw.htm'>县内要闻</a><a href='/gg.htm'>通知公告</a><a href='/jd.htm'>政策解读</a></div>"
    panels = PANEL.format(70001) + "<div class='p'><ul></ul></div>" + PANEL.format(70002)
    assert {"/yw.htm", "/gg.htm", "/jd.htm"} <= set(columns(f"<div>{tabs}{panels}</div>"))


def test_a_written_way_beside_a_short_list_is_not_made_of_its_rows() -> None:
    rows = "".join(f"<li><a href='/x{n}.html'>县农业局召开第{n}次现场会</a></li>" for n in (70001, 70002))
    body = f"<div><div class='t'>通知公告</div><div>当前位置 : 首页->政务公开->通知公告</div></div><ul>{rows}</ul>"
    page = open_page(RawPage(f"{HOST}/tzgg.htm", f"<html><body><div>{body}</div></body></html>".encode()))
    assert page_way(page) == ("政务公开", "通知公告")


@pytest.mark.parametrize(
    ("body", "way"),
    [
        (
            "<h3><a href='/'>首页</a>>><a href='/zwgk.htm'>政务公开</a>>><a href=''>通知公告</a>>></h3>",
            ("政务公开", "通知公告"),
        ),
        ("<div><a href='/'>首页</a> | <a href='/zwgk.htm'>政务公开</a> | <a href='/hd.htm'>互动</a></div>", ()),
    ],
)
def test_a_way_without_a_label_begins_at_home_and_has_arrows(body: str, way: tuple[str, ...]) -> None:
    page = open_page(RawPage(f"{HOST}/tzgg.htm", f"<html><body>{body}</body></html>".encode()))
    assert page_way(page) == way
