"""Letters and questions of citizens with their answers, as sites publish them; and what an empty letter box says."""

import re
from datetime import date

from selectolax.lexbor import LexborNode

from govcrawl.extract.channels import Channel, channel_of, read_channel, takes_questions
from govcrawl.extract.cues import words
from govcrawl.extract.hidden import is_hidden_style
from govcrawl.extract.letter_page import read_letter_page
from govcrawl.extract.letter_payload import is_payload, read_letter_payload
from govcrawl.extract.letter_rows import read_letter_rows
from govcrawl.extract.letter_tables import letter_heads, read_letter_tables, rows_under
from govcrawl.extract.page import Page
from govcrawl.extract.trail import read_trail
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import MessageSeen

__all__ = [
    "Channel",
    "channel_of",
    "has_empty_notice",
    "heads_no_letter",
    "is_empty_letterbox",
    "is_letter_page",
    "read_channel",
    "read_messages",
    "read_notice",
    "takes_questions",
]

_DATA = load_words("letters")
_BOX = _DATA["box"]
_NAMES, _OTHER = re.compile(_BOX["names"]), re.compile(_BOX["other"])
_EMPTY, _ZERO = (re.compile(_BOX[name]) for name in ("empty_notice", "zero"))
_NEGATIONS = ("无", "没", "未")
"""Every notice of nothing holds one of these."""
_GATE = words({word for role in ("asked", "answered") for word in _DATA["labels"][role]} | {"状态", "回复", "答复"})
_CONDITIONS = frozenset({"hidden", "v-if", "v-else", "v-else-if", "v-show", "ng-if", "ng-show", "ng-hide", "*ngif"})
_SHORT_NOTICE = 60
"""Characters of a text that is a notice."""


def read_messages(page: Page, as_of: date) -> tuple[MessageSeen, ...]:
    """The letters of a list, or the one letter of its own page; () where the page shows none. Never raises.

    `answered` is None where the page does not tell; days later than `as_of` are no days.
    """
    if is_payload(page):
        return read_letter_payload(page, as_of)
    named = is_letter_page(page)
    if not named and page.lacks(_GATE):
        return ()
    if messages := read_letter_tables(page, as_of):
        return messages
    if (letter := read_letter_page(page, as_of)) is not None:
        return (letter,)
    return read_letter_rows(page, as_of, named)


def is_letter_page(page: Page) -> bool:
    """Whether title or breadcrumb name a letter box or a place of questions (and not a survey, an interview, cases)."""
    names = [*reversed(read_trail(page)), page.title or ""]
    told = next((name for name in names if _NAMES.search(name) or _OTHER.search(name)), "")
    return bool(told) and not _OTHER.search(told)


def is_empty_letterbox(page: Page, as_of: date) -> bool | None:
    """True where a letter list is there with certainty and has no row; False where it has letters; None if unknown.

    A row of labels without rows proves nothing while a script may still fill it: only a counter that says zero or the
    site's own words make a box empty.
    """
    if read_messages(page, as_of):
        return False
    if not is_letter_page(page) and next(letter_heads(page), None) is None:
        return None
    return True if has_empty_notice(page) or _ZERO.search(page.text) else None


def heads_no_letter(page: Page) -> bool:
    """Whether the page shows the labels of a letter list (信件标题, 答复时间 ...) with no row under any of them."""
    heads = list(letter_heads(page))
    return bool(heads) and not any(True for head, roles in heads for _ in rows_under(head, len(roles)))


def has_empty_notice(page: Page) -> bool:
    """Whether the page says in words that there is nothing (暂无信件)."""
    return read_notice(page) is not None


def read_notice(page: Page) -> str | None:
    """The words that an empty letter box or list shows in place of rows, or None. Hidden words do not count."""
    for text, node in page.visible.body:
        if (
            len(text) <= _SHORT_NOTICE
            and any(word in text for word in _NEGATIONS)
            and _EMPTY.search(text)
            and _is_shown(node.parent)
        ):
            return text
    return None


def _is_shown(node: LexborNode | None) -> bool:
    """Whether a visitor sees the element for certain: not in a script, hidden, or shown under a condition of a framework."""
    while node is not None and node.tag != "body":
        attributes = node.attributes
        if node.tag in ("script", "style", "template", "noscript") or not _CONDITIONS.isdisjoint(attributes):
            return False
        if is_hidden_style(attributes.get("style") or ""):
            return False
        node = node.parent
    return True
