"""Doubtful text of a page: garbled passages, wrong words of a list, personal data in full (masked when it leaves here)."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

from govcrawl.extract.cues import Scanner
from govcrawl.extract.garbled import read_garbled
from govcrawl.extract.page import Page
from govcrawl.extract.personal_data import LEAST, read_personal_data, says
from govcrawl.extract.text import squeeze
from govcrawl.extract.wording import WordList, shipped_list
from govcrawl.model.items import ContentSeen

_SCANNER = Scanner()
_NUMBER = _SCANNER.shape(rb"(?:[0-9]|\xef\xbc[\x90-\x99]){11}|[0-9]{4} [0-9]{4} [0-9]{4}")
"""What any number of a person holds: the quick test."""
_DIGITS = re.compile(r"\d{5,}[\dXx]?")
"""Numbers that a quotation leaves out: they may be a person's."""
_MOST = 20
"""Signs of one kind that are kept."""


def read_content(page: Page, as_of: date, words: WordList | None = None) -> tuple[ContentSeen, ...]:
    """The doubtful passages of the text that a reader sees. `words`: an office's own list in place of the shipped one."""
    text = page.visible.shown
    return (*_garbled(text), *_wording(text, words or _shipped()), *_personal(text, as_of))


def _garbled(text: str) -> Iterator[ContentSeen]:
    for seen in read_garbled(text):
        yield ContentSeen("garbled_text", f"{seen.says}{seen.times}处，如“{_quoted(seen.context)}”")


def _wording(text: str, words: WordList) -> Iterator[ContentSeen]:
    found: dict[str, ContentSeen] = {}
    for seen in words.read(text):
        detail = f"“{seen.wrong}”疑为“{seen.right}”（…{_quoted(seen.context)}…）"
        found.setdefault(seen.wrong, ContentSeen("suspect_wording", detail, seen.severity))
    yield from list(found.values())[:_MOST]


def _personal(text: str, as_of: date) -> Iterator[ContentSeen]:
    if _NUMBER.isdisjoint(_SCANNER.cues_in(text)):
        return
    numbers = {datum.masked: datum.kind for datum in read_personal_data(text, as_of) if not datum.of_office}
    for kind, count in Counter(numbers.values()).items():
        if count >= LEAST[kind]:
            shown = [masked for masked, own in numbers.items() if own == kind]
            more = "等" if count > len(shown[:3]) else ""
            yield ContentSeen("personal_data", f"完整公开{says(kind)}{count}个（{'、'.join(shown[:3])}{more}）")


def _quoted(context: str) -> str:
    """A passage on one line, its long numbers starred."""
    return _DIGITS.sub("***", squeeze(context))


@cache
def _shipped() -> WordList:
    return shipped_list()
