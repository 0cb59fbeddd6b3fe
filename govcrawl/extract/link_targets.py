"""The addresses that a page links to and nothing else of it: for pages that are only checked, not judged."""

import re
from collections.abc import Iterable

from govcrawl.extract.link_offers import ADDRESSED, Offer, near_base, offers_of
from govcrawl.extract.links import link_row, publishes_anywhere, read_links
from govcrawl.extract.page import Page
from govcrawl.model.items import LinkSeen
from govcrawl.model.vocabulary import Place

_PLAIN = ",".join(f"{tag}[href]" if tag in {"a", "area"} else tag for tag in sorted(ADDRESSED - {"script"}))
_NEEDS_ALL = ("<noscript", "<template", "javascript:")
_ELEMENT = re.compile(r"<[a-zA-Z]")
"""Where one of these stands in a page, or an element in a script, which addresses are links takes a whole reading."""


def read_targets(page: Page, site_hosts: Iterable[str]) -> tuple[LinkSeen, ...]:
    """The targets of `read_links`, once each, without anchors and places. Never raises."""
    hosts = tuple(site_hosts)
    if publishes_anywhere(page) or _needs_all(page):
        return tuple({link.url: link for link in read_links(page, hosts)}.values())
    offers: dict[Offer, None] = {}
    for node in page.tree.css(f"{_PLAIN},script[src]"):
        attributes = node.attributes
        if node.tag == "a" or node.tag == "area":
            offers[Offer(attributes.get("href") or "", "", None)] = None
        else:
            offers.update(dict.fromkeys(offers_of(node, attributes)))
    base = page.base_url
    rows = [link_row(near_base(base, offer.href), offer, Place.BODY, hosts, page.charset) for offer in offers]
    return tuple({link.url: link for link in rows}.values())


def _needs_all(page: Page) -> bool:
    return any(word in page.lowered for word in _NEEDS_ALL) or _ELEMENT.search(page.scripts) is not None
