"""The columns that a page shows: in its navigation, menus and site map, as heads of its blocks, and on its breadcrumb.

A column is an address of the site that holds a list or a standing text. Home, login, search, articles, files, other
sites, footer links and paging are none (`column_names.toml`, `address_shapes.toml`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import IntEnum

from selectolax.lexbor import LexborNode

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.article import content_of
from govcrawl.extract.boards import on_boards
from govcrawl.extract.column_kinds import campaign_of, is_historical, kind_of, says_a_kind
from govcrawl.extract.column_links import ColumnLink, ColumnLinks
from govcrawl.extract.column_names import clean_name, is_organ
from govcrawl.extract.column_way import column_way, names_by_folder, page_way
from govcrawl.extract.main_menu import is_inside, main_menu_frames, main_menus, second_rows
from govcrawl.extract.menu_panels import panel_head
from govcrawl.extract.menus import block_title, has_date, heads_above, heads_list, is_foreign, is_of_people, is_title
from govcrawl.extract.page import Page
from govcrawl.extract.regions import Region
from govcrawl.extract.side_menu import is_side_entry
from govcrawl.extract.tab_row import is_tab
from govcrawl.extract.text import width
from govcrawl.extract.urls import host_of, leads_to_a_place, same_page_key, scope_of
from govcrawl.model.items import ColumnSeen
from govcrawl.model.vocabulary import ColumnKind, Scope

__all__ = ["campaign_of", "kind_of", "read_columns", "read_way"]

_SITE_MAP = re.compile(r"网站地图|站点地图|网站导航|sitemap|wzdt", re.IGNORECASE)
_TITLE_PARTS = re.compile(r"[-_|–—]")
_SHORT = 12
"""Characters of a name that needs no other sign of being a column's."""
_DOOR = 6
"""Characters of the name under which a home page opens a letter box, a survey or an interview, whatever its address."""
_LONGEST = {False: 26, True: 14}
"""Characters of the longest name where the address is a column's or a folder, and where it says nothing (True)."""
_NO_COLUMNS = frozenset({Shape.ROOT, Shape.ARTICLE, Shape.FILE, Shape.OTHER})
_MOST_BLOCKS = 200
"""Blocks with a "more" link that are read on one page."""
_PERSON = 4
"""Characters of a person's name."""
_MAX_LEVELS = 5


class _Source(IntEnum):
    """Where a column was named, the most telling first: a nested menu says more of it than a block's head."""

    NESTED_MENU = 0
    BREADCRUMB = 1
    MENU = 2
    BLOCK_HEAD = 3
    OTHER = 4
    PLACE = 5
    """A link to a place on a page: it names the place, and the page only where no other link does."""


def read_columns(page: Page, site_hosts: Iterable[str], as_of: date | None = None) -> tuple[ColumnSeen, ...]:
    """All columns that a page shows, each address once, in document order.

    `site_hosts` are the hosts of the site; columns on other hosts of the same owner keep that `scope`. With `as_of` only
    campaigns that had ended by then make a special topic `historical`.
    """
    hosts = tuple(site_hosts) or (host_of(page.url),)
    year = as_of.year if as_of else None
    found: dict[str, tuple[int, ColumnSeen]] = {}
    past: set[str] = set()
    for source, column in _Reader(page, hosts).readings():
        key = same_page_key(column.url)
        known = found.get(key)
        if is_historical(column.name, column.path[:-1], year):
            past.add(key)
        if known is None or source < known[0]:
            found[key] = source, column
    return tuple(replace(column, historical=True) if key in past else column for key, (_, column) in found.items())


class _Reader:
    """Reads the columns of one page."""

    def __init__(self, page: Page, hosts: tuple[str, ...]) -> None:
        self._page = page
        self._hosts = hosts
        self._links = ColumnLinks(page, hosts)
        self._crumbs = column_way(page)
        self._linked = tuple(crumb.name for crumb in self._crumbs if not is_organ(crumb.name))
        self._way = self._linked or page_way(page)
        self._is_home = shape_of(page.url) is Shape.ROOT
        self._is_map = bool(_SITE_MAP.search(f"{page.title or ''} {page.url}"))
        self._is_of_topics = _is_of_topics(page)
        self._menus = main_menus(page)
        self._frames = main_menu_frames(page)
        self._more = 0
        self._roots: dict[int, int | None] = {}

    def readings(self) -> Iterator[tuple[_Source, ColumnSeen]]:
        """Columns with their sources; one address may come several times."""
        for index, name in enumerate(self._linked):
            url = next(crumb.url for crumb in self._crumbs if crumb.name == name)
            if url and scope_of(url, self._hosts) is Scope.SAME_SITE and shape_of(url) not in _NO_COLUMNS:
                yield _Source.BREADCRUMB, _column(name, url, self._linked[:index])
        for link in self._links:
            reading = self._reading(link)
            if reading is not None:
                is_place = link.node is not None and leads_to_a_place(link.node.attributes.get("href") or "")
                yield (_Source.PLACE, reading[1]) if is_place else reading

    def _reading(self, link: ColumnLink) -> tuple[_Source, ColumnSeen] | None:
        """A link as a column, or None where nothing says that it is one."""
        if link.node is None:
            above = link.above or self._above_block(link.name)
            return (_Source.NESTED_MENU if link.above else _Source.OTHER), _column(link.name, link.url, above)
        if link.is_more:
            self._more += 1
            title = block_title(link.node) if self._more <= _MOST_BLOCKS else ""
            return (
                (_Source.BLOCK_HEAD, _column(title, link.url, self._above_block(title), link.scope)) if title else None
            )
        if self._is_in_text(link, link.node) or width(link.name) > _LONGEST[link.shape is Shape.PLAIN]:
            return None
        root = self._menu_root(link.node, link.region)
        if root is not None or self._is_map:
            return self._menu_entry(link, link.node, root)
        return self._block_entry(link, link.node)

    def _is_in_text(self, link: ColumnLink, node: LexborNode) -> bool:
        """Whether a link stands in an article's text. Many pages call their whole frame "content": there heads are heads."""
        if link.region is not Region.CONTENT or self._is_map or self._is_home:
            return False
        if node.mem_id in on_boards(self._page):
            return False
        if content_of(self._page) is not None or not is_title(node):
            return True
        return link.shape is Shape.PLAIN and not heads_list(node)

    def _menu_entry(self, link: ColumnLink, node: LexborNode, root: int | None) -> tuple[_Source, ColumnSeen] | None:
        heads = heads_above(node, root)
        if is_foreign(heads) or has_date(node):
            return None
        above = tuple(name for name in heads if name != link.name)[-_MAX_LEVELS:]
        if (head := panel_head(self._page, node)) and head != link.name:
            above = (head,)
        is_side = root is not None and root not in self._menus and not self._is_home and not self._is_map
        if is_side and root not in self._frames and node.mem_id not in second_rows(self._page):
            above = self._below_way(link.name, above, link.url)
        column = _column(link.name, link.url, above, link.scope)
        return (_Source.NESTED_MENU if above else _Source.MENU), self._lowered(column) if is_side else column

    def _block_entry(self, link: ColumnLink, node: LexborNode) -> tuple[_Source, ColumnSeen] | None:
        """A link outside of menus: a block's head, a short name that leads to a folder or a known column address, or one of
        a board. On other hosts of the owner only a board's names and heads that say a kind are columns."""
        on_board = node.mem_id in on_boards(self._page)
        if has_date(node) or (link.scope is not Scope.SAME_SITE and not self._is_near(link, node, on_board)):
            return None
        heads = tuple(head for head in heads_above(node) if head != link.name)
        special = next((head for head in heads if kind_of(head) is ColumnKind.SPECIAL_COLUMN), None)
        titled = is_title(node) or (self._is_home and link.shape is Shape.PLAIN and is_tab(node))
        is_topic = special is not None or self._is_of_topics
        if link.shape is Shape.PLAIN and is_side_entry(node, heads, self._way):
            column = _column(link.name, link.url, self._below_way(link.name, heads[-_MAX_LEVELS:], link.url))
            return _Source.NESTED_MENU, column
        said = on_board or (
            self._is_home and width(link.name) <= _DOOR and kind_of(link.name) is ColumnKind.INTERACTION
        )
        is_card = is_topic and node.css_first("img") is not None  # the picture of a topic, whatever its address
        is_named = link.shape is not Shape.PLAIN and (width(link.name) <= _SHORT or is_topic)
        if not (titled or said or is_card or is_named):
            return None
        is_name = len(link.name) <= _PERSON and not on_board and not says_a_kind(link.name)
        if is_foreign(heads) or (is_name and is_of_people(heads)):
            return None
        above = (special,) if special else self._above_block(link.name, heads, link.url)
        if node.mem_id in second_rows(self._page):
            above = heads[-_MAX_LEVELS:]
        column = _column(link.name, link.url, above, link.scope)
        return (_Source.BLOCK_HEAD if titled else _Source.OTHER), column if self._is_home else self._lowered(column)

    def _is_near(self, link: ColumnLink, node: LexborNode, on_board: bool) -> bool:
        """Whether a home page shows a link to another host of the owner as a column of its own."""
        return self._is_home and (on_board or (is_title(node) and says_a_kind(link.name)))

    def _lowered(self, column: ColumnSeen) -> ColumnSeen:
        """A column that a page below the home page names beside a main menu that does not: none of the first level, even
        where nothing says what it stands under."""
        return (
            replace(column, level=2) if column.level == 1 and self._menus and column.name not in self._way else column
        )

    def _above_block(self, name: str, heads: tuple[str, ...] = (), url: str = "") -> tuple[str, ...]:
        """What stands above a block of this page: nothing on the home page, its heads and the page's own way elsewhere."""
        return () if self._is_home else self._below_way(name, heads[-_MAX_LEVELS:], url)

    def _below_way(self, name: str, heads: tuple[str, ...], url: str) -> tuple[str, ...]:
        """The names above a side menu's entry, completed by the way on which the page stands."""
        way = self._way
        if name in way:
            return way[: way.index(name)]
        for index, head in enumerate(heads):
            if head in way:
                return (*way[: way.index(head)], *heads[index:])
        if heads:
            return heads
        if (nested := names_by_folder(self._crumbs, url)) is not None:
            return nested
        if not way and (own := _name_in(self._menus, self._page)) and own != name:
            return (own,)
        return way[:-1] if len(way) > 1 else way

    def _menu_root(self, node: LexborNode, region: Region) -> int | None:
        """The menu in which a link stands: the main menu, or the outermost element named as one; None outside of menus."""
        chain: list[LexborNode] = []
        current = node.parent
        while current is not None and current.mem_id not in self._roots and current.tag not in ("body", "html"):
            chain.append(current)
            current = current.parent
        root = self._roots.get(current.mem_id) if current is not None else None
        for element in reversed(chain):
            key = element.mem_id
            if key in self._menus or (root is None and self._links.regions.of(element) is Region.NAVIGATION):
                root = key
            self._roots[key] = root
        return node.mem_id if root is None and region is Region.NAVIGATION else root


def read_way(page: Page, columns: Iterable[ColumnSeen]) -> tuple[str, ...]:
    """The names down to a page: on its breadcrumb, else where a side menu of `columns` nests it. An entry of the main menu
    stands where that says, whatever lists it besides."""
    if (way := page_way(page)) or _name_in(main_menus(page), page):
        return way
    key = same_page_key(page.url)
    return next((one.path for one in columns if one.level > 1 and same_page_key(one.url) == key), ())


def _name_in(menus: frozenset[int], page: Page) -> str:
    """What a page's main menus call the page itself, or ""."""
    if not menus or shape_of(page.url) is Shape.ROOT:
        return ""
    key = same_page_key(page.url)
    own = (anchor for anchor in page.anchors if anchor.url and same_page_key(anchor.url) == key)
    return next((clean_name(anchor.text) for anchor in own if is_inside(anchor.node, menus)), "")


def _is_of_topics(page: Page) -> bool:
    """Whether a page is the one that lists the site's special topics: their names may be as long as a headline."""
    title = _TITLE_PARTS.split(page.title or "")[0].strip()
    return any(kind_of(name) is ColumnKind.SPECIAL_COLUMN for name in (title, *page_way(page)[-1:]))


def _column(name: str, url: str, above: tuple[str, ...], scope: Scope = Scope.SAME_SITE) -> ColumnSeen:
    path = (*above, name)
    return ColumnSeen(name, url, len(path), kind_of(name, path), path, scope=scope)
