"""A query is empty until somebody asks for something: it is no blank list. A filtered list without rows is one."""

from datetime import date

import pytest

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage

PAGE = """<html><head><meta charset=utf-8><title>{title}</title></head><body><div class="nav"><a href="/">首页</a>
<a href="/zwgk/">政务公开</a><a href="/hdjl/">互动交流</a></div><div class="main">{body}</div></body></html>"""
QUERIES = [
    """<table><tr><td>机构名称：</td><td><input name="fullName" type="text"></td><td>流水号：</td><td><input name="flowNo" type="text"></td>
    <td><input type="button" value="查询"></td></tr></table><div>共查询出 0 条数据（用时约 0 s）</div>""",
    '<form>证书编号：<input name="no"> 姓名：<input name="xm"><button>查询</button></form><p>暂无数据</p>',
    '<form>办件编号：<input name="bh"><button>查询</button></form><h3>查询结果</h3><p>暂无数据</p>',
    '<form>企业名称：<input name="mc"><button>查询</button></form><p>请输入企业名称进行查询</p><p>暂无数据</p>',
]
LISTS = [
    "<p>暂无数据</p>",
    '<form>标题：<input name="bt"><button>筛选</button></form><p>暂无数据</p>',
    """<form>标题：<input name="bt"> 发布时间：<input name="startTime" class="laydate"> 至 <input name="endTime" class="laydate">
    <button>筛选</button></form><p>暂无数据</p>""",
    '<form action="/search">请输入关键字 <input name="q"> <input name="lm"><button>搜索</button></form><p>暂无数据</p>',
]


def _is_blank(body: str) -> bool:
    raw = RawPage("http://www.example.gov.cn/xkz/", PAGE.format(title="许可证信息", body=body).encode())
    return read_page(raw, date(2018, 8, 31)).confirmed_empty


@pytest.mark.parametrize("body", QUERIES)
def test_a_query_without_a_question_is_not_blank(body: str) -> None:
    assert not _is_blank(body)


@pytest.mark.parametrize("body", LISTS)
def test_a_list_with_a_filter_may_be_blank(body: str) -> None:
    assert _is_blank(body)
