"""A list beside the block of another column: whose rows are the page's own, and when it has none."""

from datetime import date

import pytest

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage
from govcrawl.model.items import PageFacts
from govcrawl.model.vocabulary import VisitRole

AS_OF = date(2026, 11, 20)
URL = "http://www.qingshui.gov.cn/zwgk/tzgg/"
NAV = '<div class="nav"><a href="/">首页</a><a href="/xw/">要闻</a><a href="/zwgk/">政务公开</a><a href="/zwgk/tzgg/">通知公告</a></div>'
FRESH = "".join(
    f'<li><a href="/xw/{n}.html">全县重点项目推进会议召开{n}</a><span>2026-11-{n}</span></li>' for n in range(11, 20)
)
OTHERS = {
    "a heading": f"<div><h3>{{head}}</h3><ul class=side>{FRESH}</ul></div>",
    "a row of a table": f"<table><tr><td>{{head}}</td></tr><tr><td><ul>{FRESH}</ul></td></tr></table>",
    "a title with more": f'<div><div class=tit><span>{{head}}</span><a href="/xw/">更多</a></div><ul class=b>{FRESH}</ul></div>',
}
UNDATED = "".join(f'<li><a href="/content/{n}00012.html">第{n}号事项办理情况公告</a></li>' for n in range(1, 7))


def read(own: str, other: str, *, first: bool) -> PageFacts:
    parts = (other, own) if first else (own, other)
    html = f"<html><head><title>通知公告-清水县</title></head><body>{NAV}<div>{parts[0]}{parts[1]}</div></body></html>"
    return read_page(RawPage(URL, html.encode()), AS_OF, role=VisitRole.COLUMN)


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("head", ["热点信息", "要闻", "中央精神"])
@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_list_without_a_row_beside_another_column(other: str, head: str, first: bool) -> None:
    facts = read("<div><h2>通知公告</h2><ul></ul></div>", other.format(head=head), first=first)
    assert (facts.confirmed_empty, facts.newest_item_on) == (True, None)


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_undated_articles_under_the_own_name_are_the_list(other: str) -> None:
    facts = read(f"<div><h2>通知公告</h2><ul>{UNDATED}</ul></div>", other.format(head="要闻"), first=False)
    assert (len(facts.items), facts.newest_item_on) == (6, None)


FRONT = {
    "several blocks": f"<div><h3>要闻</h3><ul>{FRESH}</ul></div><div><h3>会议</h3><ul>{FRESH.replace('/xw/', '/hy/')}</ul></div>",
    "rows of its own folder": f"<div><h3>本地</h3><ul>{FRESH.replace('/xw/', '/zwgk/tzgg/')}</ul></div>",
    "no head": f"<div><ul>{FRESH}</ul></div>",
}


@pytest.mark.parametrize("blocks", FRONT.values(), ids=FRONT)
@pytest.mark.parametrize("own", ["<ul></ul>", f"<ul>{UNDATED}</ul>"], ids=["empty", "undated"])
def test_blocks_that_may_be_the_own_list_are_kept(own: str, blocks: str) -> None:
    facts = read(f"<div><h2>通知公告</h2>{own}</div>", blocks, first=False)
    assert (facts.confirmed_empty, facts.newest_item_on) == (False, date(2026, 11, 19))


def test_a_sentence_under_the_own_name_is_no_blank_list() -> None:
    own = "<div><h2>通知公告</h2><ul></ul><p>本栏目已并入政务公开专区，请前往查看。</p></div>"
    assert read(own, OTHERS["a heading"].format(head="要闻"), first=False).confirmed_empty is False


LAYOUT = """<table width=100%><tr><td>{left}</td><td><table><tr><td>当前位置：首页 &gt; 通知公告</td></tr><tr><td><table>{own}</table>
    <table><tr><td>共{count}条 首页 上一页 下一页 尾页</td></tr></table></td></tr></table></td></tr></table>"""
LATEST = "".join(f"<tr><td>·<a href='/Show.asp?ID={n}'>全县第{n}次会议召开</a></td></tr>" for n in range(21, 27))


@pytest.mark.parametrize("head", ["最新信息", "热点文章"])
def test_a_table_of_latest_news_in_the_layout_of_the_list_is_none_of_its_rows(head: str) -> None:
    left = f"<table><tr><td><b>{head}</b></td></tr>{LATEST}</table>"
    own = "".join(f"<tr><td><a href='/Show.asp?ID={n}'>第{n}号公告</a></td><td>[2026-2-{n}]</td></tr>" for n in (9, 4))
    facts = read(LAYOUT.format(left=left, own=own, count=2), "", first=True)
    assert [item.title for item in facts.items] == ["第9号公告", "第4号公告"]
    assert read(LAYOUT.format(left=left, own="", count=0), "", first=True).confirmed_empty


def test_a_title_row_of_another_kind_sets_no_rows_apart() -> None:
    left = f"<table><tr><td><b>标题</b></td></tr>{LATEST}</table>"
    facts = read(f"<table><tr><td>{left}</td></tr></table>", "", first=True)
    assert len(facts.items) == 6


PICTURE = (
    "<table><tr><td><img src='/images/hot.gif'></td></tr>"
    + "".join(
        f"<tr><td><a href='/view.asp?id={n}'>全县第{n}次会议召开</a> <font>11-{n}</font></td></tr>"
        for n in range(11, 17)
    )
    + "</table>"
)
CELLS = "<table><tr><td width=200>{}</td><td><p>&gt;&gt; 通知公告</p><table>{}</table></td></tr></table>"


def test_the_cell_under_the_own_name_is_the_list_and_not_its_neighbour() -> None:
    rows = "".join(
        f"<tr><td><a href='/view.asp?id={n}'>关于第{n}次招标的公告</a></td></tr><tr><td>发布时间：2026-2-{n}</td></tr>"
        for n in range(9, 4, -1)
    )
    facts = read(CELLS.format(PICTURE, rows), "", first=True)
    assert (len(facts.items), facts.newest_item_on) == (5, date(2026, 2, 9))


def test_rows_in_the_cell_beside_an_empty_one_are_not_those_of_the_page() -> None:
    facts = read(CELLS.format(PICTURE, ""), "", first=True)
    assert (facts.items, facts.newest_item_on) == ((), None)


@pytest.mark.parametrize(
    ("own", "is_empty"),
    [
        ("", True),
        ("</table><img src='/images/zzjg.jpg'><table>", False),
        ("</table><a href='/z.doc'>附件</a><table>", False),
    ],
    ids=["nothing", "a picture", "a document"],
)
def test_a_cell_with_nothing_but_the_own_name_is_blank_once_rendered(own: str, is_empty: bool) -> None:
    html = f"<html><head><title>通知公告-清水县</title></head><body>{NAV}{CELLS.format(PICTURE, own)}</body></html>"
    facts = read_page(RawPage(URL, html.encode()), AS_OF, role=VisitRole.COLUMN, rendered=True)
    assert facts.confirmed_empty is is_empty


@pytest.mark.parametrize(
    ("body", "is_empty"),
    [
        ("<ul></ul>", True),
        ("<table></table>", True),
        ("<div></div>", False),
        ("<ul></ul><script src=/x.js></script>", False),
    ],
    ids=["list", "table", "no list", "a script"],
)
def test_the_document_of_a_frame_that_is_a_list_without_a_row(body: str, is_empty: bool) -> None:
    raw = RawPage("http://www.qingshui.gov.cn/inc/list_3.html", f"<html><body>{body}</body></html>".encode())
    assert read_page(raw, AS_OF, role=VisitRole.COLUMN, rendered=True).confirmed_empty is is_empty


def test_halves_of_one_list_in_two_cells_stay_together() -> None:
    halves = [
        "<table>"
        + "".join(
            f"<tr><td><a href='/view.asp?id={n}'>关于第{n}次招标的公告</a></td><td>2026-2-{n}</td></tr>"
            for n in range(first, first - 5, -1)
        )
        + "</table>"
        for first in (19, 14)
    ]
    facts = read(f"<table><tr><td>{halves[0]}</td><td>{halves[1]}</td></tr></table>", "", first=True)
    assert (len(facts.items), facts.newest_item_on) == (10, date(2026, 2, 19))


def test_a_link_to_a_form_under_the_own_name_is_not_the_list() -> None:
    letters = "".join(
        f"<tr><td><a href=/letter/356{n}/3570.htm>咨询第{n}号事项有关问题</a></td><td>2026-11-{n}</td></tr>"
        for n in range(11, 16)
    )
    write = "<h2>通知公告</h2><p><a href=/write/3568/3568.htm>我要写信</a></p>"
    facts = read(f"<div>{write}</div>", f"<div><h3>信件选登</h3><table>{letters}</table></div>", first=False)
    assert (len(facts.items), facts.newest_item_on) == (5, date(2026, 11, 15))


@pytest.mark.parametrize("head", ["通知公告列表", "通知公告信息列表"])
def test_a_head_of_the_own_name_and_the_word_for_lists_heads_the_list(head: str) -> None:
    rows = "".join(f"<li><a href='/Item/{n}.aspx'>关于第{n}次招标的公告</a>（2026.2.{n}）</li>" for n in (4, 9))
    facts = read(
        f"<div><h2>{head}</h2><ul>{rows}</ul></div>", f"<div><img src=/a.gif><ul>{FRESH}</ul></div>", first=False
    )
    assert facts.newest_item_on == date(2026, 2, 9)


@pytest.mark.parametrize(
    ("own", "is_empty"),
    [("", True), ("<p>本栏目已并入政务公开专区，请前往该专区查看。</p>", False)],
    ids=["nothing", "a text"],
)
def test_an_empty_box_under_the_own_name_beside_hot_news_is_blank_once_rendered(own: str, is_empty: bool) -> None:
    body = f"<div><div><h3>通知公告</h3></div><div class=grid></div>{own}</div>{OTHERS['a heading'].format(head='热门阅读')}"
    html = f"<html><head><title>通知公告-清水县</title></head><body>{NAV}{body}</body></html>"
    facts = read_page(RawPage(URL, html.encode()), AS_OF, role=VisitRole.COLUMN, rendered=True)
    assert facts.confirmed_empty is is_empty


@pytest.mark.parametrize(
    ("head", "newest"),
    [("为您找到相关结果约9个", date(2026, 11, 6)), ("共查询到相关文件6件", date(2026, 11, 6)), ("相关文件", None)],
)
def test_the_count_of_what_was_found_heads_the_list_below_a_bar_of_filters(head: str, newest: date | None) -> None:
    bar = "".join(f'<a href="javascript:;">{year}({year % 7})</a>' for year in range(2016, 2027))
    rows = "".join(
        f'<div class="it"><a href="/a/{n}0012.html">关于第{n}号事项办理情况的通知</a><p>发布日期：2026-11-0{n}</p></div>'
        for n in range(1, 7)
    )
    body = f'<div class="sx"><p>年份：{bar}</p></div><div class="jg">{head}</div><div id="result">{rows}</div>'
    html = f"<html><head><title>政策文件库-清水县</title></head><body>{NAV}{body}</body></html>"
    facts = read_page(RawPage(URL, html.encode()), AS_OF, role=VisitRole.COLUMN, rendered=True)
    assert facts.newest_item_on == newest


@pytest.mark.parametrize(("zone", "newest"), [("aside", None), ("sidebar", None), ("main", date(2026, 11, 19))])
def test_rows_in_a_column_called_a_side_are_not_those_of_a_list_without_days(zone: str, newest: date | None) -> None:
    own = "".join(f'<li><a href="#/notice/{n}">第{n}号事项办理情况公告</a></li>' for n in range(1, 7))
    side = f"<div class={zone}><h3>最新动态</h3><ul>{FRESH}</ul></div>"
    assert read(f"<div class=main><ul>{own}</ul></div>", side, first=False).newest_item_on == newest
