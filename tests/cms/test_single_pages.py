"""Columns that lead to one article: its related items, written by script or not, are no list of the column; and lists
that count themselves as empty."""

from datetime import date

import pytest

from govcrawl.cms.read import read_page
from govcrawl.extract.emptiness import is_aside
from govcrawl.extract.page import RawPage
from govcrawl.model.items import PageFacts
from govcrawl.model.vocabulary import VisitRole

AS_OF = date(2018, 9, 10)
TEXT = "<p>" + "本局负责全县统计工作，承担各项普查和抽样调查，发布统计资料。" * 12 + "</p>"
HEAD = "<h1>统计局职能</h1><div>发布时间：2016-03-02</div>"
ROWS = "".join(f'<li><a href="/zwgk/tj/{n}.html">第{n}期统计信息</a>{{}}</li>' for n in (8, 7, 6, 5)).format(
    *(f"<span>2016-08-0{n}</span>" for n in (8, 7, 6, 5))
)
WRITTEN = "".join(
    f'<li><a href="/zwgk/tj/{n}.html">第{n}期统计信息</a><script>var d="2016-08-0{n}";document.write("<span>"+d+"</span>");'
    "</script></li>"
    for n in (8, 7, 6, 5)
)


def facts(body: str, url: str) -> PageFacts:
    html = f"<html><head><title>某县</title></head><body>{body}</body></html>"
    return read_page(RawPage(url, html.encode()), AS_OF, role=VisitRole.COLUMN)


@pytest.mark.parametrize("rows", [ROWS, WRITTEN])
@pytest.mark.parametrize("url", ["http://a.gov.cn/zwgk/tj/201603/t20160302_5001.html", "http://a.gov.cn/zwgk/zn/"])
def test_the_related_items_of_one_article_are_no_list(rows: str, url: str) -> None:
    told = facts(f"{HEAD}<div class='content'>{TEXT}</div><h2>相关信息</h2><ul>{rows}</ul>", url)
    assert told.items == ()
    assert told.newest_item_on is None


@pytest.mark.parametrize(
    ("pager", "is_empty"),
    [
        ("<span>共 <strong>0</strong>页<strong>0</strong>条</span>", True),
        ("<span>共<b>0</b>条记录</span>", True),
        ("<span>共 <strong>3</strong>页<strong>30</strong>条</span>", False),
        ("<span>今日来信 <b>0</b> 件</span>", False),
    ],
)
def test_a_list_that_counts_zero_in_an_element_of_its_own_is_empty(pager: str, is_empty: bool) -> None:
    menu = '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>'
    told = facts(f"{menu}<h2>通知公告</h2><div>{pager}</div>", "http://a.gov.cn/zwgk/tzgg/")
    assert told.confirmed_empty is is_empty


LABELS = "".join(f"<div class='c'><p>{label}</p></div>" for label in ("索引号", "名称", "发布单位", "生成日期"))


@pytest.mark.parametrize(
    ("below", "is_empty"),
    [
        ("<div class='space'></div>", True),
        ("<div class='row'><div>01</div><div><a href='/zwgk/7.html'>关于印发办法的通知</a></div></div>", False),
        ("<div class='row'><div>正在编制目录，请到政务大厅查阅</div></div>", False),
    ],
)
def test_labels_of_a_list_with_nothing_below_are_an_empty_list(below: str, is_empty: bool) -> None:
    menu = '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>'
    body = f"{menu}<h2>工作计划</h2><div class='form'><div class='head'>{LABELS}</div>{below}</div>"
    assert facts(body, "http://a.gov.cn/zwgk/gzjh/").confirmed_empty is is_empty


@pytest.mark.parametrize(("rows", "newest"), [(1, None), (2, None), (3, date(2018, 8, 9)), (5, date(2018, 8, 9))])
def test_a_row_or_two_below_the_text_of_an_overview_are_no_list(rows: int, newest: date | None) -> None:
    below = "".join(
        f'<li><a href="/zwgk/gk/{n}.html">图文解读第{n}期</a><span>2018-08-0{n}</span></li>'
        for n in range(9, 9 - rows, -1)
    )
    body = f"{HEAD}<div class='article-content' id='zoom'>{TEXT[:300]}</div><ul>{below}</ul>"
    assert facts(body, "http://a.gov.cn/zwgk/gk/").newest_item_on == newest


def test_the_table_over_an_article_is_no_list_of_its_days() -> None:
    table = "".join(
        f"<tr><td>{a}</td><td>县统计局</td><td>{b}</td><td>2018-08-0{n}</td></tr>"
        for a, b, n in (("发布机构", "生成日期", 3), ("文号", "公开日期", 4))
    )
    told = facts(f"<table>{table}</table>{HEAD}<div>{TEXT}</div>", "http://a.gov.cn/col/col1114/index.html")
    assert told.items == ()


@pytest.mark.parametrize(
    ("url", "aside"),
    [
        ("http://a.gov.cn/zwgk/head.html", True),
        ("http://a.gov.cn/inc/common_footer.html?v=2", True),
        ("http://clock.example.com/getSysTime.do", True),
        ("http://a.gov.cn/headlines.html", False),
        ("http://a.gov.cn/api/article/list", False),
        ("http://a.gov.cn/getListByTime.do", False),
    ],
)
def test_what_a_page_asks_beside_its_list(url: str, aside: bool) -> None:
    assert is_aside(url) is aside


EMPTY_LIST = "<h3>财政预决算</h3><ul class='list'></ul>"
BESIDE = "".join(f"<li><a href='/{n}.html'>新闻第{n}条说的是别的事情</a></li>" for n in (558, 559, 560))


def rendered(body: str) -> PageFacts:
    html = f"<html><head><title>某县</title></head><body>{body}</body></html>"
    return read_page(
        RawPage("http://a.gov.cn/channel/191.html", html.encode()), AS_OF, role=VisitRole.COLUMN, rendered=True
    )


@pytest.mark.parametrize(
    ("picture", "is_empty"),
    [
        ("<dl><dt><a href='/tj/7.html'><img src='/uploads/allimg/7.jpg'></a></dt></dl>", True),
        ("<p><img src='/uploads/allimg/7.jpg'></p>", False),
        ("<p><a href='/uploads/allimg/7big.jpg'><img src='/uploads/allimg/7.jpg'></a></p>", False),
    ],
)
def test_a_picture_that_leads_to_a_page_is_no_content_beside_an_empty_list(picture: str, is_empty: bool) -> None:
    menu = '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>'
    assert rendered(f"{menu}<div>{EMPTY_LIST}</div><div>{picture}</div>").confirmed_empty is is_empty


LINKS = "<li><a href='javascript:;'>建筑学会</a></li><li><a href='javascript:;'>规划学会</a></li>"


@pytest.mark.parametrize(("links", "rows"), [(LINKS, 0), ("", 3)])
def test_undated_rows_among_links_that_lead_nowhere_are_none_of_an_empty_list(links: str, rows: int) -> None:
    chart = "<p><img src='/uploads/allimg/7.jpg'></p>"
    told = rendered(f"<div>{EMPTY_LIST}</div>{chart}<div><h3>精选</h3><ul class='x'>{BESIDE}{links}</ul></div>")
    assert len(told.items) == rows
