"""Days with the year last: the page tells which number is the day, or it is no date."""

from datetime import date

import pytest

from govcrawl.extract.lists import read_items
from govcrawl.extract.page import RawPage, open_page

AS_OF = date(2026, 11, 20)


def days(*printed: str) -> list[date | None]:
    rows = "".join(
        f'<li><a href="/tzgg/{number}.html">关于做好第{number}次检查工作的通知</a><span>{day}</span></li>'
        for number, day in enumerate(printed)
    )
    page = open_page(RawPage("http://www.example.gov.cn/tzgg/", f'<meta charset="utf-8"><ul>{rows}</ul>'.encode()))
    return [item.printed_on for item in read_items(page, AS_OF).items]


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (("09/11/2026", "31/10/2026", "05/10/2026"), [date(2026, 11, 9), date(2026, 10, 31), date(2026, 10, 5)]),
        (("11/09/2026", "10/31/2026", "10/05/2026"), [date(2026, 11, 9), date(2026, 10, 31), date(2026, 10, 5)]),
        (("12.11.2026", "3.11.2026", "2.10.2026"), [date(2026, 11, 12), date(2026, 11, 3), date(2026, 10, 2)]),
        (("05-10-2026", "09-08-2026", "12-03-2026"), [date(2026, 10, 5), date(2026, 8, 9), date(2026, 3, 12)]),
        (("03/04/2026", "05/06/2026", "02/01/2026"), [None, None, None]),
        (("13/14/2026", "05/06/2026"), [None, None]),
        (("08/08/2026", "03/04/2026", "05/06/2026"), [date(2026, 8, 8), None, None]),
    ],
    ids=["a day above 12", "a month first", "the future", "the order", "nothing tells", "no days", "equal numbers"],
)
def test_the_page_tells_which_number_is_the_day(printed: tuple[str, ...], told: list[date | None]) -> None:
    assert days(*printed) == told
