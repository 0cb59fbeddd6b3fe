"""The same release more than once: equal titles, nearly equal titles, equal bodies, within a column and across columns.

Candidates only: whether a repetition is a fault is for the checks. Titles that differ in a number (第1期, 第2期; years) are
different releases.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

_SKIPPED = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十〇零百]+")
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
    near = (pair for pair in near_titles(unique) if not any({r.url for r in pair.releases} <= urls for urls in told))
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


def near_titles(releases: Iterable[Release]) -> Iterator[DuplicateSeen]:
    """Pairs of releases whose titles are the same but for a slip of the pen, in no particular order."""
    series: dict[str, list[tuple[str, Release]]] = {}
    for release in releases:
        title = _plain(release.title)
        if len(title) >= _SHORTEST:
            series.setdefault("-".join(_NUMBERS.findall(title)), []).append((title, release))
    for titles in series.values():
        if len(titles) > 1:
            yield from _near_in(sorted(titles, key=lambda pair: (pair[0], pair[1].url)))


def _near_in(titles: list[tuple[str, Release]]) -> Iterator[DuplicateSeen]:
    """Pairs among sorted titles: neighbours as they stand for slips at the end, sorted backwards for slips at the front."""
    backwards = sorted(titles, key=lambda pair: pair[0][::-1])
    seen: set[frozenset[str]] = set()
    for ordered in (titles, backwards):
        for place, (title, release) in enumerate(ordered):
            for other, neighbour in ordered[place + 1 : place + 1 + _WINDOW]:
                if title == other or not fuzz.ratio(title, other, score_cutoff=_NEAR):
                    continue
                pair = frozenset({release.url, neighbour.url})
                if len(pair) == 2 and pair not in seen:
                    seen.add(pair)
                    yield DuplicateSeen("near_title", (release, neighbour))


def _plain(title: str) -> str:
    """A title without blanks and punctuation, full-width forms narrowed, the dots of a cut left out."""
    return _SKIPPED.sub("", unicodedata.normalize("NFKC", title)).lower()
