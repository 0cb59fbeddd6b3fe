"""One record of data as an item: which of its fields are title, address and day of publication."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import unescape
from typing import Any

from govcrawl.extract.dates import date_in_payload, date_in_url
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import ItemSeen

_WORDS = load_words("payload")
_TITLE, _URL, _DATE, _LATE, _IDENTITY = (tuple(_WORDS[name]) for name in ("title", "url", "date", "made", "identity"))
_TITLE_LIKE, _URL_LIKE, _DATE_LIKE = (re.compile(_WORDS[f"{name}_like"]) for name in ("title", "url", "date"))
_TAG = re.compile(r"<[^<>]{1,1000}>")


def is_record(fields: Mapping[str, Any], *, alone: bool = False) -> bool:
    """Whether fields (names in lower case without underscores) are an item: a title with an address, a day or an identity.

    `alone`: they stand in no list. Then a title with an identity, or above a list, is the head of the answer.
    """
    if not _title(fields):
        return False
    is_placed = any(_first(fields, names) for names in (_URL, _DATE, _LATE)) or any(_dates(fields))
    if alone:
        return is_placed and not any(map(_holds_records, fields.values()))
    return is_placed or bool(_first(fields, _IDENTITY))


def _holds_records(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(inner, dict) for inner in value)


def item_of(page: Page, fields: Mapping[str, Any], as_of: date) -> ItemSeen | None:
    """The item that a record tells; None where it has neither title nor day."""
    title = squeeze(unescape(_TAG.sub("", str(_title(fields) or ""))))
    href = _first(fields, _URL) or _like(fields, _URL_LIKE)
    url = (page.join(href) if isinstance(href, str) else None) or page.url
    for value in _dates(fields):
        if (found := date_in_payload(value, as_of)) is not None:
            return ItemSeen(title, url, found.on, found.pattern, "payload")
    in_url = date_in_url(url, as_of) if isinstance(href, str) else None
    if in_url is not None:
        return ItemSeen(title, url, in_url.on, in_url.pattern, "href")
    return ItemSeen(title, url) if title else None


def _title(fields: Mapping[str, Any]) -> Any:
    return _first(fields, _TITLE) or _like(fields, _TITLE_LIKE)


def _dates(fields: Mapping[str, Any]) -> list[Any]:
    """The values that may be the day of publication, the most trusted first; when a record was made comes last."""
    known = [fields[name] for name in _DATE if fields.get(name)]
    alike = [value for name, value in fields.items() if value and name not in _DATE and _DATE_LIKE.search(name)]
    return [*known, *alike, *(fields[name] for name in _LATE if fields.get(name))]


def _like(fields: Mapping[str, Any], names: re.Pattern[str]) -> Any:
    return next(
        (value for name, value in fields.items() if value and isinstance(value, str) and names.search(name)), None
    )


def _first(fields: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "", [], {})), None)
