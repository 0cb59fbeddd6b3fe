"""The repeated rows of a page: every link with the part of the page that belongs to it alone.

A row is the largest element that holds one item's links and no other's (an `<li>`, a `<tr>`, a card). Where title and
date stand in neighbouring elements (`<dt>`/`<dd>`, alternating `<div>`s, a flat run of `<a>` and `<span>`), the row
reaches to the neighbours up to the next row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from govcrawl.extract.page import Anchor, Page
from govcrawl.extract.row_text import DETAILS, RowText, without_links
from govcrawl.extract.text import squeeze
from govcrawl.extract.visible import VisibleText

_STOP = frozenset({"li", "tr", "article"})
_PLAIN = frozenset({"li", "tr", "td", "dt", "dd", "a"})
"""Elements whose classes tell odd from even rows or the first from the rest, not one list from another."""
_ROOTS = frozenset({"body", "html", "-undef"})
_TITLE_LENGTH = 8
"""Characters from which a link's text is taken for a title rather than a label."""
_BRACKETED = re.compile(r"[\[【〔(（<].*[\]】〕)）>]")
_LINKS_OF_A_ROW = 4
_IDLE = re.compile(r"\s*(?:#|javascript:|$)", re.IGNORECASE)
"""Addresses that lead nowhere: equal ones are not one item."""
_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}")
_CLASS_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class Row:
    """One item's part of the page. `outside` is its visible text without the links' own, `inside` the text of its title
    link; both keep `ELEMENT_END` between text nodes. `signature` is equal for the rows of one list."""

    node: LexborNode
    anchors: list[Anchor]
    title: Anchor
    outside: str
    inside: str
    signature: str
    beside: Sequence[LexborNode] = ()
    """The neighbours whose text was taken for its own."""


@dataclass(slots=True)
class _Claim:
    """The elements from a link upwards that no earlier link stands in. Those in [low, limit) hold all links of the item
    and no other item's."""

    path: list[LexborNode]
    low: int
    limit: int
    anchors: list[Anchor]


def read_rows(page: Page) -> list[Row]:
    """All rows that hold a link, in document order."""
    visible = page.visible
    claims = [claim for claim in _claims(page) if claim.limit > claim.low]
    groups = _merged([(_row_node(claim, visible), claim.anchors) for claim in claims], visible)
    tops = {node.mem_id for node, _ in groups}
    texts = RowText(page, tops)
    signatures = _Signatures(page)
    rows = []
    for node, anchors in groups:
        title = max(anchors, key=_titleness) if len(anchors) > 1 else anchors[0]
        inside = visible.of(title.node)
        outside = texts.outside(node, anchors)
        rows.append(
            Row(node, anchors, title, outside, inside, signatures.of(node), texts.borrowed.get(node.mem_id, ()))
        )
    return rows


def title_text(row: Row) -> str:
    """The item's title: the link's text, or its `title` where the text is cut off with an ellipsis or empty."""
    text = row.title.text
    if text and text[-1] not in ".…·":
        return text
    full = squeeze(row.title.node.attributes.get("title") or "")
    return full if full and full.startswith(text.rstrip(".…· ")) else text


def _titleness(anchor: Anchor) -> tuple[bool, int]:
    """How likely a link of a row is its title: the longest, and not the column's name in brackets before it."""
    return _BRACKETED.fullmatch(anchor.text) is None, len(anchor.text)


def _claims(page: Page) -> list[_Claim]:
    """The links of a page, each with its part of the page. A link that repeats the one before it from far away (a headline
    above a list whose first row it is, too) joins no item: then both stand alone."""
    claims = _climbed(page, frozenset())
    apart = frozenset(
        anchor.node.mem_id for claim in claims if claim.limit <= claim.low for anchor in claim.anchors[1:]
    )
    return _climbed(page, apart) if apart else claims


def _climbed(page: Page, apart: frozenset[int]) -> list[_Claim]:
    """One climb over all ancestors of all links: each element is visited once, by the first link inside it. The links of
    `apart` (by `mem_id`) join no other."""
    owner: dict[int, tuple[_Claim, int]] = {}
    claims: list[_Claim] = []
    for anchor in page.anchors:
        path, met = _climb(anchor.node, owner)
        if claims and DETAILS.fullmatch(anchor.text) and _is_second(claims[-1], anchor, met):
            claims[-1].anchors.append(anchor)
            continue
        claim = _Claim(path, 0, len(path), [anchor])
        owner.update((node.mem_id, (claim, level)) for level, node in enumerate(path))
        if met is not None:
            first, level = met
            is_near = claims[-1] is first and level < first.limit and anchor.node.mem_id not in apart
            if is_near and _same_item(first.anchors, anchor, path):
                first.anchors.append(anchor)
                first.low = max(first.low, level)
                owner.update((inner.mem_id, met) for inner in path)
                continue
            first.limit = min(first.limit, level)
        claims.append(claim)
    return claims


def _climb(
    node: LexborNode | None, owner: dict[int, tuple[_Claim, int]]
) -> tuple[list[LexborNode], tuple[_Claim, int] | None]:
    """The elements from a link upwards that no earlier link stands in, and the claim and level of the next one above."""
    path: list[LexborNode] = []
    while node is not None and node.tag not in _ROOTS:
        met = owner.get(node.mem_id)
        if met is not None:
            return path, met
        path.append(node)
        node = node.parent
    return path, None


def _is_second(claim: _Claim, anchor: Anchor, met: tuple[_Claim, int] | None) -> bool:
    """Whether a link that says "details" is the second one of the item before it, and not the only one of its own.

    It leads where that item leads, stands right beside it, or shares a row with its title.
    """
    before = claim.anchors[-1]
    if anchor.href == before.href and not _IDLE.match(anchor.href):
        return True
    if all(DETAILS.fullmatch(one.text) for one in claim.anchors):
        return False
    parent, beside = anchor.node.parent, before.node.parent
    if parent is not None and beside is not None and parent.mem_id == beside.mem_id:
        return True
    if met is None or met[0] is not claim:
        return False
    holder = claim.path[met[1]]
    is_row = holder.tag in _STOP or len(claim.anchors[0].text) >= _TITLE_LENGTH
    return is_row and len(holder.css("a[href]")) <= _LINKS_OF_A_ROW


def _row_node(claim: _Claim, visible: VisibleText) -> LexborNode:
    """The lowest list row on the way up from a link, else the largest element of its own.

    A table row that only lays its link out (no digit beside it) gives way to the one around it.
    """
    path = claim.path[claim.low : claim.limit]
    stops = [node for node in path if node.tag in _STOP]
    if len(stops) > 1 and stops[0].tag == "tr" and not _has_digit(stops[0], claim.anchors, visible):
        outer = stops[1]
        return outer if outer.tag == "tr" and _has_digit(outer, claim.anchors, visible) else stops[0]
    return stops[0] if stops else path[-1]


def _has_digit(node: LexborNode, anchors: list[Anchor], visible: VisibleText) -> bool:
    return _DIGIT.search(without_links(node, anchors, visible)) is not None


def _merged(
    groups: list[tuple[LexborNode, list[Anchor]]], visible: VisibleText
) -> list[tuple[LexborNode, list[Anchor]]]:
    """Joins the links of one `<li>` or `<tr>` where only one of them can be a title ([column] title, title, office), or
    where they share its one date: then the first long one is the title."""
    stops: dict[int, list[int]] = {}
    nodes: dict[int, LexborNode] = {}
    for number, (node, _) in enumerate(groups):
        stop = _stop_above(node)
        if stop is not None:
            stops.setdefault(stop.mem_id, []).append(number)
            nodes[stop.mem_id] = stop
    joined: dict[int, tuple[LexborNode, list[Anchor]]] = {}
    gone: set[int] = set()
    for key, numbers in stops.items():
        if not 1 < len(numbers) <= _LINKS_OF_A_ROW:
            continue
        anchors = [anchor for number in numbers for anchor in groups[number][1]]
        if len(nodes[key].css("a[href]")) > len(anchors):
            continue  # lays out the whole page: other rows stand inside
        titles = [anchor for anchor in anchors if len(anchor.text) >= _TITLE_LENGTH]
        if len({anchor.href for anchor in titles}) > 1:
            if len(_DAY.findall(without_links(nodes[key], anchors, visible))) != 1:
                continue
            anchors = [next((one for one in titles if not _BRACKETED.fullmatch(one.text)), titles[0])]
        joined[numbers[0]] = (nodes[key], anchors)
        gone.update(numbers[1:])
    return [joined.get(number, group) for number, group in enumerate(groups) if number not in gone]


def _stop_above(node: LexborNode) -> LexborNode | None:
    current: LexborNode | None = node
    for _ in range(6):
        if current is None or current.tag in _STOP:
            return current
        current = current.parent
    return None


def _same_item(anchors: list[Anchor], anchor: Anchor, path: list[LexborNode]) -> bool:
    """Whether a link repeats the item before it (picture and title, title and "details")."""
    if not (_IDLE.match(anchor.href) or _IDLE.match(anchors[0].href)):
        return anchor.href == anchors[0].href
    titled = any(one.text for one in anchors)
    return not (anchor.text and titled) and not any(node.tag in _STOP for node in path)


class _Signatures:
    """Tags and first classes of a row and of the two elements around it; the rows of one list share the latter."""

    def __init__(self, page: Page) -> None:
        self._attributes = page.attributes
        self._around: dict[int, str] = {}

    def of(self, node: LexborNode) -> str:
        own, parent = self._name(node), node.parent
        if parent is None or parent.tag in _ROOTS or not own:
            return own
        around = self._around.get(parent.mem_id)
        if around is None:
            outer = parent.parent
            names = [self._name(parent), self._name(outer) if outer is not None else ""]
            around = self._around[parent.mem_id] = "<".join(filter(None, names))
        return f"{own}<{around}"

    def _name(self, node: LexborNode) -> str:
        tag = node.tag
        if tag in _ROOTS:
            return ""
        classes = [] if tag in _PLAIN else (self._attributes[node.mem_id].get("class") or "").split()
        return f"{tag}.{_CLASS_NUMBER.sub('', classes[0]) if classes else ''}"
