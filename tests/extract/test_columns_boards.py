"""Boards of columns under plain addresses, and the panels that a main menu opens."""

from govcrawl.model.vocabulary import ColumnKind
from tests.extract.test_columns import columns, paths

TOPS = ["首页", "认识本市", "领导之窗", "政务公开", "民声通道"]
KEYED = "".join(
    f'<li id="nav_{n}"><a href="/{n if n else ""}">{name}</a></li><li class="line"></li>' for n, name in enumerate(TOPS)
)


def test_short_names_side_by_side_that_name_kinds_are_columns_under_plain_addresses() -> None:
    names = ["财政预决算", "人事信息", "环境保护", "安全生产", "行政许可"]
    board = "".join(f'<a href="/government/{n}">{name}</a>' for n, name in enumerate(names, 254))
    block = f'<div class="title"><span>重点领域</span></div><div class="content">{board}</div>'
    assert {column.name for column in columns(block, "/government", "政务公开")} == set(names)
    places = "".join(
        f'<a href="/government/{n}">{name}</a>' for n, name in enumerate(["甲镇", "乙镇乡", "丙水湾", "丁家山"])
    )
    assert not columns(f'<div class="content">{places}</div>', "/government", "政务公开")
    text = "<p>" + "各单位要认真落实会议要求，确保各项任务如期完成。" * 30 + "</p>"
    assert not columns(f'<div class="TRS_Editor">{text}<p>{board}</p></div>', "/zwgk/201808/t20180801_123.html", "通知")


def test_a_board_of_disclosure_and_columns_under_short_numbers() -> None:
    names = ["依申请公开", "公开指南", "公开制度", "公开年报", "大事记"]
    board = "".join(f'<a href="/government/{n}">{name}</a>' for n, name in enumerate(names, 59))
    assert {column.name for column in columns(f'<div class="links">{board}</div>')} == set(names)
    assert paths('<div class="title"><h5><a href="/news/215">通知公告</a></h5></div>') == {"通知公告": "/news/215"}
    assert not columns('<div class="title"><h5><a href="/news/34552">通知公告</a></h5></div>')
    assert not columns('<div class="title"><h5><a href="/news/600/34552.html">通知公告</a></h5></div>')


def test_a_panel_named_after_an_entry_belongs_to_it() -> None:
    hello = '<div id="sub_nav_0"><span>本市人民政府为您服务！<b>热点：</b></span></div>'
    panels = '<ul id="sub_nav_1" style="display:none"><li><a href="/1/zy/">自然资源</a></li><li>|</li></ul>'
    panels += '<ul id="sub_nav_4" style="display:none"><li><a href="/4/bl/">办理情况</a></li></ul>'
    found = {
        column.name: column
        for column in columns(f'<div id="nav"><ul>{KEYED}</ul></div><div id="submenu">{hello}{panels}</div>')
    }
    assert (found["自然资源"].path, found["自然资源"].kind) == (("认识本市", "自然资源"), ColumnKind.OVERVIEW)
    assert found["办理情况"].path == ("民声通道", "办理情况")


def test_a_greeting_is_no_head() -> None:
    greeting = '<div class="menu"><div>热烈欢迎您的光临！</div><ul><li><a href="/zy/">自然资源</a></li></ul></div>'
    assert paths(greeting) == {"自然资源": "/zy/"}


def test_where_folders_follow_columns_an_entry_stands_below_the_steps_in_whose_folders_it_lies() -> None:
    way = '当前位置：<a href="/">首页</a> &gt; <a href="/xxgk/">信息公开</a> &gt; <a href="/xxgk/gg/">公告公示</a> &gt; <a href="/xxgk/gg/qt/">其他公告</a>'
    menu = '<div class="menuHover"><a href="/zjws/sthj/">生态环境</a> | <a href="/xxgk/yj/">应急处置</a> | <a href="/xxgk/gg/cg/">采购</a></div>'
    found = paths(f"{menu}<div>{way}</div>", "/xxgk/gg/qt/", "其他公告")
    assert found["生态环境"] == "/zjws/sthj/"
    assert found["信息公开/应急处置"] == "/xxgk/yj/"
    assert found["信息公开/公告公示/采购"] == "/xxgk/gg/cg/"
    loose = way.replace("/xxgk/gg/", "/gg/")
    assert "信息公开/公告公示/生态环境" in paths(f"{menu}<div>{loose}</div>", "/gg/qt/", "其他公告")


def test_panels_beside_a_menu_of_bare_links() -> None:
    menu = "".join(f'<a href="/{n or ""}">{name}</a>' for n, name in enumerate(TOPS))
    names = [("市情简介", "历史沿革"), ("市长", "副市长"), ("通知公告", "政策文件"), ("市长信箱", "民意征集")]
    panels = "".join(
        f'<div class="p"><a href="/{n}/a/">{one}</a> | <a href="/{n}/b/">{two}</a></div>'
        for n, (one, two) in enumerate(names, 1)
    )
    found = paths(f'<div id="nav">{menu}</div><div id="subnav">{panels}</div>')
    assert found["政务公开/通知公告"] == "/3/a/"
    assert found["认识本市/历史沿革"] == "/1/b/"


TOPIC = '<li><a href="/zt/{0}/zt_index.shtml"><img src="/{0}.jpg" alt="{1}"></a><p><a href="/zt/{0}/zt_index.shtml">{1}</a></p></li>'


def test_pictures_of_topics_under_plain_addresses_and_those_that_are_past() -> None:
    now, past = TOPIC.format("a1", "乡村振兴"), TOPIC.format("b2", "两学一做")
    menu = '<div class="nav"><a href="/">首页</a><a href="/zt/">专题专栏</a><a href="/xw/">要闻</a><a href="/zt/b2/zt_index.shtml">两学一做</a></div>'
    body = f"{menu}<div><h3>热点专题</h3><ul>{now}</ul></div><div><h3>往期专题</h3><ul>{past}</ul></div>"
    found = {column.name: column.historical for column in columns(body, "/zt/list.shtml", "专题专栏")}
    assert found["乡村振兴"] is False
    assert found["两学一做"] is True


def test_heads_of_blocks_in_a_frame_called_content_under_plain_addresses() -> None:
    rows = "".join(f'<li><a href="/wj/detail.html?id={n}">关于印发方案的通知{n}</a></li>' for n in range(4))
    block = f'<div class="panel"><h3><a href="/zfwj/list.html?id=5">政府文件</a></h3><div><ul>{rows}</ul></div></div>'
    assert "政府文件" in {
        column.name for column in columns(f'<div class="content">{block}</div>', "/zcwj/list.html", "政策文件")
    }
    lone = '<div class="content"><h3><a href="/zfwj/list.html?id=5">政府文件</a></h3><p>文件另行公布。</p></div>'
    assert not columns(lone, "/zcwj/list.html", "政策文件")


def test_blocks_of_one_class_side_by_side_are_no_heads_of_each_other() -> None:
    names = {"认识本市": ("历史沿革",), "新闻": ("今日街道", "图片新闻"), "政务公开": ("通知公告",)}
    blocks = "".join(
        f'<div class="lm"><p class="lm1"><a href="/{n}/">{top}</a></p><ul>{"".join(f"<li><a href=/{n}/{m}/>{one}</a></li>" for m, one in enumerate(below))}</ul></div>'
        for n, (top, below) in enumerate(names.items())
    )
    found = paths(f'<div id="leftmenu"><h3>栏目导航</h3><p><a href="/">首页</a></p>{blocks}</div>')
    assert list(found) == [
        "认识本市",
        "认识本市/历史沿革",
        "新闻",
        "新闻/今日街道",
        "新闻/图片新闻",
        "政务公开",
        "政务公开/通知公告",
    ]
