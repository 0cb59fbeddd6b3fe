"""The "who reached what" matrix of national circulars: a condition such as 达到100% and the names under it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from govcrawl.circulars.records import RegionList

_CONDITION = re.compile(r"(?:达到?|低于|高于|超过|不足|等于|为)[^,。;]{0,14}\d+(?:\.\d+)?[%％]$")
_LONGEST_CONDITION = 40


def read_region_lists(text: str) -> tuple[RegionList, ...]:
    """Every condition line that is followed by a list of names parted by 、; the heading above completes a bare condition."""
    lines = [line.strip(" |\t") for line in text.split("\n") if line.strip(" |\t")]
    return tuple(_lists(lines))


def _lists(lines: Sequence[str]) -> Iterator[RegionList]:
    heading, names_at = "", -1
    for at, (line, following) in enumerate(pairwise(lines)):
        if at == names_at:
            continue
        if not _CONDITION.search(line) or len(line) > _LONGEST_CONDITION:
            heading = line
        elif _is_name_list(following):
            bare = len(line) <= 16 and not line.startswith(("连续", "“"))
            yield RegionList(f"{heading} {line}".strip() if bare else line, tuple(following.split("、")))
            names_at = at + 1


def _is_name_list(line: str) -> bool:
    return bool(line) and "。" not in line and all(2 <= len(name) <= 20 for name in line.split("、"))
