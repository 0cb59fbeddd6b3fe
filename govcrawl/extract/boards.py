"""Boards of columns: short names side by side that mostly name what columns publish.

Everywhere their addresses differ in a number only (/government/254); on a home page they may be any, on other hosts of the
owner, too (领导之窗 /organize, 财政信息 http://zdly.…/openInfo?depFlag=czys).
"""

import re
from collections import defaultdict

from selectolax.lexbor import LexborNode

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.article import content_of
from govcrawl.extract.column_kinds import kind_of, says_a_kind
from govcrawl.extract.column_names import clean_name, is_more
from govcrawl.extract.menus import has_date, has_more_links
from govcrawl.extract.once import once
from govcrawl.extract.page import Anchor, Page
from govcrawl.extract.text import width
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.vocabulary import ColumnKind

_WORDS = load_words("column_names")["boards"]
_TOPIC = re.compile(any_of(_WORDS["topics"]))
_SEARCHED = re.compile(any_of(_WORDS["searched"]))
_LEVELS = 3
"""Elements above a link that may be its board."""
_FEWEST = 3
"""Names that a board has at least, and those of them that name a kind of column: headlines and the names of places or
persons do not."""
_LONGEST = 10
"""Characters of a name on a board."""
_NUMBER = re.compile(r"\d+")


@once
def on_boards(page: Page) -> frozenset[int]:
    """The links that stand on a board, by `mem_id`; none on the page of an article."""
    if content_of(page) is not None:
        return frozenset()
    is_home = shape_of(page.url) is Shape.ROOT
    groups: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in page.anchors:
        if not anchor.url or not (is_home or _NUMBER.search(anchor.url)):
            continue
        board = _board_of(anchor.node)
        if board is not None and not (is_home and _SEARCHED.search(board.text(deep=False))):
            groups[board.mem_id].append(anchor)
    found = (_numbered(group) or (_of_home(group) if is_home else []) for group in groups.values())
    return frozenset(anchor.node.mem_id for board in found for anchor in board)


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


def _numbered(group: list[Anchor]) -> list[Anchor]:
    """The links of a group whose addresses differ in a number only, or [] where they are no board."""
    board = [anchor for anchor in group if _NUMBER.search(anchor.url or "")]
    alike = len({_NUMBER.sub("", anchor.url or "") for anchor in board}) == 1
    return board if alike and _are_short(board) and sum(map(says_a_kind, _names(board))) >= _FEWEST else []


def _of_home(group: list[Anchor]) -> list[Anchor]:
    """The named links of a group on a home page, or [] where not every second of them says what it publishes."""
    board = [anchor for anchor in group if anchor.text and not is_more(anchor.node, anchor.text)]
    if not _are_short(board):
        return []
    names = set(_names(board))  # one name again and again is that of rows, not of columns
    said = sum(map(_says_what_it_publishes, names))
    return board if said >= _FEWEST and 2 * said >= len(names) else []


def _says_what_it_publishes(name: str) -> bool:
    """Whether a name says it, services set aside: their entries stand side by side in the same way."""
    return bool(_TOPIC.search(name)) or (says_a_kind(name) and kind_of(name) is not ColumnKind.SERVICE)


def _are_short(board: list[Anchor]) -> bool:
    return all(width(name) <= _LONGEST for name in _names(board)) and not any(has_date(one.node) for one in board)


def _names(board: list[Anchor]) -> list[str]:
    return [clean_name(anchor.text) for anchor in board]
