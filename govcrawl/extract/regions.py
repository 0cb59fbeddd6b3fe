"""Where on a page an element stands: navigation, list, article body, footer, or hidden from the visitor.

A region is told from the names that page builders give to their elements (`regions.toml`), row elements from their tags,
and hiding from inline style. Each ancestor is looked at once: an element's region is that of its parent, refined.
"""

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from itertools import islice, pairwise
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from govcrawl.extract.once import once
from govcrawl.extract.page import Attributes, Page
from govcrawl.extract.wordlist import load_words
from govcrawl.model.vocabulary import Place

_WORDS = load_words("regions")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_HIDING = re.compile(
    r"display:none|visibility:hidden|opacity:0(?:\.0+)?(?:;|$)|font-size:0(?:px|em|rem|pt|%)?(?:;|$)"
    r"|(?:left|top|right|bottom|text-indent|margin-left|margin-top):-\d{3,}(?:\.\d+)?(?:px|em|rem|pt)"
    r"|(?<![\w-])(?:width|height|max-width|max-height):0(?:px|em|%)?(?:;|$|!)|clip:rect\(0"
)
_ROWS = frozenset({"li", "tr", "dd", "dt"})

_MAX_SIBLINGS = 40
"""Siblings among which a hidden panel's twin is looked for."""


class Region(IntEnum):
    """What an element stands in; `ABSENT` is content that a visitor's browser never makes part of the page."""

    BODY = 0
    CONTENT = 1
    LIST = 2
    NAVIGATION = 3
    FOOTER = 4
    HIDDEN = 5
    ABSENT = 6


PLACES = {
    Region.BODY: Place.BODY,
    Region.CONTENT: Place.BODY,
    Region.LIST: Place.LIST,
    Region.NAVIGATION: Place.NAVIGATION,
    Region.FOOTER: Place.FOOTER,
    Region.HIDDEN: Place.HIDDEN,
}
_NAMED = (Region.NAVIGATION, Region.FOOTER, Region.CONTENT)
_INNER = (Region.NAVIGATION, Region.CONTENT)
_SURE = (Region.FOOTER, *_INNER)
_GROUPS = {
    Region.NAVIGATION: _WORDS["navigation"],
    Region.FOOTER: _WORDS["footer"],
    Region.CONTENT: _WORDS["content"],
}
_TAG_REGION = {
    **dict.fromkeys(_ROWS, Region.LIST),
    **{tag: region for region in _NAMED for tag in _GROUPS[region]["tags"]},
    "noscript": Region.ABSENT,
    "template": Region.ABSENT,
}
_PARTS = {region: frozenset(_GROUPS[region]["parts"]) for region in _NAMED}
_STEMS = {region: tuple(_GROUPS[region]["stems"]) for region in _NAMED}
_WEAK, _WEAK_STEMS = frozenset(_WORDS["footer"]["weak"]), tuple(_WORDS["footer"]["weak_stems"])
_SAID = re.compile(_WORDS["footer"]["said"], re.IGNORECASE)
_NEVER = tuple(_WORDS["footer"]["never"])
_IDS = frozenset(_WORDS["content"]["ids"])


@lru_cache(maxsize=16384)
def named_region(names: str) -> Region:
    """The region that the class and id values of one element tell, or BODY. `names` is "class id"."""
    if not _IDS.isdisjoint(names.lower().split()):
        return Region.CONTENT
    words = _words_of(names)
    if _has(words, _PARTS[Region.FOOTER] | _WEAK, _STEMS[Region.FOOTER] + _WEAK_STEMS):
        return Region.FOOTER
    return next((region for region in _INNER if _has(words, _PARTS[region], _STEMS[region])), Region.BODY)


@lru_cache(maxsize=16384)
def _without_weak(names: str) -> Region:
    """The same, were its weak words for a footer not there."""
    words = _words_of(names)
    return next((region for region in _SURE if _has(words, _PARTS[region], _STEMS[region])), Region.BODY)


def region_of_names(names: str, element: LexborNode) -> Region:
    """The region that an element's names tell; a weak word for a footer needs a footer's words inside."""
    region = named_region(names)
    if region is not Region.FOOTER or (sure := _without_weak(names)) is region:
        return region
    return region if _SAID.search(element.text()) else sure


def _words_of(names: str) -> set[str]:
    parts = [part.lower() for part in _PART.findall(names)]
    return {*parts, *names.lower().split(), *map("".join, pairwise(parts))}


def _has(words: set[str], parts: frozenset[str], stems: tuple[str, ...]) -> bool:
    return any((word in parts or word.startswith(stems)) and not word.startswith(_NEVER) for word in words)


@lru_cache(maxsize=8192)
def is_hiding(style: str) -> bool:
    """Whether an inline style keeps an element from the visitor's eye."""
    return bool(_HIDING.search(style.lower().replace(" ", "")))


@once
def regions_of(page: Page) -> "Regions":
    """The regions of a page, shared by its readers."""
    return Regions(page.attributes)


class Regions:
    """The regions of one page's elements, each ancestor looked at once. `attributes` are those known already, by `mem_id`."""

    def __init__(self, attributes: Mapping[int, Attributes] = MappingProxyType({})) -> None:
        self._attributes = attributes
        self._known: dict[int, Region] = {}

    def of(self, node: LexborNode, attributes: Attributes | None = None) -> Region:
        """The region in which `node` stands (its own names count). `attributes` are its own where they are at hand."""
        key = node.mem_id
        region = self._known.get(key)
        if region is None:
            parent = node.parent
            outer = Region.BODY if parent is None else self._inside(parent)
            own = self._attributes_of(node) if attributes is None else attributes
            region = _refined(outer, node, own)
            if attributes is None or attributes:
                self._known[key] = region
        return region

    def _inside(self, node: LexborNode) -> Region:
        """The region of what stands in `node`."""
        known = self._known
        chain: list[tuple[int, LexborNode]] = []
        current: LexborNode | None = node
        region: Region | None = None
        while current is not None:
            key = current.mem_id
            region = known.get(key)
            if region is not None:
                break
            chain.append((key, current))
            current = current.parent
        region = region or Region.BODY
        for key, element in reversed(chain):
            region = known[key] = _refined(region, element, self._attributes_of(element))
        return region

    def _attributes_of(self, node: LexborNode) -> Attributes:
        attributes = self._attributes.get(node.mem_id)
        return node.attributes if attributes is None else attributes


def _refined(outer: Region, element: LexborNode, attributes: Attributes) -> Region:
    """The region of an element that stands in `outer`: an inner region wins unless the outer one is a menu or footer."""
    if outer >= Region.HIDDEN:
        return outer
    inner = _TAG_REGION.get(element.tag or "", Region.BODY)
    if inner is Region.ABSENT:
        return inner
    if outer is Region.NAVIGATION:
        return outer
    if attributes:
        if _is_hidden(element, attributes):
            return Region.HIDDEN
        classes, name = attributes.get("class"), attributes.get("id")
        if outer < Region.NAVIGATION and (classes or name) and inner <= Region.LIST:
            inner = region_of_names(f"{classes or ''} {name or ''}", element) or inner
    return outer if outer >= Region.NAVIGATION or outer > inner else inner


def _is_hidden(element: LexborNode, attributes: Attributes) -> bool:
    style = attributes.get("style")
    if (style and is_hiding(style)) or "hidden" in attributes or (element.tag == "marquee" and _is_tiny(attributes)):
        return not _is_switched(element, attributes)
    return False


def _is_tiny(attributes: Attributes) -> bool:
    """A marquee of one pixel or less: a classic frame of hidden links."""
    return any((attributes.get(side) or "9").rstrip("px") in ("0", "1") for side in ("height", "width"))


def _is_switched(element: LexborNode, attributes: Attributes) -> bool:
    """Whether a hidden element is one of several panels that tabs or a menu show in turn.

    Told by a sibling of the same tag and a like name that is not hidden, or by being a list inside a list row.
    """
    parent = element.parent
    if parent is None:
        return False
    if parent.tag in _ROWS:
        return True
    name = _stem(attributes)
    if not name:
        return False
    for sibling in islice(parent.iter(), _MAX_SIBLINGS):
        if sibling.tag == element.tag and sibling.mem_id != element.mem_id:
            others = sibling.attributes
            if _stem(others) == name and not is_hiding(others.get("style") or ""):
                return True
    return False


def _stem(attributes: Attributes) -> str:
    """What the names of panels shown in turn have in common: the first class, or the id without its number."""
    names = (attributes.get("class") or "").split()
    return names[0].rstrip("0123456789_-") if names else (attributes.get("id") or "").rstrip("0123456789_-")
