"""A span of calendar time before the day of judgement, as the checklists state it (前 2 周, 前 6 个月, 前 1 年)."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """Days or calendar months before `as_of`; exactly one of the two is set."""

    days: int = 0
    months: int = 0

    def since(self, as_of: date) -> date:
        """The first day that still lies inside the window.

        The documents count whole weeks and months and pages print days without hours, so the boundary day itself counts
        in the site's favour: with 14 days and 2018-02-28 an item of 2018-02-14 is inside, one of 2018-02-13 is not.
        """
        if self.days:
            return as_of - timedelta(days=self.days)
        year, month = divmod(as_of.year * 12 + as_of.month - 1 - self.months, 12)
        month += 1
        return date(year, month, min(as_of.day, calendar.monthrange(year, month)[1]))

    def __str__(self) -> str:
        """The span in Chinese, as circulars write it."""
        if self.days:
            return f"{self.days // 7}周" if self.days % 7 == 0 else f"{self.days}天"
        return f"{self.months // 12}年" if self.months % 12 == 0 else f"{self.months}个月"
