"""Figures that a page publishes of services or letters (办事统计, 受理反馈情况统计): counters, sentences and tables alike.

One number says little; figures are read where two labelled ones stand close together. The day is the one that they say
they are as of, None on counters that bear none.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import pairwise

from govcrawl.extract.channels import Channel, read_channel, takes_questions
from govcrawl.extract.cues import Cue, Scanner
from govcrawl.extract.page import Page
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.items import StatisticsSeen

_WORDS = load_words("statistics")
_REACH: int = _WORDS["figures"]["reach"]
_LONGEST_HEADING: int = _WORDS["figures"]["heading"]
_AS_OF = re.compile(_WORDS["figures"]["as_of"])
_DAY = re.compile(r"(20\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])\s*(?:[月./-]\s*(3[01]|[12]\d|0?[1-9])(?!\d)|月)")
"""A day, or a month alone (2019年10月). Dates inside of sentences count here, unlike those of lists."""
_MOST_WORDS = 80


class Counted(StrEnum):
    """What the figures are of."""

    SERVICE = "service"
    LETTERS = "letters"


_FIGURES = {kind: re.compile(f"(?:{_WORDS[kind]['labels']}){_WORDS['figures']['number']}") for kind in Counted}
_HEADS = {
    kind: re.compile(
        rf"(?:(?:{_WORDS[kind]['labels']}){{1,2}}{_WORDS['figures']['head']}\W{{1,8}}){{2}}(?:\D{{0,30}}\d)"
    )
    for kind in Counted
}
"""Two heads of a table, its first number behind them."""
_HEADINGS = {kind: re.compile(_WORDS[kind]["heading"]) for kind in Counted}
_BETWEEN = rb"(?:[^0-9\xe4-\xe9]|\xe4[\x80-\xb7]){0,24}"
"""What stands between a label and its number in the bytes of UTF-8: neither digits nor Chinese characters."""
_SCANNER = Scanner()
_FIGURE_CUES, _HEAD_CUES = (
    {
        kind: _SCANNER.shape(
            shape
            % {
                b"labels": _WORDS[kind]["labels"].encode(),
                b"more": _WORDS["figures"]["more"].encode(),
                b"between": _BETWEEN,
                b"head": _WORDS["figures"]["head_starts"].encode(),
            }
        )
        for kind in Counted
    }
    for shape in (
        b"(?:%(labels)s)(?:%(more)s)*%(between)s(?:[0-9]|\xef\xbc[\x90-\x99])",
        b"(?:%(labels)s)(?:%(head)s)",
    )
)
"""The quick tests: a label right before a number, and a head of a table."""
_HEADING_CUES = _SCANNER.words(("统计", "排行", "情况汇总", "情况通报", "情况一览"))
_TELLS = {kind: re.compile(_WORDS[kind]["tells"]) for kind in Counted}
_COLUMNS = {kind: re.compile(any_of(_WORDS[kind]["columns"])) for kind in Counted}


def is_statistics_column(name: str, kind: Counted) -> bool:
    """Whether a column of this name publishes figures of services, or of letters."""
    return bool(_COLUMNS[kind].search(name))


def read_statistics(page: Page, as_of: date) -> tuple[StatisticsSeen, ...]:
    """What figures a page shows, at most one of each kind; a letter box's own figures are of letters."""
    texts = [text for text, _ in page.visible.body]
    kinds = (Counted.LETTERS,) if _is_letters(page) else (Counted.SERVICE, Counted.LETTERS)
    text = " ".join(texts)
    cues = _SCANNER.cues_in(text)
    return tuple(seen for kind in kinds if (seen := _read(text, cues, kind, as_of) or _heading(page, cues, kind)))


def _is_letters(page: Page) -> bool:
    channel = read_channel(page)
    return takes_questions(channel) or channel is Channel.INTERACTION


def _read(text: str, cues: Cue, kind: Counted, as_of: date) -> StatisticsSeen | None:
    figures = () if cues.isdisjoint(_FIGURE_CUES[kind]) else tuple(_FIGURES[kind].finditer(text))
    heads = () if cues.isdisjoint(_HEAD_CUES[kind]) else tuple(_HEADS[kind].finditer(text))
    for start, end in (*_pairs(figures), *(head.span() for head in heads)):
        around = text[max(0, start - _REACH) : end + _REACH]
        if _TELLS[kind].search(around[: end - start + _REACH]):
            return StatisticsSeen(kind.value, text[start:end][:_MOST_WORDS], _day(around, as_of))
    return None


def _heading(page: Page, cues: Cue, kind: Counted) -> StatisticsSeen | None:
    """A heading over figures that a script draws; a link of that name leads to them elsewhere."""
    for text, node in () if cues.isdisjoint(_HEADING_CUES) else page.visible.body:
        is_link = node.parent is not None and node.parent.tag in ("a", "title")
        if len(text) <= _LONGEST_HEADING and not is_link and _HEADINGS[kind].search(text):
            return StatisticsSeen(kind.value, text)
    return None


def _pairs(found: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Where neighbouring figures stand that belong together and are not of one and the same label."""
    for first, second in pairwise(found):
        if second.start() - first.end() <= _REACH and first[0][:2] != second[0][:2]:
            yield first.start(), second.end()


def _day(around: str, as_of: date) -> date | None:
    """The day that the figures are as of; of a month alone its last day, or the day of reading while it runs."""
    if not _AS_OF.search(around):
        return None
    days = [_date(int(found[1]), int(found[2]), found[3]) for found in _DAY.finditer(around)]
    return max(
        (min(day, as_of) for day in days if day and (day.year, day.month) <= (as_of.year, as_of.month)), default=None
    )


def _date(year: int, month: int, day: str | None) -> date | None:
    try:
        return date(year, month, int(day)) if day else _month_end(year, month)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
