"""Pages whose list is still to come, or was never one: what stands round it must not pass for its rows, nor for nothing."""

from datetime import date

import pytest

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage
from govcrawl.model.items import PageFacts
from govcrawl.model.vocabulary import VisitRole

AS_OF = date(2026, 11, 20)
HOST = "http://www.qingshui.gov.cn"
TOPS = {"xw": "要闻", "gg": "公告", "zc": "政策文件"}
FETCH = "<script>fetch('/api/list?id=3').then(show)</script>"


def read(body: str, path: str = "/views/gg.html", *, rendered: bool = False) -> PageFacts:
    menu = "".join(f'<li><a href="/views/{name}.html">{title}</a></li>' for name, title in TOPS.items())
    html = f'<html><head><title>公告</title></head><body><ul class="nav"><li><a href="/">首页</a></li>{menu}</ul>{body}</body></html>'
    return read_page(RawPage(HOST + path, html.encode()), AS_OF, rendered=rendered, role=VisitRole.COLUMN)


ROWS = "".join(
    f'<li><a href="/views/detail.html?id={n}">全县第{n}次重点工作会议召开</a><span>2026-11-{n}</span></li>'
    for n in range(11, 17)
)
NEWS = f'<div class="latest"><h2>要闻</h2><a class="more" href="/views/xw.html">更多&gt;&gt;</a><ul>{ROWS}</ul></div>'


@pytest.mark.parametrize(
    "own", ['<div id="a3"></div>', '<div id="app"><p>加载中...</p></div>', '<ul class="list"></ul>']
)
def test_rows_under_another_columns_name_do_not_stand_for_a_list_to_come(own: str) -> None:
    found = read(f"<h2>公告</h2>{own}{FETCH}{NEWS}")
    assert found.newest_item_on is None
    assert [need.kind for need in found.needs] == ["browser"]


def test_once_rendered_the_own_rows_stand_before_another_columns() -> None:
    old = ROWS.replace("2026-11", "2019-03")
    assert read(f"<h2>公告</h2><ul>{old}</ul>{FETCH}{NEWS}", rendered=True).newest_item_on == date(2019, 3, 16)
    assert read(f'<h2>公告</h2><div class="empty">暂无数据</div>{FETCH}{NEWS}', rendered=True).confirmed_empty


def test_a_front_page_with_one_block_keeps_it_where_no_script_asks_for_more() -> None:
    assert read(f"<h2>公告</h2>{NEWS}").newest_item_on == date(2026, 11, 16)


MONTH = (
    '<div><h3>{}</h3><ul><li><a href="/views/detail.html?id={}">关于公布名单的公告</a><span>{}日</span></li></ul></div>'
)


def test_a_head_stands_above_the_months_of_its_list() -> None:
    months = MONTH.format("2019年3月", 31, 9) + MONTH.format("2019年1月", 32, 8)
    assert read(f"{NEWS}<h2>公告</h2><div>{months}</div>").newest_item_on == date(2019, 3, 9)


CLOCKS = {
    "the day of the week behind it": "<font>2026年11月20日</font>&nbsp;星期五　天气：多云",
    "in one text": "<span>2026年11月20日 星期五</span>",
}


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=CLOCKS)
def test_a_clock_below_the_sites_name_dates_no_article(clock: str) -> None:
    head = f'<header><h1><a href="/">清水县人民政府门户网站</a></h1>{clock}</header>'
    found = read(f'{head}<h2>公告</h2><ul id="infos"></ul><script src="/js/list.js"></script>')
    assert found.needs[0].kind == "browser"
    assert found.article is None


def test_the_sites_name_beside_a_clock_is_no_row() -> None:
    head = '<div class="top"><h1><a href="/">清水县人民政府门户网站</a></h1>2026年11月20日 星期五</div>'
    found = read(f'{head}<h2>公告</h2><iframe src="/views/frame_3.html" width="100%" height="800"></iframe>')
    assert [(need.kind, need.url) for need in found.needs] == [("follow", f"{HOST}/views/frame_3.html")]


def test_questions_and_answers_over_a_paging_call_are_no_empty_list() -> None:
    pager = '<script>createPageHTML(1, 0, "index", "html");</script>'
    answers = "<p>问：如何办理居住证？</p><p>答：请携带身份证和住所证明到户籍窗口办理，受理后十个工作日内领取。</p>" * 4
    assert read(f'<h2>常见问题</h2><div class="TRS_Editor">{answers}</div>{pager}').confirmed_empty is False
    assert read(f'<h2>常见问题</h2><ul class="list"></ul>{pager}').confirmed_empty is True


HEAD_FRAME = '<iframe src="/columns/head/index.html" width="100%" height="200"></iframe>'
WAY = '<div>当前位置：<a href="/">首页</a> &gt; <a href="/views/gg.html">公告</a></div>'


@pytest.mark.parametrize("start", [WAY, "<h2>公告</h2>"], ids=["the way", "the own name"])
def test_a_frame_above_the_start_of_the_page_is_not_its_list(start: str) -> None:
    found = read(f"{HEAD_FRAME}{start}<p>本单位负责全县应急管理工作。</p>")
    assert [need.kind for need in found.needs] == ["browser"]
    found = read(f'{HEAD_FRAME}{start}<iframe src="/views/frame_3.html" width="100%" height="800"></iframe>')
    assert [need.url for need in found.needs] == [f"{HOST}/views/frame_3.html"]


def test_rows_that_are_a_menu_do_not_stand_for_a_list_that_a_script_asks_for() -> None:
    side = "".join(f'<p>├ <a href="/views/{name}.html">{title}</a></p>' for name, title in TOPS.items())
    found = read(
        f'<div class="left">{side}</div><h2>公告</h2><div id="3529"></div><script>jpage("3529", {{totalRecord: 7}});</script>'
    )
    assert [need.kind for need in found.needs] == ["browser"]


def test_a_head_above_the_menu_beside_it_says_nothing_of_an_empty_list() -> None:
    way = '<div>当前位置：<a href="/">首页</a> &gt; <a href="/views/zw.html">政务</a> &gt; <a href="/views/gg.html">公告</a></div>'
    side = '<table><tr><td><b>政务</b></td></tr><tr><td><a href="/views/gg.html">公告</a></td></tr></table>'
    own = "<table><tr><td><b>公告</b></td></tr></table><table><tr><th>名称</th><th>发布日期</th></tr></table>"
    assert read(f"{side}{way}{own}").confirmed_empty is True


def test_a_home_page_without_a_menu_whose_script_draws_links_is_run() -> None:
    block = f'<div><h3><a href="/xw/">要闻</a></h3><ul>{ROWS}</ul></div>'
    draws = "<script>var d=[];document.getElementById('n').innerHTML=d.map(x=>'<a href='+x.u+'>'+x.n+'</a>')</script>"
    menu = '<ul><li><a href="/">首页</a></li><li><a href="/xw/">要闻</a></li><li><a href="/gg/">公告</a></li><li><a href="/zc/">政策</a></li></ul>'
    for body, kinds in ((block + draws, ["browser"]), (menu + block + draws, []), (block, [])):
        page = read_page(RawPage(HOST + "/", f"<html><body>{body}</body></html>".encode()), AS_OF, role=VisitRole.HOME)
        assert [need.kind for need in page.needs if need.kind == "browser"] == kinds


WRITTEN = {
    "an array": 'var d=[{"title":"关于公布2019年名单的公告","url":"/views/detail.html?id=91","time":"2019-03-16"}];show(d)',
    "row by row": "document.write('<li><a href=\"/views/detail.html?id=91\">关于公布名单的公告</a><span>2019-03-16</span></li>')",
}


@pytest.mark.parametrize("script", WRITTEN.values(), ids=WRITTEN)
def test_rows_of_the_pages_own_script_stand_before_those_under_another_columns_name(script: str) -> None:
    found = read(f'<h2>公告</h2><div id="l3"></div><script>{script}</script>{NEWS}')
    assert found.newest_item_on == date(2019, 3, 16)


def test_the_head_of_a_table_is_above_the_labels_of_its_columns() -> None:
    row = '<tr><td><a href="/views/detail.html?id={0}">关于第{0}批名单的公告</a></td><td>政发〔2019〕{0}号</td><td>2019-03-{0}</td></tr>'
    labels = "<thead><tr><th>索引号</th><th>文件名称</th><th>文号</th><th>成文日期</th><th>发布日期</th></tr></thead>"
    table = f"<table>{labels}<tbody>{''.join(row.format(n) for n in range(11, 20))}</tbody></table>"
    assert read(f"{NEWS}<h2>公告</h2>{table}").newest_item_on == date(2019, 3, 19)


def test_any_frame_of_a_home_page_without_a_menu_may_hold_it() -> None:
    frame = '<iframe src="/columns/423a06df/index.html" width="100%" height="200"></iframe>'
    body = f'{frame}<div><h3><a href="/xw/">要闻</a></h3><ul>{ROWS}</ul></div>'
    page = read_page(RawPage(HOST + "/", f"<html><body>{body}</body></html>".encode()), AS_OF, role=VisitRole.HOME)
    assert [need.url for need in page.needs if need.kind == "menu"] == [f"{HOST}/columns/423a06df/index.html"]
