"""The links of a page that may lead to a column, each with its cleaned name, address shape and place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract.address_shape import Shape, is_system, shape_of
from govcrawl.extract.bare_address import bare_address, origin_of
from govcrawl.extract.column_kinds import says_a_kind
from govcrawl.extract.column_names import clean_name, is_column_name, is_more, is_organ, without_sorting
from govcrawl.extract.column_records import menu_records
from govcrawl.extract.cues import words
from govcrawl.extract.depth import bounded
from govcrawl.extract.facets import is_facet
from govcrawl.extract.link_offers import origin_scope
from govcrawl.extract.page import Page
from govcrawl.extract.regions import Region, Regions, named_region, regions_of
from govcrawl.extract.script_text import UNKNOWN, written_html
from govcrawl.extract.text import squeeze, width
from govcrawl.extract.urls import is_route, same_page_key
from govcrawl.model.vocabulary import Scope

_LEADS = frozenset({Shape.FOLDER, Shape.COLUMN, Shape.PLAIN})
_NEAR = frozenset({Scope.SAME_SITE, Scope.SAME_OWNER})
_UNSEEN = frozenset({Region.ABSENT, Region.FOOTER, Region.HIDDEN})
_MOST_LINKS = 3000
"""Links of one page that are looked at; the largest site maps stay below."""
_MENU_LEVELS = 5
"""Elements above a hidden link that may be the menu that shows it."""
_CLICK = re.compile(r"""(?:location(?:\.href)?\s*=|open\(|location\.replace\()\s*['"]([^'"<>\s]+)['"]""")
_CALL = re.compile(
    r"""\w\(\s*['"]((?:https?://|\.{0,2}/)[^'"<>\s]+|[\w/-]+\.(?:s?html?|jsp|aspx?|php)[^'"<>\s]*)['"]"""
)
"""An address handed to a function of the page: followed where the element has none of its own."""
_BLANK = re.compile(r"\s*#?\s*")
"""An address that a template left blank: it leads to the page itself."""
_IDLE = re.compile(r"\s*(?:#|javascript:|$)", re.IGNORECASE)
_CLICKABLE = (
    "li[onclick], div[onclick], td[onclick], span[onclick], a[onclick], a[href^='javascript:'], "
    "[data-href], [data-url], [data-link]"
)
_CLICKED, _SCRIPTED = words(("onclick", "data-", "javascript:")), words(("<script", "<SCRIPT"))
_OFFERED = words(("<area", "<option", "<AREA", "<OPTION"))
_TARGETS = ("data-href", "data-url", "data-link")
_ADDRESS = re.compile(r"^(?:https?:/|\.{0,2})/|\.\w{2,5}(?:$|\?)")
"""A value of an option that is an address."""


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
    above: tuple[str, ...] = ()
    """The names above it, where a script's data tells them."""


class ColumnLinks:
    """The candidates of one page; the regions of its elements are told once for all of them."""

    def __init__(self, page: Page, hosts: tuple[str, ...]) -> None:
        self.regions = regions_of(page)
        self._page = page
        self._hosts = hosts
        self._bare = bare_address(page, hosts)
        self._origin = origin_of(page.url)

    def __iter__(self) -> Iterator[ColumnLink]:
        """Home, login, search, articles, files, other sites and the like are left out."""
        unfilled = self._unfilled()
        for anchor in self._page.anchors[:_MOST_LINKS]:
            url = (anchor.url or "").removesuffix("#")
            if not url or (unfilled and _BLANK.fullmatch(anchor.href)):
                continue
            if link := self._candidate(anchor.node, url, anchor.text):
                yield link
        page = self._page
        if not page.lacks(_CLICKED):
            yield from self._clickable()
        if not page.lacks(_OFFERED):
            yield from self._offered()
        if not page.lacks(_SCRIPTED):
            yield from self._written()

    def _unfilled(self) -> bool:
        """Whether links without an address name the page differently: then they are places of a template, and only what
        stands alone in being blank is the entry of the page itself."""
        blank = (anchor.text for anchor in self._page.anchors[:_MOST_LINKS] if _BLANK.fullmatch(anchor.href))
        return len({name for text in blank if (name := clean_name(text))}) > 1

    def _candidate(self, node: LexborNode, url: str, text: str, regions: Regions | None = None) -> ColumnLink | None:
        if self._bare and url.startswith(f"{self._bare}/"):
            url = self._origin + url[len(self._bare) :]
        if "#" in url and self._is_place(*url.split("#", 1)):
            url = url.partition("#")[0]
        if "?" in url and (self._is_sorting(url) or is_facet(self._page, url)):
            return None
        shape = shape_of(url)
        if shape not in _LEADS and shape is not Shape.ROOT:
            return None
        scope = origin_scope(url[: url.find("/", 8)], self._hosts)
        if scope not in _NEAR or (shape is Shape.ROOT and scope is Scope.SAME_SITE):
            return None
        if scope is Scope.SAME_OWNER and is_system(url):
            return None
        region = (regions or self.regions).of(node)
        if region is Region.HIDDEN and scope is Scope.SAME_SITE and _is_in_menu(node):
            region = Region.NAVIGATION
        is_site = shape is Shape.ROOT and region is not Region.NAVIGATION
        if region in _UNSEEN:
            return None
        if is_more(node, text):
            if is_site or not node.attributes.get("href", "#"):
                return None  # an empty address is that of this page, not of the block's column
            return ColumnLink(node, url, "", shape, region, scope, is_more=True)
        name = clean_name(text or _image_label(node))
        if is_site and not says_a_kind(name):
            return None
        if not is_column_name(name) or is_organ(name) or UNKNOWN in name:
            return None
        return ColumnLink(node, url, name, shape, region, scope)

    def _is_place(self, bare: str, fragment: str) -> bool:
        """Whether a fragment names a place on a page (`#news`), not a page of a single-page site (`#/news`, `#5`)."""
        if not is_route(fragment):
            return True
        is_own = fragment.isdigit() and same_page_key(bare) == same_page_key(self._page.url.partition("#")[0])
        return is_own and self._page.tree.css_first(f"[id='{fragment}'], a[name='{fragment}']") is not None

    def _is_sorting(self, url: str) -> bool:
        """Whether an address is the page's own list in another order (`?sort=time`)."""
        plain = without_sorting(url)
        return plain != url != self._page.url and same_page_key(plain) == same_page_key(without_sorting(self._page.url))

    def _clickable(self) -> Iterator[ColumnLink]:
        """Menu entries that are no anchors, or anchors whose address stands in another attribute."""
        for node in self._page.tree.css(_CLICKABLE):
            attributes = node.attributes
            own = attributes.get("href") or ""
            script = f"{attributes.get('onclick') or ''} {own if _IDLE.match(own) else ''}"
            found = _CLICK.search(script) or (_CALL.search(script) if _IDLE.match(own) else None)
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
            if any(word in source for word in ("url", "link", "path", "Url", "[[")):
                yield from self._records(source)

    def _written_anchors(self, script: LexborNode, html: str) -> Iterator[ColumnLink]:
        inner = Regions()
        in_menu = self.regions.of(script) is Region.NAVIGATION
        for node in LexborHTMLParser(bounded(html)).css("a[href]"):
            href = node.attributes.get("href") or ""
            url = self._page.join(href) if href and UNKNOWN not in href and href[0] != "#" else None
            link = self._candidate(node, url, squeeze(node.text()), inner) if url else None
            if link is not None and not link.is_more:
                region = Region.NAVIGATION if in_menu or width(link.name) <= 8 else link.region
                yield ColumnLink(node, link.url, link.name, link.shape, region, link.scope)

    def _records(self, source: str) -> Iterator[ColumnLink]:
        for record in menu_records(source):
            url = self._page.join(record.href) if record.href[:1] not in ("", "#") else None
            if url is None or shape_of(url) not in (Shape.FOLDER, Shape.COLUMN):
                continue
            scope = origin_scope(url[: url.find("/", 8)], self._hosts)
            name = clean_name(record.name)
            if scope is Scope.SAME_SITE and is_column_name(name) and not is_organ(name):
                above = tuple(bare for one in record.above if is_column_name(bare := clean_name(one)))
                yield ColumnLink(None, url, name, shape_of(url), Region.NAVIGATION, scope, above=above)

    def _offered(self) -> Iterator[ColumnLink]:
        """The areas of an image map, and the addresses that a list of options jumps to."""
        for area in self._page.tree.css("area[href]"):
            attributes = area.attributes
            label = squeeze(attributes.get("alt") or attributes.get("title") or "")
            yield from self._menu_candidate(area, attributes.get("href") or "", label)
        for select in self._page.tree.css("select"):
            options = [(option, option.attributes.get("value") or "") for option in select.css("option[value]")]
            jumps = [(option, value) for option, value in options if _ADDRESS.search(value)]
            if not self._leads_away([value for _, value in jumps]):
                for option, value in jumps:
                    yield from self._menu_candidate(option, value, squeeze(option.text()))

    def _leads_away(self, hrefs: Sequence[str]) -> bool:
        """Whether most of a list are other sites: then it is a list of links, and an address on our host is a site too."""
        urls = [url for href in hrefs if (url := self._page.join(href))]
        away = sum(origin_scope(url[: url.find("/", 8)], self._hosts) is not Scope.SAME_SITE for url in urls)
        return 2 * away > len(urls)

    def _menu_candidate(self, node: LexborNode, href: str, text: str) -> Iterator[ColumnLink]:
        url = self._page.join(href)
        link = self._candidate(node, url, text) if url else None
        if link is not None and not link.is_more and link.scope is Scope.SAME_SITE:
            yield replace(link, region=Region.NAVIGATION)


def _is_in_menu(node: LexborNode) -> bool:
    """Whether a hidden link stands in an element named as a menu: one that opens under the mouse."""
    current = node.parent
    for _ in range(_MENU_LEVELS):
        if current is None:
            return False
        attributes = current.attributes
        if named_region(f"{attributes.get('class') or ''} {attributes.get('id') or ''}") is Region.NAVIGATION:
            return True
        current = current.parent
    return False


def _image_label(node: LexborNode) -> str:
    image = node.css_first("img")
    if image is None:
        return ""
    return squeeze(image.attributes.get("alt") or image.attributes.get("title") or "")
