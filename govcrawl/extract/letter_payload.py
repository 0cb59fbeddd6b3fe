"""Letters in the data answer (JSON) that a letter list is filled from."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from govcrawl.extract.dates.find import date_in_payload
from govcrawl.extract.letter_words import is_answer, state_of
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import MessageSeen

_NAMES = {role: [name.lower() for name in names] for role, names in load_words("letters")["payload"].items()}
_JSONP = re.compile(r"^\s*[\w.$]+\s*\((.*)\)\s*;?\s*$", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_DEEPEST = 12
"""Levels of nesting that are followed."""


def is_payload(page: Page) -> bool:
    """Whether the answer is data and not a page."""
    return page.text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def read_letter_payload(page: Page, as_of: date) -> tuple[MessageSeen, ...]:
    """The letters of a JSON answer: records with a title and a field that only letters have."""
    match = _JSONP.match(page.text)
    try:
        data = json.loads(match[1] if match else page.text)
    except (ValueError, RecursionError):
        return ()
    messages = (_message(page, record, as_of) for record in _records(data, 0))
    return tuple(message for message in messages if message is not None)


def _records(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for value in data:
            yield from _records(value, depth + 1)
    elif isinstance(data, dict):
        record = {str(name).lower(): value for name, value in data.items()}
        if _value(record, "title") and any(name in record for role in ("answered", "answer") for name in _NAMES[role]):
            yield record
        else:
            for value in data.values():
                yield from _records(value, depth + 1)


def _message(page: Page, record: Mapping[str, Any], as_of: date) -> MessageSeen | None:
    title = _value(record, "title")
    answered_on = _day(record, "answered", as_of)
    answers = [name for name in _NAMES["answer"] if name in record]
    shown = is_answer(_value(record, "answer")) if answers else None
    state = state_of(_value(record, "status"))
    if state is None:
        state = True if answered_on else shown
    if len(title) < 2:
        return None
    return MessageSeen(
        title=title[:300],
        url=page.join(_value(record, "url")) or page.url,
        asked_on=_day(record, "asked", as_of),
        answered_on=answered_on,
        answering_unit=_value(record, "unit") or None,
        answered=state,
        answer_shown=shown,
    )


def _value(record: Mapping[str, Any], role: str) -> str:
    """The first field of a role that holds text, without markup."""
    values = (record[name] for name in _NAMES[role] if name in record)
    texts = (squeeze(_TAG.sub("", value)) for value in values if isinstance(value, str))
    return next((text for text in texts if text), "")


def _day(record: Mapping[str, Any], role: str, as_of: date) -> date | None:
    found = (date_in_payload(record[name], as_of) for name in _NAMES[role] if record.get(name))
    return next((day.on for day in found if day), None)
