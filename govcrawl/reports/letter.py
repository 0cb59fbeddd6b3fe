"""What only the office knows of its letter: who writes to whom, on what basis, with which deadline. A TOML file.

    issuer = "某市人民政府办公室"          addressee = "各县（市、区）人民政府，市政府各部门"
    region = "全市"                      period = "2018年第一季度"
    document_no = ""                     basis = ["《政府网站发展指引》（国办发〔2017〕47号）"]
    method = "远程检查和人工复核相结合"     window = [2018-02-20, 2018-02-28]
    signed_on = 2018-02-28               deadline = 2018-03-05      # or deadline_days = 15, deadline_working_days = 7
    holidays = []                        extra_workdays = []        # of years or places that holidays.toml has not
    contact = ""                         requirements = ["……"]

Every key may be left out; nothing is made up in its place.
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from govcrawl.model.toml_file import read_toml
from govcrawl.reports.workdays import Calendar, national_calendar


class LetterError(ValueError):
    """A letter file that cannot be used; the message is one Chinese line with file, key and cure."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The office's part of a document."""

    issuer: str = ""
    addressee: str = ""
    region: str = ""
    period: str = ""
    document_no: str = ""
    basis: tuple[str, ...] = ()
    method: str = ""
    window: tuple[date, ...] = ()
    signed_on: date | None = None
    deadline: date | None = None
    deadline_days: int | None = None
    deadline_working_days: int | None = None
    holidays: tuple[date, ...] = ()
    extra_workdays: tuple[date, ...] = ()
    contact: str = ""
    requirements: tuple[str, ...] = ()

    def rectify_by(self, notified_on: date) -> date | None:
        """The deadline: the date that was set, or so many calendar or working days after the notice; None where none is."""
        if self.deadline_days is not None:
            return notified_on + timedelta(days=self.deadline_days)
        if self.deadline_working_days is not None:
            return self.calendar().after(notified_on, self.deadline_working_days)
        return self.deadline

    def term(self) -> tuple[str, int | None]:
        """How the deadline was set (`on` a date, in `days`, in `working_days`), and how many days that are."""
        if self.deadline_days is not None:
            return "days", self.deadline_days
        if self.deadline_working_days is not None:
            return "working_days", self.deadline_working_days
        return "on", None

    def unknown_years(self, notified_on: date) -> tuple[int, ...]:
        """The years that the deadline was counted in without knowing their holidays."""
        deadline = self.rectify_by(notified_on)
        if deadline is None or self.deadline_working_days is None:
            return ()
        return self.calendar().unknown_years(notified_on, deadline)

    def calendar(self) -> Calendar:
        """The national calendar with the office's own days."""
        return national_calendar().with_days(self.holidays, self.extra_workdays)


_DEADLINES = ("deadline", "deadline_days", "deadline_working_days")
_LISTS = {"basis": str, "requirements": str, "window": date, "holidays": date, "extra_workdays": date}
_TYPES = {"deadline_days": int, "deadline_working_days": int, "signed_on": date, "deadline": date}
_MOST_DAYS = 366
_WORDS = {str: "文字", date: "日期（如 2018-03-05）", int: "整数"}


def read_letter(path: Path) -> Letter:
    """Read the office's file. Raises LetterError naming file, key and cure, and TomlFileError."""
    given = read_toml(path)
    known = {field.name for field in fields(Letter)}
    for key, value in given.items():
        if key not in known:
            raise LetterError(f"{path}：不认识的项 {key}；可用：{'、'.join(sorted(known))}")
        _check(path, key, value)
    if len(given.get("window", (1, 2))) != 2:
        raise LetterError(f"{path}：window 应为起止两个日期")
    if len([key for key in _DEADLINES if key in given]) > 1:
        raise LetterError(f"{path}：{'、'.join(_DEADLINES)} 只能给一项")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    return Letter(**values)


def _check(path: Path, key: str, value: Any) -> None:
    if key in _LISTS:
        wanted, values = _LISTS[key], value if isinstance(value, list) else [None]
    else:
        wanted, values = _TYPES.get(key, str), [value]
    if wanted is int and isinstance(value, int) and not 0 < value <= _MOST_DAYS:
        raise LetterError(f"{path}：{key} 应为 1 至 {_MOST_DAYS} 之间的整数")
    if not all(type(one) is wanted for one in values):
        raise LetterError(f"{path}：{key} 应为{_WORDS[wanted]}{'的列表' if key in _LISTS else ''}")
