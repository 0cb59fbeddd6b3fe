"""The menus that hold a link to the home page: the main navigation, whatever its elements are called."""

from selectolax.lexbor import LexborNode

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.column_names import is_home
from govcrawl.extract.column_way import way_holder
from govcrawl.extract.once import once
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze, width

_LINKS = 3
"""Links that a menu round a "home" link has at least."""
_TEXT = 12
"""Characters of text a link that a menu has at most; more are a list of headlines."""
_LEVELS = 5
"""Elements above the link that are looked at."""


@once
def main_menus(page: Page) -> frozenset[int]:
    """The outermost elements of the page's main menus, by `mem_id`."""
    roots: set[int] = set()
    holder = way_holder(page)
    way = holder.mem_id if holder is not None else None
    for anchor in page.anchors:
        if not is_home(anchor.text) or anchor.url is None or shape_of(anchor.url) is not Shape.ROOT:
            continue
        node: LexborNode | None = anchor.node.parent
        for _ in range(_LEVELS):
            if node is None or node.tag in ("body", "html") or node.mem_id == way:
                break
            links = node.css("a")
            if len(links) > _LINKS:
                if width(squeeze(node.text())) <= _TEXT * len(links):
                    roots.add(node.mem_id)
                break
            node = node.parent
    return frozenset(roots)


@once
def main_menu_frames(page: Page) -> frozenset[int]:
    """The main menus and all elements around them, by `mem_id`: the header in which the menu's second row stands, too."""
    frames: set[int] = set()
    for anchor in page.anchors:
        chain: list[int] = []
        node = anchor.node.parent
        while node is not None and node.tag not in ("body", "html") and node.mem_id not in frames:
            chain.append(node.mem_id)
            node = node.parent
        menu = next((place for place, key in enumerate(chain) if key in main_menus(page)), None)
        frames.update(chain[menu:] if menu is not None else ())
    return frozenset(frames)
