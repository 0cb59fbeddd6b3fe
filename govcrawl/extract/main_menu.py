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
_SILENT = frozenset({"script", "style", "link", "br"})
_MENU_TAGS = "div, ul, ol, table, tbody, tr, td, nav, p, dl, header, section"


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


def is_inside(node: LexborNode, roots: frozenset[int]) -> bool:
    """Whether an element stands in one of those named by `mem_id`."""
    current = node.parent
    while current is not None:
        if current.mem_id in roots:
            return True
        current = current.parent
    return False


@once
def second_rows(page: Page) -> frozenset[int]:
    """The links in the element right after a main menu, by `mem_id`: its second row; none where that is the page's body."""
    holder = way_holder(page)
    if holder is None:
        return frozenset()
    menus = main_menus(page)
    rows: set[int] = set()
    for node in page.tree.css(_MENU_TAGS):
        row = _element_after(_whole(node)) if node.mem_id in menus else None
        if row is not None and all(one.mem_id != holder.mem_id for one in row.css(holder.tag or "*")):
            rows.update(link.mem_id for link in row.css("a"))
    return frozenset(rows)


def _whole(menu: LexborNode) -> LexborNode:
    """The outermost element around a menu that holds no other links."""
    links = len(menu.css("a"))
    parent = menu.parent
    while parent is not None and parent.tag not in ("body", "html") and len(parent.css("a")) == links:
        menu, parent = parent, parent.parent
    return menu


def _element_after(node: LexborNode) -> LexborNode | None:
    """The next element with links, whatever scripts and styles stand between; None where other text does."""
    current = node.next
    while current is not None:
        if current.is_element_node and current.tag not in _SILENT:
            return current if current.css_first("a") is not None else None
        current = current.next
    return None


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
