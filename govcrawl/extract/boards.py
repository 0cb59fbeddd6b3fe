"""Boards of columns: short names side by side under addresses that differ in a number only (/government/254)."""

import re
from collections import defaultdict

from selectolax.lexbor import LexborNode

from govcrawl.extract.article import content_of
from govcrawl.extract.column_kinds import says_a_kind
from govcrawl.extract.column_names import clean_name
from govcrawl.extract.menus import has_date, has_more_links
from govcrawl.extract.once import once
from govcrawl.extract.page import Anchor, Page
from govcrawl.extract.text import width

_LEVELS = 3
"""Elements above a link that may be its board."""
_FEWEST = 4
"""Names that a board has at least, and ..."""
_FEWEST_SAID = 3
"""... those of them that name a kind of column: headlines and the names of places or persons do not."""
_LONGEST = 10
"""Characters of a name on a board."""
_NUMBER = re.compile(r"\d+")


@once
def on_boards(page: Page) -> frozenset[int]:
    """The links that stand on a board, by `mem_id`; none on the page of an article."""
    if content_of(page) is not None:
        return frozenset()
    groups: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in page.anchors:
        board = _board_of(anchor.node) if anchor.url and _NUMBER.search(anchor.url) else None
        if board is not None:
            groups[board.mem_id].append(anchor)
    return frozenset(anchor.node.mem_id for group in groups.values() if _is_board(group) for anchor in group)


def _board_of(node: LexborNode) -> LexborNode | None:
    """The nearest element above a link that holds several."""
    current = node.parent
    for _ in range(_LEVELS):
        if current is None or current.tag in ("body", "html"):
            return None
        if has_more_links(current, _FEWEST - 1):
            return current
        current = current.parent
    return None


def _is_board(group: list[Anchor]) -> bool:
    names = [clean_name(anchor.text) for anchor in group]
    if len(group) < _FEWEST or any(width(name) > _LONGEST for name in names):
        return False
    if len({_NUMBER.sub("", anchor.url or "") for anchor in group}) > 1 or any(has_date(one.node) for one in group):
        return False
    return sum(map(says_a_kind, names)) >= _FEWEST_SAID
