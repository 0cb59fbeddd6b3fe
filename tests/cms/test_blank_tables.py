"""Old sites laid out with tables: what is blank there, and what must not be called so."""

from datetime import date

import pytest

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage
from govcrawl.model.items import PageFacts
from govcrawl.model.vocabulary import VisitRole

AS_OF = date(2026, 11, 20)
URL = "http://www.qingshui.gov.cn/list.asp?cid=2"
MENU = "".join(
    f'<td><a href="list.asp?cid={n}">{name}</a></td>' for n, name in enumerate(("新闻动态", "通知公告", "政策法规"), 1)
)
PAGER = "首页 上一页 下一页 尾页"
SLOGAN = f"<marquee>{'热烈庆祝清水县建县七十周年，' * 15}</marquee>"


def read(body: str, script: str = "") -> PageFacts:
    head = f"<head><meta charset=gb2312><title>通知公告</title>{script}</head>"
    html = f"<html>{head}<body><table><tr><td><a href='/'>首页</a></td>{MENU}</tr></table>{body}</body></html>"
    return read_page(RawPage(URL, html.encode("gb18030")), AS_OF, role=VisitRole.COLUMN)


BLANK = {
    "a list and its pager in one cell": f"<table><tr><td><ul></ul><div>{PAGER}</div></td></tr></table>",
    "a list and its pager in two rows": f"<table><tr><td><ul>\n</ul></td></tr><tr><td>{PAGER} 每页20条 第1页</td></tr></table>",
    "a table without a row": f"<table><tr><td><table></table></td></tr><tr><td>{PAGER}</td></tr></table>",
    "below a slogan": f"<table><tr><td>{SLOGAN}</td></tr><tr><td><table class=newslist></table></td></tr></table>",
}
NOT_TOLD = {
    "a pager of many pages": "<table><tr><td><ul></ul><div>第1页 共7页 上一页 下一页</div></td></tr></table>",
    "a text": f"<table><tr><td><ul></ul>{'清水县位于省境东部，历史悠久，物产丰富。' * 12}<div>{PAGER}</div></td></tr></table>",
    "a list of pictures": f"<table><tr><td><ul><li><img src=1.jpg></li></ul><div>{PAGER}</div></td></tr></table>",
}


@pytest.mark.parametrize("body", BLANK.values(), ids=BLANK)
def test_a_list_without_a_row_is_blank(body: str) -> None:
    facts = read(body)
    assert (facts.confirmed_empty, facts.items) == (True, ())


@pytest.mark.parametrize("body", NOT_TOLD.values(), ids=NOT_TOLD)
def test_what_may_hold_something_is_not(body: str) -> None:
    assert read(body).confirmed_empty is False


def test_a_script_that_may_bring_rows_is_asked_first() -> None:
    facts = read(next(iter(BLANK.values())), '<script src="/js/showlist.js"></script>')
    assert (facts.confirmed_empty, [need.kind for need in facts.needs if need.kind != "asset"]) == (False, ["browser"])


def test_a_slogan_that_runs_across_the_page_is_no_text_of_it() -> None:
    rows = "".join(f'<tr><td><a href="list.asp?cid=2&k={n}">第{n}号事项办理公告</a></td></tr>' for n in range(9))
    assert len(read(f"<table><tr><td>{SLOGAN}</td></tr>{rows}</table>").items) == 9
