"""Every link of a page: what a visitor can click and what the browser fetches.

A link is kept as published (`href`) beside its absolute address. What is no http(s) address (mailto, tel, javascript, an
anchor of the same page, an unparsable one) is a row too, whose `url` is the href itself. Comments, templates and
noscript are no links; neither is the target of a form.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract.cues import words
from govcrawl.extract.depth import bounded
from govcrawl.extract.link_offers import (
    ADDRESSED,
    HANDLERS,
    Offer,
    near_base,
    offers_of,
    origin_scope,
    resolve,
)
from govcrawl.extract.page import Page
from govcrawl.extract.regions import PLACES, Region, Regions, regions_of
from govcrawl.extract.script_text import UNKNOWN, written_html
from govcrawl.model.items import LinkSeen
from govcrawl.model.vocabulary import Place, Resource, Scope

_HANDLED = words(("onclick", "onClick", "ONCLICK", "data-href", "background", "url("))
"""Without one of these strings in its source, only elements of `ADDRESSED` can publish an address."""


def read_links(page: Page, site_hosts: Iterable[str]) -> tuple[LinkSeen, ...]:
    """All links in document order, repeats included. Never raises, whatever the hrefs."""
    hosts = tuple(site_hosts)
    regions = regions_of(page)
    any_element = publishes_anywhere(page)
    rows: list[LinkSeen] = []
    base = page.base_url
    for node, tag, attributes in page.elements:
        if tag not in ADDRESSED and not any_element:
            continue
        if tag == "script" and "src" not in attributes:
            rows.extend(_written_links(page, node, regions, hosts))
        elif attributes and (tag in ADDRESSED or not HANDLERS.isdisjoint(attributes)):
            offers = offers_of(node, attributes)
            if offers and (region := regions.of(node, attributes)) is not Region.ABSENT:
                rows.extend(
                    [
                        link_row(near_base(base, offer.href), offer, PLACES[region], hosts, page.charset)
                        for offer in offers
                    ]
                )
    return tuple(rows)


def publishes_anywhere(page: Page) -> bool:
    """Whether any element of a page may publish an address, not only those made for it."""
    return not page.lacks(_HANDLED)


def _elements(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    return iter(()) if tree.root is None else tree.root.traverse()


def _written_links(page: Page, script: LexborNode, regions: Regions, hosts: tuple[str, ...]) -> Iterator[LinkSeen]:
    """Links that an inline script writes into the page. Addresses with a run-time part are not told."""
    html = written_html(script.text())
    if not html or regions.of(script, {}) is Region.ABSENT:
        return
    inner = Regions()
    for node in _elements(LexborHTMLParser(bounded(html))):
        attributes = node.attributes
        if not attributes:
            continue
        for offer in offers_of(node, attributes):
            region = inner.of(node, attributes)
            if UNKNOWN not in offer.href and region is not Region.ABSENT:
                place = Place.HIDDEN if region is Region.HIDDEN else Place.SCRIPT
                yield link_row(near_base(page.base_url, offer.href), offer, place, hosts, page.charset)


@lru_cache(maxsize=8192)  # the pages of a site share most of their links
def link_row(base: str, offer: Offer, place: Place, hosts: tuple[str, ...], charset: str) -> LinkSeen:
    """One link; `base` is what `near_base` gives."""
    href, anchor, promised = offer
    resolved = resolve(base, href, charset)
    if resolved is None:
        return LinkSeen(href.strip(), href, anchor, place, Scope.SAME_SITE, promised or Resource.PAGE)
    url, resource = resolved
    return LinkSeen(url, href, anchor, place, origin_scope(url[: url.find("/", 8)], hosts), promised or resource)
