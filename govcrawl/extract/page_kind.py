"""What a page is, told from what was read on it, its words, and its address."""

import re
from typing import Any

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.page import Page
from govcrawl.extract.tags import read_tags
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import ArticleSeen
from govcrawl.model.vocabulary import PageKind, VisitRole

_WORDS = load_words("page_kinds")


def _patterns(kind: str, key: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _WORDS[kind][key]), re.IGNORECASE)


_ERROR_TITLE, _ERROR_TEXT = _patterns("error", "titles"), _patterns("error", "texts")
_ERROR_MAX = int(_WORDS["error"]["max_text"])
_SEARCH_TITLE, _SEARCH_TEXT = _patterns("search", "titles"), _patterns("search", "texts")
_MAP_TITLE = _patterns("site_map", "titles")
_GUIDE_TITLE, _LETTERS_TITLE = _patterns("guide", "titles"), _patterns("letters", "titles")
_URLS = {kind: re.compile(_WORDS[kind]["urls"], re.IGNORECASE) for kind in ("search", "site_map")}
_STUB = _patterns("stub", "scripts")
_STUB_MAX = int(_WORDS["stub"]["max_text"])
_BINARY = tuple(bytes.fromhex(signature) for signature in _WORDS["binary"]["signatures"])
_MUTED = re.compile(r"<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MANY_LINKS = 20
"""Links that a site map has at least."""
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
    if len(text) <= _STUB_MAX and _STUB.search(page.text) and items == 0:
        return PageKind.STUB
    titles = _titles(page)
    if len(text) <= _ERROR_MAX and (_any(_ERROR_TITLE, titles) or _ERROR_TEXT.search(text)):
        return PageKind.ERROR
    if role is VisitRole.HOME or (shape_of(page.url) is Shape.ROOT if home is None else home):
        return PageKind.HOME
    special = _special_kind(page, titles, text, items)
    if special is not None and not _is_plain_article(page, article):
        return special
    return _list_or_article(page, items=items, dated=dated, article=article, text=text)


def _special_kind(page: Page, titles: tuple[str, ...], text: str, items: int) -> PageKind | None:
    """Site maps, search pages, letters and guides, which their words tell."""
    local = page.url.split("://", 1)[-1].partition("/")[2]
    if _any(_MAP_TITLE, titles) or (_URLS["site_map"].search(local) and len(page.anchors) >= _MANY_LINKS):
        return PageKind.SITE_MAP
    if _any(_SEARCH_TITLE, titles) or (_URLS["search"].search(local) and _SEARCH_TEXT.search(text)):
        return PageKind.SEARCH
    if _count("guide", text) >= _WORDS["guide"]["min_labels"]:
        return PageKind.GUIDE
    if _count("letters", text) >= _WORDS["letters"]["min_labels"] and _any(_LETTERS_TITLE, titles):
        return PageKind.LETTERS
    return None


def _list_or_article(page: Page, *, items: int, dated: int, article: ArticleSeen | None, text: str) -> PageKind:
    shape = shape_of(page.url)
    has_article_tags = bool(read_tags(page).get("ArticleTitle"))
    if shape is Shape.ARTICLE or has_article_tags:
        return PageKind.ARTICLE
    long_text = article is not None and article.text_length >= _LONG_TEXT and article.printed_on is not None
    if dated >= 3 and not (long_text and dated < 10):
        return PageKind.LIST
    if article is not None and article.printed_on is not None:
        return PageKind.ARTICLE
    if items >= 3 or shape in (Shape.COLUMN, Shape.FOLDER, Shape.PAGING):
        return PageKind.LIST
    if article is not None and article.text_length >= _LONG_TEXT:
        return PageKind.ARTICLE
    return PageKind.OTHER


def _is_plain_article(page: Page, article: ArticleSeen | None) -> bool:
    """An article about guides or letters is an article: its address or tags say so and it has a date and a text."""
    if article is None or article.text_length < _LONG_TEXT or article.printed_on is None:
        return False
    return shape_of(page.url) is Shape.ARTICLE and _count("guide", article.title or "") == 0


def _titles(page: Page) -> tuple[str, ...]:
    """The first parts of what names the page: title, first heading, column tag."""
    heading = page.tree.css_first("h1, h2")
    title = re.split(r"\s*[-_|–—>]\s*", page.title or "", maxsplit=1)[0]
    names = (title, squeeze(heading.text()) if heading is not None else "", read_tags(page).get("ColumnName", ""))
    return tuple(name for name in names if name)


def _any(pattern: re.Pattern[str], titles: tuple[str, ...]) -> bool:
    return any(pattern.search(title) for title in titles)


def _count(kind: str, text: str) -> int:
    labels: list[Any] = _WORDS[kind]["labels"]
    return sum(1 for label in labels if label in text)


def _visible_text(page: Page) -> str:
    return squeeze(_TAG.sub(" ", _MUTED.sub(" ", page.text)))
