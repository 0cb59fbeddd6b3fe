"""Labels and what stands under them: 设定依据：…, a cell and its neighbour, a heading and its text, a tab and its pane.

The reader of guides and the reader of single letters look for different labels in the same shapes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

from govcrawl.extract.blocks import Block
from govcrawl.extract.text import narrow, squeeze

_LEAD = re.compile(
    r"^(?:[\s●◆■★☆▪•·*※□▶►>〉◎○◇①-⑳]|第?[一二三四五六七八九十]{1,3}[、.．:：章节条)）]|[(（〔][一二三四五六七八九十\d]{1,3}[)）〕]|\d{1,2}[、.．)）](?!\d)|[【\[〖「『《<]){0,4}"
)
_HEAD = re.compile(r"([^:：】\]〗」』》>。；;，,？?]{1,24}?)\s*(?:[:：】\]〗」』》>]+|$)")
_BRACKET = re.compile(r"[(（][^()（）]*[)）]?$")
_BLANKS = re.compile(r"\s+")
_PARTS = re.compile(r"[、和及与/]")
_DEEPEST = 8
"""Elements around a label that hold nothing else."""
_TABS = 30
"""Elements of a strip of tabs at most."""
_MOST = 300
"""Labels whose surroundings are looked at; a page with more is no form of labels."""
_CELLS = frozenset({"td", "th"})
_EMPHASIS = "b,strong,span,em,font,label,u,i"


@dataclass(slots=True)
class Labelled:
    """A label and its value.

    `texts` are the value's blocks, `pictures` how many pictures stand in it, `nodes` where it stands.
    """

    label: str
    kinds: frozenset[str]
    block: Block
    texts: list[str] = field(default_factory=list)
    pictures: int = 0
    nodes: list[LexborNode] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The value as one text."""
        return " ".join(self.texts)


class Labels:
    """The labels of one reader: label (without blanks) to the kinds of value that it heads."""

    def __init__(self, labels: Mapping[str, frozenset[str]]) -> None:
        self._kinds = labels

    def split(self, block: Block) -> tuple[str, frozenset[str], str] | None:
        """(label, kinds, rest of the block) where the block begins with a label, otherwise None."""
        text = _LEAD.sub("", narrow(block.text), count=1)
        head = _HEAD.match(text)
        if head is not None and (kinds := self.kinds_of(head[1])):
            return _BLANKS.sub("", head[1]), kinds, text[head.end() :].strip()
        if len(text) > 4 and (first := block.node.css_first(_EMPHASIS)) is not None:
            label = _LEAD.sub("", narrow(squeeze(first.text())), count=1).strip(":：】] ")
            if label and text.startswith(label) and (kinds := self.kinds_of(label)):
                return label, kinds, text[len(label) :].strip(" :：")
        return None

    def kinds_of(self, label: str) -> frozenset[str]:
        """The kinds that a label heads; a label joined of several (办理时间、地点) heads all of theirs."""
        plain = _BRACKET.sub("", _BLANKS.sub("", label))
        if plain in self._kinds:
            return self._kinds[plain]
        parts = _PARTS.split(plain)
        if len(parts) < 2 or not all(part in self._kinds for part in parts):
            return frozenset()
        return frozenset().union(*(self._kinds[part] for part in parts))


def read_labelled(blocks: list[Block], labels: Labels) -> list[Labelled]:
    """The labels among the blocks with their values, in order. A block that is a link elsewhere is no label."""
    found: list[Labelled] = []
    for block in blocks:
        split = None if leads_elsewhere(block) else labels.split(block)
        if split is not None:
            label, kinds, rest = split
            found.append(Labelled(label, kinds, block, [rest] if rest else [], 0, [block.node]))
        elif found:
            last = found[-1]
            last.pictures += block.is_picture
            last.nodes.append(block.node)
            if block.text:
                last.texts.append(block.text)
    for one in found[:_MOST]:
        if _has_empty_cell(one.block.node):
            one.texts, one.pictures = [], 0
        if not one.texts and not one.pictures:
            _look_elsewhere(one, labels)
    return found


def leads_elsewhere(block: Block) -> bool:
    """Whether the whole block is a link to another page."""
    return (
        block.link is not None and not block.link.strip().lower().startswith(("#", "javascript:")) and bool(block.link)
    )


def _has_empty_cell(node: LexborNode) -> bool:
    """Whether the label fills a cell whose neighbour on the right is there and empty: what follows is not its value."""
    cell = _whole(node)
    beside = _next_element(cell) if cell.tag in _CELLS or cell.tag == "dt" else None
    if beside is None or beside.tag not in ("td", "th", "dd"):
        return False
    return not squeeze(beside.text()) and beside.css_first("img,a,iframe,object,embed,input") is None


def _look_elsewhere(one: Labelled, labels: Labels) -> None:
    """The value of a label that is followed by another label: under it in its table, or in its tab's pane."""
    node = _whole(one.block.node)
    pane = _below(node, labels) if node.tag in _CELLS else _pane(node, one.block, labels)
    if pane is not None:
        text = squeeze(pane.text(separator=" "))
        one.texts += [text] if text else []
        one.pictures += len(pane.css("img[src],a[href],iframe,object,embed"))
        one.nodes.append(pane)


def _whole(node: LexborNode) -> LexborNode:
    """The largest ancestor that holds nothing but the label."""
    for _ in range(_DEEPEST):
        parent = node.parent
        if node.tag in _CELLS or parent is None or parent.tag in ("body", "tr") or not _is_alone(node):
            return node
        node = parent
    return node


def _is_alone(node: LexborNode) -> bool:
    """Whether no text and no element stands beside the node."""
    for beside in (node.prev, node.next):
        if beside is not None and (beside.is_element_node or squeeze(beside.text())):
            return False
    return True


def _below(cell: LexborNode, labels: Labels) -> LexborNode | None:
    """The cell under a heading cell, where the heading's row is a row of labels."""
    row = cell.parent
    if row is None:
        return None
    cells = list(row.iter())
    place = next((number for number, other in enumerate(cells) if other.mem_id == cell.mem_id), 0)
    neighbours = cells[place + 1 : place + 2] + cells[max(0, place - 1) : place]
    if not any(labels.kinds_of(squeeze(narrow(other.text()))) for other in neighbours):
        return None
    below = _next_element(row)
    under = list(below.iter()) if below is not None and below.tag == "tr" else []
    return under[place] if place < len(under) else None


def _pane(tab: LexborNode, block: Block, labels: Labels) -> LexborNode | None:
    """The pane of a tab: named by its link, or at the tab's place among what follows the strip."""
    strip = tab.parent
    if strip is None:
        return None
    if block.link and re.fullmatch(r"#[A-Za-z_][\w-]*", block.link):
        root = strip
        while root.parent is not None:
            root = root.parent
        if (named := root.css_first(block.link)) is not None:
            return named
    tabs = [child for child in islice(strip.iter(), _TABS + 1) if child.tag == tab.tag]
    if len(tabs) > _TABS or sum(bool(labels.kinds_of(squeeze(narrow(child.text())))) for child in tabs) < 2:
        return None
    place = next((number for number, other in enumerate(tabs) if other.mem_id == tab.mem_id), 0)
    for following in _following(strip):
        panes = list(following.iter())
        if len(panes) >= len(tabs):
            return panes[place]
    beside = list(_following(strip))
    return beside[place] if len(beside) >= len(tabs) else None


def _following(node: LexborNode) -> Iterator[LexborNode]:
    after = _next_element(node)
    while after is not None:
        yield after
        after = _next_element(after)


def _next_element(node: LexborNode) -> LexborNode | None:
    after = node.next
    while after is not None and not after.is_element_node:
        after = after.next
    return after
