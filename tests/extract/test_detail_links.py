"""Rows whose only link says "details", and rows that open by script: each is an item with its own day."""

from datetime import date

import pytest

from govcrawl.extract.lists import read_items
from govcrawl.extract.page import RawPage, open_page

AS_OF = date(2026, 11, 20)
URL = "http://www.qingshui.gov.cn/zwgk/tzgg/"
DAYS = ("2026-11-10", "2026-09-30", "2020-05-06")
CRUMB = '<div>当前位置：<a href="/">首页</a> &gt; <a href="./">公告</a></div>'
ONLY_DETAILS = {
    "cards": '<div class="card"><h3>第{n}号事项办理情况公告</h3><p>{d}</p><a href="{n}.html">查看详情</a></div>',
    "an accordion": '<div><div onclick="fold({n})">第{n}号事项办理情况公告<i>{d}</i></div><div>摘要<a href="{n}.html">[详情]</a></div></div>',
    "a table": '<table><tr><td>{n}</td><td>第{n}号事项办理情况公告</td><td>{d}</td><td><a href="{n}.html">查看</a></td></tr></table>',
    "links of a script": '<li><b>第{n}号事项办理情况公告</b><i>{d}</i><a href="javascript:;" onclick="pop({n})">详情</a></li>',
    "definitions": '<dl><dt>第{n}号事项办理情况公告 {d}</dt><dd>摘要<a href="{n}.html">查看全文</a></dd></dl>',
}
BESIDE_A_TITLE = {
    "equal address": '<div><a href="{n}.html">第{n}号事项办理情况公告</a><p>{d}</p><p><a href="{n}.html">查看详情</a></p></div>',
    "another address": '<li><a href="{n}.html">第{n}号事项办理情况公告</a><i>{d}</i><a href="{n}.html?full=1">[全文]</a></li>',
    "one line": '<a href="{n}.html">第{n}号事项办理情况公告</a> {d} <a href="v.asp?n={n}">[详细]</a><br>',
}


def read(html: str) -> list[tuple[str, str]]:
    return [
        (item.title, str(item.printed_on)) for item in read_items(open_page(RawPage(URL, html.encode())), AS_OF).items
    ]


def filled(template: str) -> str:
    return "".join(template.format(n=n, d=day) for n, day in enumerate(DAYS, 1))


WANTED = [(f"第{n}号事项办理情况公告", day) for n, day in enumerate(DAYS, 1)]


@pytest.mark.parametrize("template", ONLY_DETAILS.values(), ids=ONLY_DETAILS)
def test_a_row_with_no_link_but_details_is_an_item(template: str) -> None:
    assert read(f"<body>{CRUMB}<div>{filled(template)}</div></body>") == WANTED


@pytest.mark.parametrize("template", BESIDE_A_TITLE.values(), ids=BESIDE_A_TITLE)
def test_details_beside_a_title_are_no_item_of_their_own(template: str) -> None:
    assert read(f"<body>{CRUMB}<div>{filled(template)}</div></body>") == WANTED


OLD = '<li><a href="{n}.html">第{n}期政务访谈节目</a><i>{d}</i></li>'
NEWEST = {
    "first row": "<ul><li onclick=\"playVideo('/v/9.mp4')\"><p>最新一期政务访谈节目</p><i>2026-11-18</i></li>{old}</ul>",
    "set large": "<div onclick=\"play('/v/9.mp4')\"><p>最新一期政务访谈节目</p><i>2026-11-18</i></div><ul>{old}</ul>",
}


@pytest.mark.parametrize("layout", NEWEST.values(), ids=NEWEST)
def test_the_newest_film_opens_by_script(layout: str) -> None:
    html = layout.format(old=filled(OLD))
    assert ("最新一期政务访谈节目", "2026-11-18") in read(f"<body><div>{html}</div></body>")


def test_a_clock_that_opens_a_calendar_is_no_item() -> None:
    clock = "<div onclick=\"show('/rili.html')\"><span>今天是2026年11月20日</span></div>"
    assert len(read(f"<body><div>{clock}<ul>{filled(OLD)}</ul></div></body>")) == len(DAYS)
