"""A list made without a table that shows nothing but the labels of its columns (索引号 名称 发布单位 生成日期)."""

from collections import defaultdict

from selectolax.lexbor import LexborNode

from govcrawl.extract.cues import words
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import load_words

_LABELS = frozenset(load_words("emptiness")["labels"])
_CUE = words(sorted(_LABELS))
_FEWEST = 3
"""Labels of one row that make it a list's."""
_LEVELS = 3
"""Elements above a label of which one holds the row."""
_AFTER = 12
"""Elements behind the row of labels that are looked at."""


def has_labels_alone(page: Page) -> bool:
    """Whether a row of labels stands on the page with nothing behind it: no link, no text."""
    if page.lacks(_CUE):
        return False
    holders: dict[int, list[LexborNode]] = defaultdict(list)
    for text, node in page.visible.body:
        if text in _LABELS and not page.visible.is_hidden(node):
            current = node.parent
            for _ in range(_LEVELS):
                if current is None or current.tag in ("body", "html", "tr", "table"):
                    break
                holders[current.mem_id].append(current)
                current = current.parent
    return any(len(rows) >= _FEWEST and _is_alone(rows[0], page) for rows in holders.values())


def _is_alone(row: LexborNode, page: Page) -> bool:
    texts = [squeeze(text) for text in page.visible.texts(row)]
    if not all(text in _LABELS for text in texts if text):
        return False
    current = row.next
    for _ in range(_AFTER):
        if current is None:
            return True
        if current.is_element_node and (current.css_first("a, img, iframe") is not None or squeeze(current.text())):
            return False
        current = current.next
    return True
