"""The texts in which footer marks are looked for: a page without its comments, and the scripts and includes it loads."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from govcrawl.extract.page import Page
from govcrawl.extract.regions import Region, named_region
from govcrawl.extract.script_text import literals, written_html
from govcrawl.extract.text import narrow, squeeze
from govcrawl.extract.urls import host_of, scope_of
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.vocabulary import Scope

_WORDS = load_words("footer")
_ASSETS = _WORDS["assets"]
_NOT_SHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)|(?P<open><script\b[^>]*>)(?P<body>.*?)(?:</script\s*>|\Z)"
    r"|<(?P<mute>style|noscript|template|title)\b[^>]*>.*?</(?P=mute)\s*>",
    re.DOTALL | re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_INLINE = re.compile(r"</?(?:a|b|i|u|em|span|font|strong|small|label|big|img)\b[^<>]*>", re.IGNORECASE)
_CUE = re.compile(any_of(_WORDS["footer"]["words"]), re.IGNORECASE)
_DETAIL = re.compile(any_of(_WORDS["footer"]["details"]), re.IGNORECASE)
_UNFILLED = re.compile("|".join(_WORDS["footer"]["unfilled"]))
_CONTAINERS = "footer, [class*=foot i], [id*=foot i], [class*=bottom i], [id*=bottom i], [class*=copy i], [id*=copy i], [class*=dibu i], [id*=dibu i]"
_NAMED = re.compile(_ASSETS["named"])
_LIBRARY = re.compile(_ASSETS["library"])
_LOADS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _ASSETS["loads"])
_NEIGHBOUR = 400
"""Characters around a footer word that belong to the same footer."""
_MIN_TEXT = 12
"""A container named footer with less text than this is a place for a footer, not a footer."""
_MAX_TEXT = 3000
"""A container with more text than this is no footer, whatever its name."""


@dataclass(frozen=True)
class Source:
    """One text to look in. `where` is the word of `MarkSeen.where`.

    `markup` is HTML without comments and scripts' code; `addresses` adds the string literals of the scripts.
    """

    where: str
    markup: str
    addresses: str
    is_page: bool = False

    @cached_property
    def spaced(self) -> str:
        """The footer's text with a blank for every tag: words of neighbouring elements stay apart."""
        return self._footer(_TAG.sub(" ", self.markup))

    @cached_property
    def tight(self) -> str:
        """The footer's text with inline tags taken out: numbers split by a tag are whole again."""
        return self._footer(_TAG.sub(" ", _INLINE.sub("", self.markup)))

    def _footer(self, text: str) -> str:
        text = squeeze(narrow(unescape(text)))
        return _last_cluster(text) if self.is_page else text


def page_source(page: Page, *, rendered: bool = False) -> Source:
    """The page itself, comments taken out; what its inline scripts write counts as its own HTML."""
    markup, strings = _shown(page.text)
    containers = " ".join(_shown(html)[0] for html in _containers(page))
    shown = f"{markup} {containers}" if containers and not _CUE.search(markup) else markup
    return Source("browser" if rendered else "html", shown, markup + strings, is_page=True)


def asset_sources(assets: Mapping[str, str]) -> Iterator[Source]:
    """The scripts and includes that were fetched for this page. `assets` maps URL to decoded text."""
    for text in assets.values():
        if text.lstrip()[:1] == "<":
            markup, strings = _shown(text)
            yield Source("include", markup, markup + strings)
        else:
            markup = _COMMENT.sub("", written_html(text))
            yield Source("script", markup, markup + _COMMENT.sub("", literals(text)))


def has_footer(source: Source) -> bool:
    """Whether this text holds a footer that is more than an empty place for one."""
    return len(source.spaced) >= _MIN_TEXT


def is_unfilled(source: Source) -> bool:
    """Whether the footer is a template that a script has still to fill."""
    return bool(_UNFILLED.search(source.spaced))


def footer_assets(page: Page) -> tuple[str, ...]:
    """Same-site scripts and includes that may carry the footer, in document order, without repeats.

    Those named after a footer, loaded into one, or standing in one; where the page's own HTML holds no footer at all, also
    the scripts of its last part that are no known library. At most `limit` of `footer.toml`.
    """
    own = (host_of(page.url),)
    found = dict.fromkeys(_includes(page))
    source = page_source(page)
    if not has_footer(source) or is_unfilled(source):
        found.update(dict.fromkeys(_last_scripts(page)))
    near = (Scope.SAME_SITE, Scope.SAME_OWNER)
    return tuple(url for url in found if url != page.url and scope_of(url, own) in near)[: _ASSETS["limit"]]


def _includes(page: Page) -> Iterator[str]:
    """Addresses of scripts, frames and includes that name or stand in a footer."""
    for node in page.tree.css("script[src], iframe[src], object[data], frame[src]"):
        attributes = node.attributes
        href = attributes.get("src") or attributes.get("data") or ""
        file = href.split("?", 1)[0].rsplit("/", 1)[-1]
        if _LIBRARY.search(file):
            continue
        names = node.parent.attributes if node.parent is not None else {}
        within = named_region(f"{names.get('class') or ''} {names.get('id') or ''}") is Region.FOOTER
        if (within or _NAMED.search(file)) and (url := page.join(href)):
            yield url
    for pattern in _LOADS:
        for match in pattern.finditer(page.text):
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
    for match in _NOT_SHOWN.finditer(html):
        parts.append(html[end : match.start()])
        if match["open"]:
            parts.append(match["open"] + "</script>" + _COMMENT.sub("", written_html(match["body"])))
            strings.append(_COMMENT.sub("", literals(match["body"])))
        end = match.end()
    parts.append(html[end:])
    return "".join(parts), "\n".join(strings)


def _last_cluster(text: str) -> str:
    """The last group of footer words in a text, with its surroundings; "" where there is none."""
    cues = [match.span() for match in _CUE.finditer(text)]
    if not cues:
        return ""
    start, end = cues[-1]
    for cue in reversed(cues):
        if start - cue[1] > _NEIGHBOUR:
            break
        start = cue[0]
    return text[max(0, start - _NEIGHBOUR) : end + _NEIGHBOUR]


def _containers(page: Page) -> Iterator[str]:
    """The HTML of the elements named footer that hold a footer's details."""
    for node in page.tree.css(_CONTAINERS):
        text = node.text()
        if len(text) <= _MAX_TEXT and _DETAIL.search(text):
            yield node.html or ""
