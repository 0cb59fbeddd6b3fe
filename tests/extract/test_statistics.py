"""Figures of services and letters on a page: counters, sentences, tables; and what only looks like them."""

from datetime import date

import pytest

from govcrawl.extract.page import RawPage, open_page
from govcrawl.extract.statistics import Counted, is_statistics_column, read_statistics

AS_OF = date(2019, 11, 20)


def read(html: str, title: str = "首页") -> list[tuple[str, date | None]]:
    body = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{html}</body></html>".encode()
    page = open_page(RawPage("http://www.anshan.gov.cn/", body, {"content-type": "text/html"}))
    return [(seen.kind, seen.as_of) for seen in read_statistics(page, AS_OF)]


@pytest.mark.parametrize(
    ("html", "title", "told"),
    [
        ("<p>今日收件：<b>12</b>件　累计办结：<b>3,456</b>件</p>", "办事服务", [("service", None)]),
        ("<p>截至2019年10月31日，共受理办件1234件，办结1200件。</p>", "办事服务", [("service", date(2019, 10, 31))]),
        ("<h3>2019年9月办件统计</h3><table><tr><td>受理量</td><td>120</td></tr><tr><td>办结量</td><td>118</td></tr></table>",
         "办事服务", [("service", date(2019, 9, 30))]),
        ("<h3>2019年11月业务统计</h3><p>受理 20 件，办结 18 件</p>", "办事服务", [("service", AS_OF)]),
        ("<ul><li>来信总数<span>1024</span></li><li>已回复<span>1000</span></li></ul><p>统计时间：2019-11-19</p>",
         "市长信箱", [("letters", date(2019, 11, 19))]),
        ("<p>本月来信：<i>56</i>封 受理：<i>50</i>封 办结率：98.2%</p>", "市长信箱", [("letters", None)]),
        ("<p>收到留言（1024）条，答复（1000）条</p>", "互动交流", [("letters", None)]),
        ("<h3>信件回复统计</h3><table><tr><th>排名</th><th>部门</th><th>受理数</th><th>办理数</th></tr>"
         "<tr><td>1</td><td>公安局</td><td>30</td><td>28</td></tr></table>", "市长信箱", [("letters", None)]),
        ("<h3>来信办理情况统计</h3><div id=chart></div>", "市长信箱", [("letters", None)]),
        ("<a href='/tj/'>来信办理情况统计</a>", "市长信箱", []),
        # One number, dates, telephone numbers and the rows of a list of letters are no figures.
        ("<p>受理 12 件</p>", "办事服务", []),
        ("<p>受理时间：2019-11-01 办结时间：2019-11-03</p>", "办事服务", []),
        ("<table><tr><td>咨询供水的来信</td><td>2019-10-02</td><td>已回复</td><td>2019-10-08</td></tr></table>", "市长信箱", []),
        ("<td>回复</td><td>20170302002</td><td>关于道路的投诉</td><td>未处理</td><td>20170302003</td>", "市长信箱", []),
        ("<p>信息公开</p><p>1、咨询</p><p>2、答复</p>", "市长信箱", []),
        ("<p>咨询电话：0412-2211234，投诉电话：0412-2215678</p>", "市长信箱", []),
        ("<p>办理时限：受理5个工作日，办结20个工作日</p>", "办事服务", []),
    ],
)  # fmt: skip
def test_figures(html: str, title: str, told: list[tuple[str, date | None]]) -> None:
    assert read(html, title) == told


@pytest.mark.parametrize(
    ("name", "kind", "is_one"),
    [
        ("办件公示", Counted.SERVICE, True),
        ("2019年办件统计", Counted.SERVICE, True),
        ("办事指南", Counted.SERVICE, False),
        ("来信统计", Counted.LETTERS, True),
        ("市长信箱", Counted.LETTERS, False),
    ],
)
def test_columns_of_figures_are_told_by_name(name: str, kind: Counted, is_one: bool) -> None:
    assert is_statistics_column(name, kind) is is_one
