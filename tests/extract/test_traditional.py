"""Pages in traditional characters: their columns, dates, empty lists and footers are read as any others."""

from datetime import date

import pytest

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage, open_page
from govcrawl.extract.traditional import simplified
from govcrawl.model.vocabulary import ColumnKind, Mark

MENU = '<div class="nav"><a href="/">首頁</a><a href="/zwyw/">政務要聞</a><a href="/ghjh/">規劃計劃</a><a href="/login/">登錄</a></div>'
FOOT = '<div class="footer">主辦單位：臨江區人民政府 聯繫電話：0716-8278000 網站標識碼：4299000001</div>'
ROW = '<ul><li><a href="/zwyw/1.html">關於開展防火檢查的通知</a><span>發佈日期：2018-08-31</span></li></ul>'


def test_a_page_in_traditional_characters() -> None:
    facts = read_page(RawPage("http://www.linjiang.gov.cn/zwyw/", f"{MENU}{ROW}{FOOT}".encode()), date(2018, 10, 15))
    assert {column.name: column.kind for column in facts.columns} == {
        "政务要闻": ColumnKind.NEWS,
        "规划计划": ColumnKind.PLAN,
    }
    assert str(facts.newest_item_on) == "2018-08-31"
    assert {mark.mark: mark.value for mark in facts.marks}[Mark.HOST_UNIT] == "临江区人民政府"


def test_an_empty_list_in_traditional_characters() -> None:
    body = f"{MENU}<div class=con><p>暫無資料</p></div>{FOOT}"
    assert read_page(RawPage("http://www.linjiang.gov.cn/ghjh/", body.encode()), date(2018, 10, 15)).confirmed_empty


@pytest.mark.parametrize("text", ["繁體版 通知公告 关于开展检查的通知", "區 关于县区发展网络业务的通知"])
def test_a_link_to_a_version_or_a_name_makes_no_page_traditional(text: str) -> None:
    assert text in open_page(RawPage("http://a.gov.cn/", f"<p>{text}</p>".encode())).text


@pytest.mark.parametrize(
    "element",
    [
        '<a href="/政務/發布.htm">',
        "<a HREF = '/政務/發布.htm'>",
        "<img src=/圖片/縣.jpg>",
        "<a onclick=\"go('/開發')\">",
    ],
)
def test_addresses_stay_as_published(element: str) -> None:
    assert simplified(f"{element}政務公開</a>") == f"{element}政务公开</a>"
