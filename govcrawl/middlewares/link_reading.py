"""What an answer of 200 is worth: content, an error page, the front door, a page in a file's place, or a page sent on."""

from dataclasses import dataclass, replace
from functools import cached_property

from govcrawl.extract.bad_words import has_strong_word
from govcrawl.extract.control import asks_to_log_in, is_deep, leads_home, means_home
from govcrawl.extract.link_offers import resource_of
from govcrawl.extract.media import file_fault, has_much_to_say, is_page
from govcrawl.extract.page import Page, RawPage, open_page
from govcrawl.extract.soft_404 import looks_like_error_page
from govcrawl.extract.stubs import read_target
from govcrawl.middlewares.link_pool import LinkAnswer
from govcrawl.model.items import FetchSeen, LinkSeen
from govcrawl.model.vocabulary import FetchOutcome, Resource

_STUB_BYTES = 8 * 1024
"""A page that only sends its visitor on is smaller."""


@dataclass(frozen=True)
class Reading:
    """An answer read: `answer` with the outcome that its body deserves, `sent_to` the address that a refresh or script sends
    the visitor to, `at_home` whether the link ended at the front door of its host."""

    answer: LinkAnswer
    is_html: bool = False
    sent_to: str | None = None
    at_home: bool = False

    @cached_property
    def page(self) -> Page:
        """The body as a page, parsed when first asked for."""
        return _page_of(self.answer)

    @property
    def seen(self) -> FetchSeen:
        """How asking ended."""
        return self.answer.seen

    def is_gone(self, why: str) -> "Reading":
        """The same answer, found to be no content."""
        seen = replace(self.seen, outcome=FetchOutcome.SOFT_404, detail=why)
        return replace(self, answer=replace(self.answer, seen=seen))


def read_answer(link: LinkSeen, answer: LinkAnswer) -> Reading:
    """Reads the body of an answer that came well; any other answer stands as it is."""
    if not answer.seen.outcome.is_ok:
        return Reading(answer)
    if link.resource in {Resource.IMAGE, Resource.ATTACHMENT}:
        return _read_file(link, answer)
    kind = answer.headers.get("content-type", "text/html").lower()
    if "html" not in kind and not is_page(answer.start):
        return Reading(answer)
    return _read_page(link, answer)


def _read_file(link: LinkSeen, answer: LinkAnswer) -> Reading:
    """Only an address that ends as a picture or file promises one; a counter's picture may be anything."""
    reading = Reading(answer)
    if resource_of(link.url) is not link.resource:
        return reading
    fault = file_fault(link.resource, answer.headers.get("content-type", ""), answer.start)
    if fault is None:
        return reading
    if is_page(answer.start) and asks_to_log_in(reading.page):
        return reading
    said = looks_like_error_page(reading.page) if is_page(answer.start) else None
    return reading.is_gone(f"{fault} ({said})" if said else fault)


def _read_page(link: LinkSeen, answer: LinkAnswer) -> Reading:
    final = answer.seen.final_url or link.url
    at_home = leads_home(link.url, final)
    reading = Reading(answer, is_html=True, at_home=at_home)
    if at_home:
        return _read_front_door(link, reading, f"redirected to the front door {final}")
    if has_much_to_say(answer.start):
        return reading
    target = _sent_to(reading)
    if target and leads_home(link.url, target):
        return _read_front_door(link, reading, f"sent on to the front door {target}")
    if target:
        return replace(reading, sent_to=target)
    said = looks_like_error_page(reading.page)
    return reading.is_gone(said) if said else reading


def _read_front_door(link: LinkSeen, reading: Reading, why: str) -> Reading:
    """A link to one page that ends at the front door leads nowhere, unless the front door is what it means."""
    page = reading.page
    if not is_deep(link.url) or means_home(link.anchor, page.title or "") or asks_to_log_in(page):
        return replace(reading, at_home=True)
    return reading.is_gone(why)


def _sent_to(reading: Reading) -> str | None:
    if len(reading.answer.start) > _STUB_BYTES:
        return None
    target = read_target(reading.page)
    return target.url if target and target.reason != "frameset" else None


def _page_of(answer: LinkAnswer) -> Page:
    return open_page(RawPage(answer.seen.final_url or answer.seen.url, answer.start, answer.headers))


def sells(page: Page) -> bool:
    """Whether a page's title is that of gambling, sale or the like: a name that changed hands."""
    return has_strong_word(page.title or "")
