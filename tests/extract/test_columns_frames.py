"""Columns of pages whose whole frame is called content, whose header has two rows, or whose links lead to places on a page."""

from govcrawl.model.vocabulary import ColumnKind
from tests.extract.test_columns import columns, paths

FRAME = """<div class="content"><h2><a href="/xxgk/gzdt/index.html">工作动态</a></h2><p><a href="/xxgk/x/index.html">链接</a></p></div>"""
HEADER = """<div class="header"><ul class="menu"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
    <li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul>
    <div class="submenu"><div class="row"><a href="/zjwm/ms/">风味美食</a><a href="/zjwm/dt/">城市地图</a></div></div></div>
    <div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/gh/">规划信息</a></div>"""


def test_a_home_page_called_content_still_has_its_heads_and_short_links() -> None:
    short = '<div class="content"><span><a href="/lm/zcfg/">政策法规</a></span><span><a href="/gov.html?type=8">规划计划</a></span></div>'
    assert paths(FRAME)["工作动态"] == "/xxgk/gzdt/index.html"
    assert paths(short) == {"政策法规": "/lm/zcfg/", "规划计划": "/gov.html?type=8"}


def test_a_channel_page_called_content_has_its_heads_and_an_article_has_none() -> None:
    assert paths(FRAME, "/xxgk/", "信息公开") == {"工作动态": "/xxgk/gzdt/index.html"}
    text = "<p>" + "各单位要认真落实会议要求，确保各项任务如期完成。" * 30 + "</p>"
    article = f'<div class="TRS_Editor content">{text}{FRAME}{text}</div>'
    assert not columns(article, "/zwgk/201808/t20180801_123.html", "关于开展工作的通知")


def test_the_second_row_of_a_header_is_not_below_the_column_of_the_page() -> None:
    found = paths(HEADER, "/zwgk/gh/", "规划信息")
    assert found["风味美食"] == "/zjwm/ms/"
    assert found["城市地图"] == "/zjwm/dt/"
    assert {column.level for column in columns(HEADER, "/zwgk/gh/", "规划信息") if column.name == "风味美食"} == {2}
    assert found["政务公开/规划信息"] == "/zwgk/gh/"


def test_a_link_to_a_place_on_a_page_does_not_name_the_page() -> None:
    menu = """<ul class="nav"><li><a href="/">首页</a></li><li><a href="/msfw/">民生服务</a><ul>
        <li><a href="/msfw/#jy">教育培训</a></li><li><a href="/msfw/#jk">医疗健康</a></li></ul></li></ul>"""
    assert paths(menu) == {"民生服务": "/msfw/"}
    assert set(paths('<ul class="nav"><li><a href="/zmhd/index.html#6">依申请公开</a></li></ul>')) == {"依申请公开"}


def test_the_greeting_of_a_visitor_is_no_column() -> None:
    menu = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/uc/index">你好，</a></li><li><a href="/zwgk/">政务公开</a></li></ul>'
    assert paths(menu) == {"政务公开": "/zwgk/"}


def test_a_home_page_opens_its_letter_box_under_any_address() -> None:
    door = '<div class="box"><span></span> <a href="/email.html">局长信箱</a> <a href="/more.html">内部资料</a></div>'
    assert paths(door) == {"局长信箱": "/email.html"}
    assert not columns(door, "/gzdt/x.html", "工作动态")


def test_the_panels_of_a_menu_belong_to_its_entries_in_their_order() -> None:
    panel = '<div class="row"><div>{}</div></div>'
    panels = ["", '<a href="/zwgk/dt/">城市地图</a>', "", '<a href="/hdjl/bl/">办理情况</a>']
    second = "".join(panel.format(one) for one in panels)
    head = HEADER.split('<div class="submenu">')[0]
    found = {column.name: column for column in columns(f'{head}<div class="submenu">{second}</div></div>')}
    assert found["城市地图"].path == ("政务公开", "城市地图")
    assert found["办理情况"].path == ("互动交流", "办理情况")
    assert found["办理情况"].kind is ColumnKind.INTERACTION
    fewer = {
        column.name: column for column in columns(f'{head}<div class="submenu">{panel.format(panels[1])}</div></div>')
    }
    assert fewer["城市地图"].path == ("城市地图",)


def test_a_more_link_without_an_address_leads_to_no_column() -> None:
    block = '<div class="item"><div class="title"><span>{}</span><a href="{}" class="more">更多&gt;&gt;</a></div></div>'
    assert not columns(block.format("政府文件", ""), "/government", "政务公开")
    assert paths(block.format("政府文件", "/zfwj/"), "/government", "政务公开") == {"政府文件": "/zfwj/"}


def test_the_label_of_a_breadcrumb_is_no_step_of_it() -> None:
    menu = '<div class="menu"><a href="/x/a/">风味美食</a></div><div>现在的位置：<a href="/">首页</a> &gt; <a href="/gzdt/">工作动态</a></div>'
    assert {column.path[0] for column in columns(menu, "/gzdt/", "工作动态")} == {"工作动态"}


def test_what_opens_right_below_the_main_menu_is_not_below_the_column_of_the_page() -> None:
    menu = """<table class="bar"><tr><td><a href="/">首页</a></td><td><a href="/xq/">本县县情</a></td><td><a href="/zw/">政务</a></td>
        <td><a href="/ly/">游在本县</a></td></tr></table>"""
    more = '<table><tr><td><div><a href="/xq/jj/">县域经济</a> | <a href="/xq/ms/">风味美食</a></div></td></tr></table>'
    way = '<div>您的位置：<a href="/">首页</a> &gt; <a href="/szxx/">县长信箱</a></div>'
    assert paths(f"{menu}{more}{way}", "/szxx/", "县长信箱")["风味美食"] == "/xq/ms/"
    side = f'<div><div class="left"><ul><li><a href="/szxx/xz/">写信须知</a></li></ul></div>{way}</div>'
    assert paths(f"{menu}{side}", "/szxx/", "县长信箱")["县长信箱/写信须知"] == "/szxx/xz/"
