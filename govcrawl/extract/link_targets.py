"""The addresses that a page links to and nothing else of it: for pages that are only checked, not judged."""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from govcrawl.extract.link_offers import ADDRESSED, Offer, near_base, offers_of
from govcrawl.extract.links import link_row, read_links
from govcrawl.extract.page import Page
from govcrawl.model.items import LinkSeen
from govcrawl.model.vocabulary import Place

_PLAIN = ",".join(f"{tag}[href]" if tag in {"a", "area"} else tag for tag in sorted(ADDRESSED))
_NEEDS_ALL = ("onclick", "data-href", "background", "url(", "<noscript", "<template", "javascript:")
_ELEMENT = re.compile(r"<[a-zA-Z]")
"""Where one of these stands in a page, or an element in a script, which addresses are links takes a whole reading."""


def read_targets(page: Page, site_hosts: Iterable[str]) -> tuple[LinkSeen, ...]:
    """The targets of `read_links`, once each, without anchors and places. Never raises."""
    hosts = tuple(site_hosts)
    nodes = page.tree.css(_PLAIN)
    if any(word in page.lowered for word in _NEEDS_ALL) or any(map(_writes, nodes)):
        return tuple({link.url: link for link in read_links(page, hosts)}.values())
    hrefs: dict[str, None] = {}
    offers: dict[Offer, None] = {}
    for node in nodes:
        if node.tag == "a" or node.tag == "area":
            hrefs[node.attributes.get("href") or ""] = None
        else:
            offers.update(dict.fromkeys(offers_of(node, node.attributes)))
    base, charset = page.base_url, page.charset
    every = [*(Offer(href, "", None) for href in hrefs), *offers]
    rows = [link_row(near_base(base, offer.href), offer, Place.BODY, hosts, charset) for offer in every]
    return tuple({link.url: link for link in rows}.values())


def _writes(node: LexborNode) -> bool:
    """Whether it is a script that may write elements."""
    return node.tag == "script" and _ELEMENT.search(node.text()) is not None
