"""What half a page tells: what is there, and nothing of what is not."""

from datetime import date

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage
from govcrawl.model.items import PageFacts
from govcrawl.model.vocabulary import VisitRole
from govcrawl.spiders.merge import BROKEN_OFF, behind_stub, broken_off

_HEAD = "<html><head><title>通知公告</title></head><body><div><a href='/'>首页</a><a href='/tzgg/'>通知公告</a></div>"
_ROWS = "".join(
    f"<li><a href='t2018_{n}.html'>关于开展第{n}次检查的通知</a><span>2016-02-{n:02d}</span></li>"
    for n in range(11, 19)
)


def _read(body: str, role: VisitRole = VisitRole.COLUMN) -> PageFacts:
    raw = RawPage("http://www.moni.gov.cn/tzgg/", (_HEAD + body).encode(), {"content-type": "text/html; charset=utf-8"})
    return read_page(raw, date(2018, 2, 28), role=role)


def test_half_an_empty_list_is_not_empty() -> None:
    whole = _read("<ul class=list></ul><div class=page>共0条记录</div></body></html>")
    assert whole.confirmed_empty
    half = broken_off(whole)
    assert not half.confirmed_empty
    assert [need.reason for need in half.needs] == [BROKEN_OFF]


def test_half_a_list_keeps_its_rows_and_asks_for_the_rest() -> None:
    half = broken_off(_read(f"<ul class=list>{_ROWS}"))
    assert len(half.items) == 8
    assert [(need.kind, need.reason) for need in half.needs] == [("browser", BROKEN_OFF)]
    assert broken_off(half).needs == half.needs


def test_half_a_footer_lacks_nothing() -> None:
    foot = "<div class=footer>主办单位：模拟市人民政府办公室 网站标识码：4290000001"
    read = _read(f"<ul>{_ROWS}</ul>{foot}", VisitRole.HOME)
    assert any(mark.present is False for mark in read.marks)
    half = broken_off(read)
    assert {mark.mark for mark in half.marks if mark.present} == {mark.mark for mark in read.marks if mark.present}
    assert not any(mark.present is False for mark in half.marks)


def test_data_in_a_page_s_place_is_no_empty_column() -> None:
    raw = RawPage("http://www.moni.gov.cn/api", b'{"code":0,"data":[]}', {"content-type": "application/json"})
    assert not read_page(raw, date(2018, 2, 28), role=VisitRole.COLUMN).confirmed_empty
    assert read_page(raw, date(2018, 2, 28), role=VisitRole.ENDPOINT).confirmed_empty


def test_the_rows_of_a_column_s_frame_need_the_browser_whatever_menu_stands_around_it() -> None:
    menu = "<ul class=nav><li><a href='/'>首页</a></li><li><a href='/xw/'>要闻</a></li></ul>"
    stub = _read(menu + "<iframe src='/inc/list_1.html' width=700 height=900></iframe></body></html>")
    raw = RawPage("http://www.moni.gov.cn/inc/list_1.html", b"<html><body><ul></ul></body></html>")
    frame = read_page(raw, date(2018, 2, 28), role=VisitRole.COLUMN)
    assert stub.columns
    assert not frame.columns
    assert [need.kind for need in behind_stub(frame, stub, is_home=False).needs] == ["browser"]
    assert behind_stub(frame, stub, is_home=True).needs == ()


def test_a_list_in_a_frame_has_the_tags_and_the_place_of_the_page_round_it() -> None:
    tags = "<meta name=ColumnName content=通知公告><meta name=SiteName content=模拟市>"
    crumbs = "<div class=dqwz>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; 通知公告</div>"
    outer = _read(f"{tags}{crumbs}<iframe src='/lb/1.html' height=600></iframe>")
    inner = read_page(RawPage("http://www.moni.gov.cn/lb/1.html", f"<ul>{_ROWS}</ul>".encode()), date(2018, 2, 28))
    both = behind_stub(inner, outer, is_home=False)
    assert (both.tags["ColumnName"], both.tags["SiteName"]) == ("通知公告", "模拟市")
    assert (both.way, len(both.items)) == (outer.way, 8)
    assert outer.way
