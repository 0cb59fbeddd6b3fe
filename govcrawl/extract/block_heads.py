"""The head over a block of rows: the short text that names it."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from govcrawl.extract.column_names import clean_name, is_sorting_bar
from govcrawl.extract.once import once
from govcrawl.extract.page import Page
from govcrawl.extract.tags import read_tags
from govcrawl.extract.text import squeeze
from govcrawl.extract.trail import read_trail
from govcrawl.extract.wordlist import load_words
from govcrawl.extract.zones import SIDE_HEADING

_NO_HEAD = frozenset({"script", "style", "li", "tr", "thead", "colgroup"})
_DIGIT = re.compile(r"\d")
_NO_NAME = re.compile(
    r"\W{0,3}(?:(?:19|20)\d\d\s?(?:年\s?(?:\d{1,2}月)?|[-./]\d{1,2})?|(?:查看)?更\s?多|more)\W{0,5}", re.IGNORECASE
)
"""What stands between a head and its rows: the year or month over a group of them, a link to more."""
_MAX_HEAD = 20
"""Characters of a head over a block."""
_HEAD_LEVELS = 4
_MOST_BEFORE = 100
"""Elements before a row among which its head is looked for."""
_MOST_OVER_LIST = 20
"""Elements before a list of which one may be called as the page is."""
_TITLE_PARTS = re.compile(r"\s*[-_|–—>]+\s*")
_ENDS: list[str] = load_words("zones")["list_endings"]
"""What a head may add to the name of the page whose list it heads."""
_FRAMES = frozenset({"ul", "ol", "dl"})
_CELL_LINKS = 4
"""Links that a cell of a layout holds at least where it is a part of the page of its own."""


def head_over(page: Page, row: LexborNode) -> str:
    """The short text over a block: the nearest one before its rows, up to four levels above."""
    current: LexborNode | None = row
    for _ in range(_HEAD_LEVELS):
        if current is None:
            break
        for sibling in islice(_elements_before(current), _MOST_BEFORE):
            if sibling.tag not in _NO_HEAD or _is_title_row(sibling, current, row):
                text = squeeze(page.visible.of(sibling))
                if text and not is_sorting_bar(text) and not _NO_NAME.fullmatch(text):
                    name = clean_name(text) or text
                    return name if len(name) <= _MAX_HEAD else ""
        current = current.parent
    return ""


def _is_title_row(sibling: LexborNode, current: LexborNode, row: LexborNode) -> bool:
    """Whether a table row is the title of what stands in the next one: one text without a link or a number.

    Right above the rows it may name their cells (标题, 日期): there only the words of side content make a title of it.
    """
    if sibling.tag != "tr" or current.tag != "tr":
        return False
    text = squeeze(sibling.text())
    if current.mem_id == row.mem_id and not SIDE_HEADING.search(text):
        return False
    return 2 <= len(text) <= _MAX_HEAD and not _DIGIT.search(text) and sibling.css_first("a[href]") is None


@once
def own_names(page: Page) -> set[str]:
    """What the page calls itself: its title, its column tag, the last step of its trail."""
    trail = read_trail(page)
    title = _TITLE_PARTS.split(page.title or "")[0]
    names = {name for name in (title, read_tags(page).get("ColumnName", ""), trail[-1] if trail else "") if name}
    return names | {name + end for name in names for end in _ENDS}


class Layout:
    """The parts of one page that have no name: tables under a head of side content, cells of a table that lays others out.

    Old layouts set the hot news and the list as two tables without a name in the cells of a third.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._sides: dict[int, bool] = {}
        self._cells = _full_cells(page)
        self._own: dict[int, bool] = {}

    def part_of(self, row: LexborNode) -> str:
        """What tells the rows of one part from those of another; "" on most pages."""
        side = " beside" if self._is_beside(row) else " own" if self._is_own(row) else ""
        cell = self._cell_of(row) if self._cells else 0
        return f"{side} {cell}" if cell else side

    def _is_beside(self, row: LexborNode) -> bool:
        table = row.parent
        if row.tag != "tr" or table is None:
            return False
        key = table.mem_id
        if key not in self._sides:
            self._sides[key] = SIDE_HEADING.search(head_over(self._page, row)) is not None
        return self._sides[key]

    def _is_own(self, row: LexborNode) -> bool:
        """Whether the element that holds a row's list names it after the page."""
        branch = row.parent
        if branch is None or branch.tag not in _FRAMES:
            return False
        key = branch.mem_id
        if key not in self._own:
            nearest = islice(_elements_before(branch), _MOST_OVER_LIST)
            heads = (squeeze(self._page.visible.of(one)) for one in nearest)
            names = own_names(self._page)
            self._own[key] = any(len(head) <= _MAX_HEAD and clean_name(head) in names for head in heads)
        return self._own[key]

    def _cell_of(self, row: LexborNode) -> int:
        """The nearest cell around a row that has a neighbour as full of links as itself, or 0."""
        current = row.parent
        while current is not None and current.tag not in ("body", "html"):
            if current.mem_id in self._cells:
                return current.mem_id
            current = current.parent
        return 0


def _elements_before(node: LexborNode) -> Iterator[LexborNode]:
    sibling = node.prev
    while sibling is not None:
        if sibling.is_element_node:
            yield sibling
        sibling = sibling.prev


def _full_cells(page: Page) -> frozenset[int]:
    """Cells of rows of which two or more hold a table or list with several links."""
    if page.tree.css_first("td table, td ul") is None:
        return frozenset()
    links = Counter(cell.mem_id for anchor in page.anchors for cell in _cells_above(anchor.node))
    full: set[int] = set()
    for row in page.tree.css("tr"):
        cells = [cell for cell in row.iter() if cell.tag == "td" and links[cell.mem_id] >= _CELL_LINKS]
        if len(cells) > 1 and all(cell.css_first("table, ul") is not None for cell in cells):
            full.update(cell.mem_id for cell in cells)
    return frozenset(full)


def _cells_above(node: LexborNode) -> Iterator[LexborNode]:
    current = node.parent
    while current is not None:
        if current.tag == "td":
            yield current
        current = current.parent


def cell_around(node: LexborNode) -> LexborNode | None:
    """The nearest cell of a table that an element stands in."""
    return next(_cells_above(node), None)


def are_neighbours(one: LexborNode, other: LexborNode) -> bool:
    """Whether two elements stand in different cells of one row of a table."""
    cells = {cell.mem_id: cell for cell in _cells_above(one)}
    for cell in _cells_above(other):
        if cell.mem_id in cells:
            return False
        row = cell.parent
        if row is not None and any(beside.mem_id in cells for beside in row.iter()):
            return True
    return False
