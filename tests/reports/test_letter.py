"""Deadlines in calendar and working days, and the office's file."""

from datetime import date
from pathlib import Path

import pytest

from govcrawl.reports.letter import Letter, LetterError, read_letter
from govcrawl.reports.workdays import national_calendar


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2018, 2, 9), 1, date(2018, 2, 11)),  # a Friday; the Sunday behind it is worked for 春节
        (date(2018, 2, 14), 1, date(2018, 2, 22)),  # 春节 2018-02-15 to 21
        (date(2018, 2, 22), 2, date(2018, 2, 24)),  # a worked Saturday
        (date(2026, 9, 30), 2, date(2026, 10, 9)),  # 国庆 to the 7th
        (date(2026, 10, 8), 2, date(2026, 10, 10)),  # a worked Saturday
        (date(2026, 11, 27), 7, date(2026, 12, 8)),  # two ordinary weekends
    ],
)
def test_working_days(start: date, days: int, end: date) -> None:
    assert Letter(deadline_working_days=days).rectify_by(start) == end


def test_calendar_days_and_a_date() -> None:
    assert Letter(deadline_days=15).rectify_by(date(2018, 2, 14)) == date(2018, 3, 1)
    assert Letter(deadline=date(2018, 3, 5)).rectify_by(date(2018, 2, 14)) == date(2018, 3, 5)
    assert Letter().rectify_by(date(2018, 2, 14)) is None


@pytest.mark.parametrize(
    ("letter", "start", "years"),
    [
        (Letter(deadline_working_days=5), date(2026, 12, 24), ()),  # ends on the 31st
        (Letter(deadline_working_days=6), date(2026, 12, 24), (2027,)),
        (Letter(deadline_working_days=6, holidays=(date(2027, 1, 1),)), date(2026, 12, 24), ()),
        (Letter(deadline_days=60), date(2026, 12, 24), ()),  # calendar days need no holidays
    ],
)
def test_years_without_known_holidays_are_told(letter: Letter, start: date, years: tuple[int, ...]) -> None:
    assert letter.unknown_years(start) == years


def test_the_calendar_is_consistent() -> None:
    calendar = national_calendar()
    assert not calendar.off & calendar.worked
    assert all(day.weekday() >= 5 for day in calendar.worked)
    assert {day.year for day in calendar.off} == calendar.years


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("deadline_days = 15\ndeadline_working_days = 7\n", "只能给一项"),
        ("deadline_days = 0\n", "deadline_days 应为 1 至 366 之间的整数"),
        ("deadline_working_days = 367\n", "deadline_working_days 应为 1 至 366 之间的整数"),
        ('deadline_days = "七"\n', "deadline_days 应为整数"),
        ("holidays = 2018-02-15\n", "holidays 应为日期"),
        ("window = [2018-02-15]\n", "window 应为起止两个日期"),
    ],
)
def test_a_letter_that_cannot_be_used_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "letter.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LetterError, match=said):
        read_letter(path)
