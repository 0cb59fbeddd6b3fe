"""The columns that a page shows: in its navigation, menus and site map, as heads of its blocks, and on its breadcrumb.

A column is an address of the site that holds a list or a standing text. Home, login, search, articles, files, other
sites, footer links and paging are none (`column_names.toml`, `address_shapes.toml`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from govcrawl.extract.address_shape import Shape
from govcrawl.extract.column_kinds import campaign_of, is_historical, kind_of
from govcrawl.extract.column_links import ColumnLink, column_links, is_organ
from govcrawl.extract.menus import block_title, breadcrumb, has_date, heads_above, is_foreign_block
from govcrawl.extract.page import Page
from govcrawl.extract.regions import Region
from govcrawl.extract.urls import host_of, same_page_key, scope_of
from govcrawl.model.items import ColumnSeen
from govcrawl.model.vocabulary import ColumnKind, Scope

__all__ = ["campaign_of", "kind_of", "read_columns"]

_SITE_MAP = re.compile(r"网站地图|站点地图|网站导航|sitemap|wzdt", re.IGNORECASE)
_SHORT = 12
"""Characters of a name that needs no other sign of being a column's."""


def read_columns(page: Page, site_hosts: Iterable[str], as_of: date | None = None) -> tuple[ColumnSeen, ...]:
    """All columns that a page shows, each address once, in document order.

    `site_hosts` are the hosts of the site; columns on other hosts of the same owner keep that `scope`. With `as_of` only
    campaigns that had ended by then make a special topic `historical`.
    """
    hosts = tuple(site_hosts) or (host_of(page.url),)
    year = as_of.year if as_of else None
    found: dict[str, tuple[int, ColumnSeen]] = {}
    for rank, column in _readings(page, hosts):
        key = same_page_key(column.url)
        known = found.get(key)
        if known is None or rank < known[0]:
            found[key] = rank, column
    return tuple(
        replace(column, historical=is_historical(column.name, column.path[:-1], year)) for _, column in found.values()
    )


def _readings(page: Page, hosts: tuple[str, ...]) -> Iterator[tuple[int, ColumnSeen]]:
    """Columns with the rank of their source: a nested menu knows more of a column than a block's head."""
    crumbs = breadcrumb(page)
    names = tuple(name for name, _ in crumbs)
    for index, (name, url) in enumerate(crumbs):
        if url and not is_organ(name) and scope_of(url, hosts) is Scope.SAME_SITE:
            yield 1, _column(name, url, names[:index])
    whole_page = bool(_SITE_MAP.search(f"{page.title or ''} {page.url}"))
    for link in column_links(page, hosts):
        reading = _reading(link, whole_page=whole_page)
        if reading is not None:
            yield reading


def _reading(link: ColumnLink, *, whole_page: bool) -> tuple[int, ColumnSeen] | None:
    """A link as a column, or None where nothing says that it is one."""
    if link.is_more:
        title = block_title(link.node)
        return (3, _column(title, link.url, (), link.scope)) if title else None
    if link.region is Region.CONTENT and not whole_page:
        return None
    if link.region is Region.NAVIGATION or whole_page or link.is_written:
        above = () if link.is_written else tuple(name for name in heads_above(link.node) if name != link.name)
        return (0 if above else 2), _column(link.name, link.url, above[-3:], link.scope)
    if link.scope is not Scope.SAME_SITE or len(link.name) > _SHORT and link.shape is Shape.PLAIN:
        return None
    if has_date(link.node) or is_foreign_block(link.node):
        return None
    heads = heads_above(link.node)
    special = next((head for head in heads if kind_of(head) is ColumnKind.SPECIAL_COLUMN), None)
    above = (special,) if special and special != link.name else ()
    if link.shape is Shape.PLAIN and not _is_head(link):
        return None
    return 4, _column(link.name, link.url, above, link.scope)


def _is_head(link: ColumnLink) -> bool:
    """Whether a link of no telling address stands where a block's title stands."""
    node = link.node.parent
    for _ in range(3):
        if node is None:
            return False
        if node.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "dt"):
            return True
        node = node.parent
    return kind_of(link.name) is not ColumnKind.OTHER


def _column(name: str, url: str, above: tuple[str, ...], scope: Scope = Scope.SAME_SITE) -> ColumnSeen:
    path = (*above, name)
    return ColumnSeen(name, url, len(path), kind_of(name, path), path, scope=scope)
