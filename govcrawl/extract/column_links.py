"""The links of a page that may lead to a column, each with its cleaned name, address shape and place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract.address_shape import Shape, is_system, shape_of
from govcrawl.extract.column_names import clean_name, is_column_name, is_more, is_organ
from govcrawl.extract.depth import bounded
from govcrawl.extract.link_offers import origin_scope
from govcrawl.extract.page import Page
from govcrawl.extract.regions import Region, Regions, regions_of
from govcrawl.extract.script_text import UNKNOWN, written_html
from govcrawl.extract.text import squeeze
from govcrawl.model.vocabulary import Scope

_LEADS = frozenset({Shape.FOLDER, Shape.COLUMN, Shape.PLAIN})
_NEAR = frozenset({Scope.SAME_SITE, Scope.SAME_OWNER})
_UNSEEN = frozenset({Region.ABSENT, Region.FOOTER, Region.HIDDEN})
_MOST_LINKS = 3000
"""Links of one page that are looked at; the largest site maps stay below."""
_CLICK = re.compile(r"""(?:location(?:\.href)?\s*=|open\(|location\.replace\()\s*['"]([^'"<>\s]+)['"]""")
_CLICKABLE = "li[onclick], div[onclick], td[onclick], span[onclick], a[onclick], [data-href], [data-url], [data-link]"
_TARGETS = ("data-href", "data-url", "data-link")
_RECORD = re.compile(r"\{[^{}]{0,600}?\}", re.DOTALL)
_RECORD_NAME = re.compile(
    r"""["']?(?:name|title|text|label|cname|columnname|channelname|menuname)["']?\s*:\s*["']([^"']{2,20})["']""", re.I
)
_RECORD_URL = re.compile(
    r"""["']?(?:url|href|link|path|jumpurl|linkurl|columnurl)["']?\s*:\s*["']([^"'\s]+)["']""", re.I
)


@dataclass(frozen=True, slots=True, eq=False)
class ColumnLink:
    """A link that leads to something like a column. `name` is "" for a "more" link: its block gives the name."""

    node: LexborNode | None
    """None where a script's data names the column: it has no surroundings."""
    url: str
    name: str
    shape: Shape
    region: Region
    scope: Scope
    is_more: bool = False


class ColumnLinks:
    """The candidates of one page; the regions of its elements are told once for all of them."""

    def __init__(self, page: Page, hosts: tuple[str, ...]) -> None:
        self.regions = regions_of(page)
        self._page = page
        self._hosts = hosts

    def __iter__(self) -> Iterator[ColumnLink]:
        """Home, login, search, articles, files, other sites and the like are left out."""
        for anchor in self._page.anchors[:_MOST_LINKS]:
            if anchor.url and (link := self._candidate(anchor.node, anchor.url, anchor.text)):
                yield link
        source = self._page.text
        if "onclick" in source or "data-" in source:
            yield from self._clickable()
        if "<script" in source or "<SCRIPT" in source:
            yield from self._written()

    def _candidate(self, node: LexborNode, url: str, text: str, regions: Regions | None = None) -> ColumnLink | None:
        shape = shape_of(url)
        if shape not in _LEADS and shape is not Shape.ROOT:
            return None
        scope = origin_scope(url[: url.find("/", 8)], self._hosts)
        if scope not in _NEAR or (shape is Shape.ROOT and scope is Scope.SAME_SITE):
            return None
        if scope is Scope.SAME_OWNER and is_system(url):
            return None
        region = (regions or self.regions).of(node)
        if region in _UNSEEN or (shape is Shape.ROOT and region is not Region.NAVIGATION):
            return None
        if is_more(node, text):
            return ColumnLink(node, url, "", shape, region, scope, is_more=True)
        name = clean_name(text or _image_label(node))
        if not is_column_name(name) or is_organ(name) or UNKNOWN in name:
            return None
        return ColumnLink(node, url, name, shape, region, scope)

    def _clickable(self) -> Iterator[ColumnLink]:
        """Menu entries that are no anchors, or anchors whose address stands in another attribute."""
        for node in self._page.tree.css(_CLICKABLE):
            attributes = node.attributes
            found = _CLICK.search(attributes.get("onclick") or "")
            href = found[1] if found else next((attributes[key] for key in _TARGETS if attributes.get(key)), None)
            url = self._page.join(href) if href and href[0] != "#" else None
            if url and len(node.css("a")) <= 1 and (link := self._candidate(node, url, squeeze(node.text()))):
                yield link

    def _written(self) -> Iterator[ColumnLink]:
        """Menus that inline scripts write, and menus that they hold as data."""
        for script in self._page.tree.css("script:not([src])"):
            source = script.text()
            if "href" in source and (html := written_html(source)):
                yield from self._written_anchors(script, html)
            if "url" in source or "link" in source or "path" in source or "Url" in source:
                yield from self._records(source)

    def _written_anchors(self, script: LexborNode, html: str) -> Iterator[ColumnLink]:
        inner = Regions()
        in_menu = self.regions.of(script) is Region.NAVIGATION
        for node in LexborHTMLParser(bounded(html)).css("a[href]"):
            href = node.attributes.get("href") or ""
            url = self._page.join(href) if href and UNKNOWN not in href and href[0] != "#" else None
            link = self._candidate(node, url, squeeze(node.text()), inner) if url else None
            if link is not None and not link.is_more:
                region = Region.NAVIGATION if in_menu or len(link.name) <= 8 else link.region
                yield ColumnLink(node, link.url, link.name, link.shape, region, link.scope)

    def _records(self, source: str) -> Iterator[ColumnLink]:
        for name, href in _named_records(source):
            url = self._page.join(href)
            if url is None or shape_of(url) not in (Shape.FOLDER, Shape.COLUMN):
                continue
            scope = origin_scope(url[: url.find("/", 8)], self._hosts)
            if scope is Scope.SAME_SITE:
                yield ColumnLink(None, url, name, shape_of(url), Region.NAVIGATION, scope)


@lru_cache(maxsize=512)  # the pages of a site repeat their inline scripts
def _named_records(source: str) -> tuple[tuple[str, str], ...]:
    """Name and href of the records in a script that can be a column's."""
    found: list[tuple[str, str]] = []
    for record in _RECORD.findall(source):
        name, href = _RECORD_NAME.search(record), _RECORD_URL.search(record)
        if name and href and href[1][0] != "#":
            bare = clean_name(name[1])
            if is_column_name(bare) and not is_organ(bare):
                found.append((bare, href[1]))
    return tuple(found)


def _image_label(node: LexborNode) -> str:
    image = node.css_first("img")
    if image is None:
        return ""
    return squeeze(image.attributes.get("alt") or image.attributes.get("title") or "")
