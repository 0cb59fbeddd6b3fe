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
