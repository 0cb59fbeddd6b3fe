"""Boards and tabs of home pages under any address, on other hosts of the owner, too; what only looks like one."""

import pytest

from govcrawl.model.vocabulary import Scope
from tests.extract.test_columns import columns, paths

OTHER = "http://zdly.example.gov.cn/open.action?dep="
KINDS = {"zcwj": "政策文件", "nlists/rsrm": "人事信息", "organize": "组织机构", "lists/zdxm": "重大项目"}
FIELDS = {"spsx": "住房保障", "czxx": "财政信息", "hjbh": "环境保护", "scaq": "生产安全", "sfbz": "价格收费"}
ROOTS = {"zwgk": "政府信息公开目录", "yjzj": "意见征集", "nhgw": "南湖公园"}


def links(names: dict[str, str], base: str = "/index.php/open/") -> str:
    return "".join(f'<li><a href="{base}{address}"><i>&middot;</i>{name}</a></li>' for address, name in names.items())


def test_short_names_that_say_what_they_publish_are_columns_under_any_address_of_a_home_page() -> None:
    board = f'<div class="con"><ul>{links(KINDS)}</ul></div>'
    assert {column.name for column in columns(board)} == set(KINDS.values())
    assert not columns(board, "/index.php/open/zwgk.htm", "政务公开")


def test_a_board_may_lie_on_another_host_of_the_owner() -> None:
    found = columns(f"<div><h3>重点领域</h3><ul>{links(FIELDS, OTHER)}</ul></div>")
    assert {(column.name, column.scope) for column in found} == {(name, Scope.SAME_OWNER) for name in FIELDS.values()}
    assert not columns(f"<div><h3>友情链接</h3><ul>{links(FIELDS, OTHER)}</ul></div>")
    assert not columns(f"<ul>{links(FIELDS, 'http://www.elsewhere.gov.cn/')}</ul>")


def test_a_head_on_another_host_of_the_owner_is_a_column_where_it_says_a_kind() -> None:
    head = '<div class="box"><h2 class="hd-title"><a href="http://xxgk.example.gov.cn/{}">{}</a></h2></div>'
    assert [column.name for column in columns(head.format("wj/", "政府文件"))] == ["政府文件"]
    assert not columns(head.format("a/", "南湖明珠"))
    assert not columns(head.format("wj/", "政府文件"), "/zwgk.htm", "政务公开")


def test_the_root_of_another_host_of_the_owner_is_a_column_where_its_name_says_a_kind() -> None:
    others = "".join(f'<li><a href="http://{host}.example.gov.cn/">{name}</a></li>' for host, name in ROOTS.items())
    found = columns(f'<div class="con"><ul>{links(KINDS)}{others}</ul></div>')
    assert {column.name for column in found if column.scope is Scope.SAME_OWNER} == {"政府信息公开目录", "意见征集"}
    assert not columns(f'<div class="foot"><ul>{others}</ul></div>', "/zwgk.htm", "政务公开")


def test_the_head_of_a_panel_is_a_column_below_the_home_page_too() -> None:
    panel = '<div class="panel"><div class="{}"><a href="/portal/channel/zxft/51_1.htm">在线访谈</a></div></div>'
    assert list(paths(panel.format("panel-heading"), "/portal/")) == ["在线访谈"]
    assert list(paths(panel.format("card-header"), "/portal/")) == ["在线访谈"]


@pytest.mark.parametrize(
    "names",
    [
        {"1/a": "个人办事", "2/b": "法人办事", "3/c": "婚姻登记", "4/d": "办事指南", "5/e": "表格下载"},
        {"1/a": "教育", "2/b": "医疗卫生", "3/c": "社会保障", "4/d": "就业创业", "5/e": "财政补贴"},
        {"1/a": "甲镇", "2/b": "乙镇", "3/c": "丙街道", "4/d": "政策文件"},
        {"1/a": "市政府召开第三次常务会议的消息", "2/b": "政策文件", "3/c": "人事信息", "4/d": "规划计划"},
    ],
    ids=["services", "fields of life", "places", "headlines"],
)
def test_no_board(names: dict[str, str]) -> None:
    assert not columns(f'<div class="con"><ul>{links(names, "/show/")}</ul></div>')


def test_dated_rows_and_words_to_search_for_are_no_board() -> None:
    rows = "".join(f'<li><a href="/x/{n}/a">{name}</a><span>08-0{n}</span></li>' for n, name in enumerate(KINDS, 1))
    assert not columns(f"<ul>{rows}</ul>")
    words = "".join(f'<a href="/so?q={n}/w">{name}</a>' for n, name in enumerate(KINDS.values()))
    assert not columns(f'<div class="key">热搜词：{words}</div>')


def test_under_the_name_of_persons_what_says_a_kind_is_no_person() -> None:
    rows = '<ul><li><a href="/rs/">{}</a></li><li><a href="/x/">李四</a></li></ul>'
    block = f'<div><div class="tit"><a href="/ldzc/">领导之窗</a></div>{rows}</div>'
    assert "/rs/" in paths(block.format("人事信息")).values()
    assert "/rs/" not in paths(block.format("王小明")).values()


@pytest.mark.parametrize("style", ["", ' style="display:none"'])
def test_panels_beside_their_tabs_are_named_by_them_wherever_their_more_link_stands(style: str) -> None:
    rows = "".join(
        f'<li><span>(08-2{n})</span><a href="/c/{n}/{n}838.html">关于做好工作的通知</a></li>' for n in range(6)
    )
    panel = '<div class="box"{}><div class="more"><a href="/p/{}">更多</a></div><ul>' + rows + "</ul></div>"
    tabs = '<ul class="title"><li><a href="javascript:;">公文通知</a></li><li><a href="javascript:;">学校新闻</a></li></ul>'
    block = f'<div>{tabs}<div class="clear"></div>{panel.format("", 1)}{panel.format(style, 2)}</div>'
    assert paths(block) == {"公文通知": "/p/1", "学校新闻": "/p/2"}


@pytest.mark.parametrize(
    "head",
    [
        '<div class="title"><span><a href="/Home/List/112">更多>></a></span>{}</div>',
        '<div class="hd"><a href="/Home/List/112">更多</a><h3>{}</h3></div>',
        '<h2><em><a href="/Home/List/112">MORE+</a></em><span>{}</span></h2>',
        '<div class="t"><a href="/Home/List/112">[更多]</a><b>{}</b></div>',
        '<div class="t"><a href="/Home/List/112">【 更 多 】</a><!-- c --><b>{}</b><script>var a=1;</script></div>',
        '<div class="t"><a href="/Home/List/112">更多</a><span>NEWS</span><h3>{}</h3></div>',
    ],
)
def test_a_title_may_follow_its_more_link(head: str) -> None:
    rows = "".join(
        f"<li><span>2018-03-0{n}</span><a href='/d/{n}838.html'>关于做好工作的通知</a></li>" for n in range(1, 5)
    )
    assert paths(f"<div>{head.format('技能鉴定动态')}<ul>{rows}</ul></div>") == {"技能鉴定动态": "/Home/List/112"}
    assert not paths(f"<div>{head.format('欢迎您的光临，今天是个好日子，请多指教')}<ul>{rows}</ul></div>")
    assert not paths(f"<div>{head.format('2018-03-01')}<ul>{rows}</ul></div>")


def test_what_follows_a_more_link_with_links_of_its_own_is_no_title() -> None:
    rows = "".join(f"<li><a href='/d/{n}98383.html'>关于做好工作的通知</a></li>" for n in range(1, 5))
    assert not paths(
        f"<div><p><a href='/Home/List/112'>更多</a></p><div>技能鉴定<a href='/d/998383.html'>公告</a></div><ul>{rows}</ul></div>"
    )


def test_the_title_of_a_tables_block_stands_above_its_rows() -> None:
    rows = "".join(
        f"<li><a href='/d/{n}98383.html'>关于做好工作的通知</a><span>03-0{n}</span></li>" for n in range(1, 5)
    )
    foot = '<tr><td align="right"><a href="/p/a7">更多</a></td></tr>'
    assert paths(f'<table><tr><td class="bt">公告公示</td></tr><tr><td><ul>{rows}</ul></td></tr>{foot}</table>') == {
        "公告公示": "/p/a7"
    }
