"""Of a row of tabs with as many "more" links behind it, the tab that a "more" link belongs to: the k-th to the k-th."""

from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

from govcrawl.extract.column_names import is_more
from govcrawl.extract.text import squeeze, width

_MOST = 10
"""Tabs in one row, at most."""
_LONGEST = 12
"""Characters of the longest tab's name."""


def tab_of_more(node: LexborNode) -> str:
    """The text of the tab that a "more" link belongs to, or "" where its siblings are no such row."""
    before = list(_run(node, lambda one: one.prev, _says_more))
    count = len(before) + 1 + sum(1 for _ in _run(node, lambda one: one.next, _says_more))
    if not 2 <= count <= _MOST:
        return ""
    first = before[-1] if before else node
    last_tab = next(_run(first, lambda one: one.prev, _is_tab), None)
    tabs = [last_tab, *_run(last_tab, lambda one: one.prev, _is_tab)] if last_tab is not None else []
    tabs = [tab for tab in tabs if last_tab is not None and tab.tag == last_tab.tag]
    return squeeze(tabs[count - 1 - len(before)].text()) if len(tabs) == count else ""


def _run(
    node: LexborNode, step: Callable[[LexborNode], LexborNode | None], fits: Callable[[LexborNode], bool]
) -> Iterator[LexborNode]:
    """The elements next to a node in one direction as long as they fit; a text between them ends the run."""
    current = step(node)
    for _ in range(4 * _MOST):
        if current is None or (current.is_text_node and squeeze(current.text_content or "")):
            return
        if current.is_element_node:
            if not fits(current):
                return
            yield current
        current = step(current)


def _says_more(node: LexborNode) -> bool:
    return node.tag == "a" and is_more(node, squeeze(node.text()))


def _is_tab(node: LexborNode) -> bool:
    return 2 <= width(squeeze(node.text())) <= _LONGEST and not _says_more(node)
