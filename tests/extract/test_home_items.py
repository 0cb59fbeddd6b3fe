"""The items of a home page: carousels of pictures, blocks with and without dates, and what stands among them undated."""

from datetime import date

import pytest

from govcrawl.extract.lists import read_items
from govcrawl.extract.page import RawPage, open_page

AS_OF = date(2018, 10, 15)
BLOCK = "<div><h2>政务要闻</h2><ul>{}</ul></div>"
ROW = "<li><a href=/xw/201{0}.html>市政府召开第{0}次常务会议</a><span>2017-0{0}-11</span></li>"
OLD = BLOCK.format(ROW.format(1) + ROW.format(2))
SLIDE = (
    '<div class="swiper"><a href="/xw/201810/t201810{0}_1.html"><img src="a.jpg" alt="市领导调研防汛工作"></a></div>'
)
HOMES = {
    "printed": (OLD, date(2017, 2, 11)),
    "a carousel with days in its addresses": (SLIDE.format(12) + OLD, date(2018, 10, 12)),
    "air quality of today": ('<div><a href="/aqi/">空气质量</a> 2018-10-15 08时</div>' + OLD, date(2017, 2, 11)),
    "one release, two days": (
        SLIDE.format(12) + BLOCK.format("<li><a href=/a/1.html>市领导调研防汛工作</a><span>2018-10-11</span></li>"),
        date(2018, 10, 11),
    ),
}


@pytest.mark.parametrize(("body", "newest"), HOMES.values(), ids=HOMES)
def test_the_newest_item_of_a_home_page(body: str, newest: date) -> None:
    page = open_page(RawPage("http://www.linjiang.gov.cn/", f"<html><body>{body}</body></html>".encode()))
    assert read_items(page, AS_OF, whole_page=True).newest_item_on == newest


def test_the_printed_date_of_an_item_stands_before_that_of_its_picture() -> None:
    row = BLOCK.format("<li><a href=/xw/201810/t20181012_1.html>市领导调研防汛工作</a><span>2018-10-12</span></li>")
    page = open_page(RawPage("http://www.linjiang.gov.cn/", (SLIDE.format(12) + row).encode()))
    assert [item.place for item in read_items(page, AS_OF, whole_page=True).items] == ["row"]
