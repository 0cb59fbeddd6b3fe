"""Menus beside a list that nothing but their place tells: short names in a row under the name of the column above them."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from govcrawl.extract.column_kinds import kind_of
from govcrawl.extract.text import squeeze, width
from govcrawl.model.vocabulary import ColumnKind

_LEVELS = 5
"""Elements above a link of which one holds the entries beside it."""
_LONGEST = 10
"""Characters of the longest entry; a list of items has longer titles among its rows."""
_FEWEST, _MOST = 2, 20
"""Entries of one menu."""
_DIGITS = 4
"""Digits in a row from which a group is one of dated rows or documents."""


def is_side_entry(node: LexborNode, heads: Sequence[str], way: Sequence[str]) -> bool:
    """Whether a link is one of a few short names under the name of a column on the way to the page. `heads` are the names
    above the link, the nearest last. Under the page's own name its items may stand: there most names must be columns'."""
    if not heads or heads[-1] not in way:
        return False
    names = _short_names(node)
    if heads[-1] != way[-1]:
        return bool(names)
    return 2 * sum(kind_of(name) is not ColumnKind.OTHER for name in names) > len(names)


def _short_names(node: LexborNode) -> list[str]:
    """The texts of the links in the group that a link stands in, or [] where they are no entries of a menu."""
    group = node.parent
    for _ in range(_LEVELS):
        if group is None or group.tag in ("body", "html"):
            return []
        links = group.css("a[href]")
        if len(links) >= _FEWEST:
            names = [squeeze(link.text()) for link in links[: _MOST + 1]]
            fits = len(names) <= _MOST and all(2 <= width(name) <= _LONGEST for name in names)
            return names if fits and not _is_dated(group) else []
        group = group.parent
    return []


def _is_dated(group: LexborNode) -> bool:
    digits = 0
    for letter in group.text():
        digits = digits + 1 if letter.isdigit() else 0
        if digits >= _DIGITS:
            return True
    return False
