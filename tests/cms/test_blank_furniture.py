"""What stands on every page of a site (footers, codes for telephones, other columns' blocks) keeps no empty list from being told."""

from datetime import date

import pytest

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage
from govcrawl.model.items import PageFacts
from govcrawl.model.vocabulary import PageKind, VisitRole

AS_OF = date(2026, 11, 20)
NAV = "".join(
    f'<td><a href="/{path}">{name}</a></td>'
    for path, name in (("", "首页"), ("xw/", "要闻"), ("zt/", "专题"), ("gk/", "政务公开"))
)
FOOT = "<table><tr><td>版权所有：清水县人民政府办公室<br>网站标识码：6205210030 陇ICP备05000001号<br>地址：清水县永清镇中山路1号 邮编：741400 电话：0938-7151000</td></tr></table>"
CODE = '<div><img src="/images/ewm.png"><p>扫一扫在手机打开当前页</p></div>'
PAGER = "共1页 首页 上一页 下一页 尾页"
NEWS = "".join(
    f'<li><a href="/xw/{n}.html">全县重点项目推进会议召开{n}</a><span>2026-11-{n}</span></li>' for n in range(11, 17)
)
OTHER = f'<div><div class=t><span>要闻</span><a href="/xw/">更多</a></div><ul>{NEWS}</ul></div>'


def read(body: str, *, rendered: bool = False, foot: str = FOOT) -> PageFacts:
    html = f"<html><head><title>专题_清水县</title></head><body><table><tr>{NAV}</tr></table><div>{body}</div>{foot}</body></html>"
    return read_page(
        RawPage("http://www.qingshui.gov.cn/zt/", html.encode()), AS_OF, role=VisitRole.COLUMN, rendered=rendered
    )


BLANK = {
    "a named list": '<ul class="list"></ul>',
    "a list and its count": "<dl class=list></dl><ul><li>首页</li><li><span>共<b>1</b>页<b>0</b>条</span></li></ul>",
    "words": "<div>该栏目暂无内容！</div>",
    "words and a code": f"<div>暂无数据</div>{CODE}",
    "a picture that says so": '<div class="con"><img src="/images/nodata.png"></div>',
    "a picture with words": '<div class="con"><img src="/images/x1.png" alt="暂无内容"></div>',
    "words beside another column": f"<div>暂无数据</div>{OTHER}",
    "a list beside another column": f'<div class="newslist"></div>{OTHER}',
}
FULL = {
    "a text above a footer": f"<div>{'<p>清水县位于省境东南部，辖十五个乡镇。</p>' * 9}</div>",
    "a text on filings": f"<div><p>ICP备案说明</p>{'<p>本站依法办理备案手续，公众可以登录网站查询。</p>' * 20}</div>",
    "a picture for a missing photograph": '<div class="con"><img src="/images/nopic.png"><img src="/images/noimage.png"></div>',
    "a text beside a chart without figures": f"<div><img src=/i/no_data.png>{'<p>清水县位于省境东南部，辖十五个乡镇。</p>' * 9}</div>",
    "a picture": '<ul class="list0"></ul><img src="/upload/jg.jpg">',
    "the names of a staff": "<ul></ul><table><tr><th>姓名</th><th>职务</th></tr><tr><td>甲某</td><td>局长</td></tr></table>",
    "a staff above a pager": f"<table><tr><td>办公室</td><td>0938-7151001</td></tr></table><ul></ul><p>{PAGER}</p>",
    "an address": "<div class=clear></div><dl><dt>地址</dt><dd>中山路1号</dd></dl>",
    "offices": "<ul><li>办公室</li><li>财务科</li></ul>",
    "a name and an office": "<div><span>局长</span><span>甲某</span></div>",
    "no comments": "<p>内设机构：办公室、财务科。</p><div>共有<b>0</b>条评论</div>",
    "a sentence": "<div>本栏目已迁移至<a href='/gk/'>政务公开</a>，请前往查看。</div>",
}


@pytest.mark.parametrize("body", BLANK.values(), ids=BLANK)
def test_a_list_without_a_row_among_furniture(body: str) -> None:
    facts = read(body)
    assert (facts.page_kind, facts.confirmed_empty) == (PageKind.LIST, True)


@pytest.mark.parametrize("rendered", [False, True])
@pytest.mark.parametrize("body", FULL.values(), ids=FULL)
def test_a_page_that_holds_something_is_not_blank(body: str, rendered: bool) -> None:
    assert read(body, rendered=rendered).confirmed_empty is False


@pytest.mark.parametrize(
    "own",
    [
        "<div style=\"background:url('/images/jg.jpg');height:400px\"></div>",
        "<svg><path d='M0'/></svg>",
        "<a href='/files/jg.pdf'>机构图</a>",
        "<p>办公室</p><p>财务科</p>",
        "<table><tr><td>办公室</td><td>0938-7151001</td></tr></table>",
    ],
    ids=["a background", "a drawing", "a file", "offices", "telephones"],
)
@pytest.mark.parametrize("spacer", ["<div class=clear></div>", "<ul></ul>"])
def test_a_spacer_under_the_own_name_is_no_empty_list(spacer: str, own: str) -> None:
    news = OTHER.replace("要闻", "热点新闻")
    assert read(f"<div><h2>专题</h2>{spacer}{own}</div>{news}", rendered=True).confirmed_empty is False
    assert read(f"<div><h2>专题</h2>{spacer}</div>{news}", rendered=True).confirmed_empty is True


def test_nothing_at_all_is_told_by_the_browser() -> None:
    assert read(f"<div class=con></div>{CODE}", rendered=True).confirmed_empty is True


def test_a_tree_that_a_script_fills_is_no_list_under_the_own_name() -> None:
    assert read('<h2>专题</h2><ul class="ztree" id="tree"></ul>').confirmed_empty is False


def test_rows_under_a_head_that_no_link_names_stay() -> None:
    facts = read(f'<ul class="list"></ul><div><h3>本地</h3><ul>{NEWS}</ul></div>'.replace("/xw/1", "/zt/1"))
    assert (facts.confirmed_empty, facts.newest_item_on) == (False, date(2026, 11, 16))
