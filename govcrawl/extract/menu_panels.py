"""The panels that a main menu opens beside itself: which of its entries a link in one of them stands under."""

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from govcrawl.extract.column_names import clean_name, is_column_name
from govcrawl.extract.main_menu import main_menus
from govcrawl.extract.once import once
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze

_FEWEST = 3
"""Entries that a menu with panels has at least."""
_LEVELS = 5
"""Elements above a link that may be its panel."""
_MOST = 40
"""Elements side by side that may be the panels of a menu."""
_ROWS = frozenset({"li", "td"})
_ENTRIES = _ROWS | {"a"}
"""What an entry of a menu is; the oldest ones are bare links side by side."""
_BARE = frozenset({"div", "nav"})
_SILENT = frozenset({"script", "style", "link", "br"})
_NO_LETTERS = re.compile(r"[^a-z0-9]")
_NUMBERED = re.compile(r"[a-z].*\d$")


class _Entry(NamedTuple):
    """A row of a menu. `name` is "" for the home page; `key` is its id without marks, "" where it ends in no number."""

    name: str
    key: str


def panel_head(page: Page, node: LexborNode) -> str:
    """The entry of the main menu whose panel a link stands in, or "": the panel is named after it (`nav3`, `sub_nav3`), or
    it is the same one of as many elements side by side as the menu has entries."""
    menus = _menus(page)
    if menus and _is_in_entry(page, node):
        return ""
    current = node.parent
    for _ in range(_LEVELS if menus else 0):
        if current is None or current.parent is None or current.tag in ("body", "html"):
            return ""
        if current.mem_id in _around_menus(page):
            return ""
        for entries in menus if current.tag not in _ROWS else ():
            if (head := _named_after(current, entries)) or (head := _in_order(page, current, entries)):
                return head
        current = current.parent
    return ""


def _is_in_entry(page: Page, node: LexborNode) -> bool:
    """Whether a link stands inside an entry of the menu: that entry is above it, whatever number of elements lies beside."""
    current = node.parent
    while current is not None and current.tag not in ("body", "html"):
        if current.tag in _ENTRIES and current.mem_id in _entry_ids(page):
            return True
        current = current.parent
    return False


@once
def _entry_ids(page: Page) -> frozenset[int]:
    return frozenset(row.mem_id for node in _menu_lists(page) for row in node.iter() if row.tag in _ENTRIES)


@once
def _menu_lists(page: Page) -> tuple[LexborNode, ...]:
    menus = main_menus(page)
    lists = (node for node in page.tree.css("ul, ol, tr, div, nav") if node.tag not in _BARE or _holds_entries(node))
    return tuple(node for node in lists if node.mem_id in menus or _parent_id(node) in menus)


def _holds_entries(node: LexborNode) -> bool:
    return sum(child.tag == "a" for child in node.iter()) > _FEWEST


@once
def _menus(page: Page) -> tuple[tuple[_Entry, ...], ...]:
    rows = [
        [_entry(row) for row in node.iter() if row.tag in _ENTRIES and squeeze(row.text())]
        for node in _menu_lists(page)
    ]
    return tuple(tuple(one) for one in rows if len(one) > _FEWEST)


@once
def _around_menus(page: Page) -> frozenset[int]:
    """The main menus and the elements round them: no panel that a menu opens holds the menu."""
    around: set[int] = set()
    for node in _menu_lists(page):
        current: LexborNode | None = node
        while current is not None and current.mem_id not in around:
            around.add(current.mem_id)
            current = current.parent
    return frozenset(around)


def _named_after(panel: LexborNode, entries: tuple[_Entry, ...]) -> str:
    own = _key(panel)
    if not own:
        return ""
    return next((entry.name for entry in entries if entry.key and own != entry.key and own.endswith(entry.key)), "")


def _in_order(page: Page, panel: LexborNode, entries: tuple[_Entry, ...]) -> str:
    parent = panel.parent
    panels: list[int] = []
    for one in parent.iter() if parent is not None else ():
        if one.tag not in _SILENT:
            panels.append(one.mem_id)
        if len(panels) > _MOST or one.mem_id in _around_menus(page):
            return ""
    if len(panels) == len(entries) - 1 and not entries[0].name:
        entries = entries[1:]  # the home page opens no panel
    return entries[panels.index(panel.mem_id)].name if len(panels) == len(entries) else ""


def _entry(row: LexborNode) -> _Entry:
    link = row if row.tag == "a" else row.css_first("a")
    name = clean_name(squeeze(link.text())) if link is not None else ""
    return _Entry(name if is_column_name(name) else "", _key(row))


def _key(node: LexborNode) -> str:
    key = _NO_LETTERS.sub("", (node.attributes.get("id") or "").lower())
    return key if _NUMBERED.match(key) else ""


def _parent_id(node: LexborNode) -> int:
    return node.parent.mem_id if node.parent is not None else 0
