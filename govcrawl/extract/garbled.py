"""Garbled text: what careless conversions of charset, script or template leave on a page."""

import re
from dataclasses import dataclass
from itertools import islice

from govcrawl.extract.blocks import read_blocks
from govcrawl.extract.cues import Cue, Scanner
from govcrawl.extract.page import Page
from govcrawl.extract.wordlist import load_words

_SCANNER = Scanner()


def _holding_any(characters: str) -> Cue:
    return _SCANNER.shape("|".join(map(re.escape, characters)).encode())


_DAMAGES = tuple(
    (
        row["kind"],
        row["says"],
        row["least"],
        re.compile(row["pattern"]),
        _holding_any(row["needs"]),
    )
    for row in load_words("garbled")["damage"]
)
_MOST = 10_000
"""Places of one kind that are counted: a page of nothing else is as garbled as can be."""
_CONTEXT = 10
"""Characters before and after the damage that are shown with it."""


@dataclass(frozen=True, slots=True)
class GarbledSeen:
    """A kind of damage (a word of garbled.toml), how often it stands in the text, and its first place in context."""

    kind: str
    says: str
    times: int
    context: str


def read_garbled(text: str) -> tuple[GarbledSeen, ...]:
    """The damages of a text, each kind once."""
    found: dict[str, GarbledSeen] = {}
    cues = _SCANNER.cues_in(text)
    for kind, says, least, pattern, needs in _DAMAGES:
        if cues.isdisjoint(needs):
            continue
        matches = list(islice(pattern.finditer(text), _MOST))
        if len(matches) >= least and kind not in found:
            start, end = matches[0].span()
            context = text[max(0, start - _CONTEXT) : min(end, start + 40) + _CONTEXT]
            found[kind] = GarbledSeen(kind, says, len(matches), context)
    return tuple(found.values())


def page_text(page: Page) -> str:
    """The text that a reader sees, one block a line: what `read_garbled`, wording and personal data are read from."""
    body = page.tree.body
    return "\n".join(block.text for block in read_blocks(body) if block.text) if body is not None else ""
