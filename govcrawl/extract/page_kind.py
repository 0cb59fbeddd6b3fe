"""What a page is, told from what was read on it, its words, and its address."""

import re

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.article import content_of
from govcrawl.extract.column_kinds import kind_of
from govcrawl.extract.cues import Cue, Scanner, shape
from govcrawl.extract.footer_source import page_source
from govcrawl.extract.page import Page
from govcrawl.extract.stubs import acting_source, asks_itself_again
from govcrawl.extract.tags import read_tags
from govcrawl.extract.text import squeeze
from govcrawl.extract.trail import read_trail
from govcrawl.extract.wordlist import load_words
from govcrawl.extract.zones import Zones
from govcrawl.model.items import ArticleSeen
from govcrawl.model.vocabulary import ColumnKind, PageKind, VisitRole

_WORDS = load_words("page_kinds")


def _patterns(kind: str, key: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _WORDS[kind][key]), re.IGNORECASE)


_PARTS = re.compile(r"\s*[-_|–—>/]+\s*")
_PAGING = re.compile(_WORDS["list"]["paging"])
_PAGING_CUE = shape(
    r"createPageHTML|jpage\(|尾页|末页|下一页|下页|页次|共[^<>]*(?:页|条)|pagination|v-for=|laypage".encode()
)
_BETWEEN = re.compile(_WORDS["article"]["between"])
_NEIGHBOURS = re.compile(_WORDS["article"]["neighbours"])
_MIN_TEXT = int(_WORDS["article"]["min_text"])
_ERROR_TITLE, _ERROR_TEXT = _patterns("error", "titles"), _patterns("error", "texts")
_ERROR_MAX = int(_WORDS["error"]["max_text"])
_SEARCH_TITLE, _SEARCH_TEXT = _patterns("search", "titles"), _patterns("search", "texts")
_MAP_TITLE = _patterns("site_map", "titles")
_GUIDE_TITLE, _LETTERS_TITLE = _patterns("guide", "titles"), _patterns("letters", "titles")
_URLS = {kind: re.compile(_WORDS[kind]["urls"], re.IGNORECASE) for kind in ("search", "site_map")}
_STUB = _patterns("stub", "scripts")
_STUB_MAX = int(_WORDS["stub"]["max_text"])
_BINARY = tuple(bytes.fromhex(signature) for signature in _WORDS["binary"]["signatures"])
_TAG = re.compile(r"<[^<>]*>")
_MANY_LINKS = 20
"""Links that a site map has at least."""
_ROWS = 3
"""Rows that make a list."""
_SURE_LABELS = 6
"""Labels that make a guide of what looks like an article."""
_SURE_LETTERS = 4
"""Labels that make letters of any page."""
_LISTS = frozenset({Shape.COLUMN, Shape.FOLDER, Shape.PAGING})
_SCANNER = Scanner()
_LABELS = {kind: _SCANNER.words(_WORDS[kind]["labels"]) for kind in ("guide", "letters")}
_LONG_TEXT = 400
"""Characters of an article's text that outweigh a list of related items."""


def tell_kind(
    page: Page,
    *,
    items: int = 0,
    dated: int = 0,
    article: ArticleSeen | None = None,
    role: VisitRole | None = None,
    home: bool | None = None,
) -> PageKind:
    """The kind of a page. `items` and `dated` count the rows that were read, `article` is its head if one was read.

    `home` says whether it is a home page, where that was told already; otherwise the address tells.
    """
    text = _visible_text(page)
    if page.raw.body.startswith(_BINARY) or page.raw.status >= 400:
        return PageKind.ERROR
    if len(text) <= _STUB_MAX and items == 0 and (_STUB.search(acting_source(page)) or asks_itself_again(page)):
        return PageKind.STUB
    names = _names(page)
    if len(text) <= _ERROR_MAX and (_any(_ERROR_TITLE, names) or _ERROR_TEXT.search(text)):
        return PageKind.ERROR
    if role is VisitRole.HOME or (shape_of(page.url) is Shape.ROOT if home is None else home):
        return PageKind.HOME
    plain = _list_or_article(page, items=items, dated=dated, article=article, text=text)
    return _special_kind(page, names, text, plain) or plain


def _special_kind(page: Page, names: tuple[str, ...], text: str, plain: PageKind) -> PageKind | None:
    """Site maps, search pages, guides and letters, which their words tell; None where a page is what it looks like."""
    local = page.url.split("://", 1)[-1].partition("/")[2]
    cues = _SCANNER.cues_in(text)
    labels = _count("guide", cues)
    if plain is PageKind.ARTICLE and shape_of(page.url) is Shape.ARTICLE and labels < _SURE_LABELS:
        is_guide = _any(_GUIDE_TITLE, names) or labels >= _WORDS["guide"]["min_labels"]
        is_letter = _count("letters", cues) >= _SURE_LETTERS
        return PageKind.GUIDE if is_guide else PageKind.LETTERS if is_letter else None
    if _any(_MAP_TITLE, names) or (_URLS["site_map"].search(local) and len(page.anchors) >= _MANY_LINKS):
        return PageKind.SITE_MAP
    if _any(_SEARCH_TITLE, names) or (_URLS["search"].search(local) and _SEARCH_TEXT.search(text)):
        return PageKind.SEARCH
    if labels >= _WORDS["guide"]["min_labels"] or (plain is PageKind.ARTICLE and _any(_GUIDE_TITLE, names)):
        return PageKind.GUIDE
    letters = _count("letters", cues)
    if letters >= _SURE_LETTERS or (letters >= _WORDS["letters"]["min_labels"] and _any(_LETTERS_TITLE, names)):
        return PageKind.LETTERS
    if plain is not PageKind.ARTICLE and any(kind_of(name) is ColumnKind.INTERACTION for name in names):
        return PageKind.LETTERS
    return None


def _list_or_article(page: Page, *, items: int, dated: int, article: ArticleSeen | None, text: str) -> PageKind:
    shape = shape_of(page.url)
    if shape is Shape.ARTICLE or read_tags(page).get("ArticleTitle"):
        return PageKind.ARTICLE
    is_dated = article is not None and article.printed_on is not None
    if is_dated and _BETWEEN.search(text):
        return PageKind.ARTICLE
    if dated >= _ROWS or (dated and _has_paging(page)):
        long = is_dated and article is not None and article.text_length >= _LONG_TEXT
        return PageKind.ARTICLE if long and dated < 3 * _ROWS and _NEIGHBOURS.search(text) else PageKind.LIST
    if is_dated:
        is_short = shape in _LISTS and content_of(page) is None and _paragraphs(page) < _MIN_TEXT
        # A clock beside undated rows is no article's date.
        return PageKind.LIST if is_short and (dated or items >= _ROWS) else PageKind.ARTICLE
    if (items >= _ROWS and shape in _LISTS) or (items >= 2 * _ROWS and article is None) or _has_paging(page):
        return PageKind.LIST
    if _paragraphs(page) >= _MIN_TEXT:
        return PageKind.ARTICLE
    if _NEIGHBOURS.search(text) and (shape not in _LISTS or content_of(page) is not None):
        return PageKind.ARTICLE
    return PageKind.LIST if dated or items >= _ROWS or shape in _LISTS else PageKind.OTHER


def _has_paging(page: Page) -> bool:
    return not page.lacks(_PAGING_CUE) and _PAGING.search(page.text) is not None


def _names(page: Page) -> tuple[str, ...]:
    """What names the page: the parts of its title, its first heading, the last step of its trail, its column tag."""
    heading = page.tree.css_first("h1, h2")
    names = [*_PARTS.split(page.title or ""), *read_trail(page)[-1:], read_tags(page).get("ColumnName", "")]
    if heading is not None:
        names.append(squeeze(heading.text()))
    return tuple(name for name in names if name)


def _paragraphs(page: Page) -> int:
    """Characters in the paragraphs of a page above its footer."""
    nodes = page.tree.css("p")
    length = sum(len(squeeze(node.text())) for node in nodes)
    if length < _MIN_TEXT:
        return length
    zones = Zones()
    return sum(len(squeeze(node.text())) for node in nodes if zones.zone_of(node) != "footer")


def _any(pattern: re.Pattern[str], titles: tuple[str, ...]) -> bool:
    return any(pattern.search(title) for title in titles)


def _count(kind: str, cues: Cue) -> int:
    """How many of a kind's labels stand in a text."""
    return len(_LABELS[kind] & cues)


def _visible_text(page: Page) -> str:
    return squeeze(" ".join(_TAG.split(page_source(page).markup)))
