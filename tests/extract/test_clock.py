"""The hour printed beside an article's day."""

from datetime import date

import pytest

from govcrawl.extract.clock import read_clock
from govcrawl.extract.page import RawPage, open_page

DAY = date(2020, 9, 5)


@pytest.mark.parametrize(
    ("body", "clock"),
    [
        ("<p>发布时间：2020-09-05 18:30:57</p>", "18:30"),
        ("<p>2020年09月05日 09时32分</p>", "09:32"),
        ("<p>２０２０年９月５日　9：05</p>", "09:05"),
        ("<p>2020/9/5 00:00:00</p>", None),
        ("<p>2020-09-06 18:30</p>", None),
        ("<p>发布时间：2020-09-05</p><p>浏览 18:30</p>", None),
        ("<p>2020-09-05 25:30</p>", None),
        ("<meta name=PubDate content='2020-09-05 14:01'><p>2020-09-05</p>", "14:01"),
        ("<meta name=PubDate content='2020-09-05 14:01'><meta name=Maketime content='2020-09-05 14:01:14'>", None),
    ],
)
def test_clock(body: str, clock: str | None) -> None:
    page = open_page(RawPage("http://www.example.gov.cn/a.html", f"<meta charset=utf-8>{body}".encode()))
    assert read_clock(page, DAY) == clock
