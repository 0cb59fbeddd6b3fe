"""Replaces characters that a database cannot hold, so that one odd page never costs its batch.

PostgreSQL refuses NUL, UTF-8 refuses lone surrogates, and the other C0 controls (TAB, LF, CR apart) have no place in text;
each becomes U+FFFD, so that a reader sees that something stood there.
"""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, TypeVar

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_ESCAPED = re.compile(rb"\\(?:u00[01]|b|f)")
"""How JSON writes such controls. An escaped backslash before them looks the same: then cleaning finds nothing to do."""

Record = TypeVar("Record")


def clean_text(text: str) -> tuple[str, bool]:
    """The text as it can be stored, and whether anything was replaced."""
    cleaned, count = _UNSTORABLE.subn("�", text)
    return cleaned, count > 0


def may_need_cleaning(json: bytes) -> bool:
    """Whether JSON may hold control characters; never wrong when it says no."""
    return _ESCAPED.search(json) is not None


def clean_record(record: Record) -> tuple[Record, bool]:
    """A record (dataclass, tuple, list, mapping or text) with all its text cleaned, and whether anything was replaced."""
    cleaned: Any = _cleaned(record)
    return cleaned, cleaned is not record


def _cleaned(value: Any) -> Any:
    """The value itself where nothing had to be replaced."""
    if isinstance(value, str):
        # Members of closed word lists are texts too and are always clean.
        text, changed = clean_text(value)
        return text if changed else value
    if isinstance(value, tuple | list):
        parts = [_cleaned(part) for part in value]
        changed = any(new is not old for new, old in zip(parts, value, strict=True))
        return type(value)(parts) if changed else value
    if isinstance(value, Mapping):
        pairs = {_cleaned(key): _cleaned(part) for key, part in value.items()}
        return pairs if pairs != value else value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        old = {entry.name: getattr(value, entry.name) for entry in dataclasses.fields(value)}
        new = {name: _cleaned(part) for name, part in old.items()}
        changes = {name: part for name, part in new.items() if part is not old[name]}
        return dataclasses.replace(value, **changes) if changes else value
    return value
