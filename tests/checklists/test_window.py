"""Windows: whole days and calendar months, the boundary day inside."""

from datetime import date

import pytest

from govcrawl.checklists.window import Window


@pytest.mark.parametrize(
    ("window", "as_of", "since"),
    [
        (Window(days=14), date(2018, 2, 28), date(2018, 2, 14)),
        (Window(days=14), date(2018, 1, 5), date(2017, 12, 22)),
        (Window(months=6), date(2018, 2, 28), date(2017, 8, 28)),
        (Window(months=6), date(2018, 8, 31), date(2018, 2, 28)),
        (Window(months=6), date(2020, 8, 31), date(2020, 2, 29)),
        (Window(months=12), date(2020, 2, 29), date(2019, 2, 28)),
        (Window(months=3), date(2018, 1, 15), date(2017, 10, 15)),
        (Window(months=1), date(2018, 12, 31), date(2018, 11, 30)),
        (Window(months=2), date(2018, 2, 1), date(2017, 12, 1)),
    ],
)
def test_since(window: Window, as_of: date, since: date) -> None:
    assert window.since(as_of) == since


@pytest.mark.parametrize(
    ("window", "text"),
    [(Window(days=14), "2周"), (Window(days=10), "10天"), (Window(months=6), "6个月"), (Window(months=12), "1年")],
)
def test_in_words(window: Window, text: str) -> None:
    assert str(window) == text
