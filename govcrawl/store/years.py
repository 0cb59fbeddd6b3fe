"""The years of rows that print only month and day: an article that was read knows its row's year, and the rows around it
follow in the order of the list. Without one such a row keeps the newest year that is not in the future.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from govcrawl.extract.dates import YEARLESS
from govcrawl.model.items import ItemSeen

_HALF_A_YEAR = 183
"""Days; a row above that would be newer by more is taken for a pinned one of the same year."""


def with_years(items: Sequence[ItemSeen], dates: Mapping[str, date]) -> list[ItemSeen]:
    """The rows of one list in its order. `dates` are the days printed in articles, by their addresses."""
    told = next((place for place, item in enumerate(items) if _year_of(item, dates)), None)
    if told is None:
        return list(items)
    anchor = dates[items[told].url]
    below = _settled(items[told + 1 :], anchor, _not_after)
    above = _settled(reversed(items[:told]), anchor, _not_before)
    return [*reversed(above), replace(items[told], printed_on=anchor), *below]


def with_known_years(items: Iterable[ItemSeen], known: Mapping[str, date]) -> list[ItemSeen]:
    """Rows of several lists (a home page), each with the year under which its address is known elsewhere."""
    return [replace(item, printed_on=known[item.url]) if _year_of(item, known) else item for item in items]


def _year_of(item: ItemSeen, dates: Mapping[str, date]) -> bool:
    """Whether a row without a year has its day in `dates`, in an earlier year than was inferred."""
    on, told = item.printed_on, dates.get(item.url)
    if on is None or told is None or item.pattern not in YEARLESS:
        return False
    return (on.month, on.day) == (told.month, told.day) and told.year < on.year


def _settled(items: Iterable[ItemSeen], near: date, place: Callable[[date, date], date]) -> list[ItemSeen]:
    """Rows walked away from a known one, each placed by the row before it."""
    settled = []
    for item in items:
        if item.printed_on is None or item.pattern not in YEARLESS:
            settled.append(item)
            continue
        near = place(item.printed_on, near)
        settled.append(replace(item, printed_on=near))
    return settled


def _not_after(on: date, upper: date) -> date:
    """The newest such day that is not after the row above."""
    same = _in_year(on, upper.year)
    return same if same <= upper else _in_year(on, upper.year - 1)


def _not_before(on: date, lower: date) -> date:
    """The oldest such day that is not before the row below; never newer than was inferred."""
    same, later = _in_year(on, lower.year), _in_year(on, lower.year + 1)
    is_pinned = same < lower and ((later - lower).days > _HALF_A_YEAR or later > on)
    return same if same >= lower or is_pinned else later


def _in_year(on: date, year: int) -> date:
    """The same day of another year; the 29th of February of a common year is its 28th."""
    try:
        return on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
