"""The head over a block of rows: the short text that names it."""

import re

from selectolax.lexbor import LexborNode

from govcrawl.extract.column_names import is_sorting_bar
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.zones import SIDE_HEADING

_NO_HEAD = frozenset({"script", "style", "li", "tr"})
_DIGIT = re.compile(r"\d")
_MAX_HEAD = 20
"""Characters of a head over a block."""
_HEAD_LEVELS = 4


def head_over(page: Page, row: LexborNode) -> str:
    """The short text over a block: the nearest one before its rows, up to four levels above."""
    current: LexborNode | None = row
    for _ in range(_HEAD_LEVELS):
        if current is None:
            break
        sibling = current.prev
        while sibling is not None:
            if sibling.is_element_node and (sibling.tag not in _NO_HEAD or _is_title_row(sibling, current, row)):
                text = squeeze(page.visible.of(sibling))
                if text and not is_sorting_bar(text):
                    return text if len(text) <= _MAX_HEAD else ""
            sibling = sibling.prev
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


class SideTables:
    """Tables of one page that a head of side content stands over, each told once by its first row.

    Old layouts set the hot news and the list as two tables without a name in the cells of a third.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: dict[int, bool] = {}

    def holds(self, row: LexborNode) -> bool:
        """Whether a row stands in such a table."""
        table = row.parent
        if row.tag != "tr" or table is None:
            return False
        key = table.mem_id
        if key not in self._known:
            self._known[key] = SIDE_HEADING.search(head_over(self._page, row)) is not None
        return self._known[key]
