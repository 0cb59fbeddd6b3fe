"""The same release more than once: equal titles, nearly equal titles, equal bodies, within a column and across columns.

Candidates only: whether a repetition is a fault is for the checks. Titles that differ in a number (第1期, 第2期; years) are
different releases.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz

T = TypeVar("T")

_SKIPPED = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"[\d一二三四五六七八九十〇零百]+")
_SHORTEST = 8
"""Characters below which a title (公告, 会议通知) says too little to be compared."""
_NEAR = 92.0
"""Likeness (rapidfuzz ratio, 0 to 100) from which titles are the same but for a slip of the pen."""
_SHARE = 0.6
"""The share of the longer title that the shorter one makes up, at least, where it is part of it."""
_WINDOW = 4
"""Neighbours that a title is compared with in each order (sorted neighbourhood, Hernández and Stolfo 1995)."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release as listed: its title and address, its column, and a digest of its body where that was read."""

    title: str
    url: str
    column: str = ""
    body_digest: str = ""


@dataclass(frozen=True, slots=True)
class DuplicateSeen:
    """Releases that are one. `how`: `title` (equal), `body` (equal digest) or `near_title`."""

    how: str
    releases: tuple[Release, ...]

    @property
    def is_across_columns(self) -> bool:
        """Whether the releases stand in different columns: often wanted, so apart from repetitions in one."""
        return len({release.column for release in self.releases}) > 1


def find_duplicates(releases: Iterable[Release]) -> tuple[DuplicateSeen, ...]:
    """Groups of releases with different addresses that are the same, in the order of their first member.

    One address listed twice is one release. Sorting makes it n log n: a site's whole history is a second's work.
    """
    unique = list({(release.url, release.column): release for release in releases}.values())
    groups = [*_equal(unique, "title"), *_equal(unique, "body")]
    told = {frozenset(release.url for release in group.releases) for group in groups}
    pairs = near_titles((release.title, release) for release in unique)
    near = (DuplicateSeen("near_title", (one, other)) for one, other in pairs if one.url != other.url)
    near = (pair for pair in near if not any({r.url for r in pair.releases} <= urls for urls in told))
    order = {release.url: number for number, release in enumerate(reversed(unique))}
    return tuple(sorted([*groups, *near], key=lambda group: -order[group.releases[0].url]))


def is_same_release(one: str, other: str) -> bool:
    """Whether two titles name the same release: equal, one cut or introduced by a few words (转载：), or a slip of the pen."""
    first, second = sorted((_plain(one), _plain(other)), key=len)
    if len(first) < _SHORTEST:
        return first == second
    is_part = first in second and len(first) >= _SHARE * len(second)
    return is_part or (_NUMBERS.findall(first) == _NUMBERS.findall(second) and fuzz.ratio(first, second) >= _NEAR)


def _equal(releases: list[Release], how: str) -> Iterator[DuplicateSeen]:
    groups: dict[str, dict[str, Release]] = {}
    for release in releases:
        key = _plain(release.title) if how == "title" else release.body_digest
        if len(key) >= _SHORTEST:
            groups.setdefault(key, {}).setdefault(release.url, release)
    yield from (DuplicateSeen(how, tuple(group.values())) for group in groups.values() if len(group) > 1)


def near_titles(titled: Iterable[tuple[str, T]]) -> Iterator[tuple[T, T]]:
    """Pairs of things whose titles are the same but for a slip of the pen, in no particular order.

    Neighbours are compared, among titles with the same numbers: as sorted for slips at the end, and sorted backwards for
    slips at the front.
    """
    series: dict[str, list[tuple[str, int, T]]] = {}
    for number, (title, thing) in enumerate(titled):
        plain = _plain(title)
        if len(plain) >= _SHORTEST:
            series.setdefault("-".join(_NUMBERS.findall(plain)), []).append((plain, number, thing))
    for rows in series.values():
        if len(rows) > 1:
            forwards = _near_neighbours(sorted(rows, key=lambda row: row[0]))
            backwards = _near_neighbours(sorted(rows, key=lambda row: row[0][::-1]))
            yield from {**backwards, **forwards}.values()


def _near_neighbours(rows: list[tuple[str, int, T]]) -> dict[frozenset[int], tuple[T, T]]:
    near = {}
    for place, (title, number, thing) in enumerate(rows):
        for other, its_number, its_thing in rows[place + 1 : place + 1 + _WINDOW]:
            if title != other and fuzz.ratio(title, other, score_cutoff=_NEAR):
                near[frozenset((number, its_number))] = thing, its_thing
    return near


def _plain(title: str) -> str:
    """A title without blanks and punctuation, full-width forms narrowed, the dots of a cut left out."""
    narrow = unicodedata.normalize("NFKC", title)
    return (narrow if narrow.isalnum() else _SKIPPED.sub("", narrow)).lower()
