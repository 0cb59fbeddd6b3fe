"""The links of a page that may lead to a column, each with its cleaned name, address shape and place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.page import Page
from govcrawl.extract.regions import Region, Regions
from govcrawl.extract.script_text import UNKNOWN, written_html
from govcrawl.extract.text import squeeze
from govcrawl.extract.urls import scope_of
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.vocabulary import Scope

_NAMES = load_words("column_names")
_FRAME = _NAMES["not_columns"]["frame"]
_NOT_COLUMNS = frozenset(_NAMES["not_columns"]["exact"])
_NOT_PATTERN = re.compile("|".join(_NAMES["not_columns"]["patterns"]), re.IGNORECASE)
_MAX_NAME: int = _NAMES["not_columns"]["max_length"]
_ORGAN = re.compile("|".join(_NAMES["organs"]["patterns"]))
_NO_ORGAN = re.compile(any_of(_NAMES["organs"]["never"]))
_MORE = re.compile("|".join(_NAMES["more"]["patterns"]), re.IGNORECASE)
_MORE_CLASS = re.compile(_NAMES["more"]["classes"], re.IGNORECASE)
_COUNT = re.compile(r"\s*[(（]\d+[)）]$")
_LEADS = frozenset({Shape.FOLDER, Shape.COLUMN, Shape.PLAIN})


@dataclass(frozen=True, slots=True, eq=False)
class ColumnLink:
    """A link that leads to something like a column. `name` is "" for a "more" link: its block gives the name."""

    node: LexborNode
    url: str
    name: str
    shape: Shape
    region: Region
    scope: Scope
    is_more: bool = False
    is_written: bool = False
    """Written by a script: its surroundings in the page are not known."""


def column_links(page: Page, hosts: tuple[str, ...]) -> tuple[ColumnLink, ...]:
    """Candidates in document order. Home, login, search, articles, files, other sites and the like are left out."""
    regions = Regions()
    links = [
        link
        for anchor in page.anchors
        if anchor.url and (link := _candidate(anchor.node, anchor.url, anchor.text, regions, hosts))
    ]
    links.extend(_written(page, regions, hosts))
    return tuple(links)


def clean_name(text: str) -> str:
    """A column's name without brackets, bullets, arrows and counts round it."""
    return _COUNT.sub("", squeeze(text).strip(_FRAME)).strip(_FRAME)


@lru_cache(maxsize=16384)
def is_column_name(name: str) -> bool:
    """Whether a cleaned name may be a column's (not home, login, search, a language, paging ...)."""
    bare = name.replace(" ", "").lower()
    return 2 <= len(bare) <= _MAX_NAME and bare not in _NOT_COLUMNS and not _NOT_PATTERN.search(bare)


@lru_cache(maxsize=16384)
def is_organ(name: str) -> bool:
    """Whether a name is that of an organ or of another site."""
    return bool(_ORGAN.search(name)) and not _NO_ORGAN.search(name)


def is_more(node: LexborNode, text: str) -> bool:
    """Whether a link is the "more" of a block. One without text counts where its class says so."""
    if text:
        return bool(_MORE.search(text)) and len(text) <= 12
    return bool(_MORE_CLASS.search(node.attributes.get("class") or ""))


def _candidate(
    node: LexborNode, url: str, text: str, regions: Regions, hosts: tuple[str, ...], *, written: bool = False
) -> ColumnLink | None:
    shape = shape_of(url)
    if shape not in _LEADS and not (shape is Shape.ROOT and not _same_site(url, hosts)):
        return None
    scope = _scope(url[: url.find("/", 8)], hosts)
    if scope not in (Scope.SAME_SITE, Scope.SAME_OWNER):
        return None
    region = regions.of(node)
    if region in (Region.ABSENT, Region.FOOTER, Region.HIDDEN):
        return None
    if is_more(node, text):
        return ColumnLink(node, url, "", shape, region, scope, is_more=True, is_written=written)
    name = clean_name(text or _image_label(node))
    if not is_column_name(name) or is_organ(name) or UNKNOWN in name:
        return None
    if shape is Shape.ROOT and scope is Scope.SAME_OWNER and region is not Region.NAVIGATION:
        return None
    return ColumnLink(node, url, name, shape, region, scope, is_written=written)


def _written(page: Page, regions: Regions, hosts: tuple[str, ...]) -> Iterator[ColumnLink]:
    """Candidates that inline scripts write."""
    for script in page.tree.css("script:not([src])"):
        source = script.text(deep=True)
        if "href" not in source or not (html := written_html(source)):
            continue
        tree = LexborHTMLParser(html)
        inner = Regions()
        for node in tree.css("a[href]"):
            href = node.attributes.get("href") or ""
            url = page.join(href) if href and UNKNOWN not in href and href[0] != "#" else None
            link = _candidate(node, url, squeeze(node.text()), inner, hosts, written=True) if url else None
            if link is not None:
                yield link


def _image_label(node: LexborNode) -> str:
    image = node.css_first("img")
    if image is None:
        return ""
    return squeeze(image.attributes.get("alt") or image.attributes.get("title") or "")


def _same_site(url: str, hosts: tuple[str, ...]) -> bool:
    return _scope(url[: url.find("/", 8)], hosts) is Scope.SAME_SITE


@lru_cache(maxsize=4096)
def _scope(origin: str, hosts: tuple[str, ...]) -> Scope:
    return scope_of(origin, hosts)
