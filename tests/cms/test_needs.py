"""When a page is blank: never while a script, a frame or a browser may still bring rows, never a text, a form or a trouble."""

from datetime import date

import pytest

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage
from govcrawl.model.items import PageFacts
from govcrawl.model.vocabulary import VisitRole

URL = "http://www.linjiang.gov.cn/zwgk/bmwj/"
MENU = """<div class="hd"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/hdjl/">互动交流</a></li></ul></div><div class="dqwz">当前位置：<a href="/">首页</a> &gt; 部门文件</div>"""
SIDE_MENU = """<div class="left"><h2>政务公开</h2><ul><li><a href="../zcwj/">政策文件</a></li>
<li><a href="../zcjd/">政策解读</a></li><li><a href="../rsxx/">人事信息</a></li></ul></div>"""
HOT = """<div class="side"><div class="hd">热点信息</div><ul><li><a href="/a/1.html">我市召开经济形势分析会</a>2018-10-14</li>
<li><a href="/a/2.html">市领导调研城市更新工作</a>2018-10-13</li><li><a href="/a/3.html">全市防汛工作会议召开</a>2018-10-12</li></ul></div>"""
LATEST = HOT.replace("热点信息", "最新信息").replace('class="side"', 'class="w240"')
FOOT = '<div class="footer">主办：临江市人民政府</div>'
LIST = '<ul class="list" id="box"></ul>'


def facts(body: str, *, rendered: bool = False) -> PageFacts:
    page = f'<meta charset="utf-8"><title>部门文件_临江市</title>{MENU}{body}{FOOT}'
    return read_page(RawPage(URL, page.encode()), date(2018, 10, 15), rendered=rendered, role=VisitRole.COLUMN)


@pytest.mark.parametrize("beside", ["", SIDE_MENU, HOT, LATEST], ids=["alone", "menu", "hot", "latest"])
@pytest.mark.parametrize(
    "body",
    [
        '<ul class="news_list"></ul><script>createPageHTML(1, 0, "index", "html");</script>',
        '<div class="con"><p>暂无信息</p></div>',
        '<ul class="con"><li>暂无相关信息！</li></ul>',
        '<div class="con"><img src="/img/no.png"><p>暂时没有您要查看的内容</p></div>',
        '<ul class="con"></ul><div>共0条 第1/0页</div>',
        '<table class="con"><tr><th>标题</th><th>发布日期</th></tr></table>',
        '<table class="con"><tr><td>没有找到相关信息！</td></tr></table>',
        '<div class="con">栏目建设中，敬请期待……</div>',
        '<div class="con"><p>栏目更新中...</p></div>',
        '<div class="con">本栏目内容正在完善中，敬请关注！</div>',
    ],
)
def test_an_empty_list_is_blank_whatever_stands_beside_it(beside: str, body: str) -> None:
    assert facts(beside + body).confirmed_empty
    assert facts(beside + body, rendered=True).confirmed_empty


@pytest.mark.parametrize(
    "body",
    [
        LATEST,
        LATEST.replace("/a/1.html", "/zwgk/bmwj/1.html") + LIST,
        LATEST + '<div class="page">第1页 <a href="index_1.html">下一页</a></div>' + LIST,
    ],
    ids=["no other list", "own folder", "pager"],
)
def test_latest_items_may_be_the_list_itself(body: str) -> None:
    assert not facts(body).confirmed_empty
    assert str(facts(body).newest_item_on) == "2018-10-14"


@pytest.mark.parametrize(
    "words", ["", "<p>暂无数据</p>", '<div class="pages">共0条</div>'], ids=["bare", "words", "zero"]
)
@pytest.mark.parametrize(
    "script",
    [
        '<script src="/js/update.js"></script>',
        '<script src="/js/topnews.js"></script>',
        '<script src="/static/js/chunk-vendors.8a7.js"></script>',
        '<script src="/api/list?callback=show&cid=3"></script>',
        "<script>loadList(3, 1, 20);</script>",
        "<script>$(function(){ initPage({cid: 12}) })</script>",
        "<script>document.getElementById('box').innerHTML = document.getElementById('rows').value;</script>",
        "<script>$('#box').append($('#rows').val());</script>",
        "<script>function add(t) { document.getElementById('box').innerHTML += t }</script><script>add('x');</script>",
        "<script>var place = document.getElementById('box'); rows.forEach(put, place);</script>",
        '<script>$.post("/list.do", {c: 1}, function(d){ document.getElementById("box").innerHTML = d })</script>',
    ],
)
def test_a_list_that_a_script_may_fill_goes_to_the_browser(words: str, script: str) -> None:
    seen = facts(LIST + words + script)
    assert not seen.confirmed_empty
    assert "browser" in [need.kind for need in seen.needs]


@pytest.mark.parametrize(
    "body",
    [
        '<div class="con"><img src="/P020180101.png"></div>',
        '<div class="con"><h3>王某</h3><p>市委副书记、市长，主持市政府全面工作。</p></div>',
        '<form action="/save.jsp" method="post"><textarea name="c"></textarea></form>',
        '<embed src="/zn.pdf" width="100%" height="800">',
        '<iframe src="https://www.example.gov.cn/fw" width="100%" height="900"></iframe>',
        '<video src="/v.mp4"></video>',
        '<div style="background:url(/a.png);height:900px"></div>',
        '<ul class="list"></ul><div>正在加载中…</div>',
        '<ul class="list"></ul><div>网络异常，请稍后重试</div>',
        '<div class="con">请先<a href="/login">登录</a>后查看</div>',
    ],
)
def test_texts_forms_and_troubles_are_not_blank(body: str) -> None:
    assert not facts(body).confirmed_empty
    assert not facts(body, rendered=True).confirmed_empty


CLOCK = "<p>今天是：2018年10月15日 星期一</p><p>欢迎您访问临江市人民政府门户网站</p>"


@pytest.mark.parametrize("beside", ["", CLOCK], ids=["alone", "clock"])
def test_a_table_page_with_nothing_in_it_is_blank_once_a_browser_saw_it(beside: str) -> None:
    body = (
        beside
        + '<table width="700" height="400"><tr><td>部门文件_临江市</td></tr><tr><td valign="top">&nbsp;</td></tr></table>'
    )
    assert not facts(body).confirmed_empty
    assert facts(body, rendered=True).confirmed_empty
    assert not facts(body + "<td>本局无部门文件须公开，特此说明。</td>", rendered=True).confirmed_empty


ADDRESSES = "<table>{}</table>".format(
    "".join(f"<tr><td>第{n}医院</td><td>健康路{n}号</td><td>0716-800000{n}</td></tr>" for n in range(9))
)
QUERY = '<form action="/cx.do">许可证号<input name="x"><input type="submit" value="查询"></form><div id="result"></div>'
SEARCH = '<form action="/search.jsp"><input name="q"><input type="submit" value="搜索"></form>'


@pytest.mark.parametrize("beside", ["", HOT], ids=["alone", "hot"])
@pytest.mark.parametrize("body", [ADDRESSES, QUERY], ids=["addresses", "query"])
def test_tables_of_short_words_and_forms_are_no_blank(body: str, beside: str) -> None:
    assert not facts(beside + body).confirmed_empty
    assert not facts(beside + body, rendered=True).confirmed_empty


@pytest.mark.parametrize("search", [SEARCH, '<div id="ss"><input placeholder="站内搜索"></div>'], ids=["form", "field"])
def test_the_search_of_the_site_fills_no_page(search: str) -> None:
    assert facts(search + "<table><tr><td>&nbsp;</td></tr></table>", rendered=True).confirmed_empty


def test_a_heading_page_of_links_beside_hot_news_is_not_blank() -> None:
    links = '<h3><a href="/zj/gk/">概况</a></h3><h3><a href="/zj/ls/">历史沿革</a></h3>'
    assert not facts(HOT + links, rendered=True).confirmed_empty


def test_documents_beside_hot_news_are_a_list() -> None:
    body = HOT + "<ul>" + "".join(f'<li><a href="/upload/{n}.doc">申请表之{n}.doc</a></li>' for n in range(5)) + "</ul>"
    assert not facts(body).confirmed_empty
    assert not facts(body, rendered=True).confirmed_empty


def test_some_link_beside_a_list_that_did_not_come_is_no_item() -> None:
    body = '<p><a href="http://mail.linjiang.gov.cn/">公务邮箱系统</a></p><ul class="list" id="x"></ul><p>数据加载中...</p>'
    seen = facts(body, rendered=True)
    assert (seen.items, seen.confirmed_empty) == ((), False)


def test_hot_news_beside_nothing_are_not_the_list() -> None:
    seen = facts(HOT + '<div class="con"></div>')
    assert seen.items == ()
    assert [need.kind for need in seen.needs] == ["browser"]


def test_a_menu_of_plain_addresses_beside_an_empty_list_is_no_list() -> None:
    entries = '<li><a href="/zwgk/zcwj.htm">政策文件</a></li><li><a href="/zwgk/rsxx.htm">人事信息</a></li>'
    menu = f'<div class="nav"><ul>{entries}</ul></div><div class="left"><h2>政务公开</h2><ul>{entries}</ul></div>'
    assert facts(menu + '<ul class="news-list"></ul>').confirmed_empty


SIDE_LIST = """<div class="r"><ul><li><a href="/xw/201810/1.html">我市召开经济形势分析会</a><span>2018-10-14</span></li>
<li><a href="/xw/201810/2.html">市领导调研城市更新工作</a><span>2018-10-13</span></li></ul></div>"""
WAITING = {
    "jpaas unit": """<div id="u1"></div><script src="/jpaas/unitbuild.js"
        queryData="{'webId':'1','pageId':'2','pageType':'column','tagId':'list','tplSetId':'abc'}"></script>""",
    "data proxy": """<div id="d"></div><script>$.ajax({url:"/module/web/jpage/dataproxy.jsp?perpage=15",
        data:{col:1,columnid:12,unitid:53,webname:"x"}})</script>""",
    "REST service": """<ul id="l"></ul><script>var siteGuid="7eb5f7f1-9041-43ad-8e13-8fcb82ea831a";var categoryNum="001001";
        $.ajax({url:"/EpointWebBuilder/rest/frontAppCustomAction/getPageInfoListNew"})</script>""",
    "a script beside the page": '<ul class="newslist"></ul><script src="/js/getrows.js"></script>',
    "loading": '<ul class="list"><li>正在加载中...</li></ul><script src="/js/x.js"></script>',
    "a frame": '<iframe src="/inc/list_12.html" width="100%" height="900"></iframe>',
}


@pytest.mark.parametrize("beside", [SIDE_LIST, HOT, SIDE_MENU], ids=["list", "hot", "menu"])
@pytest.mark.parametrize("body", WAITING.values(), ids=WAITING)
def test_rows_beside_a_list_that_is_still_to_come_are_not_the_list(body: str, beside: str) -> None:
    seen = facts(beside + body)
    assert (seen.items, seen.newest_item_on, seen.confirmed_empty) == ((), None, False)
    assert {need.kind for need in seen.needs} & {"endpoint", "browser", "follow"}
    assert seen.why["items"]


OWN = "<ul>{}</ul>".format(
    "".join(
        f'<li><a href="/zwgk/bmwj/{n}.html">关于印发第{n}号办法的通知</a><span>2018-0{n}-11</span></li>'
        for n in (3, 2, 1)
    )
)
NAMED = {
    "by their folder": OWN,
    "by their head": "<div><h2>部门文件</h2>" + OWN.replace("/zwgk/bmwj/", "/art/") + "</div>",
    "by a pager": OWN.replace("/zwgk/bmwj/", "/art/") + '<div><a href="index_1.html">下一页</a></div>',
}


@pytest.mark.parametrize("own", NAMED.values(), ids=NAMED)
@pytest.mark.parametrize("body", WAITING.values(), ids=WAITING)
def test_rows_that_are_surely_the_own_list_stand_beside_any_script(body: str, own: str) -> None:
    seen = facts(own + body)
    assert str(seen.newest_item_on) == "2018-03-11"


def test_rows_beside_a_template_wait_for_the_browser() -> None:
    seen = facts(SIDE_LIST + '<ul><li v-for="one in rows">{{one.title}}</li></ul>')
    assert "browser" in {need.kind for need in seen.needs}


def test_the_rows_of_links_beside_a_text_are_not_its_own() -> None:
    text = (
        '<div class="con">' + "<p>本市位于江汉平原腹地，辖三县二区，总面积一万余平方公里，历史悠久。</p>" * 8 + "</div>"
    )
    seen = facts('<div class="top"><a href="http://mail.linjiang.gov.cn/">公务邮箱</a></div>' + SIDE_MENU + text)
    assert seen.items == ()
    assert seen.why["items"] == "a text, not a list"


def test_the_rows_of_the_main_menu_are_no_items_whatever_it_is_called() -> None:
    menu = "".join(f'<a href="/{name}/">栏目{name}</a> | ' for name in ("zwgk", "hdjl", "gzdt", "rsxx"))
    body = f'<table><tr><td><a href="/">首页</a> | {menu}<a href="mailto:a@163.com">局长信箱</a></td></tr></table>'
    page = f'<meta charset="utf-8"><title>部门文件</title>{body}<p>部门文件</p>{FOOT}'
    assert read_page(RawPage(URL, page.encode()), date(2018, 10, 15), role=VisitRole.COLUMN).items == ()


@pytest.mark.parametrize(
    "waiting",
    [
        '<div class="el-skeleton"><div class="el-skeleton__item"></div><div class="el-skeleton__item"></div></div>',
        '<ul class="list"></ul><div class="el-loading-mask"><div class="el-loading-spinner"></div></div>',
        '<div class="ant-spin ant-spin-spinning"><span class="ant-spin-dot"></span></div><ul class="list"></ul>',
        '<ul class="list"></ul><p>加载失败，请稍后重试</p>',
    ],
    ids=["grey shapes", "a wheel", "another wheel", "words"],
)
def test_what_stands_in_place_of_rows_that_come_is_no_empty_list(waiting: str) -> None:
    assert not facts(waiting).confirmed_empty
    shown = facts(waiting, rendered=True)
    assert (shown.confirmed_empty, [need.kind for need in shown.needs]) == (False, ["browser"])


def test_a_wheel_that_is_put_away_tells_nothing() -> None:
    mask = '<div class="el-loading-mask" style="display: none"><div class="el-loading-spinner"></div></div>'
    assert facts(f'<div class="el-empty"><p>暂无数据</p></div>{mask}', rendered=True).confirmed_empty
