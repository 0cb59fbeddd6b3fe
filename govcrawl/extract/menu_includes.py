"""Menus that are no part of a page's own bytes: includes loaded into its head, and scripts that write it."""

import re
from collections.abc import Iterator

from govcrawl.extract.includes import loading_calls
from govcrawl.extract.main_menu import main_menus
from govcrawl.extract.page import Page, RawPage
from govcrawl.extract.urls import host_of
from govcrawl.extract.wordlist import load_words

_WORDS = load_words("regions")["menu_files"]
_MENU = re.compile(_WORDS["named"], re.IGNORECASE)
_OTHER = re.compile(_WORDS["never"], re.IGNORECASE)
_SCRIPT = re.compile(_WORDS["scripts"], re.IGNORECASE)
_STATEMENT = re.compile(r"[;{}\n>]")
_BEFORE = 80
"""Characters before an address in which its call names the element that it fills."""
_MOST = 3


def menu_includes(page: Page) -> tuple[str, ...]:
    """The addresses of same-host includes that can hold the page's menu; where it has no main menu, of scripts so named, too."""
    hrefs = dict.fromkeys(_loaded(page))
    if not main_menus(page):
        hrefs.update(dict.fromkeys(_scripts(page)))
    urls = (page.join(href) for href in hrefs)
    return tuple(dict.fromkeys(url for url in urls if url and host_of(url) == host_of(page.url) and url != page.url))[
        :_MOST
    ]


def as_part(piece: RawPage, page_url: str) -> RawPage:
    """A piece as it stands in its page: its addresses are relative to the page, and a script is one of the page's own."""
    start = piece.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    body = piece.body if start == b"<" else b"<script>" + piece.body + b"</script>"
    return RawPage(page_url, body, piece.headers, piece.status, piece.broke_off)


def _loaded(page: Page) -> Iterator[str]:
    for match in loading_calls(page):
        before = page.text[max(0, match.start() - _BEFORE) : match.start()]
        call = _STATEMENT.split(before)[-1] + match[0]
        if _MENU.search(call) and not _OTHER.search(call):
            yield match["url"]


def _scripts(page: Page) -> Iterator[str]:
    for node in page.tree.css("body script[src]"):
        src = node.attributes.get("src") or ""
        if _SCRIPT.fullmatch(src.partition("?")[0].rsplit("/", 1)[-1]):
            yield src
