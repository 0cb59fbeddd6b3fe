"""Lists that come as data: JSON answers, XML records, CDATA islands inside pages, arrays inside scripts.

An answer is walked whole: records (mappings with a title and an address or a date) are items, strings that hold markup
are handed back as fragments to be read like a page.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from govcrawl.extract.page import Page
from govcrawl.extract.payload_record import is_record, item_of
from govcrawl.extract.payload_xml import dataproxy_records, is_dataproxy, is_xml, xml_records
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import ItemSeen

_WORDS = load_words("payload")
_LIST, _COUNT, _STATUS, _SUCCESS = (frozenset(_WORDS[name]) for name in ("list", "count", "status", "success"))
_MESSAGE = frozenset(_WORDS["message"])
_FAILURE = re.compile(_WORDS["failure"], re.IGNORECASE)
_LONGEST_MESSAGE = 80
_JSONP = re.compile(
    r"^\s*(?:/\*.*?\*/)?\s*(?:typeof [\w.$]+ ?={2,3} ?['\"]function['\"] ?&& ?)?[\w.$]+\s*\((.*)\)\s*;?\s*$", re.DOTALL
)
_ARRAY = re.compile(r"=\s*(?=\[\s*\{)|\.push\(\s*(?=\{)")
_MOST_ARRAYS = 20
_MARKUP = re.compile(r"<(?:li|a|tr|dl|ul|div|p|span|table|h\d)\b", re.IGNORECASE)
_DEEPEST = 12
_MARKUP_FIELDS = frozenset({"html", "htmlstr", "listhtml"})
"""Fields that hold a list as markup; an empty one is an empty list."""


@dataclass(slots=True)
class Payload:
    """What an answer holds: items, fragments of HTML still to be read, the count it states."""

    items: list[ItemSeen] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    total: int | None = None
    empty_list: bool = False
    failed: str | None = None

    @property
    def confirmed_empty(self) -> bool:
        """Whether the endpoint says that its list has no row."""
        is_told = self.total == 0 or (self.empty_list and not self.total)
        return is_told and not (self.items or self.fragments or self.failed)


def read_payload(page: Page, as_of: date) -> Payload | None:
    """The list of a page that is data or carries it in an island, or None where it is an ordinary page."""
    head = page.text.lstrip("\ufeff \t\r\n")[:1]
    if head in "{[" and head:
        return _json_payload(page, page.text, as_of)
    if is_dataproxy(page.text):
        return _islands(page.text)
    if head == "<" and is_xml(page.text):
        return Payload([item for fields in xml_records(page.text) if (item := item_of(page, fields, as_of))])
    if head and head != "<" and (wrapped := _JSONP.match(page.text)):
        return _json_payload(page, wrapped[1], as_of)
    return None


def read_refusal(text: str) -> str | None:
    """What an answer to a page's own question says of its failure ("code=401"), or None: records, a count, other text."""
    wrapped = _JSONP.match(text) if text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "[", "<") else None
    value = _loads(wrapped[1] if wrapped else text)
    payload = Payload()
    holds_records = next(_walk(value, payload, 0), None) is not None
    return None if holds_records else payload.failed


def read_arrays(page: Page, as_of: date) -> list[ItemSeen]:
    """The items of arrays of records that inline scripts hold (`var list = [{"title": …}]`)."""
    items: list[ItemSeen] = []
    decoder = json.JSONDecoder(strict=False)
    for match in islice(_ARRAY.finditer(page.scripts), _MOST_ARRAYS):
        try:
            value, _ = decoder.raw_decode(page.scripts, match.end())
        except (ValueError, RecursionError):
            continue
        items.extend(_payload_of(page, value, as_of).items)
    return items


def _json_payload(page: Page, text: str, as_of: date) -> Payload | None:
    value = _loads(text)
    return None if value is None else _payload_of(page, value, as_of)


def _payload_of(page: Page, value: Any, as_of: date) -> Payload:
    payload = Payload()
    for record in _walk(value, payload, 0):
        item = item_of(page, record, as_of)
        if item is not None:
            payload.items.append(item)
    return payload


def _loads(text: str) -> Any:
    try:
        return json.loads(text.strip().lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return None


def _walk(value: Any, payload: Payload, depth: int, *, alone: bool = True) -> Iterator[dict[str, Any]]:
    """All records below a value; notes counts, failures, empty lists and markup on the way."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _walk(inner, payload, depth + 1, alone=False)
    elif isinstance(value, dict):
        fields = {key.lower().replace("_", ""): inner for key, inner in value.items()}
        if is_record(fields, alone=alone):
            yield fields
            return
        _note(fields, payload)
        for inner in value.values():
            yield from _walk(inner, payload, depth + 1)
    elif isinstance(value, str):
        yield from _walk_text(value, payload, depth)


def _walk_text(value: str, payload: Payload, depth: int) -> Iterator[dict[str, Any]]:
    if value[:1] in ("{", "[") and len(value) > 1 and (inner := _loads(value)) is not None:
        yield from _walk(inner, payload, depth + 1)
    elif _MARKUP.search(value):
        payload.fragments.append(value)


def _note(fields: dict[str, Any], payload: Payload) -> None:
    for name, value in fields.items():
        if name in _COUNT and isinstance(value, int | str) and str(value).isdigit():
            payload.total = max(payload.total or 0, int(value))
        elif (name in _LIST and value == []) or (name in _MARKUP_FIELDS and value == ""):
            payload.empty_list = True
        elif name in _STATUS and not isinstance(value, dict | list) and str(value).lower() not in _SUCCESS:
            payload.failed = f"{name}={value}"
        elif name in _MESSAGE and isinstance(value, str) and _FAILURE.search(value):
            payload.failed = f"{name}={value[:_LONGEST_MESSAGE]}"


def _islands(text: str) -> Payload:
    records, total = dataproxy_records(text)
    is_answer = "<recordset" in text.lower() and "<body" not in text
    return Payload(fragments=records, total=total, empty_list=not records and is_answer)
