"""A page as a run of text blocks in reading order: what a visitor takes for one line or cell.

Inline elements belong to the block around them; `<br>` and block elements begin a new one; pictures are blocks without text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from selectolax.lexbor import LexborNode

from govcrawl.extract.text import squeeze
from govcrawl.extract.zones import Zones

_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd"}
    | {"label", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span", "st1:chsdate", "strike", "strong", "sub"}
    | {"sup", "time", "tt", "u", "var"}
)
_SILENT = frozenset({"script", "style", "noscript", "template", "select", "textarea", "head", "button", "svg"})
_DEEPEST = 40
"""Ancestors among which a silent element is looked for."""
_LINE_BREAKS = frozenset({"br", "hr"})


FOOTER_LINE = re.compile(r"版权所有|copyright|ICP备|网站标识码|技术支持[：:]", re.IGNORECASE)
"""What stands in the first lines of a footer and in no text above it."""
_LONGEST_LINE = 400
"""Characters from which a block is no line of a footer."""


@dataclass(frozen=True, slots=True)
class Block:
    """One run of text. `node` is the element that makes it a block; `link` the href where the whole of it is one link."""

    text: str
    node: LexborNode
    link: str | None = None

    @property
    def is_picture(self) -> bool:
        """Whether the block is a picture."""
        return self.node.tag == "img"


def read_blocks(root: LexborNode) -> list[Block]:
    """The blocks under `root`, in document order; scripts, drop-down lists and empty pieces left out."""
    blocks: list[Block] = []
    owners: dict[int, LexborNode | None] = {}
    pieces: list[str] = []
    current: LexborNode | None = None
    link: str | None = None
    for node in root.traverse(include_text=True):
        if node.is_text_node:
            parent = node.parent
            text = node.text_content or ""
            owner = _owner(parent, owners) if parent is not None and text.strip() else None
            if owner is None or parent is None:
                continue
            if current is None or owner.mem_id != current.mem_id:
                blocks += _closed(pieces, current, link)
                pieces, current, link = [], owner, _href(parent)
            elif link is not None and link != _href(parent):
                link = None
            pieces.append(text)
        elif node.tag in _LINE_BREAKS:
            blocks += _closed(pieces, current, link)
            pieces, current = [], None
        elif node.tag == "img":
            blocks += _closed(pieces, current, link)
            pieces, current = [], None
            if node.attributes.get("src"):
                blocks.append(Block("", node))
    return blocks + list(_closed(pieces, current, link))


def above_footer(blocks: Iterable[Block], end: re.Pattern[str] = FOOTER_LINE) -> list[Block]:
    """The blocks before the footer: up to a line that `end` finds, and none of an element that is named footer."""
    zones = Zones()
    above = takewhile(lambda block: len(block.text) >= _LONGEST_LINE or not end.search(block.text), blocks)
    return [block for block in above if zones.zone_of(block.node) != "footer"]


def _closed(pieces: list[str], owner: LexborNode | None, link: str | None) -> Iterator[Block]:
    text = squeeze("".join(pieces))
    if text and owner is not None:
        yield Block(text, owner, link)


def _owner(node: LexborNode, owners: dict[int, LexborNode | None]) -> LexborNode | None:
    """The block element that a text belongs to; None inside a script and its kin."""
    key = node.mem_id
    if key not in owners:
        if node.tag in _SILENT:
            owners[key] = None
        elif node.parent is None or node.tag not in _INLINE:
            owners[key] = node if not _in_silence(node) else None
        else:
            owners[key] = _owner(node.parent, owners)
    return owners[key]


def _in_silence(node: LexborNode) -> bool:
    parent = node.parent
    for _ in range(_DEEPEST):
        if parent is None:
            return False
        if parent.tag in _SILENT:
            return True
        parent = parent.parent
    return False


def _href(node: LexborNode) -> str | None:
    """The href of the link that a text stands in."""
    for _ in range(5):
        if node.tag == "a":
            return node.attributes.get("href")
        if node.parent is None or node.tag not in _INLINE:
            return None
        node = node.parent
    return None
