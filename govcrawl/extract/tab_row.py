"""Tabs that are links: short names in a row, followed by as many panels; each is the head of its panel."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from govcrawl.extract.text import squeeze, width

_LEVELS = 3
"""Elements above a tab of which one is the row."""
_FEWEST, _MOST = 2, 8
"""Tabs in one row."""
_LONGEST = 8
"""Characters of the longest tab's name."""


def is_tab(node: LexborNode) -> bool:
    """Whether a link is one of a row of tabs with a panel of links for each."""
    row = node.parent
    for _ in range(_LEVELS):
        if row is None or row.tag in ("body", "html"):
            return False
        links = row.css("a")
        if len(links) >= _FEWEST:
            is_row = len(links) <= _MOST and all(2 <= width(squeeze(link.text())) <= _LONGEST for link in links)
            return is_row and _has_panels(row, len(links))
        row = row.parent
    return False


def _has_panels(row: LexborNode, count: int) -> bool:
    """Whether as many alike elements follow a row, or stand in the element that follows it, most of them with links: the
    panel of an empty column has none."""
    following = list(_after(row))
    panels = [element for element in following if following and element.tag == following[0].tag]
    return _are_panels(panels, count) or (bool(following) and _are_panels(list(following[0].iter()), count))


def _are_panels(elements: list[LexborNode], count: int) -> bool:
    filled = sum(element.css_first("a") is not None for element in elements)
    return len(elements) == count and 2 * filled > count


def _after(row: LexborNode) -> Iterator[LexborNode]:
    current = row.next
    for _ in range(4 * _MOST):
        if current is None:
            return
        if current.is_element_node and current.tag not in ("script", "style"):
            yield current
        current = current.next
