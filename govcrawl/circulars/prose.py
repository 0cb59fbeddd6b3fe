"""The prose of a circular as sentences, each with the heading that it stands under."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govcrawl.circulars.table import CircularTable

_CHAPTER = re.compile(r"^[一二三四五六七八九十]+[、.．]\s*(.+)$")
_SECTION = re.compile(r"^[(（][一二三四五六七八九十]+[)）]\s*(.+)$")
_SENTENCE_END = re.compile(r"(?<=[。!?！？])")
_HEADING_TEXT = re.compile(r"^[^。:：,，]{2,40}(?=[。:：]|$)")
_ADVICE = re.compile(r"要求|下一步|工作计划|工作打算|工作安排|整改意见|有关要求")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its chapter (一、…) and section ((一)…) heading; `is_heading` where the line is nothing but a heading."""

    text: str
    chapter: str = ""
    section: str = ""
    line: int = 0
    is_heading: bool = False

    @property
    def heading(self) -> str:
        """Section and chapter in one text, the nearer first."""
        return f"{self.section} {self.chapter}".strip()

    @property
    def is_advice(self) -> bool:
        """Whether it stands among demands for the future, where faults are named but nobody is blamed."""
        return bool(_ADVICE.search(self.chapter))


def read_sentences(text: str, tables: Sequence[CircularTable]) -> tuple[Sentence, ...]:
    """Every sentence outside the tables, in order."""
    return tuple(_sentences(text, {line for table in tables for line in range(table.first_line, table.end_line)}))


def _sentences(text: str, skipped: set[int]) -> Iterator[Sentence]:
    chapter = section = ""
    for number, raw in enumerate(text.split("\n")):
        line = raw.strip(" |\t　")
        if number in skipped or not line:
            continue
        if match := _CHAPTER.match(line):
            chapter, section = _heading(match[1]), ""
        elif match := _SECTION.match(line):
            section = _heading(match[1])
        pieces = [piece.strip() for piece in _SENTENCE_END.split(line) if piece.strip()]
        alone = len(pieces) == 1 and bool(match) and len(line) <= 40
        for piece in pieces:
            yield Sentence(piece, chapter, section, number, alone)


def _heading(text: str) -> str:
    match = _HEADING_TEXT.match(text)
    return match[0] if match else text[:20]
