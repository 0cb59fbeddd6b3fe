"""A site that calls itself by its server's bare address: behind a proxy some systems (JEECMS) write that into their menus."""

import re

from govcrawl.extract.page import Page
from govcrawl.extract.urls import host_of

_BARE = re.compile(r"(https?://\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?)(/[^#]+)")
_ORIGIN = re.compile(r"(https?://[^/?#]+)(/[^#]*)?")
_LEAST_SHARED = 3
_MOST_LINKS = 2000


def bare_address(page: Page, hosts: tuple[str, ...]) -> str:
    """The `http://1.2.3.4:80` under which a page names its own site, or "".

    Most links of such a page lead there, and several pages are named both ways; a neighbour's server is named one way.
    """
    anchors = page.anchors[:_MOST_LINKS]
    bare: dict[str, set[str]] = {}
    for anchor in anchors:
        if found := _BARE.match(anchor.url or ""):
            bare.setdefault(found[1], set()).add(found[2])
    if not any(len(paths) >= _LEAST_SHARED for paths in bare.values()) or host_of(page.url) not in hosts:
        return ""
    links = (_ORIGIN.match(anchor.url) for anchor in anchors if anchor.url and host_of(anchor.url) in hosts)
    own = {link[2] or "/" for link in links if link}
    return next(
        (origin for origin, paths in bare.items() if len(paths) >= len(own) and len(paths & own) >= _LEAST_SHARED), ""
    )


def origin_of(url: str) -> str:
    """`http://host` of an address."""
    found = _ORIGIN.match(url)
    return found[1] if found else ""
