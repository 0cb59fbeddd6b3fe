"""Columns on pages of many builders: what is one, its level and path, and what only looks like one."""

from datetime import date

import pytest

from govcrawl.extract.columns import read_columns
from govcrawl.extract.page import RawPage, open_page
from govcrawl.model.items import ColumnSeen
from govcrawl.model.vocabulary import ColumnKind, Scope

HOST = "www.example.gov.cn"


def columns(body: str, path: str = "/", title: str = "某某市人民政府") -> tuple[ColumnSeen, ...]:
    html = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    page = open_page(RawPage(f"http://{HOST}{path}", html.encode()))
    return read_columns(page, [HOST], date(2018, 8, 31))


def paths(body: str, path: str = "/", title: str = "某某市人民政府") -> dict[str, str]:
    """Path of names -> path of the address."""
    return {"/".join(column.path): column.url.removeprefix(f"http://{HOST}") for column in columns(body, path, title)}


MENUS = {
    "list with drop-downs": """<div class="nav"><ul><li><a href="/">首页</a></li>
        <li><a href="/zwgk/">政务公开</a><ul style="display:none"><li><a href="/zwgk/tzgg/">通知公告</a></li></ul></li>
        <li><a href="/hdjl/">互动交流</a></li></ul></div>""",
    "no names at all": """<div><ul><li><a href="/index.html">网站首页</a></li>
        <li><a href="/zwgk/">政务公开</a><ul><li><a href="/zwgk/tzgg/">通知公告</a></li></ul></li>
        <li><a href="/hdjl/">互动交流</a></li></ul></div>""",
    "table cells": """<table><tr><td><a href="/">首页</a></td><td><a href="/zwgk/">政务公开</a></td>
        <td><a href="/hdjl/">互动交流</a></td><td><a href="/x/">工作动态</a></td></tr></table>
        <div class="menu"><h3>政务公开</h3><ul><li><a href="/zwgk/tzgg/">通知公告</a></li></ul></div>""",
    "definitions": """<nav><dl><dt><a href="/zwgk/">政务公开</a></dt><dd><a href="/zwgk/tzgg/">通知公告</a></dd></dl>
        <dl><dt><a href="/hdjl/">互动交流</a></dt><dd><a href="/hdjl/xx/">局长信箱</a></dd></dl></nav>""",
    "blocks of a large menu": """<div class="mainNav"><div class="item"><a href="/zwgk/">政务公开</a>
        <div class="drop"><a href="/zwgk/tzgg/">通知公告</a><a href="/zwgk/zcwj/">政策文件</a></div></div>
        <div class="item"><a href="/hdjl/">互动交流</a></div></div>""",
    "written by a script": """<div class="nav"><ul><li><a href="/">首页</a></li><script>
        var name = '互动交流';
        document.write('<li><a href="/zwgk/">政务公开</a><ul><li><a href="/zwgk/tzgg/">通知公告</a></li></ul></li>');
        document.write("<li><a href='/hdjl/'>" + name + "</a></li>");</script></ul></div>""",
    "pictures": """<div id="menu"><a href="/"><img src="a.png" alt="首页"></a><a href="/zwgk/"><img src="b.png" alt="政务公开"></a>
        <a href="/hdjl/"><img src="c.png" alt="互动交流"></a></div>
        <div class="sub-nav"><h2>政务公开</h2><ul><li><a href="/zwgk/tzgg/"><img src="d.png" alt="通知公告"></a></li></ul></div>""",
    "functions of the page": """<ul class="nav"><li><a href="javascript:goUrl('/zwgk/')">政务公开</a></li>
        <li><a href="#" onclick="jump('/hdjl/', 1)">互动交流</a></li><li><a href="/a/1.pdf" onclick="count('/log/')">年报</a></li></ul>
        <div class="menu"><h3>政务公开</h3><a href="javascript:go('/zwgk/tzgg/')">通知公告</a></div>""",
    "click handlers": """<ul class="nav"><li onclick="location.href='/zwgk/'">政务公开</li>
        <li onclick="window.open('/hdjl/')">互动交流</li></ul>
        <div class="menu"><h3>政务公开</h3><a href="javascript:;" data-href="/zwgk/tzgg/">通知公告</a></div>""",
}


def test_all_definitions_of_a_term_stand_below_it() -> None:
    body = """<div class="menu"><dl><dt><a href="/zwgk/">政务公开</a></dt><dd><a href="/zwgk/tzgg/">通知公告</a></dd>
        <dd><a href="/zwgk/zcwj/">政策文件</a></dd><dd><a href="/zwgk/rsxx/">人事信息</a></dd></dl>
        <dl><dt><a href="/hdjl/">互动交流</a></dt><dd><a href="/hdjl/xx/">局长信箱</a></dd></dl></div>"""
    found = {column.name: column.path for column in columns(body)}
    assert found["人事信息"] == ("政务公开", "人事信息")
    assert found["局长信箱"] == ("互动交流", "局长信箱")


@pytest.mark.parametrize("body", MENUS.values(), ids=MENUS)
def test_menus_of_many_builders(body: str) -> None:
    found = paths(body)
    assert found["政务公开"] == "/zwgk/"
    assert found["互动交流"] == "/hdjl/"
    assert "/zwgk/tzgg/" in found.values()
    assert "首页" not in found


@pytest.mark.parametrize("name", ["list with drop-downs", "no names at all", "definitions", "blocks of a large menu"])
def test_nested_menus_give_path_and_level(name: str) -> None:
    (column,) = [column for column in columns(MENUS[name]) if column.name == "通知公告"]
    assert (column.path, column.level, column.kind) == (("政务公开", "通知公告"), 2, ColumnKind.NOTICE)


BLOCKS = {
    "picture as a title": '<div class="hd"><img src="t.gif" alt="通知公告"><a href="/tzgg/">more</a></div>',
    "banners between heading and more": """<h3>通知公告</h3><a href="/zt/a/"><img src="1.jpg" alt="脱贫攻坚"></a>
        <a href="/zt/b/"><img src="2.jpg" alt="扫黑除恶"></a><a class="more" href="/tzgg/">更多</a>""",
    "heading and more": '<h2>通知公告</h2><span class="fr"><a href="/tzgg/">更多&gt;&gt;</a></span><ul><li>x</li></ul>',
    "more in the heading": '<h3>通知公告<a class="more" href="/tzgg/">更多</a></h3>',
    "more without words": '<div class="bt"><span>通知公告</span><a class="more" href="/tzgg/"></a></div>',
    "more as a picture": '<table><tr><td>通知公告</td><td><a href="/tzgg/"><img src="/images/more.gif"></a></td></tr></table>',
    "more at the end": """<div class="box"><div class="tit">通知公告</div><ul><li><a href="/art/2018/8/1/art_1_2.html">
        关于开展安全生产大检查的通知</a><i>08-01</i></li></ul><p><a href="/tzgg/">more&gt;&gt;</a></p></div>""",
    "heading is the link": '<div class="hd"><h3><a href="/tzgg/">通知公告</a></h3></div>',
    "title of the more link": '<a href="/tzgg/" title="通知公告">更多</a>',
    "tabs with links": '<ul class="tab"><li><a href="/tpxw/">图片新闻</a></li><li><a href="/tzgg/">通知公告</a></li></ul>',
    "tabs and panels": """<div class="box"><ul class="hd"><li>图片新闻</li><li>通知公告</li></ul><div class="bd">
        <div class="con"><ul><li>一</li></ul><a href="/tpxw/" class="more">更多</a></div>
        <div class="con" style="display:none"><ul><li>二</li></ul><a href="/tzgg/" class="more">更多</a></div></div></div>""",
}


@pytest.mark.parametrize("body", BLOCKS.values(), ids=BLOCKS)
def test_heads_of_blocks(body: str) -> None:
    assert paths(f'<div class="main"><div class="part">{body}</div></div>')["通知公告"] == "/tzgg/"


def test_a_more_link_never_takes_the_name_of_another_block() -> None:
    body = """<h1>某某市人民政府</h1><div class="block"><h3>工作动态<a href="/gzdt/" class="more">更多</a></h3></div>
        <div class="block"><h3>通知公告<a href="/tzgg/" class="more">更多</a></h3></div>
        <div class="block"><a href="/mystery/" class="more">更多</a></div>"""
    assert paths(body) == {"工作动态": "/gzdt/", "通知公告": "/tzgg/"}


DECOYS = """<div class="header"><a href="/login.jsp">登录</a><a href="/register.do">注册</a><a href="/english/">English</a>
    <a href="/big5/">繁體版</a><a href="/uyghur/">ئۇيغۇرچە</a><a href="/kz/">Қазақша</a><a href="/mn/">ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ</a>
   <a href="/wza/">无障碍浏览</a><a href="/rss.xml">RSS订阅</a><a href="/app.html">APP下载</a>
    <a href="/search.jsp">高级搜索</a><a href="javascript:void(0)">设为首页</a><a href="#">工作专栏</a><a href="mailto:a@b.cn">公务邮箱</a></div>
    <div class="nav"><a href="/">首页</a><a href="/gzdt/">工作动态</a><a href="/art/2018/8/3/art_12_345.html">领导致辞</a>
    <a href="http://zwfw.hubei.gov.cn/">办事大厅</a><a href="http://www.example.com/oa/">办公系统</a><a href="/files/table.doc">表格</a></div>
    <div class="main"><ul><li><a href="/gzdt/201808/t20180801_1.html">全市经济工作会议召开</a><span>2018-08-01</span></li>
    <li><a href="/mtxx/">某媒体报道我市改革经验</a><span>08-02</span></li></ul>
    <div class="page"><a href="/gzdt/">1</a><a href="/gzdt/index_1.html">2</a><a href="/gzdt/index_1.html">下一页</a></div>
    <div class="links"><h3>友情链接</h3><ul><li><a href="/link/jyj/">市教育局</a></li><li><a href="http://jyj.example.gov.cn/">教育局</a></li>
    <li><a href="http://www.gov.cn/">中国政府网</a></li></ul><select><option value="http://www.gov.cn/">国务院部门网站</option></select></div></div>
    <div class="footer"><a href="/about/">关于我们</a><a href="/wzdt/">网站地图</a><a href="/lxwm/">联系我们</a><a href="/flsm/">其他说明</a></div>"""


def test_what_is_no_column() -> None:
    assert paths(DECOYS) == {"工作动态": "/gzdt/"}


SIDE = """<div class="nav"><a href="/">首页</a> <a href="/zwgk/">政务公开</a> <a href="/hdjl/">互动交流</a> <a href="/bsfw/">办事服务</a></div>
    <div class="place">您现在的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/tzgg/">通知公告</a></div>
    <div class="left"><ul class="leftnav"><li><a href="/zwgk/tzgg/">通知公告</a></li><li><a href="/zwgk/zcwj/">政策文件</a></li></ul></div>"""


def test_a_side_menu_stands_below_the_way_of_the_page() -> None:
    found = paths(SIDE, "/zwgk/tzgg/")
    assert found["政务公开/政策文件"] == "/zwgk/zcwj/"
    assert found["政务公开/通知公告"] == "/zwgk/tzgg/"
    assert found["互动交流"] == "/hdjl/"


def test_a_site_map_gives_every_level() -> None:
    body = """<h2>网站地图</h2><dl><dt><a href="/a/">政务公开</a></dt><dd><a href="/a/b/">政策文件</a></dd></dl>
        <ul><li><a href="/c/">新闻中心</a><ul><li><a href="/c/d/">图片新闻</a><ul><li><a href="/c/d/e/">市内要闻</a></li></ul></li></ul></li></ul>"""
    assert paths(body, "/wzdt.html", "网站地图") == {
        "政务公开": "/a/",
        "政务公开/政策文件": "/a/b/",
        "新闻中心": "/c/",
        "新闻中心/图片新闻": "/c/d/",
        "新闻中心/图片新闻/市内要闻": "/c/d/e/",
    }


ADDRESSES = [
    "/gzdt/", "/gzdt/index.html", "/gzdt/index.shtml", "/col/col1234/index.html", "/site/c100028/common_list.shtml",
    "/gkmlpt/index#5", "/info/iList.jsp?cat_id=1021&cur_page=1", "/gzdt.htm", "/xwzx/gzdt.htm", "/12/list.htm",
    "/columns/1f0e3dad-0000-4000-8000-1f0e3dad9900/index.html", "/n8/n28/index.html", "/ItemList.html?itemId=926",
    "/index.php?m=content&c=index&a=lists&catid=9", "/plus/list.php?tid=3", "/nw4417/index.html", "/Category_12/Index.aspx",
    "/xwzx/002001/secondpage.html", "/list-12-1.html",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_of_many_publishing_systems(address: str) -> None:
    body = f'<div class="nav"><a href="/">首页</a><a href="{address}">工作动态</a><a href="/zwgk/">政务公开</a></div>'
    assert paths(body)["工作动态"] == address.replace("&amp;", "&")


def test_other_hosts_of_the_owner_keep_their_scope() -> None:
    body = '<div class="nav"><a href="/">首页</a><a href="http://hd.example.gov.cn/xinxiang/">局长信箱</a></div>'
    (column,) = columns(body)
    assert (column.name, column.scope) == ("局长信箱", Scope.SAME_OWNER)


def test_topics_with_long_names_on_the_page_that_lists_them() -> None:
    body = """<div>当前位置：<a href="/">首页</a> &gt; <a href="/ztzl/">专题专栏</a></div><div class="zt"><ul>
        <li><a href="/ztzl/fk/"><img src="a.jpg" alt="新型冠状病毒感染肺炎疫情防控"></a></li></ul></div>"""
    assert paths(body, "/ztzl/", "专题专栏")["专题专栏/新型冠状病毒感染肺炎疫情防控"] == "/ztzl/fk/"


def test_special_topics() -> None:
    body = """<div class="box"><h3>专题专栏</h3><ul><li><a href="/zt/qzlx/"><img src="a.jpg" alt="党的群众路线教育实践活动"></a></li>
        <li><a href="/zt/shce/">扫黑除恶专项斗争</a></li><li><a href="/zt/wm/">创建文明城市</a></li></ul></div>"""
    found = {column.name: column for column in columns(body)}
    assert {column.kind for column in found.values()} == {ColumnKind.SPECIAL_COLUMN}
    assert found["党的群众路线教育实践活动"].historical
    assert not found["扫黑除恶专项斗争"].historical
    assert not found["创建文明城市"].historical


def test_menu_held_as_data() -> None:
    body = """<div id="app"></div><script>var menu = [{name: "工作动态", url: "/gzdt/"}, {"title":"通知公告","href":"/tzgg/index.html"},
        {title: "全市召开会议", url: "/art/2018/8/1/art_1_1.html"}, {name: "首页", url: "/"}];</script>"""
    assert paths(body) == {"工作动态": "/gzdt/", "通知公告": "/tzgg/index.html"}


def test_tabs_that_change_on_hover_with_one_more_link() -> None:
    body = """<div class="tabBox"><div class="tabHd"><span class="on"><a href="/zw/yw/">政务要闻</a></span>
        <span><a href="/zw/bm/">部门动态</a></span><a class="moreLink" href="/zw/yw/">更多+</a></div>
        <div class="tabBd"><ul><li><a href="/zw/yw/202/1.html">全市召开安全生产会议</a><em>08-30</em></li></ul></div></div>"""
    assert paths(body) == {"政务要闻": "/zw/yw/", "部门动态": "/zw/bm/"}


def test_a_more_link_behind_tabs_without_links_belongs_to_the_one_in_front() -> None:
    body = '<div><ul><li>图片新闻</li><li class="cur">通知公告</li></ul><a href="/tzgg/">更多</a></div>'
    assert paths(body) == {"通知公告": "/tzgg/"}


def test_persons_organs_and_systems_are_no_columns() -> None:
    body = """<div class="nav"><a href="/">首页</a><a href="/gzdt/">工作动态</a><a href="http://zwfw.example.gov.cn/">政务服务</a>
        <a href="http://mail.example.gov.cn/">工作信息</a></div>
        <div><h3>领导之窗</h3><ul><li>市长：<a href="/ld/zs/">张某某</a></li></ul></div>
        <div><h4>部门网站</h4><a href="/jyj/">市教育局</a><a href="/wjw/">卫健委</a></div>"""
    assert paths(body) == {"工作动态": "/gzdt/"}


def test_a_menu_of_an_inner_page_without_a_way() -> None:
    body = """<div class="tree"><ul><li><span>政策文件</span><ul><li><a href="/xxgk/gz/">政府规章</a></li></ul></li>
        <li><a href="/xxgk/rs/">人事信息</a></li></ul></div>"""
    assert paths(body, "/xxgk/") == {"政策文件/政府规章": "/xxgk/gz/", "人事信息": "/xxgk/rs/"}


def test_several_hundred_links_are_read_in_a_moment_and_odd_markup_never_raises() -> None:
    body = '<div class="nav"><ul>' + "<li><a href='/c{0}/'>栏目{0}</a><ul>".replace("{0}", "1") * 200
    assert paths(body)["栏目1"] == "/c1/"


OTHER_MENUS = {
    "areas of a picture": """<map name="m"><area href="/" alt="首页"><area href="/zwgk/" alt="政务公开">
        <area href="/hdjl/" title="互动交流"></map>""",
    "options that jump": """<select onchange="location.href=this.value"><option value="">快速导航</option>
        <option value="/zwgk/">政务公开</option><option value="/hdjl/">互动交流</option></select>""",
    "pairs in a script": """<script>var m = [["首页","/"],["政务公开","/zwgk/"],["互动交流","/hdjl/"]];</script>""",
    "letters set apart": """<div class="nav"><a href="/">首 页</a><a href="/zwgk/">政 务 公 开</a>
        <a href="/hdjl/">互&nbsp;动&nbsp;交&nbsp;流</a></div>""",
}


@pytest.mark.parametrize("body", OTHER_MENUS.values(), ids=OTHER_MENUS)
def test_menus_that_are_no_lists(body: str) -> None:
    assert paths(body) == {"政务公开": "/zwgk/", "互动交流": "/hdjl/"}


def test_options_of_forms_and_of_other_sites_are_no_columns() -> None:
    body = """<select><option value="title">标题</option><option value="1">全文</option></select>
        <select><option>友情链接</option><option value="http://www.gov.cn/">中国政府网</option></select>"""
    assert paths(body) == {}


@pytest.mark.parametrize(("others", "columns"), [(1, {"市水利局网": "/slj/"}), (2, {})])
def test_an_option_on_our_host_among_other_sites_is_a_site(others: int, columns: dict[str, str]) -> None:
    """Half of the options may lead away from a menu; where most do, it is a list of links."""
    away = "".join(f'<option value="http://www.bu{number}.gov.cn/">部{number}</option>' for number in range(others))
    assert paths(f'<select><option value="/slj/">市水利局网</option>{away}</select>') == columns


def test_a_nested_menu_held_as_data_gives_path_and_level() -> None:
    body = """<script>var menus = [{name: "政务公开", url: "/zwgk/", children: [{name: "通知公告", url: "/zwgk/tzgg/"}]},
        {"url": "/hdjl/", "name": "互动交流"}];</script>"""
    assert paths(body) == {"政务公开": "/zwgk/", "政务公开/通知公告": "/zwgk/tzgg/", "互动交流": "/hdjl/"}


def test_a_site_map_of_table_rows() -> None:
    rows = (
        '<tr><th><a href="/zwgk/">政务公开</a></th><td><a href="/zwgk/tzgg/">通知公告</a></td></tr>'
        '<tr><th><a href="/hdjl/">互动交流</a></th><td></td></tr>'
    )
    found = paths(f"<table>{rows}</table>", "/wzdt/", "网站地图")
    assert found == {"政务公开": "/zwgk/", "政务公开/通知公告": "/zwgk/tzgg/", "互动交流": "/hdjl/"}


def test_the_main_menu_names_no_block() -> None:
    menu = '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>'
    assert paths(f'{menu}<div><a href="/tzgg/">更多</a></div>') == {"政务公开": "/zwgk/"}


def test_the_home_link_of_a_breadcrumb_makes_no_menu_of_what_stands_below_it() -> None:
    guides = "".join(f'<li><a href="/bsfw/bszn/bs{n}.html">妇幼健康补贴申领</a></li>' for n in range(5))
    way = '<div class="place">当前位置：<a href="/">首页</a> » <a href="/bsfw/">办事服务</a> » <a href="/bsfw/bszn/">办事指南</a></div>'
    found = paths(f'<div class="main">{way}<h2>办事指南</h2><ul>{guides}</ul></div>', "/bsfw/bszn/", "办事指南")
    assert found == {"办事服务": "/bsfw/", "办事服务/办事指南": "/bsfw/bszn/"}


def test_posts_with_their_author_and_class_are_no_columns() -> None:
    post = """<article><h2><a href="/{n}.aspx">全市安全工作会议召开</a></h2><p>发布于 2018-08-2{n} 由 <a href="/author/admin/">
        admin</a> 分类 <a href="/news/">工作动态</a></p></article>"""
    body = f'<ul class="nav"><li><a href="/">首页</a></li><li><a href="/news/">工作动态</a></li></ul>{post.format(n=1)}{post.format(n=2)}'
    assert paths(body) == {"工作动态": "/news/"}


def test_menus_that_open_under_the_mouse_beside_the_main_one() -> None:
    body = """<table class="menu"><tr><td><a href="/">首页</a></td><td onmouseover="show(1)"><a href="/jg/">机构概况</a></td></tr></table>
        <div id="sub1" style="display:none" class="submenu"><a href="/jg/ld/">领导分工</a></div>
        <div style="display:none"><a href="/a/">在线娱乐</a></div>"""
    assert set(paths(body).values()) == {"/jg/", "/jg/ld/"}


def test_dated_rows_are_no_columns_in_whatever_block() -> None:
    body = """<ul class="nav"><li><a href="/">首页</a></li><li><a href="/news/">镇内新闻</a></li></ul>
        <div class="lm"><h2>镇内新闻</h2><ul><li><a href="/news.asp?id=11785">开展主题党日活动</a>&nbsp;2018-7-1</li></ul></div>"""
    assert paths(body) == {"镇内新闻": "/news/"}


NAMES = ("文物保护", "非遗传承", "文化市场", "考古发现")


def test_as_many_links_in_an_entry_of_the_menu_as_it_has_entries_stand_all_below_that_entry() -> None:
    below = "".join(f'<dl><dt><a href="/{one}/">{name}</a></dt></dl>' for one, name in zip("abcd", NAMES, strict=True))
    body = f"""<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="javascript:;">新闻资讯</a></li>
        <li><a href="javascript:;">信息公开</a></li>
        <li><a href="javascript:;">业务工作</a><div class="panel"><div>{below}</div></div></li></ul></div>"""
    assert set(paths(body)) == {f"业务工作/{name}" for name in NAMES}
