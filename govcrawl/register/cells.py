"""Single cells of a register: addresses, dates and yes or no."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

from govcrawl.extract.urls import host_of, join
from govcrawl.register.headers import WORDS, bare_word, words_of

_SCHEME = re.compile(r"^(https?)[:;]?/{1,3}(?=[^/])", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://|^(?:mailto|javascript|tel):", re.IGNORECASE)
_BETWEEN_URLS = re.compile(r"[\s,、;]+(?=\S)")
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\]|localhost", re.IGNORECASE)
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T][^\d至到~—–-]*(?:\d{1,2}[:时点][\d:.时分秒Z +]*)?)?"
    r"|(\d{4})(\d{2})(\d{2})"
)
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_FRAME, _BETWEEN, _OPEN = (re.compile(WORDS["periods"][part]) for part in ("frame", "between", "open"))
_SERIAL = re.compile(r"[2-7]\d{4}")
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_ANSWERS = words_of("answers")


def read_urls(text: str) -> tuple[str, ...]:
    """The home pages that an address cell holds, normalised; without a scheme they get http://. Empty where none is usable.

    Full-width forms, blanks, quotes, `http:\\` and a missing colon or slash are forgiven.
    """
    bare = unicodedata.normalize("NFKC", text).replace("。", ".").strip().strip("'\"<>“”‘’").replace("\\", "/")
    bare = re.sub(r"(?<=[.:/])\s+|\s+(?=[.:/])", "", bare)
    found = [read_url(part) for part in _BETWEEN_URLS.split(bare.rstrip(".,;、 "))]
    return tuple(url for url in found if url)


def read_url(text: str) -> str | None:
    """One address as an absolute http(s) URL, or None."""
    bare = _SCHEME.sub(lambda match: match[1].lower() + "://", text)
    if _OTHER_SCHEME.match(bare) and not bare.lower().startswith(("http://", "https://")):
        return None
    if "://" not in bare:
        bare = "http://" + bare.lstrip("/")
    url = join("", bare)
    return url if url and _HOST.fullmatch(host_of(url)) else None


def read_date(text: str) -> date | None:
    """A calendar day in one of the usual notations, or a spreadsheet's day number; None where it is none."""
    bare = unicodedata.normalize("NFKC", text).strip().lstrip("'")
    if _SERIAL.fullmatch(bare):
        return _SPREADSHEET_EPOCH + timedelta(days=int(bare))
    match = _DATE.fullmatch(bare)
    return _day(*(part for part in match.groups() if part)) if match else None


def read_period(text: str) -> tuple[date, date | None] | None:
    """First and last day of a period in one cell: 2026-01-01至2026-03-31, 2026年9月10日至30日, 2026年9月至12月, 2026.9.10起.

    A last day without its year or month has those of the first. None where the cell holds no period.
    """
    bare = _FRAME.sub("", unicodedata.normalize("NFKC", text).strip())
    if read_date(bare):
        return None
    for between in _BETWEEN.finditer(bare):
        first, last = bare[: between.start()], bare[between.end() :]
        if (starts := read_date(first)) and (ends := _last_day(last, starts)):
            return starts, ends
        if starts and _OPEN.fullmatch(last):
            return starts, None
        if (month := _read_month(first)) and (ends := _read_month(last) or _read_month(f"{month.year}年{last}")):
            return month, ends.replace(day=monthrange(ends.year, ends.month)[1])
    return None


def _last_day(text: str, starts: date) -> date | None:
    days = (read_date(missing + text) for missing in ("", f"{starts.year}年", f"{starts.year}年{starts.month}月"))
    return next((day for day in days if day), None)


def _read_month(text: str) -> date | None:
    """The first day of a month."""
    match = _MONTH.fullmatch(text.strip())
    return _day(*match.groups(), "1") if match else None


def _day(*parts: str) -> date | None:
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def read_answer(text: str) -> bool | None:
    """是 or 否 in their many forms; None where the word is neither."""
    answer = _ANSWERS.get(bare_word(text))
    return None if answer is None else answer == "yes"
