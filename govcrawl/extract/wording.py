"""Wrong words of a list in a text. The list is data: the shipped one is small and neutral, an office loads its own.

What is found is a candidate for a person: a list knows words, not sense.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from govcrawl.extract.cues import Scanner
from govcrawl.extract.text import ZERO_WIDTH, squeeze
from govcrawl.extract.wordlist import load_words

_CONTEXT = 12
"""Characters before and after a word that are shown with it."""


@dataclass(frozen=True, slots=True)
class WrongWord:
    """An entry of a list: `severity` 1 slight, 2 plain, 3 grave; `unless`: right words that contain the wrong one."""

    wrong: str
    right: str
    severity: int = 2
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordingSeen:
    """A wrong word in a text, with what stands around it."""

    wrong: str
    right: str
    severity: int
    context: str
    at: int


class WordList:
    """Entries ready for search: one pass over a text whatever the number of words (Aho-Corasick)."""

    def __init__(self, words: Iterable[WrongWord]) -> None:
        self._automaton = ahocorasick.Automaton()
        listed = tuple(words)
        for word in listed:
            if word.wrong:
                self._automaton.add_word(word.wrong, word)
        self._scanner = Scanner()
        self._cue = self._scanner.words(word.wrong for word in listed if word.wrong)
        self._may_be_split = any(word.wrong != squeeze(word.wrong) or " " in word.wrong for word in listed)
        self._ready = len(self._automaton) > 0
        if self._ready:
            self._automaton.make_automaton()

    def read(self, text: str) -> tuple[WordingSeen, ...]:
        """The wrong words in a text, in order."""
        return tuple(self._found(squeeze(text))) if self._ready and self._may_hold_any(text) else ()

    def _may_hold_any(self, text: str) -> bool:
        """The quick test. Words with blanks, and texts with characters of no width, are told only by their squeezed text."""
        if self._may_be_split or any(character in text for character in ZERO_WIDTH):
            return True
        return not self._cue.isdisjoint(self._scanner.cues_in(text))

    def _found(self, text: str) -> Iterator[WordingSeen]:
        for end, word in self._automaton.iter(text):
            start = end - len(word.wrong) + 1
            if not any(_stands(text, right, word.wrong, start) for right in word.unless):
                context = text[max(0, start - _CONTEXT) : end + 1 + _CONTEXT]
                yield WordingSeen(word.wrong, word.right, word.severity, context, start)


def shipped_list() -> WordList:
    """The list that comes with the program (wording.toml)."""
    return WordList(
        WrongWord(row["wrong"], row["right"], row["severity"], tuple(row.get("unless", ())))
        for row in load_words("wording")["word"]
    )


def load_list(text: str) -> WordList:
    """An office's own list: CSV text with the columns wrong, right, severity, unless (`|` between several).

    Raises ValueError that names the line where a severity is no number from 1 to 3 or a word is missing.
    """
    return WordList(_entry(number, row) for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2))


def _entry(number: int, row: dict[str, str]) -> WrongWord:
    wrong, severity = (row.get("wrong") or "").strip(), (row.get("severity") or "2").strip()
    if not wrong or severity not in ("1", "2", "3"):
        raise ValueError(f"line {number}: a word and a severity from 1 to 3 are needed")
    unless = tuple(filter(None, (row.get("unless") or "").split("|")))
    return WrongWord(wrong, (row.get("right") or "").strip(), int(severity), unless)


def _stands(text: str, right: str, wrong: str, start: int) -> bool:
    """Whether the wrong word at `start` is part of a right one."""
    offset = right.find(wrong)
    return offset >= 0 and text.startswith(right, max(0, start - offset)) and start >= offset
