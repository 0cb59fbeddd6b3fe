"""Filters of a list (year, theme, force): links that ask a page's own address for fewer of its rows. They are no columns."""

import re
from urllib.parse import parse_qsl

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.once import once
from govcrawl.extract.page import Page

_PAGING = re.compile(r"p|pn|page\w*|cur\w*|start|rows|size|limit", re.IGNORECASE)
_LEAST = 2
"""Parameters by which a page is narrowed that show a bar of filters; with one it may be a tree of columns."""
_MOST_LINKS = 3000


def is_facet(page: Page, url: str) -> bool:
    """Whether a URL is the page's own address with a filter of its list."""
    return "?" in url and bool(_added(page.url, url) & _facets(page))


@once
def _facets(page: Page) -> frozenset[str]:
    """The parameters that links of the page add to its own address one at a time, where they are more than one."""
    if shape_of(page.url) is Shape.ROOT:
        return frozenset()
    own = f"{page.url.partition('?')[0]}?"
    urls = (anchor.url for anchor in page.anchors[:_MOST_LINKS] if anchor.url and anchor.url.startswith(own))
    alone = (keys for url in urls if len(keys := _added(page.url, url)) == 1)
    added = {key for keys in alone for key in keys if not _PAGING.fullmatch(key)}
    return frozenset(added) if len(added) >= _LEAST else frozenset()


def _added(own: str, url: str) -> frozenset[str]:
    """The parameters that a URL has beside those of the page, whose path and query it repeats; none where it does not."""
    path, _, query = own.partition("#")[0].partition("?")
    other, _, asked = url.partition("#")[0].partition("?")
    known, wanted = parse_qsl(query), parse_qsl(asked)
    if path != other or not set(known) <= set(wanted):
        return frozenset()
    return frozenset(key for key, _ in set(wanted) - set(known))
