"""The texts in which footer marks are looked for: a page without its comments, and the scripts and includes it loads."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape

from govcrawl.extract.cues import Cue, Scanner
from govcrawl.extract.includes import loading_calls
from govcrawl.extract.once import once
from govcrawl.extract.page import Page
from govcrawl.extract.regions import Region, named_region
from govcrawl.extract.script_text import read_script
from govcrawl.extract.text import narrow, squeeze
from govcrawl.extract.urls import host_of, scope_of
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.vocabulary import Scope

_WORDS = load_words("footer")
_ASSETS = _WORDS["assets"]
_OPENED = re.compile(r"<(?:!--|((?i:script|style|noscript|template|title))\b[^>]*>)")
_TAG = re.compile(r"<[^<>]*>")
_INLINE = re.compile(r"</?(?:a|b|i|u|em|span|font|strong|small|label|big|img)\b[^<>]*>", re.IGNORECASE)
_STRONG: tuple[str, ...] = tuple(_WORDS["footer"]["strong"])
_CUES: tuple[str, ...] = (*_STRONG, *_WORDS["footer"]["weak"])
_CUE = re.compile(
    "|".join(
        rf"{re.escape(first)}(?={any_of(word[1:] for word in _CUES if word[0] == first)})"
        for first in dict.fromkeys(word[0] for word in _CUES)
    )
)
_LONGEST_CUE = max(map(len, _CUES))
"""The first character of every cue, those inside another one too: one look at a page finds all of them."""
_DETAILS: tuple[str, ...] = tuple(_WORDS["footer"]["details"])
_SCRIPT_HINTS: tuple[str, ...] = tuple(_WORDS["footer"]["script_hints"])
_FILLED_LATER = re.compile(_WORDS["footer"]["filled_later"])
_UNFILLED = re.compile("|".join(_WORDS["footer"]["unfilled"]))
_CONTAINERS = ", ".join(
    ("footer", *(f"[{key}*={part} i]" for key in ("class", "id") for part in _WORDS["footer"]["containers"]))
)
_CONTAINER_TAG = re.compile(
    r"<\w+\b[^<>]*\b(?:class|id)\s*=\s*[\"']?[^\"'<>]*(?:foot|copyright|dibu)|<footer\b", re.IGNORECASE
)
_NAMED = re.compile(_ASSETS["named"])
_LIBRARY = re.compile(_ASSETS["library"])
HINTS = Scanner()
"""What shows that a mark may stand in a source."""
_GAP = 3000
"""Characters of markup between two footer words of one footer, at most."""
_MARGIN = 800
"""Characters of markup before the first and after the last footer word that still belong to the footer."""
_MIN_TEXT = 6
"""A footer with less text than this is a place for a footer, not a footer."""
_MAX_TEXT = 3000
"""A container with more text than this is no footer, whatever its name."""


@dataclass(frozen=True)
class Source:
    """One text to look in. `where` is the word of `MarkSeen.where`.

    `markup` is HTML without comments and the code of scripts, `footer` the part of it that is the footer, `addresses` the
    markup with the string literals of the scripts.
    """

    where: str
    markup: str
    footer: str
    addresses: str
    is_sure: bool = True
    """False where only words that stand in articles too show a footer."""

    @cached_property
    def cues(self) -> Cue:
        """The hints of marks that stand in the addresses."""
        return HINTS.cues_in(self.addresses)

    @property
    def spaced(self) -> str:
        """The footer's text with a blank for every tag: words of neighbouring elements stay apart."""
        return _texts(self.footer)[0]

    @property
    def tight(self) -> str:
        """The footer's text with inline tags taken out: numbers split by a tag are whole again."""
        return _texts(self.footer)[1]

    @property
    def has_footer(self) -> bool:
        """Whether this is a footer for sure, and more than an empty place for one."""
        return self.is_sure and len(self.spaced) >= _MIN_TEXT

    @property
    def is_unfilled(self) -> bool:
        """Whether the footer is a template, or has places, that a script has still to fill."""
        return _has_places(self.footer)


@once
def page_source(page: Page) -> Source:
    """The page itself, comments taken out; what its inline scripts write counts as its own HTML."""
    markup, strings = _shown(page.text)
    footer, is_named = _last_cluster(markup)
    if not footer:
        footer, is_named = " ".join(_shown(html)[0] for html in _containers(page)), True
    is_sure = is_named or any(word in footer for word in _STRONG)
    return Source("html", markup, footer, markup + strings, is_sure)


def asset_sources(assets: Mapping[str, str]) -> Iterator[Source]:
    """The scripts and includes that were fetched for this page. `assets` maps URL to decoded text."""
    for text in assets.values():
        if text.lstrip()[:1] == "<":
            markup, strings = _shown(text)
            yield Source("include", markup, markup, markup + strings)
        else:
            markup, strings = read_script(text)
            yield Source("script", markup, markup, markup + strings)


@once
def footer_assets(page: Page) -> tuple[str, ...]:
    """Same-site scripts and includes that may carry the footer, in document order, without repeats.

    Those named after a footer, loaded into one, or standing in one; where the page's own HTML holds no footer at all, also
    the scripts of its last part that are no known library. At most `limit` of `footer.toml`.
    """
    source = page_source(page)
    found = dict.fromkeys(_elements(page))
    found.update(dict.fromkeys(_loaded(page)))
    if not source.has_footer or source.is_unfilled:
        found.update(dict.fromkeys(_last_scripts(page)))
    own = (host_of(page.url),)
    near = (Scope.SAME_SITE, Scope.SAME_OWNER)
    return tuple(url for url in found if url != page.url and scope_of(url, own) in near)[: _ASSETS["limit"]]


def _elements(page: Page) -> Iterator[str]:
    """Scripts and frames that are named after a footer or stand in an element that is."""
    for node in page.tree.css("script[src], iframe[src], object[data], frame[src]"):
        attributes = node.attributes
        href = attributes.get("src") or attributes.get("data") or ""
        file = href.split("?", 1)[0].rsplit("/", 1)[-1]
        if _LIBRARY.search(file):
            continue
        names = node.parent.attributes if node.parent is not None else {}
        within = named_region(f"{names.get('class') or ''} {names.get('id') or ''}") is Region.FOOTER
        folder = href.split("?", 1)[0].rsplit("/", 2)[-2:]
        if (within or _NAMED.search("/".join(folder))) and (url := page.join(href)):
            yield url


def _loaded(page: Page) -> Iterator[str]:
    """Includes that scripts load into an element named after a footer, and server-side includes left in the page."""
    for match in loading_calls(page):
        if _NAMED.search(page.text[max(0, match.start() - 60) : match.end()]) and (url := page.join(match["url"])):
            yield url


def _last_scripts(page: Page) -> Iterator[str]:
    nodes = page.tree.css("body script[src]")
    for node in nodes[len(nodes) // 2 :]:
        href = node.attributes.get("src") or ""
        if href and not _LIBRARY.search(href.rsplit("/", 1)[-1]) and (url := page.join(href)):
            yield url


def _shown(html: str) -> tuple[str, str]:
    """(markup without comments, scripts' code and unseen elements; the string literals of the scripts)."""
    parts: list[str] = []
    strings: list[str] = []
    end = 0
    while (opened := _OPENED.search(html, end)) is not None:
        parts.append(html[end : opened.start()])
        tag = opened[1]
        if tag is None:
            end = _behind(html, "-->", opened.end())
            continue
        close = _closing(html, tag, opened.end())
        if tag.lower() == "script":
            parts.append(f"{opened[0]}</script>")
            body = html[opened.end() : close]
            if any(hint in body for hint in _SCRIPT_HINTS):
                written = read_script(body)
                parts.append(written.html)
                strings.append(written.strings)
        end = _behind(html, ">", close)
    parts.append(html[end:])
    return "".join(parts), "\n".join(strings)


def _behind(html: str, mark: str, start: int) -> int:
    """The place behind the next `mark`, or the end."""
    place = html.find(mark, start)
    return place + len(mark) if place >= 0 else len(html)


def _closing(html: str, tag: str, start: int) -> int:
    """Where the closing tag of an element without inner tags begins, or the end."""
    places = [place for name in {tag, tag.lower()} if (place := html.find(f"</{name}", start)) >= 0]
    return min(places, default=len(html))


@lru_cache(maxsize=512)  # the pages of a site share their footer
def _texts(footer: str) -> tuple[str, str]:
    spaced = squeeze(narrow(unescape(_TAG.sub(" ", footer))))
    return spaced, squeeze(narrow(unescape(_TAG.sub(" ", _INLINE.sub("", footer)))))


@lru_cache(maxsize=512)
def _has_places(footer: str) -> bool:
    return bool(_UNFILLED.search(_texts(footer)[0]) or _FILLED_LATER.search(footer))


def _last_cluster(markup: str) -> tuple[str, bool]:
    """The last group of footer words in a page's markup with its surroundings, and whether an element names it a footer.

    ("", False) where there is no such word.
    """
    first = last = -1
    for place in _cues_backwards(markup):
        if first - place > _GAP and last >= 0:
            break
        first, last = place, max(last, place)
    if last < 0:
        return "", False
    named = _named_before(markup, first)
    start = named if named >= 0 else markup.find("<", max(0, first - _MARGIN))
    return markup[start : last + _MARGIN], named >= 0


def _cues_backwards(markup: str) -> Iterator[int]:
    """The places of footer words, the last first: a page's footer is found without reading what stands above it."""
    for end in range(len(markup), 0, -_GAP):
        start = max(0, end - _GAP)
        found = [match.start() for match in _CUE.finditer(markup, start, end + _LONGEST_CUE)]
        yield from (place for place in reversed(found) if place < end)


def _named_before(markup: str, end: int) -> int:
    """Where the last element named after a footer opens, `_GAP` characters before `end` at most; -1 without one."""
    start = max(0, end - _GAP)
    place = markup.rfind("<", start, end)
    while place >= 0 and not _CONTAINER_TAG.match(markup, place, end):
        place = markup.rfind("<", start, place)
    return place


def _containers(page: Page) -> Iterator[str]:
    """The HTML of the elements named footer that hold a footer's details, where no footer word stands anywhere."""
    for node in page.tree.css(_CONTAINERS):
        text = node.text()
        if len(text) <= _MAX_TEXT and any(detail in text for detail in _DETAILS):
            yield node.html or ""
