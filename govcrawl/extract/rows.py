"""The repeated rows of a page: every link with the part of the page that belongs to it alone.

A row is the largest element that holds one item's links and no other's (an `<li>`, a `<tr>`, a card). Where title and
date stand in neighbouring elements (`<dt>`/`<dd>`, alternating `<div>`s, a flat run of `<a>` and `<span>`), the row
reaches to the neighbours up to the next row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from govcrawl.extract.page import Anchor, Page
from govcrawl.extract.text import squeeze

ELEMENT_END = "\x1f"
"""Stands between two text nodes in a row's text; white space to every regular expression."""
_STOP = frozenset({"li", "tr", "article"})
_ROOTS = frozenset({"body", "html", "-undef"})
_SILENT = "script, style, template, textarea, noscript, select"
_HIDDEN = '[style*="display:none"], [style*="display: none"], [style*="DISPLAY: none"], [hidden]'
_HOVER = re.compile(r"hover|tooltip|popover|pop_?box|layer", re.IGNORECASE)
_TITLE_LENGTH = 8
"""Characters from which a link's text is taken for a title rather than a label."""
_LINKS_OF_A_ROW = 4
_IDLE = re.compile(r"^\s*(?:#|javascript:|$)", re.IGNORECASE)


@dataclass(slots=True)
class Row:
    """One item's part of the page. `outside` is its text without the links' own, `inside` the text of its title link;
    both keep `ELEMENT_END` between text nodes."""

    node: LexborNode
    anchors: list[Anchor]
    title: Anchor
    container: int
    outside: str = ""
    inside: str = ""
    signature: str = ""


class RowReader:
    """Finds the rows of one page in one pass over its links."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._muted: dict[int, int] = {}
        self._silent: set[int] = set()
        self._find_muted()

    def rows(self) -> list[Row]:
        """All rows in document order."""
        groups = self._exclusive()
        tops = {node.mem_id for node, _ in groups}
        rows = []
        for node, anchors in groups:
            parent = node.parent
            row = Row(node, anchors, _title_of(anchors), parent.mem_id if parent is not None else 0)
            row.signature = signature(node)
            self._read_texts(row, tops)
            rows.append(row)
        return rows

    def texts(self, node: LexborNode) -> list[str]:
        """The visible text nodes below `node`, hidden parts inside it left out."""
        entered = set(self._silent)
        found = []
        for child in node.traverse(include_text=True):
            if child.is_text_node:
                holder = self._muted.get(child.mem_id)
                if holder is None or holder not in entered:
                    found.append(child.text_content or "")
            elif child.mem_id in self._muted:
                entered.add(child.mem_id)
        return found

    def _exclusive(self) -> list[tuple[LexborNode, list[Anchor]]]:
        """The largest element of each link that no other item's link shares: one climb over all ancestors."""
        owner: dict[int, tuple[int, int]] = {}
        paths: list[list[LexborNode]] = []
        limits: list[int] = []
        members: list[list[Anchor]] = []
        for anchor in self.page.anchors:
            path: list[LexborNode] = []
            node: LexborNode | None = anchor.node
            number = len(paths)
            while node is not None and node.tag not in _ROOTS and node.mem_id not in owner:
                owner[node.mem_id] = (number, len(path))
                path.append(node)
                node = node.parent
            met = owner.get(node.mem_id) if node is not None else None
            if met is not None and path and _same_item(members[met[0]], anchor):
                for inner in path:
                    owner[inner.mem_id] = met
                members[met[0]].append(anchor)
                continue
            if met is not None:
                limits[met[0]] = min(limits[met[0]], met[1])
            paths.append(path)
            limits.append(len(path))
            members.append([anchor])
        return _merged(
            [
                (_row_node(path[:limit]), anchors)
                for path, limit, anchors in zip(paths, limits, members, strict=True)
                if path and limit
            ]
        )

    def _read_texts(self, row: Row, tops: set[int]) -> None:
        links = {anchor.node.mem_id for anchor in row.anchors}
        outside: list[str] = []
        if row.node.mem_id in links:
            outside.extend(self._neighbours(row.node, tops))
        else:
            outside.extend(self._without_links(row.node, links))
            if not any(letter.isdigit() for text in outside for letter in text):
                outside.extend(self._neighbours(row.node, tops))
        row.outside = ELEMENT_END.join(outside)
        row.inside = ELEMENT_END.join(self.texts(row.title.node))

    def _without_links(self, node: LexborNode, links: set[int]) -> Iterator[str]:
        skip: set[int] = set()
        for link in node.css("a[href]"):
            skip.update(child.mem_id for child in link.traverse(include_text=True))
        entered = set(self._silent)
        for child in node.traverse(include_text=True):
            if child.is_text_node:
                holder = self._muted.get(child.mem_id)
                if child.mem_id not in skip and (holder is None or holder not in entered):
                    yield child.text_content or ""
            elif child.mem_id in self._muted:
                entered.add(child.mem_id)

    def _neighbours(self, node: LexborNode, tops: set[int]) -> Iterator[str]:
        """Texts of the siblings after a row up to the next row; before it, where the container begins with a date."""
        yield from ()
        sibling = node.next
        while sibling is not None and sibling.mem_id not in tops:
            if not sibling.is_comment_node:
                if sibling.is_element_node and sibling.css_first("a[href]") is not None:
                    break
                yield from self._sibling_text(sibling)
            sibling = sibling.next

    def _sibling_text(self, sibling: LexborNode) -> Iterator[str]:
        if sibling.is_text_node:
            yield sibling.text_content or ""
        elif sibling.mem_id not in self._muted:
            yield from self.texts(sibling)

    def _find_muted(self) -> None:
        """Marks text that no reader sees: scripts and styles anywhere, hidden and hover elements inside a row."""
        tree = self.page.tree
        for node in tree.css(_SILENT):
            self._silent.add(node.mem_id)
            self._mute(node)
        source = self.page.text
        if "none" in source or "hidden" in source:
            for node in tree.css(_HIDDEN):
                self._mute(node)
        if _HOVER.search(source):
            for node in tree.css('[class*="hover"], [class*="tooltip"], [class*="pop"]'):
                if _HOVER.search(node.attributes.get("class") or ""):
                    self._mute(node)

    def _mute(self, node: LexborNode) -> None:
        holder = node.mem_id
        for child in node.traverse(include_text=True):
            self._muted.setdefault(child.mem_id, holder)


def signature(node: LexborNode) -> str:
    """What rows of one list have in common: tags and classes of the row and of the two elements around it."""
    parts = []
    current: LexborNode | None = node
    for _ in range(3):
        if current is None or current.tag in _ROOTS:
            break
        parts.append(f"{current.tag}.{_class(current)}")
        current = current.parent
    return "<".join(parts)


def _class(node: LexborNode) -> str:
    names = (node.attributes.get("class") or "").split()
    return re.sub(r"\d+", "", names[0]) if names else ""


def _row_node(path: list[LexborNode]) -> LexborNode:
    """The lowest list row on the way up from a link, else the largest element of its own."""
    return next((node for node in path if node.tag in _STOP), path[-1])


def _merged(groups: list[tuple[LexborNode, list[Anchor]]]) -> list[tuple[LexborNode, list[Anchor]]]:
    """Joins the links of one `<li>` or `<tr>` where only one of them can be a title ([column] title, title, office)."""
    stops: dict[int, list[int]] = {}
    nodes: dict[int, LexborNode] = {}
    for number, (_, anchors) in enumerate(groups):
        stop = _stop_above(anchors[0].node)
        if stop is not None:
            stops.setdefault(stop.mem_id, []).append(number)
            nodes[stop.mem_id] = stop
    joined: dict[int, tuple[LexborNode, list[Anchor]]] = {}
    gone: set[int] = set()
    for key, numbers in stops.items():
        anchors = [anchor for number in numbers for anchor in groups[number][1]]
        titles = {anchor.href for anchor in anchors if len(anchor.text) >= _TITLE_LENGTH}
        if 1 < len(numbers) <= _LINKS_OF_A_ROW and len(titles) <= 1:
            joined[numbers[0]] = (nodes[key], anchors)
            gone.update(numbers[1:])
    return [joined.get(number, group) for number, group in enumerate(groups) if number not in gone]


def _stop_above(node: LexborNode) -> LexborNode | None:
    current: LexborNode | None = node
    for _ in range(8):
        if current is None or current.tag in _STOP:
            return current
        current = current.parent
    return None


def _same_item(anchors: list[Anchor], anchor: Anchor) -> bool:
    first = anchors[0]
    if _IDLE.match(anchor.href):
        return anchor.text == first.text
    return anchor.href == first.href


def _title_of(anchors: list[Anchor]) -> Anchor:
    return max(anchors, key=lambda anchor: len(anchor.text))


def title_text(row: Row) -> str:
    """The item's title: the link's text, or its `title` where the text is cut off with an ellipsis or empty."""
    text = row.title.text
    full = squeeze(row.title.node.attributes.get("title") or "")
    head = text.rstrip(".…· ")
    return full if full and (not head or (head != text and full.startswith(head))) else text
