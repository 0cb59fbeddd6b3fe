"""Lists that come as data: JSON answers, XML records, CDATA islands inside pages, arrays inside scripts.

An answer is walked whole: records (mappings with a title and an address or a date) are items, strings that hold markup
are handed back as fragments to be read like a page.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from itertools import islice
from typing import Any

from govcrawl.extract.dates import date_in_payload, date_in_url
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import ItemSeen

_WORDS = load_words("payload")
_TITLE, _URL, _DATE, _IDENTITY = (tuple(_WORDS[name]) for name in ("title", "url", "date", "identity"))
_LIST, _COUNT, _STATUS, _SUCCESS = (frozenset(_WORDS[name]) for name in ("list", "count", "status", "success"))
_MESSAGE = frozenset(_WORDS["message"])
_FAILURE = re.compile(_WORDS["failure"], re.IGNORECASE)
_LONGEST_MESSAGE = 80
_JSONP = re.compile(r"^\s*(?:/\*.*?\*/)?\s*[\w.$]+\s*\((.*)\)\s*;?\s*$", re.DOTALL)
_CDATA = re.compile(r"<record(?:\s[^<>]{0,200})?>\s*<!\[CDATA\[", re.IGNORECASE)
_RECORDS = ("<datastore", "<recordset", "<DATASTORE")
_XML = re.compile(r"\s*<\?xml|\s*<(?:rss|feed|channel)\b")
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:item|entry)(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_ENTRY_END = re.compile(r"</(?:item|entry)>", re.IGNORECASE)
_LONGEST_ENTRY = 8_000
_FIELD = re.compile(r"<([\w:]+)\b[^>]*?(?:href=\"([^\"]*)\"[^>]*)?(?:/>|>(.*?)</\1>)", re.DOTALL)
_ARRAY = re.compile(r"=\s*(?=\[\s*\{)")
_MOST_ARRAYS = 20
_MARKUP = re.compile(r"<(?:li|a|tr|dl|ul|div|p|span|table|h\d)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,1000}>")
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
        return not (self.items or self.fragments or self.failed) and (self.total == 0 or self.empty_list)


def read_payload(page: Page, as_of: date) -> Payload | None:
    """The list of a page that is data or carries it in an island, or None where it is an ordinary page."""
    head = page.text.lstrip("\ufeff \t\r\n")[:1]
    if head in "{[" and head:
        return _json_payload(page, page.text, as_of)
    if any(mark in page.text for mark in _RECORDS):
        return _records(page.text)
    if head == "<" and _XML.match(page.text):
        return _feed(page, as_of)
    if head and head != "<" and (wrapped := _JSONP.match(page.text)):
        return _json_payload(page, wrapped[1], as_of)
    return None


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
        item = _item(page, record, as_of)
        if item is not None:
            payload.items.append(item)
    return payload


def _loads(text: str) -> Any:
    try:
        return json.loads(text.strip().lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return None


def _walk(value: Any, payload: Payload, depth: int) -> Iterator[dict[str, Any]]:
    """All records below a value; notes counts, failures, empty lists and markup on the way."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _walk(inner, payload, depth + 1)
    elif isinstance(value, dict):
        fields = {key.lower().replace("_", ""): inner for key, inner in value.items()}
        if _first(fields, _TITLE) and (_first(fields, _URL) or _first(fields, _DATE) or _first(fields, _IDENTITY)):
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


def _first(fields: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "", [], {})), None)


def _item(page: Page, fields: dict[str, Any], as_of: date) -> ItemSeen | None:
    title = squeeze(unescape(_TAG.sub("", str(_first(fields, _TITLE)))))
    href = _first(fields, _URL)
    url = (page.join(href) if isinstance(href, str) else None) or page.url
    for name in _DATE:
        found = date_in_payload(fields[name], as_of) if fields.get(name) else None
        if found is not None:
            return ItemSeen(title, url, found.on, found.pattern, "payload")
    in_url = date_in_url(url, as_of) if isinstance(href, str) else None
    if in_url is not None:
        return ItemSeen(title, url, in_url.on, in_url.pattern, "href")
    return ItemSeen(title, url) if title else None


def _records(text: str) -> Payload:
    """hanweb's dataproxy: XML whose records are HTML in CDATA, as an answer or as an island in the page."""
    records = [piece.partition("]]>")[0] for piece in _CDATA.split(text)[1:]]
    payload = Payload(fragments=[record for record in records if record.strip()])
    total = _TOTAL.search(text)
    payload.total = int(total[1]) if total else None
    payload.empty_list = not payload.fragments and "<recordset" in text.lower() and "<body" not in text
    return payload


def _feed(page: Page, as_of: date) -> Payload:
    """RSS, Atom and plain XML records."""
    payload = Payload()
    for piece in _ENTRY.split(page.text)[1:]:
        entry = _ENTRY_END.split(piece[:_LONGEST_ENTRY], maxsplit=1)[0]
        fields = {name.lower().split(":")[-1]: _xml_text(body) or link for name, link, body in _FIELD.findall(entry)}
        if fields.get("title"):
            fields["date"] = next(
                (fields[name] for name in ("pubdate", "published", "date", "updated") if name in fields), ""
            )
            item = _item(page, fields, as_of)
            if item is not None:
                payload.items.append(item)
    return payload


def _xml_text(body: str) -> str:
    return squeeze(unescape(_TAG.sub("", body.replace("<![CDATA[", "").replace("]]>", ""))))
