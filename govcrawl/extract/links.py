"""Every link of a page: what a visitor can click and what the browser fetches.

A link is kept as published (`href`) beside its absolute address. What is no http(s) address (mailto, tel, javascript, an
anchor of the same page, an unparsable one) is a row too, whose `url` is the href itself. Comments, templates and
noscript are no links; neither is the target of a form.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract.page import Page
from govcrawl.extract.regions import PLACES, Region, Regions
from govcrawl.extract.script_text import UNKNOWN, written_html
from govcrawl.extract.text import squeeze
from govcrawl.extract.urls import join, scope_of
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import LinkSeen
from govcrawl.model.vocabulary import Place, Resource, Scope

_WORDS = load_words("links")
_RESOURCE = {ending: Resource(kind) for kind, endings in _WORDS["extensions"].items() for ending in endings}
_WRAPPER = re.compile(_WORDS["wrapper"]["path"], re.IGNORECASE)
_WRAPPED = frozenset(_WORDS["wrapper"]["parameters"])
_LAZY: tuple[str, ...] = tuple(_WORDS["images"]["lazy"])
_BY_TAG = {
    "img": Resource.IMAGE,
    "script": Resource.SCRIPT,
    "source": Resource.ATTACHMENT,
    "video": Resource.ATTACHMENT,
    "audio": Resource.ATTACHMENT,
    "track": Resource.ATTACHMENT,
}
_SOURCES = frozenset({"iframe", "frame", "script", "embed", "video", "audio", "source", "track"})
_LINK_STYLES = frozenset({"stylesheet", "preload stylesheet"})
_ICONS = ("icon", "apple-touch-icon")
_ONCLICK = re.compile(
    r"(?:open|location(?:\.href|\.replace|\.assign)?|navigate\w*|goto\w*|jump\w*|link\w*|href|url)\s*[=(]\s*"
    r"""(?:encodeURI\(\s*)?(['"])(?P<url>[^'"<>\s]+)\1""",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?:)?//|[/.]")
_BACKGROUND = re.compile(r"""url\(\s*['"]?(?P<url>[^'")]+)['"]?\s*\)""")
_MAX_SCRIPT = 200_000
"""Characters of one inline script that are read; longer ones are bundled libraries, not pages' own menus."""


class _Offer(NamedTuple):
    """An address as an element publishes it."""

    href: str
    anchor: str
    resource: Resource | None


def read_links(page: Page, site_hosts: Iterable[str]) -> tuple[LinkSeen, ...]:
    """All links in document order, repeats included. Never raises, whatever the hrefs."""
    hosts = tuple(site_hosts)
    rows: list[LinkSeen] = []
    regions = Regions()
    for node in page.tree.root.traverse() if page.tree.root is not None else ():
        if node.tag == "script":
            rows.extend(_written_links(page, node, regions, hosts))
        for offer in _offers(node):
            region = regions.of(node)
            if region is not Region.ABSENT:
                rows.append(_row(page, offer, PLACES[region], hosts))
    return tuple(rows)


def _offers(node: LexborNode) -> Iterator[_Offer]:
    """The addresses that one element publishes."""
    tag = node.tag
    attributes = node.attributes
    if not attributes:
        return
    if tag in ("a", "area"):
        href = attributes.get("href")
        if href is not None:
            yield _Offer(href, _anchor_text(node, attributes), None)
    elif tag == "img" or (tag == "input" and attributes.get("type") == "image"):
        source = next((attributes[name] for name in _LAZY if attributes.get(name)), None) or attributes.get("src")
        if source:
            yield _Offer(source, _label(attributes), Resource.IMAGE)
    elif tag == "link":
        if offer := _link_element(attributes):
            yield offer
    elif tag in _SOURCES:
        if source := attributes.get("src"):
            yield _Offer(source, _label(attributes), _BY_TAG.get(tag or ""))
        if poster := attributes.get("poster"):
            yield _Offer(poster, "", Resource.IMAGE)
    elif tag == "object":
        if data := attributes.get("data"):
            yield _Offer(data, _label(attributes), None)
    elif tag == "option":
        value = (attributes.get("value") or "").strip()
        if value.startswith(("http://", "https://", "//", "/", "./", "../")):
            yield _Offer(value, squeeze(node.text()), None)
    yield from _attribute_offers(node, attributes)


def _attribute_offers(node: LexborNode, attributes: dict[str, str | None]) -> Iterator[_Offer]:
    """Addresses in attributes that any element may carry: click handlers and backgrounds."""
    onclick = attributes.get("onclick")
    href = attributes.get("href") or ""
    if href[:11].lower() == "javascript:":
        onclick = f"{onclick or ''};{href}"
    if onclick and (found := _ONCLICK.search(onclick)) and _ADDRESS.search(found["url"]):
        yield _Offer(found["url"], _anchor_text(node, attributes), None)
    if background := attributes.get("background"):
        yield _Offer(background, "", Resource.IMAGE)
    style = attributes.get("style")
    if style and "url(" in style:
        for found in _BACKGROUND.finditer(style):
            yield _Offer(found["url"], "", Resource.IMAGE)


def _link_element(attributes: dict[str, str | None]) -> _Offer | None:
    href = attributes.get("href")
    relation = (attributes.get("rel") or "").lower()
    if not href or relation in ("canonical", "dns-prefetch", "preconnect"):
        return None
    if relation in _LINK_STYLES or (attributes.get("type") or "").lower() == "text/css":
        return _Offer(href, "", Resource.STYLE)
    if any(icon in relation for icon in _ICONS):
        return _Offer(href, "", Resource.IMAGE)
    return _Offer(href, _label(attributes), None)


def _anchor_text(node: LexborNode, attributes: dict[str, str | None]) -> str:
    text = squeeze(node.text()) or _label(attributes)
    if not text and (image := node.css_first("img")) is not None:
        text = _label(image.attributes)
    return text


def _label(attributes: dict[str, str | None]) -> str:
    return squeeze(attributes.get("title") or attributes.get("alt") or "")


def _written_links(page: Page, script: LexborNode, regions: Regions, hosts: tuple[str, ...]) -> Iterator[LinkSeen]:
    """Links that an inline script writes into the page. Addresses with a run-time part are not told."""
    source = script.text(deep=True)
    if "<" not in source and "%3C" not in source or len(source) > _MAX_SCRIPT:
        return
    html = written_html(source)
    if not html or regions.of(script) is Region.ABSENT:
        return
    tree = LexborHTMLParser(html)
    inner = Regions()
    for node in tree.root.traverse() if tree.root is not None else ():
        for offer in _offers(node):
            region = inner.of(node)
            if UNKNOWN not in offer.href and region is not Region.ABSENT:
                place = Place.HIDDEN if region is Region.HIDDEN else Place.SCRIPT
                yield _row(page, offer, place, hosts)


def _row(page: Page, offer: _Offer, place: Place, hosts: tuple[str, ...]) -> LinkSeen:
    href = offer.href.strip()
    url = None if not href or href[0] == "#" else page.join(href)
    if url is None:
        return LinkSeen(href, offer.href, offer.anchor, place, Scope.SAME_SITE, offer.resource or Resource.PAGE)
    url = _unwrapped(url)
    resource = offer.resource or _resource(url)
    return LinkSeen(url, offer.href, offer.anchor, place, _scope(_origin(url), hosts), resource)


def _origin(url: str) -> str:
    return url[: url.find("/", 8)]


@lru_cache(maxsize=4096)
def _scope(origin: str, hosts: tuple[str, ...]) -> Scope:
    return scope_of(origin, hosts)


def _unwrapped(url: str) -> str:
    """The address that a leave-site page passes the visitor on to, or the URL itself."""
    start = url.find("?")
    if start < 0 or not _WRAPPER.search(url[8:start]):
        return url
    for name, value in parse_qsl(urlsplit(url).query, errors="replace"):
        if name.lower() in _WRAPPED and value.startswith(("http://", "https://", "//")):
            return join(url, value) or url
    return url


def _resource(url: str) -> Resource:
    """What the ending of a URL's path promises; a page where it says nothing."""
    path = url.split("#", 1)[0].split("?", 1)[0]
    dot = path.rfind(".", path.rfind("/") + 1)
    return _RESOURCE.get(path[dot + 1 :].lower(), Resource.PAGE) if dot > 8 else Resource.PAGE
