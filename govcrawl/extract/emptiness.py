"""What tells that a list is empty, and what tells that it only looks so: scripts, frames, forms, texts, troubles."""

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.column_way import page_way
from govcrawl.extract.cues import words
from govcrawl.extract.endpoints import (
    LABEL,
    fetches_something,
    has_empty_list,
    is_fed_by_script,
    is_named_by_script,
    own_text_length,
    own_texts,
    rowless,
    says_zero,
)
from govcrawl.extract.once import once
from govcrawl.extract.page import Page
from govcrawl.extract.pagers import is_paging, pages_nothing
from govcrawl.extract.regions import Region, regions_of
from govcrawl.extract.stubs import has_frame
from govcrawl.extract.wordlist import load_words

_WORDS = load_words("emptiness")
_NOTHING = re.compile(_WORDS["nothing"], re.IGNORECASE)
_NO_DATA_FILE = re.compile(_WORDS["no_data_file"], re.IGNORECASE)
_TROUBLE = re.compile(_WORDS["trouble"], re.IGNORECASE)
_IDLE = re.compile(_WORDS["idle"])
_CALLS = re.compile(_WORDS["calls"], re.IGNORECASE)
_HARMLESS = re.compile(_WORDS["harmless"], re.IGNORECASE)
_FURNITURE = re.compile(_WORDS["furniture"], re.IGNORECASE)
_EDITED = re.compile(_WORDS["edited"], re.IGNORECASE)
_ASIDE = re.compile(_WORDS["asides"], re.IGNORECASE)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp)(?:$|\?)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_LABELS = frozenset(_WORDS["labels"])
_UTILITY = re.compile("|".join(load_words("zones")["utilities"]), re.IGNORECASE)
_SAYING = frozenset({"p", "td", "dd", "dt", "li", "span"})
_SAID_LEVELS = 3
"""Elements round a text of which one says what it is."""
_SHORT = 30
"""Characters of a text that stands in place of a list."""
_TEXT_PAGE = 150
"""Characters of text of its own from which a page without rows is a text (an overview), not a list."""
_WAITING_WORDS = words(("skeleton", "el-loading-spinner", "ant-spin-spinning", "van-loading", "layui-layer-loading"))
_WAITING = (
    "[class*='skeleton'], .el-loading-mask .el-loading-spinner, .ant-spin-spinning, .van-loading, .layui-layer-loading"
)
_THINGS = "embed, object, video, audio, canvas, textarea, input[type=password]"
_PICTURES = "img, svg, canvas, [style*='url(']"
_FIELDS = "input:not([type=hidden]), form select, textarea"
"""What is filled in; a list to choose from outside a form leads to other sites."""
_TYPED = "input:not([type]), input[type=text], input[type=date], input[type=number], input[type=tel]"
_DAY_FIELD = re.compile(_WORDS["query"]["days"], re.IGNORECASE)
_ASKED = re.compile(_WORDS["query"]["asked"])
_QUERY = 2
"""Fields for other things than days that a query has at least."""
_SEARCH_FORM = re.compile(_WORDS["search_form"], re.IGNORECASE)
_HEADS = 40
"""Characters of the heads and labels of a page (its menus', its blocks') that has nothing to say."""
_OUTSIDE = frozenset({Region.NAVIGATION, Region.FOOTER, Region.HIDDEN, Region.ABSENT})


def is_text(page: Page) -> bool:
    """Whether a page has enough to say for itself to be a text."""
    return own_text_length(page) >= _TEXT_PAGE


def says_nothing(page: Page) -> bool:
    """Whether the page says in words, by a count of zero, or by a picture that says so, that its list has no row."""
    said = (_NOTHING.search(text) and _is_content(page, node) for text, node in _short_texts(page))
    return says_zero(page) or any(said) or _pictures_nothing(page)


def _pictures_nothing(page: Page) -> bool:
    """Whether a picture in the content is by its label or its file the one for "no data", and no text stands beside it."""
    pictures = (node for node in page.tree.css("img") if _is_picture_of_nothing(node) and _is_inside(page, node))
    return any(pictures) and not is_text(page)


def _is_picture_of_nothing(picture: LexborNode) -> bool:
    attributes = picture.attributes
    name = (attributes.get("src") or "").rpartition("/")[2]
    return bool(_NOTHING.search(attributes.get("alt") or "") or _NO_DATA_FILE.match(name))


def calls_for_more(page: Page) -> bool:
    """Whether a script of the page itself fetches something, or calls what may bring rows."""
    if (
        fetches_something(page)
        or is_named_by_script(page)
        or page.tree.css_first("script[src*='callback=']") is not None
    ):
        return True
    return any(map(_CALLS.search, page.inline_scripts))


def may_be_filled(page: Page) -> bool:
    """Whether any script, of the page or beside it, may bring rows that are not in the raw page."""
    if calls_for_more(page):
        return True
    return not all(fills_no_list(node.attributes.get("src") or "") for node in page.tree.css("script[src]"))


def fills_no_list(src: str) -> bool:
    """Whether a script is by its file name certainly none that brings rows."""
    return _HARMLESS.fullmatch(src.split("?")[0].rsplit("/", 1)[-1]) is not None


def is_aside(url: str) -> bool:
    """Whether what a page asks there has by its name nothing to do with a list: who the visitor is, how many there were."""
    return _ASIDE.search(url.partition("?")[0]) is not None


def awaits_rows(page: Page) -> bool:
    """Whether a list still waits for its rows: an empty container that a script names or may fill, or words like "loading"."""
    if is_fed_by_script(page) or (has_empty_list(page) and may_be_filled(page)):
        return True
    return shows_trouble(page)


def shows_empty_list(page: Page) -> bool:
    """Whether the page shows a list without a row, by its words or by an empty container, and nothing else."""
    if _holds_something(page) or _awaits_a_question(page):
        return False
    if says_nothing(page):
        return True
    return (has_empty_list(page) or pages_nothing(page)) and not (
        is_text(page) or _has_edited_picture(page) or _tells_something(page)
    )


def _awaits_a_question(page: Page) -> bool:
    """Whether a page is a query (of licences, of a permit's progress): its list is empty until somebody asks for something.

    A list may have a filter: one field for words and two for days; a query has several fields, or speaks of one.
    """
    fields = [node for node in page.tree.css(_TYPED) if _is_inside(page, node) and not _is_of_search(node)]
    asked = [node for node in fields if not _DAY_FIELD.search(_named(node))]
    return len(asked) >= _QUERY or (
        bool(asked) and any(_ASKED.search(text) and _is_content(page, node) for text, node in _short_texts(page))
    )


def _named(field: LexborNode) -> str:
    attributes = field.attributes
    return " ".join(attributes.get(key) or "" for key in ("type", "name", "id", "class", "placeholder"))


def shows_no_more(page: Page) -> bool:
    """Whether nothing but links and labels stands in the content of a page: no text, picture, drawing, file, form or film."""
    if _holds_something(page) or _has_picture(page, _PICTURES) or _has_file(page):
        return False
    return _has_no_words(page)


def is_bare(page: Page) -> bool:
    """Whether nothing at all stands in the content of a page: no text, no picture, nothing to fill in or to play. Its name,
    a clock, a greeting and the days beside links are no text. A page without one link is no column that is empty, but for
    a list without a row that no script could fill (the list that stands in a column's frame)."""
    if (
        not (page.anchors or _is_static_list(page))
        or _holds_something(page)
        or _has_picture(page, "img, [style*='url(']")
    ):
        return False
    if any(_is_inside(page, node) and not _is_of_search(node) for node in page.tree.css(_FIELDS)):
        return False
    return _has_no_words(page) and not _tells_something(page)


def _has_picture(page: Page, selector: str) -> bool:
    """Whether a picture stands in the content that is more than a mark, an arrow or a code for telephones."""
    return any(not _is_furniture(node) and _is_inside(page, node) for node in page.tree.css(selector))


def _has_file(page: Page) -> bool:
    """Whether a link to a file stands in the content."""
    return any(
        anchor.url is not None and shape_of(anchor.url) is Shape.FILE and _is_inside(page, anchor.node)
        for anchor in page.anchors
    )


def _has_edited_picture(page: Page) -> bool:
    """Whether a picture that an editor put there stands in the content: none that leads to a page, as in blocks beside a list."""
    pictures = (node for node in page.tree.css("img[src]") if not _leads_to_a_page(node))
    return any(_EDITED.search(node.attributes.get("src") or "") and _is_inside(page, node) for node in pictures)


def _leads_to_a_page(picture: LexborNode) -> bool:
    link = picture.parent
    href = link.attributes.get("href") or "" if link is not None and link.tag == "a" else ""
    return bool(href) and not _PICTURE_FILE.search(href)


def _is_furniture(picture: LexborNode) -> bool:
    attributes = picture.attributes
    return _FURNITURE.search(f"{attributes.get('src') or ''} {attributes.get('class') or ''}") is not None


def _is_static_list(page: Page) -> bool:
    return bool(rowless(page)) and page.tree.css_first("script") is None


def _has_no_words(page: Page) -> bool:
    """Whether a page says nothing but its name, a clock, a greeting and a few labels."""
    title = page.title or ""
    words = [text for text in own_texts(page, 0) if text not in title and not _IDLE.fullmatch(text)]
    return all(len(text) <= LABEL for text in words) and sum(map(len, words)) <= _HEADS


@once
def _tells_something(page: Page) -> bool:
    """Whether a cell, an entry or a paragraph in the content says anything, as short as it is: the names of a staff, an
    address. The names of the page and of those above it, labels of columns, pagers and words of furniture say nothing."""
    title, own = page.title or "", set(own_texts(page, 0)).difference(page_way(page))
    return any(
        _WORD.search(text) and text not in title and text not in _LABELS
        for text, node in _short_texts(page)
        if text in own and _is_said(node) and not _is_idle(text) and _is_content(page, node)
    )


@lru_cache(maxsize=8192)
def _is_idle(text: str) -> bool:
    return bool(_IDLE.fullmatch(text) or _UTILITY.fullmatch(text)) or is_paging(text)


def _is_said(text: LexborNode) -> bool:
    """Whether a text stands in a cell, an entry or a paragraph, neither in a link nor beside one (the head of a block)."""
    current = text.parent
    for _ in range(_SAID_LEVELS):
        if current is None or current.tag in ("a", "button", "option", "th"):
            return False
        if current.tag in _SAYING:
            around = current.parent
            return current.tag != "span" or around is None or around.css_first("a[href]") is None
        current = current.parent
    return False


def _is_of_search(field: LexborNode) -> bool:
    """Whether a field is of the search of the whole site, which stands on all its pages."""
    holder = field.parent
    while holder is not None and holder.tag not in ("form", "body"):
        holder = holder.parent
    if holder is None or holder.tag == "body":
        holder = field.parent
    return holder is not None and _SEARCH_FORM.search(holder.html or "") is not None


def _holds_something(page: Page) -> bool:
    """Whether the content is a form, a film, a document or a frame, or the page says that its list did not come."""
    things = page.tree.css(_THINGS)
    return has_frame(page) or any(_is_inside(page, node) for node in things) or shows_trouble(page)


@once
def shows_trouble(page: Page) -> bool:
    """Whether the page says that its list is still loading, failed, or asks for a login; the grey shapes and the wheel that
    stand in place of rows until they come say so, too."""
    if any(_tells_trouble(text) and _is_content(page, node) for text, node in _short_texts(page)):
        return True
    return not page.lacks(_WAITING_WORDS) and any(_is_inside(page, node) for node in page.tree.css(_WAITING))


@lru_cache(maxsize=8192)  # menus and footers come again on every page of a site
def _tells_trouble(text: str) -> bool:
    return _TROUBLE.search(text) is not None


def _short_texts(page: Page) -> Iterator[tuple[str, LexborNode]]:
    return ((text, node) for text, node in page.visible.body if len(text) <= _SHORT)


def _is_content(page: Page, text: LexborNode) -> bool:
    """Whether a text is seen, and outside of menus and footer."""
    return not page.visible.is_hidden(text) and text.parent is not None and _is_inside(page, text.parent)


def _is_inside(page: Page, node: LexborNode) -> bool:
    return regions_of(page).of(node) not in _OUTSIDE
