"""Columns that no link of the page names: menus in frames, and directories kept as data."""

from datetime import date

import pytest

from govcrawl.cms.read import read_page
from govcrawl.extract.menu_includes import as_part, menu_includes
from govcrawl.extract.page import RawPage, open_page
from govcrawl.extract.stubs import menu_frames
from govcrawl.model.items import ColumnSeen, MarkSeen, Need, PageFacts
from govcrawl.model.vocabulary import Mark, PageKind, VisitRole
from govcrawl.spiders.merge import behind_wall, kept_back, with_menu

AS_OF = date(2018, 2, 28)
HOME = "http://jyj.x.gov.cn/"
BODY = "<html><head><title>某市教育局</title></head><body>{}</body></html>"
TREE = (
    'window._CONFIG={{SID:"755001",TREE:[{{"id":1,"name":"法定主动公开","children":['
    '{{"id":5,"name":"通知公告"}},{{"id":6,"name":"外部目录","jump_url":"http://other.gov.cn/"}},'
    '{{"id":7,"name":"人事信息","jump_url":"/rsxx/"}}]}}]{}}};'
)


def facts(body: str, url: str = HOME, role: VisitRole = VisitRole.HOME) -> PageFacts:
    return read_page(RawPage(url, BODY.format(body).encode()), AS_OF, role=role)


@pytest.mark.parametrize(
    ("frame", "all_frames", "found"),
    [
        ('<iframe src="/inc/head.html"></iframe>', False, ("http://jyj.x.gov.cn/inc/head.html",)),
        ('<iframe src="/columns/7f3c/index.html"></iframe>', True, ("http://jyj.x.gov.cn/columns/7f3c/index.html",)),
        ('<iframe src="/columns/7f3c/index.html"></iframe>', False, ()),
        ('<iframe src="/module/visitcount/visit.jsp"></iframe>', True, ()),
        ('<iframe src="http://weather.com.cn/head.html"></iframe>', True, ()),
        ('<iframe src="/inc/footer.html"></iframe>', True, ()),
        ('<iframe id="nav"></iframe>', True, ()),
    ],
)
def test_frames_that_can_hold_a_menu(frame: str, all_frames: bool, found: tuple[str, ...]) -> None:
    page = open_page(RawPage(HOME, BODY.format(frame).encode()))
    assert menu_frames(page, all_frames=all_frames) == found


def test_a_home_page_asks_for_the_frame_of_its_menu() -> None:
    needs = facts('<iframe src="/columns/7f3c/index.html"></iframe><p>正文</p>').needs
    assert [need.kind for need in needs if need.kind in ("menu", "browser")] == ["menu", "browser"]


def test_a_menu_in_a_frame_settles_what_the_browser_was_asked_for() -> None:
    home = PageFacts(HOME, "utf-8", "generic", PageKind.HOME, needs=(Need("browser", HOME, "no column"),))
    column = ColumnSeen("教育要闻", "http://jyj.x.gov.cn/jyyw/")
    merged = with_menu(home, [column])
    assert merged.columns == (column,)
    assert merged.needs == ()
    assert with_menu(merged, [column]).columns == (column,)
    assert with_menu(home, []).needs == home.needs


@pytest.mark.parametrize(
    ("rest", "names"),
    [
        ("", [("通知公告", "http://jyj.x.gov.cn/gkmlpt/index#5"), ("人事信息", "http://jyj.x.gov.cn/rsxx/")]),
        (",OPEN:[", [("通知公告", "http://jyj.x.gov.cn/gkmlpt/index#5"), ("人事信息", "http://jyj.x.gov.cn/rsxx/")]),
    ],
)
def test_headings_of_a_directory_are_columns(rest: str, names: list[tuple[str, str]]) -> None:
    script = f"<div id='app'></div><script>{TREE.format(rest)}</script>"
    found = facts(script, "http://jyj.x.gov.cn/gkmlpt/index", VisitRole.COLUMN).columns
    assert [(column.name, column.url) for column in found] == names
    assert found[0].path == ("法定主动公开", "通知公告")


def test_the_front_of_a_directory_is_no_list_of_its_first_heading() -> None:
    script = f"<div id='app'></div><script>SID: '1'; {TREE.format('')}</script>"
    front = facts(script, "http://jyj.x.gov.cn/gkmlpt/index", VisitRole.COLUMN)
    assert (front.needs, front.confirmed_empty, front.items) == ((), False, ())
    heading = facts(script, "http://jyj.x.gov.cn/gkmlpt/index#5", VisitRole.COLUMN)
    assert [need.url for need in heading.needs if need.kind == "endpoint"] == [
        "http://jyj.x.gov.cn/gkmlpt/api/all/5?page=1&sid=1"
    ]


def test_a_broken_directory_names_no_column() -> None:
    script = '<script>window._CONFIG={TREE:[{"id":1,"name":</script>'
    assert facts(script, "http://jyj.x.gov.cn/gkmlpt/index", VisitRole.COLUMN).columns == ()


def test_terms_with_a_dated_definition_are_rows_not_columns() -> None:
    rows = "".join(
        f'<dt><a href="/info/iIndex.jsp?node_id=1&cat_id=11&id={number}">关于某事项的会议召开第{number}次</a></dt>'
        f"<dd>[2018-02-{number:02d}]</dd>"
        for number in range(1, 6)
    )
    page = facts(f"<dl>{rows}</dl>", "http://jyj.x.gov.cn/info/iList.jsp?node_id=1&cat_id=11", VisitRole.COLUMN)
    assert page.columns == ()
    assert str(page.newest_item_on) == "2018-02-05"


def test_a_frameset_leads_to_its_main_frame_and_asks_the_others_for_the_menu() -> None:
    frames = '<frameset rows="90,*"><frame src="/top.html" name="top"><frame src="/main.html" name="main"></frameset>'
    needs = read_page(RawPage(HOME, f"<title>某局</title>{frames}".encode()), AS_OF, role=VisitRole.HOME).needs
    assert [(need.kind, need.url) for need in needs] == [
        ("follow", "http://jyj.x.gov.cn/main.html"),
        ("menu", "http://jyj.x.gov.cn/top.html"),
    ]


def test_what_is_absent_behind_a_challenge_is_unknown() -> None:
    marks = (MarkSeen(Mark.CONTACT, False), MarkSeen(Mark.HOST_UNIT, True, "某市教育局"))
    read = behind_wall(PageFacts(HOME, "utf-8", "generic", PageKind.LIST, confirmed_empty=True, marks=marks))
    assert not read.confirmed_empty
    assert [mark.present for mark in read.marks] == [None, True]
    assert [need.kind for need in read.needs] == ["browser"]
    assert "items" in read.why


def test_an_empty_list_is_unknown_where_the_browser_missed_what_brings_the_rows() -> None:
    empty = PageFacts(HOME, "utf-8", "generic", PageKind.LIST, confirmed_empty=True)
    read = kept_back(empty, "a script that was not loaded: $ is not defined")
    assert not read.confirmed_empty
    assert read.why["items"] == "a script that was not loaded: $ is not defined"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "<div id='head'></div><script>$('#head').load('head.html');\n$('#foot').load('foot.html');</script>",
            ("head.html",),
        ),
        ("<script>$('#foot').load('/inc/foot.html');</script>", ()),
        ("<script>$('#top').load('http://www.other.com/head.html');</script>", ()),
        ("<script src='/js/header.js'></script><script src='/js/jquery.min.js'></script>", ("js/header.js",)),
        (
            "<ul><li><a href='/'>首页</a><li><a href='/a/'>甲</a><li><a href='/b/'>乙</a><li><a href='/c/'>丙</a></ul><script src='/nav.js'></script>",
            (),
        ),
    ],
)
def test_includes_and_scripts_that_can_hold_a_menu(body: str, found: tuple[str, ...]) -> None:
    page = open_page(RawPage(HOME, BODY.format(body).encode()))
    assert menu_includes(page) == tuple(HOME + name for name in found)


@pytest.mark.parametrize(
    "piece",
    [
        b"<ul class='nav'><li><a href='zwgk/'>\xe6\x94\xbf\xe5\x8a\xa1\xe5\x85\xac\xe5\xbc\x80</a></li></ul>",
        b"document.write(\"<ul class='nav'><li><a href='zwgk/'>\xe6\x94\xbf\xe5\x8a\xa1\xe5\x85\xac\xe5\xbc\x80</a></li></ul>\");",
    ],
)
def test_a_piece_of_a_page_has_the_addresses_of_its_page(piece: bytes) -> None:
    part = as_part(RawPage(f"{HOME}inc/head.html", piece), HOME)
    found = read_page(part, AS_OF, role=VisitRole.FRAME).columns
    assert [(column.name, column.url) for column in found] == [("政务公开", f"{HOME}zwgk/")]


def test_a_menu_that_is_put_in_tells_where_a_block_s_column_stands() -> None:
    block = ColumnSeen("招生考试", f"{HOME}zsks/", 1, path=("招生考试",))
    listed = ColumnSeen("招生考试", f"{HOME}zsks/", 2, path=("教育公开", "招生考试"))
    home = PageFacts(HOME, "utf-8", "generic", PageKind.HOME, columns=(block,))
    assert with_menu(home, [listed]).columns == (listed,)
    assert with_menu(home, [block, ColumnSeen("机构", f"{HOME}jg/")]).columns[0] == block
