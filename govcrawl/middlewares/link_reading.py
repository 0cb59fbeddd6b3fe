"""What an answer of 200 is worth: content, an error page, the front door, a page in a file's place, or a page sent on."""

import json
from dataclasses import dataclass, replace

from govcrawl.extract.bad_words import has_strong_word
from govcrawl.extract.control import asks_to_log_in, is_deep, leads_home, means_home
from govcrawl.extract.link_offers import resource_of
from govcrawl.extract.media import file_fault, is_page
from govcrawl.extract.page import Page, RawPage, open_page
from govcrawl.extract.soft_404 import looks_like_error_page
from govcrawl.extract.stubs import read_target
from govcrawl.middlewares.link_answer import LinkAnswer
from govcrawl.model.items import FetchSeen, LinkSeen
from govcrawl.model.vocabulary import FetchOutcome, Resource, Scope

_MOST_READ = 512 * 1024
"""Bytes that are parsed: a compressed answer may unpack to much more, and a parsed page takes many times its source."""
_STUB_BYTES = 8 * 1024
"""A page that only sends its visitor on is smaller."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer read: `answer` with the outcome that its body deserves, `sent_to` the address that a refresh or script sends
    the visitor to, `at_home` whether the link ended at the front door of its host, `sold_as` the title of a page of
    gambling, sale or the like.

    A reading never keeps the parsed page: that takes some 500 KB, and thousands of links wait at once for their turn.
    """

    answer: LinkAnswer
    is_html: bool = False
    sent_to: str | None = None
    at_home: bool = False
    sold_as: str | None = None

    def settled(self) -> "Reading":
        """The same without the body: all that it says is told."""
        return replace(self, answer=replace(self.answer, start=b"", headers={}))

    @property
    def seen(self) -> FetchSeen:
        """How asking ended."""
        return self.answer.seen

    def is_gone(self, why: str) -> "Reading":
        """The same answer, found to be no content."""
        seen = replace(self.seen, outcome=FetchOutcome.SOFT_404, detail=why)
        return replace(self, answer=replace(self.answer, seen=seen)).settled()


def page_of(answer: LinkAnswer) -> Page:
    """The first bytes of an answer as a page, parsed anew."""
    return open_page(RawPage(answer.seen.final_url or answer.seen.url, answer.start[:_MOST_READ], answer.headers))


def read_answer(link: LinkSeen, answer: LinkAnswer) -> Reading:
    """Reads the body of an answer that came well; any other answer stands as it is."""
    if not answer.seen.outcome.is_ok:
        return Reading(answer).settled()
    if link.resource in {Resource.IMAGE, Resource.ATTACHMENT}:
        return _read_file(link, answer)
    kind = answer.headers.get("content-type", "text/html").lower()
    if "html" not in kind and not is_page(answer.start):
        return _read_data(answer) if "json" in kind else Reading(answer)
    return _read_page(link, answer)


def _read_data(answer: LinkAnswer) -> Reading:
    """An interface that tells in JSON that there is nothing: a small object with the code of HTTP."""
    try:
        told = json.loads(answer.start[:_STUB_BYTES])
    except ValueError:
        return Reading(answer)
    code = (told.get("code") or told.get("status")) if isinstance(told, dict) else None
    return Reading(answer).is_gone(f"the answer's code is {code}") if str(code) in {"404", "410"} else Reading(answer)


def _read_file(link: LinkSeen, answer: LinkAnswer) -> Reading:
    """Only an address that ends as a picture or file promises one; a counter's picture may be anything."""
    reading = Reading(answer)
    if resource_of(link.url) is not link.resource:
        return reading
    fault = file_fault(link.resource, answer.headers.get("content-type", ""), answer.start)
    if fault is None:
        return reading
    if not is_page(answer.start):
        return reading.is_gone(fault)
    page = page_of(answer)
    if asks_to_log_in(page):
        return reading
    said = looks_like_error_page(page)
    return reading.is_gone(f"{fault} ({said})" if said else fault)


def _read_page(link: LinkSeen, answer: LinkAnswer) -> Reading:
    final = answer.seen.final_url or link.url
    reading = Reading(answer, is_html=True, at_home=final != link.url and leads_home(link.url, final))
    is_outside = link.scope is not Scope.SAME_SITE
    if not reading.at_home and not is_outside and answer.is_long:
        return reading
    page = page_of(answer)
    if is_outside and has_strong_word(page.title or ""):
        reading = replace(reading, sold_as=page.title)
    if reading.at_home:
        return _read_front_door(link, reading, page, f"redirected to the front door {final}")
    if answer.is_long:
        return reading
    target = _sent_to(answer, page)
    if target and leads_home(link.url, target):
        return _read_front_door(link, reading, page, f"sent on to the front door {target}")
    if target:
        return replace(reading, sent_to=target)
    said = looks_like_error_page(page)
    return reading.is_gone(said) if said else reading


def _read_front_door(link: LinkSeen, reading: Reading, page: Page, why: str) -> Reading:
    """A link to one page that ends at the front door leads nowhere, unless the front door is what it means."""
    if not is_deep(link.url) or means_home(link.anchor, page.title or "") or asks_to_log_in(page):
        return replace(reading, at_home=True)
    return reading.is_gone(why)


def _sent_to(answer: LinkAnswer, page: Page) -> str | None:
    if len(answer.start) > _STUB_BYTES:
        return None
    target = read_target(page)
    return target.url if target and target.reason != "frameset" else None
