"""Finds printed dates by the patterns of patterns.toml. Compiled once; a row of a list costs microseconds.

A day is a fact only where it exists, is not the unset epoch, and does not lie in the future of `as_of`.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from typing import Any

from govcrawl.extract.text import narrow

_SHANGHAI = timezone(timedelta(hours=8))
_EARLIEST = date(1949, 10, 1)
_UNSET = frozenset({date(1970, 1, 1), date(1969, 12, 31)})
"""Epoch zero, as systems print a date that was never set."""
_DATA: dict[str, Any] = tomllib.loads(files(__package__).joinpath("patterns.toml").read_text("utf-8"))
_MONTHS: dict[str, int] = _DATA["months"]
_NUMERALS: dict[str, str] = _DATA["numerals"]


@dataclass(frozen=True, slots=True)
class Found:
    """A date read at text[start:end]. `pattern` names the table of patterns.toml; `yearless`: its year was inferred."""

    on: date
    pattern: str
    start: int
    end: int
    yearless: bool = False


class _Place:
    """All patterns of one place as one alternation; group numbers are resolved once."""

    def __init__(self, where: str) -> None:
        self.names: dict[str, str] = {}
        self.groups: dict[str, dict[str, int]] = {}
        branches = []
        for number, table in enumerate(entry for entry in _DATA["pattern"] if entry["where"] == where):
            key = f"p{number}"
            self.names[key] = table["name"]
            branches.append(f"(?P<{key}>{_expand(table['regex'], key)})")
        self.regex = re.compile("|".join(branches))
        for name, index in self.regex.groupindex.items():
            key, _, part = name.partition("_")
            if part:
                self.groups.setdefault(key, {})[part] = index


def _expand(regex: str, key: str) -> str:
    for token, part in _DATA["parts"].items():
        regex = regex.replace(f"<{token}>", part) if f"(?P<{token}>" not in regex else regex
    return re.sub(r"\(\?P([<=])(\w+)", rf"(?P\1{key}_\2", regex)


_TEXT, _HREF, _PAYLOAD = _Place("text"), _Place("href"), _Place("payload")
YEARLESS = frozenset(
    _TEXT.names[key] for key, parts in _TEXT.groups.items() if not parts.keys() & {"y", "yy", "word", "ago", "epoch"}
)
"""Patterns that hold no year: it is inferred."""
_BEFORE, _AFTER, _CLOCK = (re.compile(_DATA["context"][name]) for name in ("before", "after", "clock"))
_YEAR_IN_URL = re.compile(r"[/_=-][A-Za-z]{0,8}_?0?(?:19|20)\d\d")
_MONTH_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9](?=/))/")
_FOLDER_OF_YEAR = re.compile(r"(?:/art/((?:19|20)\d\d)/|/((?:19|20)\d\d)/[^/]*$)")
_NET_DATE = re.compile(r"\\?/Date\((\d{9,13})(?:[+-]\d{4})?\)\\?/")
"""An instant as .NET services write it."""
_INSTANT_FIELDS = ("time", "$date", "date")
"""Under what an instant stands in the records of Java and of document stores."""
_HINT = re.compile(_DATA["hint"])


def find_dates(text: str, as_of: date, near: date | None = None) -> list[Found]:
    """All dates a reader sees in `text`, in order; deadlines and the page's clock left out.

    `near` is the day that the row's link tells: a date without a year takes the year that lies nearest to it, otherwise
    the newest one that is not in the future of `as_of`.
    """
    if not text.isascii():
        text = narrow(text)
    found = []
    position = 0
    while hint := _HINT.search(text, position):
        match = _TEXT.regex.match(text, hint.start())
        if match is None:
            position = hint.start() + 1
            continue
        start, end = match.span()
        position = end
        on, yearless = _day(_TEXT, match, as_of, near)
        if on is not None and not _is_other_date(text, start, end):
            found.append(Found(on, _TEXT.names[match.lastgroup or ""], start, end, yearless))
    return found


def may_hold_date(source: str) -> bool:
    """Whether a source can hold a date at all, in its text or its addresses: the quick test before it is read."""
    return _HINT.search(narrow(source)) is not None or _YEAR_IN_URL.search(source) is not None


def date_in_url(url: str, as_of: date) -> Found | None:
    """The day that an address carries (publishing systems put it into the path), or None."""
    if not _YEAR_IN_URL.search(url):
        return None
    match = _HREF.regex.search(url)
    if match is None:
        return None
    on, _ = _day(_HREF, match, as_of, None)
    return Found(on, _HREF.names[match.lastgroup or ""], *match.span()) if on else None


def may_tell_year(url: str) -> bool:
    """Whether an address holds what may be the year of its page."""
    return _YEAR_IN_URL.search(url) is not None


def month_in_url(url: str) -> date | None:
    """The middle of the month (/201808/) or year (/art/2018/) that a path names, to infer the year of a date without one."""
    if match := _MONTH_IN_URL.search(url):
        return date(int(match[1]), int(match[2]), 15)
    return date(int(match[1] or match[2]), 7, 2) if (match := _FOLDER_OF_YEAR.search(url)) else None


def date_in_payload(value: object, as_of: date) -> Found | None:
    """The day that a value of a JSON or XML record holds: any printed form, a compact one, or an epoch."""
    if isinstance(value, dict):
        value = next((value[name] for name in _INSTANT_FIELDS if value.get(name)), "")
    elif isinstance(value, list) and len(value) >= len("ymd"):
        value = "-".join(str(part) for part in value[:3])
    text = str(value).strip()
    if net := _NET_DATE.fullmatch(text):
        text = net[1]
    match = _PAYLOAD.regex.search(text) if text.isdigit() else None
    if match is None:
        return next(iter(find_dates(text, as_of)), None) if isinstance(value, str) else None
    on, _ = _day(_PAYLOAD, match, as_of, None)
    return Found(on, _PAYLOAD.names[match.lastgroup or ""], *match.span()) if on else None


def is_day(on: date, as_of: date) -> bool:
    """Whether a day can be one on which something was published."""
    return _EARLIEST <= on <= as_of and on not in _UNSET


def _is_other_date(text: str, start: int, end: int) -> bool:
    if end < len(text) and _AFTER.match(text, end):
        return True
    before = text[max(0, start - 14) : start]
    return bool(before.strip()) and bool(_BEFORE.search(before) or _CLOCK.search(before))


def _day(place: _Place, match: re.Match[str], as_of: date, near: date | None) -> tuple[date | None, bool]:
    """The day a match means, and whether its year was inferred; None where there is no such day."""
    part = {name: value for name, index in place.groups[match.lastgroup or ""].items() if (value := match[index])}
    try:
        if "word" in part:
            return as_of - timedelta(days=_DATA["words"][part["word"]]), False
        if "ago" in part:
            return as_of - timedelta(days=int(part["ago"]) * _DATA["units"][part["unit"]]), False
        if "epoch" in part:
            on: date | None = _instant(int(part["epoch"]))
        elif "y" not in part and "yy" not in part:
            return _year_inferred(_number(part["m"]), _number(part["d"]), as_of, near), True
        else:
            on = _written(part)
    except (ValueError, OverflowError, KeyError):
        return None, False
    return (on, False) if on is not None and is_day(on, as_of) else (None, False)


def _written(part: dict[str, str]) -> date:
    year = 2000 + int(part["yy"]) if "yy" in part else _number(part["y"])
    on = date(year, _number(part["m"]), _number(part.get("d") or part["d2"]))
    if "zone" in part:  # printed in UTC: the day in Shanghai begins eight hours earlier
        return datetime(on.year, on.month, on.day, int(part["hour"]), tzinfo=UTC).astimezone(_SHANGHAI).date()
    return on


def _instant(epoch: int) -> date:
    return datetime.fromtimestamp(epoch / 1000 if epoch > 10**11 else epoch, _SHANGHAI).date()


def _year_inferred(month: int, day: int, as_of: date, near: date | None) -> date | None:
    years = range(near.year - 1, near.year + 2) if near else range(as_of.year - 8, as_of.year + 1)
    days = [on for year in years if (on := _valid(year, month, day)) and on <= as_of]
    if near:
        return min(days, key=lambda on: abs(on - near), default=None)
    return max(days, default=None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    """A number in digits, Chinese numerals (二〇一八, 三十一) or as an English month."""
    if text.isascii() and text.isdigit():
        return int(text)
    if text in _MONTHS:
        return _MONTHS[text]
    tens, ten, ones = text.partition("十")
    if ten:
        return int(_NUMERALS.get(tens, "1")) * 10 + int(_NUMERALS.get(ones, "0"))
    return int("".join(_NUMERALS.get(letter, letter) for letter in text))
