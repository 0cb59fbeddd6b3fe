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
