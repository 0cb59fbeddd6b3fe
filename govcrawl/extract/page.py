"""A page, decoded once and parsed once. Every reader takes the same `Page`."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract import urls
from govcrawl.extract.charset import decode
from govcrawl.extract.cues import SOURCE, Cue, words
from govcrawl.extract.depth import bounded
from govcrawl.extract.text import squeeze
from govcrawl.extract.traditional import SIGNS, is_traditional, simplified
from govcrawl.extract.visible import VisibleText

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
_TRADITIONAL = words(SIGNS)


@dataclass(frozen=True, slots=True)
class RawPage:
    """A response as received. `url` is the final address (after redirects); header names in any case."""

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: _NO_HEADERS)
    status: int = 200
    broke_off: bool = False
    """Whether the answer ended before the document did: what is absent may have stood in the rest."""
    part: str | None = None
    """Why these are not all the bytes that came, in words."""

    def header(self, name: str) -> str:
        """The value of a header whatever the case of its name, or ""."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")


Attributes = dict[str, str | None]
Element = tuple[LexborNode, str, Attributes]
"""An element with its tag and attributes."""


class Anchor(NamedTuple):
    """An `<a>` with its href as published, its absolute URL (None: no http(s) URL) and its squeezed text."""

    node: LexborNode
    href: str
    url: str | None
    text: str


class Page:
    """One page: `text` is the decoded source, `tree` the parsed document; derived views are made when first asked."""

    def __init__(self, raw: RawPage, text: str, charset: str, repaired: bool) -> None:
        self.raw = raw
        self.url = raw.url
        self.text = text
        self.charset = charset
        self.repaired = repaired
        self.tree = LexborHTMLParser(bounded(text))
        self.memo: dict[object, Any] = {}
        """What readers worked out of this page, by reader (see `once`)."""

    @cached_property
    def elements(self) -> list[Element]:
        """All elements in document order, each asked for its tag and attributes once."""
        root = self.tree.root
        return [(node, node.tag or "", node.attributes) for node in root.traverse()] if root is not None else []

    @cached_property
    def attributes(self) -> dict[int, Attributes]:
        """The attributes of all elements by their `mem_id`."""
        return {node.mem_id: attributes for node, _, attributes in self.elements}

    @cached_property
    def around_links(self) -> set[int]:
        """The elements (`mem_id`) that hold an `<a href>`."""
        return holders_of(anchor.node for anchor in self.anchors)

    @cached_property
    def inline_scripts(self) -> tuple[str, ...]:
        """The sources of the scripts that stand in the page itself."""
        return tuple(
            node.text() for node, tag, attributes in self.elements if tag == "script" and "src" not in attributes
        )

    @cached_property
    def base_url(self) -> str:
        """What relative addresses are joined to: the first `<base href>`, or the page's own address."""
        node = self.tree.css_first("base[href]")
        href = (node.attributes.get("href") or "") if node is not None else ""
        return (urls.join(self.url, href) if href.strip() else None) or self.url

    @cached_property
    def cues(self) -> Cue:
        """The words of all readers that stand in the decoded source."""
        return SOURCE.cues_in(self.text)

    def lacks(self, cue: Cue) -> bool:
        """Whether none of a cue's words stands in the source."""
        return self.cues.isdisjoint(cue)

    @cached_property
    def lowered(self) -> str:
        """The decoded source in lower case."""
        return self.text.lower()

    @cached_property
    def title(self) -> str | None:
        """The squeezed text of `<title>`, or None."""
        node = self.tree.css_first("title")
        return (squeeze(node.text()) or None) if node is not None else None

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """All `<a href>` in document order, comments excluded."""
        return tuple(
            self._anchor(node, attributes)
            for node, tag, attributes in self.elements
            if tag == "a" and "href" in attributes
        )

    @cached_property
    def visible(self) -> VisibleText:
        """The text of elements as a reader sees it."""
        return VisibleText(self.tree, self.text)

    @cached_property
    def hrefs(self) -> str:
        """The hrefs of all anchors as published, one a line."""
        return "\n".join(anchor.href for anchor in self.anchors)

    @cached_property
    def scripts(self) -> str:
        """The source of all inline scripts, in document order."""
        return "\n".join(node.text() for node, tag, _ in self.elements if tag == "script")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the decoded source, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def join(self, href: str) -> str | None:
        """The absolute URL of an address on this page, or None where it is no http(s) URL. Never raises."""
        return urls.join(self.base_url, urls.in_charset(href, self.charset))

    def _anchor(self, node: LexborNode, attributes: Attributes) -> Anchor:
        href = attributes.get("href") or ""
        text = squeeze(node.text()) or squeeze(attributes.get("title") or "")
        return Anchor(node, href, self.join(href), text)


def holders_of(nodes: Iterable[LexborNode]) -> set[int]:
    """The elements (`mem_id`) in which any of the nodes stands."""
    found: set[int] = set()
    for node in nodes:
        parent = node.parent
        while parent is not None and (key := parent.mem_id) not in found:
            found.add(key)
            parent = parent.parent
    return found


def open_page(raw: RawPage) -> Page:
    """Decode and parse a response. Any bytes give a page: nothing raises. Traditional characters become simplified ones."""
    decoded = decode(raw.body, raw.header("content-type"))
    page = Page(raw, decoded.text, decoded.charset, decoded.repaired)
    if page.lacks(_TRADITIONAL) or not is_traditional(page.text):
        return page
    return Page(raw, simplified(page.text), decoded.charset, decoded.repaired)
