"""The addresses that one element publishes, and what an address promises to deliver."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl

from selectolax.lexbor import LexborNode

from govcrawl.extract import urls
from govcrawl.extract.text import squeeze
from govcrawl.extract.urls import join, scope_of
from govcrawl.extract.wordlist import load_words
from govcrawl.model.vocabulary import Resource, Scope

_WORDS = load_words("links")
_RESOURCE = {ending: Resource(kind) for kind, endings in _WORDS["extensions"].items() for ending in endings}
_WRAPPER = re.compile(_WORDS["wrapper"]["path"], re.IGNORECASE)
_WRAPPED = frozenset(_WORDS["wrapper"]["parameters"])
_LAZY: tuple[str, ...] = tuple(_WORDS["images"]["lazy"])
_STYLE_RELATIONS = frozenset({"stylesheet", "preload stylesheet", "alternate stylesheet"})
_NO_TARGET = frozenset({"canonical", "dns-prefetch", "preconnect"})
_ONCLICK = re.compile(
    r"(?:open|location(?:\.href|\.replace|\.assign)?|navigate\w*|goto\w*|jump\w*|link\w*|href|url)\s*[=(]\s*"
    r"""(?:encodeURI\(\s*)?(['"])(?P<url>[^'"<>\s]+)\1""",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"""url\(\s*['"]?(?P<url>[^'")]+)['"]?\s*\)""")
_OPTION = ("http://", "https://", "//", "/", "./", "../")
_BY_TAG = {
    "script": Resource.SCRIPT,
    "video": Resource.ATTACHMENT,
    "audio": Resource.ATTACHMENT,
    "source": Resource.ATTACHMENT,
    "track": Resource.ATTACHMENT,
}
_SOURCES = frozenset({"iframe", "frame", "embed", *_BY_TAG})
ADDRESSED = frozenset({"a", "area", "img", "input", "link", "object", "option", *_SOURCES})
"""Tags of elements that publish addresses in attributes of their own."""
HANDLERS = frozenset({"onclick", "background", "data-href", "style"})
"""Attributes in which any element may publish an address."""

Attributes = dict[str, str | None]


class Offer(NamedTuple):
    """An address as an element publishes it; `resource` None: the address itself tells."""

    href: str
    anchor: str
    resource: Resource | None


def offers_of(node: LexborNode, attributes: Attributes) -> list[Offer]:
    """The addresses that one element publishes, in the order of its attributes' importance."""
    tag = node.tag
    offers: list[Offer] = []
    if tag == "a" or tag == "area":
        if (href := attributes.get("href")) is not None:
            offers.append(Offer(href, _anchor_text(node, attributes), None))
    elif tag == "img" or (tag == "input" and attributes.get("type") == "image"):
        if source := _image_source(attributes):
            offers.append(Offer(source, _label(attributes), Resource.IMAGE))
    elif tag in _SOURCES:
        if source := attributes.get("src"):
            offers.append(Offer(source, _label(attributes), _BY_TAG.get(tag or "")))
        elif tag == "source" and (first := _first_of_set(attributes.get("srcset") or "")):
            offers.append(Offer(first, "", Resource.IMAGE))
        if poster := attributes.get("poster"):
            offers.append(Offer(poster, "", Resource.IMAGE))
    elif tag == "link":
        offers.extend(_link_offers(attributes))
    elif tag == "option":
        value = (attributes.get("value") or "").strip()
        if value.startswith(_OPTION):
            offers.append(Offer(value, squeeze(node.text()), None))
    elif tag == "object" and (data := attributes.get("data")):
        offers.append(Offer(data, _label(attributes), None))
    if not HANDLERS.isdisjoint(attributes) or (offers and offers[0].href[:1] in "jJ"):
        _add_handlers(offers, node, attributes)
    return offers


@lru_cache(maxsize=4096)
def origin_scope(origin: str, site_hosts: tuple[str, ...]) -> Scope:
    """Whose host an origin (`http://host`) is, seen from a site."""
    return scope_of(origin, site_hosts)


def near_base(base: str, href: str) -> str:
    """The part of a base address that matters to an href: what is the same for all pages of a host is asked once."""
    first = href[:1]
    if first == "/" and href[1:2] not in "/\\":
        return base[: base.find("/", 8) + 1] or base
    return "" if first == "h" and href.startswith(("http://", "https://")) else base


def resolve(base: str, href: str, charset: str = "utf-8") -> tuple[str, Resource] | None:
    """The absolute address that a link leads to (leave-site pages unwrapped) with what it promises.

    None where the href is no http(s) address or an anchor of the same page.
    """
    bare = href.strip()
    url = None if not bare or bare[0] == "#" else join(base, urls.in_charset(bare, charset))
    if url is None:
        return None
    url = _unwrapped(url)
    return url, resource_of(url)


def _add_handlers(offers: list[Offer], node: LexborNode, attributes: Attributes) -> None:
    """Addresses in attributes that any element may carry: click handlers and backgrounds."""
    onclick = attributes.get("onclick") or ""
    href = attributes.get("href") or ""
    if href[:11].lower() == "javascript:":
        onclick = f"{onclick};{href}"
    if onclick and (found := _ONCLICK.search(onclick)) and ("/" in found["url"] or "." in found["url"]):
        offers.append(Offer(found["url"], _anchor_text(node, attributes), None))
    if (jump := (attributes.get("data-href") or "").strip()) and jump.startswith(_OPTION) and "{" not in jump:
        offers.append(Offer(jump, _anchor_text(node, attributes), None))
    if background := attributes.get("background"):
        offers.append(Offer(background, "", Resource.IMAGE))
    style = attributes.get("style")
    if style and "url(" in style:
        offers.extend(Offer(found["url"], "", Resource.IMAGE) for found in _BACKGROUND.finditer(style))


def _link_offers(attributes: Attributes) -> list[Offer]:
    href = attributes.get("href")
    relation = (attributes.get("rel") or "").lower()
    if not href or relation in _NO_TARGET:
        return []
    if relation in _STYLE_RELATIONS or (attributes.get("type") or "").lower() == "text/css":
        return [Offer(href, "", Resource.STYLE)]
    if "icon" in relation:
        return [Offer(href, "", Resource.IMAGE)]
    return [Offer(href, _label(attributes), None)]


def _image_source(attributes: Attributes) -> str | None:
    """An image's real address: that of a lazy image stands in another attribute than `src`."""
    if len(attributes) > 1 or "src" not in attributes:
        for name in _LAZY:
            if value := attributes.get(name):
                return value
    return attributes.get("src") or _first_of_set(attributes.get("srcset") or "")


def _first_of_set(srcset: str) -> str | None:
    """The first address of `url 1x, url 2x`."""
    return next(iter(srcset.split()), "").rstrip(",") or None


def _anchor_text(node: LexborNode, attributes: Attributes) -> str:
    text = " ".join(node.text().split()) or _label(attributes)
    if not text and (image := node.css_first("img")) is not None:
        text = _label(image.attributes)
    return text


def _label(attributes: Attributes) -> str:
    text = attributes.get("title") or attributes.get("alt")
    return squeeze(text) if text else ""


def _unwrapped(url: str) -> str:
    """The address that a leave-site page passes the visitor on to, or the URL itself."""
    start = url.find("?")
    if start < 0 or not _WRAPPER.search(url[8:start]):
        return url
    for name, value in parse_qsl(urls.split(url).query, errors="replace"):
        if name.lower() in _WRAPPED and value.startswith(("http://", "https://", "//")):
            return join(url, value) or url
    return url


def resource_of(url: str) -> Resource:
    """What the ending of a URL's path promises; a page where it says nothing."""
    path = url.split("#", 1)[0].split("?", 1)[0]
    dot = path.rfind(".", path.rfind("/") + 1)
    return _RESOURCE.get(path[dot + 1 :].lower(), Resource.PAGE) if dot > 8 else Resource.PAGE
