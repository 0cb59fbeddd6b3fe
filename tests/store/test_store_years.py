"""Rows without a year: an article that was read tells it, for its own row and for those around it."""

from datetime import date

import pytest

from govcrawl.model.items import ItemSeen
from govcrawl.store.years import with_known_years, with_years


def rows(*days: date, pattern: str = "month_day") -> list[ItemSeen]:
    return [ItemSeen(f"第{n}条", f"http://a.gov.cn/{n}.html", day, pattern, "row") for n, day in enumerate(days)]


def days(items: list[ItemSeen]) -> list[str]:
    return [str(item.printed_on) for item in items]


D = date
CASES = {
    "all of one year": ([D(2026, 5, 10), D(2026, 4, 1), D(2026, 3, 2)], {0: D(2023, 5, 10)}, ["2023-05-10", "2023-04-01", "2023-03-02"]),
    "over a new year": ([D(2025, 12, 20), D(2026, 11, 15), D(2025, 12, 1)], {1: D(2022, 11, 15)}, ["2022-12-20", "2022-11-15", "2021-12-01"]),
    "newer rows above": ([D(2026, 3, 1), D(2026, 11, 18)], {1: D(2021, 11, 18)}, ["2022-03-01", "2021-11-18"]),
    "a pinned row above": ([D(2026, 3, 1), D(2026, 8, 1)], {1: D(2022, 8, 1)}, ["2022-03-01", "2022-08-01"]),
    "a leap day": ([D(2026, 3, 2), D(2024, 2, 29)], {0: D(2020, 3, 2)}, ["2020-03-02", "2020-02-29"]),
    "a leap day of a common year": ([D(2026, 3, 2), D(2024, 2, 29)], {0: D(2021, 3, 2)}, ["2021-03-02", "2021-02-28"]),
    "the article agrees": ([D(2026, 5, 10)], {0: D(2026, 5, 10)}, ["2026-05-10"]),
    "the article has another day": ([D(2026, 5, 10)], {0: D(2023, 5, 11)}, ["2026-05-10"]),
    "no article": ([D(2026, 5, 10)], {}, ["2026-05-10"]),
}  # fmt: skip


@pytest.mark.parametrize(("inferred", "articles", "told"), CASES.values(), ids=CASES)
def test_the_article_tells_the_year(inferred: list[date], articles: dict[int, date], told: list[str]) -> None:
    items = rows(*inferred)
    assert days(with_years(items, {items[place].url: day for place, day in articles.items()})) == told


def test_a_printed_year_is_left_as_it_is() -> None:
    items = rows(date(2026, 5, 10), pattern="year_month_day")
    assert with_years(items, {items[0].url: date(2023, 5, 10)}) == items


def test_rows_of_a_home_page_take_the_year_that_a_column_knows() -> None:
    items = rows(date(2026, 5, 10), date(2026, 4, 1))
    assert days(with_known_years(items, {items[1].url: date(2023, 4, 1)})) == ["2026-05-10", "2023-04-01"]
