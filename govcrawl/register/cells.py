"""Single cells of a register: addresses, dates and yes or no."""

import re
import unicodedata
from datetime import date, timedelta

from govcrawl.extract.urls import host_of, join
from govcrawl.register.headers import bare_word, words_of

_SCHEME = re.compile(r"^(https?)[:;]?/{1,3}(?=[^/])", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://|^(?:mailto|javascript|tel):", re.IGNORECASE)
_BETWEEN_URLS = re.compile(r"[\s,、;]+(?=\S)")
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\]|localhost", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?|(\d{4})(\d{2})(\d{2})")
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
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups() if part))
    except ValueError:
        return None


def read_answer(text: str) -> bool | None:
    """是 or 否 in their many forms; None where the word is neither."""
    answer = _ANSWERS.get(bare_word(text))
    return None if answer is None else answer == "yes"
