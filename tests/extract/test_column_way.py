"""The breadcrumb of a column's page, in the shapes of the publishing systems: the page's own name is its last."""

import pytest

from govcrawl.extract.column_way import page_way
from govcrawl.extract.page import RawPage, open_page

FULL = ("政务公开", "通知公告")
WAYS = {
    "links and a text": (
        '<div class="wz">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 通知公告</div>',
        FULL,
    ),
    "all links": (
        '<div>当前位置：<a href="/">首页</a>&gt;<a href="/zwgk/">政务公开</a>&gt;<a href="/zwgk/tzgg/">通知公告</a></div>',
        FULL,
    ),
    "TRS": (
        '<table><tr><td>当前位置：<a href="../../" class="CurrChnlCls">首页</a>&nbsp;&gt;&nbsp;<a href="../" class="CurrChnlCls">'
        '政务公开</a>&nbsp;&gt;&nbsp;<a href="./" class="CurrChnlCls">通知公告</a></td></tr></table>',
        FULL,
    ),
    "list without a label": (
        '<ol class="breadcrumb"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>'
        '<li class="active">通知公告</li></ol>',
        FULL,
    ),
    "named for the blind": (
        '<div aria-label="面包屑"><i></i><a href="/">首页</a><em>/</em><a href="/zwgk/">政务公开</a><em>/</em><span>通知公告</span></div>',
        FULL,
    ),
    "bread": (
        '<div class="bread"><a href="/">首页</a><em>/</em><a href="/zwgk/">政务公开</a><em>/</em><span>通知公告</span></div>',
        FULL,
    ),
    "label in an element of its own": (
        '<p><span>您现在的位置：</span><a href="/">首页</a><i>/</i><a href="/zwgk/">政务公开</a><i>/</i><em>通知公告</em></p>',
        FULL,
    ),
    "label that begins with you": (
        '<table><tr><td>您的当前位置：</td><td><a href="/">首页</a></td><td>&gt; <a href="/zwgk/">政务公开</a></td>'
        '<td>&gt; <a href="/zwgk/tzgg/">通知公告</a></td></tr></table>',
        FULL,
    ),
    "flat": ('<div class="weizhi">位置：<a href="/">网站首页</a> » <a href="/tzgg/">通知公告</a></div>', ("通知公告",)),
    "begins with the site": (
        '<div>当前位置：<a href="/">中国临江</a> > <a href="/jyj/">市教育局</a> > <a href="/jyj/tzgg/">通知公告</a></div>',
        ("通知公告",),
    ),
    "signs written twice": (
        '<div>当前位置：<a href="/">首页</a> &gt;&gt; <a href="/zwgk/">政务公开</a> &gt;&nbsp;gt; <a href="/tzgg/">通知公告</a></div>',
        FULL,
    ),
    "none": ('<div class="list"><a href="/zwgk/">政务公开</a></div>', ()),
}


@pytest.mark.parametrize(("html", "way"), WAYS.values(), ids=WAYS)
def test_the_way_to_a_page(html: str, way: tuple[str, ...]) -> None:
    page = open_page(RawPage("http://www.linjiang.gov.cn/zwgk/tzgg/", html.encode()))
    assert page_way(page) == way
