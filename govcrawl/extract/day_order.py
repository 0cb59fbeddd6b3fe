"""Days printed as 09/11/2026: whether the day or the month stands first is told by the other rows of the page.

A number above 12 tells it, then a date that would lie in the future, then the order of the rows (the newest first). Where
nothing tells, such a day is no date: unknown is an answer.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from govcrawl.extract.cues import shape
from govcrawl.extract.dates import is_day
from govcrawl.extract.page import Page

_YEAR_LAST = shape(rb"[0-9\x80-\xff][-/.](?:19|20)[0-9\x80-\xff]{2}(?:[^0-9/.-]|$)")
"""The quick test: few pages print a year last."""
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?![\d/.-])")
_MOST = 200
"""Days of one page that are looked at."""
_Day = tuple[int, int, int]
"""First number, second number, year."""


def straightened(page: Page, as_of: date) -> Callable[[str], str] | None:
    """What writes such days of this page as 2026-11-09; None where the page prints none or their order cannot be told."""
    if page.lacks(_YEAR_LAST):
        return None
    days = [(int(one[1]), int(one[3]), int(one[4])) for one in _DAY.finditer(page.text)][:_MOST]
    is_day_first = _is_day_first(days, as_of)
    if is_day_first is None:
        return None
    month, day = (3, 1) if is_day_first else (1, 3)
    return lambda text: _DAY.sub(lambda one: f"{one[4]}-{one[month]:0>2}-{one[day]:0>2}", text)


def _is_day_first(days: Sequence[_Day], as_of: date) -> bool | None:
    day_first = [_valid(year, second, first, as_of) for first, second, year in days]
    month_first = [_valid(year, first, second, as_of) for first, second, year in days]
    for told in (all, _falls):
        if told(day_first) != told(month_first):
            return told(day_first)
    return None


def _valid(year: int, month: int, day: int, as_of: date) -> date | None:
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    return on if is_day(on, as_of) else None


def _falls(days: Sequence[date | None]) -> bool:
    """Whether days stand in the order of a list, the newest first."""
    known = [on for on in days if on is not None]
    return len(set(known)) > 1 and known == sorted(known, reverse=True)
