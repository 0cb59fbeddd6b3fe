"""Working days in China: weekdays less public holidays, plus the weekends that are worked instead (holidays.toml)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from govcrawl.reports.words import table


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and worked weekend days, and the years of which they are known."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`; in a year that is not known, Monday to Friday."""
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def after(self, start: date, days: int) -> date:
        """The day `days` working days after `start`, which itself does not count."""
        day, left = start, days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return day

    def unknown_years(self, start: date, end: date) -> tuple[int, ...]:
        """The years from `start` to `end` whose holidays are not known."""
        return tuple(year for year in range(start.year, end.year + 1) if year not in self.years)

    def with_days(self, off: Collection[date], worked: Collection[date]) -> "Calendar":
        """This calendar and an office's own days; a year that the office gives days of counts as known."""
        years = {day.year for day in (*off, *worked)}
        return Calendar((self.off | set(off)) - set(worked), (self.worked | set(worked)) - set(off), self.years | years)


@cache
def national_calendar() -> Calendar:
    """The holidays that the State Council's General Office announced."""
    years = table("holidays")
    off = (
        first + timedelta(days=number)
        for year in years.values()
        for first, last in year["off"]
        for number in range((last - first).days + 1)
    )
    worked = (day for year in years.values() for day in year["worked"])
    return Calendar(frozenset(off), frozenset(worked), frozenset(int(year) for year in years))
