"""The blocks and carousels of a home page and the items in them: what the freshness of a home page is judged on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.menus import block_title
from govcrawl.extract.page import Anchor, Page
from govcrawl.extract.regions import Region, Regions
from govcrawl.extract.text import squeeze
from govcrawl.extract.urls import host_of, scope_of
from govcrawl.model.vocabulary import Scope

_CAROUSEL = re.compile(
    r"carousel|slide|swiper|banner|focus|flash|lunbo|lbt|jdt|huandeng|scroll|marquee|flexslider|slick|hot-?pic|tpxw",
    re.I,
)
_MIN_TITLE = 9
"""Characters of a headline; shorter link texts are names."""
_MAX_CLIMB = 8


@dataclass(frozen=True, slots=True)
class HomeBlock:
    """A block of a home page that carries items. `links` are (title, URL) in document order, without repeats."""

    name: str
    is_carousel: bool
    links: tuple[tuple[str, str], ...]


def home_blocks(page: Page) -> tuple[HomeBlock, ...]:
    """The blocks of a page that carry headlines of its own site; a home page without one is navigation only."""
    regions = Regions()
    host = (host_of(page.url),)
    holders: dict[int, tuple[Anchor, dict[str, str]]] = {}
    for anchor in page.anchors:
        if anchor.url is None or not _is_item(anchor, regions, host):
            continue
        title = anchor.text or _picture_title(anchor)
        _, links = holders.setdefault(_holder(anchor), (anchor, {}))
        if len(title) > len(links.get(anchor.url, "")):
            links[anchor.url] = title
    return tuple(
        HomeBlock(block_title(first.node), _is_carousel(first), tuple((title, url) for url, title in links.items()))
        for first, links in holders.values()
        if links
    )


def _is_item(anchor: Anchor, regions: Regions, host: Iterable[str]) -> bool:
    assert anchor.url is not None
    if regions.of(anchor.node) in (Region.NAVIGATION, Region.FOOTER, Region.HIDDEN, Region.ABSENT):
        return False
    shape = shape_of(anchor.url)
    if shape is Shape.ARTICLE:
        return True
    title = anchor.text or _picture_title(anchor)
    return shape is Shape.PLAIN and len(title) >= _MIN_TITLE and scope_of(anchor.url, host) is Scope.SAME_SITE


def _picture_title(anchor: Anchor) -> str:
    image = anchor.node.css_first("img")
    return squeeze(image.attributes.get("alt") or "") if image is not None else ""


def _holder(anchor: Anchor) -> int:
    """The list or panel in which an item stands."""
    node = anchor.node
    for _ in range(_MAX_CLIMB):
        parent = node.parent
        if parent is None or parent.tag == "body":
            break
        if parent.tag in ("ul", "ol", "table", "tbody", "dl"):
            return parent.mem_id
        node = parent
        if len(node.css("a")) > 2:
            break
    return node.mem_id


def _is_carousel(anchor: Anchor) -> bool:
    node = anchor.node.parent
    for _ in range(_MAX_CLIMB):
        if node is None or node.tag == "body":
            return False
        attributes = node.attributes
        if _CAROUSEL.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
            return True
        node = node.parent
    return False
