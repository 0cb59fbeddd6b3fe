"""A pager with nothing to page: the list right before it has no row."""

import re

from selectolax.lexbor import LexborNode

from govcrawl.extract.cues import words
from govcrawl.extract.once import once
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import load_words

_WORDS = load_words("emptiness")["pager"]
_PAGER = re.compile(_WORDS["words"])
_PER_PAGE = re.compile(_WORDS["per_page"])
_PAGER_CUE = words(_WORDS["cues"])
_LISTS = frozenset({"ul", "ol", "dl", "table", "tbody"})
_LEVELS = 5
"""Elements above a pager before which its list may stand: cells, rows and tables round it."""
_LONGEST = 80
"""Characters of a pager."""


def is_paging(text: str) -> bool:
    """Whether a text is of a pager."""
    return _PAGER.search(text) is not None


@once
def pages_nothing(page: Page) -> bool:
    """Whether a pager of one page at most follows a list without a row, with nothing between them."""
    if page.lacks(_PAGER_CUE):
        return False
    pager = next(
        (node for text, node in page.visible.body if _PAGER.search(text) and not page.visible.is_hidden(node)), None
    )
    current = pager.parent if pager is not None else None
    for _ in range(_LEVELS):
        if current is None or current.tag in ("body", "html") or not _is_of_one_page(current):
            return False
        before = _element_before(current)
        if before is not None:
            return _is_empty_list(before)
        current = current.parent
    return False


def _is_of_one_page(node: LexborNode) -> bool:
    """Whether an element is a pager, or what lays it out, and knows no second page."""
    text = _PER_PAGE.sub("", squeeze(node.text(separator=" ")))
    return len(text) <= _LONGEST and all(int(number) <= 1 for number in re.findall(r"\d{1,9}", text))


def _element_before(node: LexborNode) -> LexborNode | None:
    """What stands right before an element: links and words of the pager itself passed over."""
    current = node.prev
    while current is not None:
        if current.is_element_node and current.tag not in (
            "a",
            "span",
            "br",
            "script",
            "style",
            "b",
            "font",
            "em",
            "i",
        ):
            return current
        current = current.prev
    return None


def _is_empty_list(node: LexborNode) -> bool:
    lists = [node] if node.tag in _LISTS else node.css("ul, ol, dl, table")
    return bool(lists) and not squeeze(node.text()) and node.css_first("a, img, iframe") is None
