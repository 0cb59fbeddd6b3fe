"""Rows beside what looks like them: a headline that is the first row, too, a title that speaks of a day, share links."""

from datetime import date

from govcrawl.extract.lists import read_items
from govcrawl.extract.page import RawPage, open_page

AS_OF = date(2018, 9, 10)
URL = "http://www.a.gov.cn/gzdt/"


def read(body: str, url: str = URL, *, whole_page: bool = False) -> list[tuple[str, str, date | None]]:
    page = open_page(RawPage(url, f"<html><head><title>工作动态</title></head><body>{body}</body></html>".encode()))
    reading = read_items(page, AS_OF, whole_page=whole_page)
    return [(item.title, item.url.rsplit("/", 1)[-1], item.printed_on) for item in reading.items]


def test_a_headline_above_the_list_does_not_swallow_its_first_row() -> None:
    rows = "".join(
        f'<li><a href="/gzdt/{n}.html">县农业局召开第{n}次现场会</a><span>2018-09-0{n}</span></li>' for n in (5, 4, 3)
    )
    found = read(
        f'<div class="box"><div class="hot"><h1><a href="/gzdt/5.html">县农业局召开第5次现场会</a></h1></div>'
        f"<ul>{rows}</ul></div>",
        "http://www.a.gov.cn/",
        whole_page=True,
    )
    assert ("县农业局召开第5次现场会", "5.html", date(2018, 9, 5)) in found


def test_a_picture_and_its_title_side_by_side_stay_one_row() -> None:
    rows = "".join(
        f'<li><a href="/gzdt/{n}.html"><img src="{n}.jpg"></a><div><a href="/gzdt/{n}.html">县农业局召开第{n}次现场会</a>'
        f"<span>2018-09-0{n}</span></div></li>"
        for n in (5, 4, 3)
    )
    assert [day for _, _, day in read(f"<ul>{rows}</ul>")] == [date(2018, 9, 5), date(2018, 9, 4), date(2018, 9, 3)]


def test_a_title_that_speaks_of_a_day_is_the_title_of_its_row() -> None:
    rows = "".join(
        f"<li><div class='t' onclick=\"location.href='/gzdt/{n}.html'\">关于第{n}期培训班报名的公告{more}</div>"
        f"<div class='d'>2018-09-0{n}</div></li>"
        for n, more in ((7, "（截止2018年12月31日）"), (6, ""), (5, ""))
    )
    assert read(f"<ul>{rows}</ul>")[0] == (
        "关于第7期培训班报名的公告（截止2018年12月31日）",
        "7.html",
        date(2018, 9, 7),
    )


def test_share_links_of_an_article_are_no_rows_of_its_day() -> None:
    shares = "".join(
        f'<a href="javascript:share({n})">{name}</a>' for n, name in enumerate(("转到空间", "转到社区", "转到论坛"))
    )
    found = read(f"<p>正文</p><div>{shares}</div>", "http://www.a.gov.cn/gzdt/201806/t20180601_7001.html")
    assert not [day for _, _, day in found if day]


def _opening(script: str, more: str = "") -> str:
    return "".join(
        f"<li><div class='t' onclick=\"{script.format(n)}\">关于第{n}期培训班开班的通知</div><div>简介</div>{more}</li>"
        for n in (71007, 71006, 71005)
    )


def test_rows_without_a_date_that_open_an_article_by_script_are_items() -> None:
    found = read(f"<ul>{_opening('location.href=`/gzdt/{}.html`'.replace('`', chr(39)))}</ul>")
    assert found == [(f"关于第{n}期培训班开班的通知", f"{n}.html", None) for n in (71007, 71006, 71005)]


def test_the_day_in_the_address_that_a_row_opens_by_script_is_its_day() -> None:
    found = read(f"<ul>{_opening('window.open(`201809/t20180903_{}.html`)'.replace('`', chr(39)))}</ul>")
    assert [day for _, _, day in found] == [date(2018, 9, 3)] * 3


def test_a_dated_row_that_opens_by_script_is_one_item() -> None:
    body = _opening("location.href=`/gzdt/{}.html`".replace("`", chr(39)), "<div class='d'>2018-09-02</div>")
    assert [day for _, _, day in read(f"<ul>{body}</ul>")] == [date(2018, 9, 2)] * 3


def test_buttons_that_lead_anywhere_else_are_no_rows() -> None:
    assert read(f"<ul>{_opening('location.href=`/bsfw/b{}/`'.replace('`', chr(39)))}</ul>") == []


HOT = (
    "<h3>热点资讯</h3><ul>"
    + "".join(f'<li><a href="/xw/{n}.html">全县第{n}次现场会召开</a><span>09-0{n}</span></li>' for n in (7, 6))
    + "</ul>"
)


def test_rows_without_a_day_in_the_column_s_folder_stand_before_dated_hot_news() -> None:
    rows = "".join(f'<li><a href="/gzdt/{n}.html">关于第{n}期培训班开班的通知</a></li>' for n in (7, 6, 5))
    found = read(f"<div>{HOT}</div><div><div><h3>工作动态</h3></div><div><ul>{rows}</ul></div></div>")
    assert [(name, day) for _, name, day in found] == [("7.html", None), ("6.html", None), ("5.html", None)]


def test_titles_right_before_the_pager_stand_before_dated_hot_news_but_names_do_not() -> None:
    pager = '<div class="p"><a href="/gzdt_2.htm">下一页</a></div>'
    titles = "".join(f'<li><a href="/tz{n}.htm">关于第{n}期培训班开班的通知</a></li>' for n in (7, 6, 5))
    names = "".join(f'<li><a href="/lm{n}.htm">栏目{n}号</a></li>' for n in (7, 6, 5))
    for rows, days in ((titles, {None}), (names, {date(2018, 9, 7), date(2018, 9, 6)})):
        found = read(f"<div>{HOT}</div><div><div><ul>{rows}</ul></div>{pager}</div>", "http://www.a.gov.cn/gzdt.htm")
        assert {day for _, _, day in found} == days


def test_rows_that_open_by_script_keep_their_order_whatever_their_titles_speak_of() -> None:
    rows = "".join(
        f"<li><div class='t' onclick=\"location.href='/gzdt/{n}.html'\">关于第{n}期培训班的通知{more}</div></li>"
        for n, more in ((71007, ""), (71006, "（2018年12月31日截止）"), (71005, ""), (71004, "（2018年12月31日截止）"))
    )
    assert [name for _, name, _ in read(f"<ul>{rows}</ul>")] == [f"{n}.html" for n in (71007, 71006, 71005, 71004)]
