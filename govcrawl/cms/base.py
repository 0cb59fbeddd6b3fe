"""What an adapter of a publishing system says, and what most adapters share."""

import re
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from govcrawl.extract.cues import Cue
from govcrawl.extract.cues import words as cue_of
from govcrawl.extract.page import Page
from govcrawl.model.items import ColumnSeen, Need


class Adapter(Protocol):
    """What is true of the pages of one publishing system only."""

    @property
    def name(self) -> str:
        """The word that `PageFacts.cms` carries."""
        ...

    def recognises(self, page: Page) -> bool:
        """Whether the page was made by this system."""
        ...

    def endpoints(self, page: Page) -> tuple[Need, ...]:
        """The data addresses that feed a list which is empty in the raw page."""
        ...

    def is_empty_list(self, page: Page) -> bool:
        """Whether the raw page is certainly a list with no row: the system writes rows and paging into the page itself.

        Asked only where no item was found.
        """
        ...

    def pages(self, page: Page) -> tuple[str, ...]:
        """The addresses of the list's further pages, nearest first, as far as they can be told."""
        ...

    def columns(self, page: Page) -> tuple[ColumnSeen, ...]:
        """The columns that the system keeps as data in the page, beside those that links name."""
        ...

    def is_directory(self, page: Page) -> bool:
        """Whether the page only leads to the columns of a directory: whichever list it happens to show first is theirs."""
        ...


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks a system leaves. One is enough: words of the source (as written), a pattern of the address, a pattern of
    the addresses that the page links to."""

    words: tuple[str, ...] = ()
    url: re.Pattern[str] | None = None
    links: re.Pattern[str] | None = None
    cue: Cue = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cue", cue_of(self.words))

    def on(self, page: Page) -> bool:
        """Whether the page carries one."""
        if self.url and self.url.search(page.url):
            return True
        if not page.lacks(self.cue):
            return True
        return bool(self.links and self.links.search(page.hrefs))


class PlainSystem:
    """A system that writes whole lists into its pages: the base of most adapters."""

    name = "generic"
    marks = Marks()

    def recognises(self, page: Page) -> bool:
        return self.marks.on(page)

    def endpoints(self, page: Page) -> tuple[Need, ...]:
        return ()

    def is_empty_list(self, page: Page) -> bool:
        return False

    def pages(self, page: Page) -> tuple[str, ...]:
        return linked_pages(page)

    def columns(self, page: Page) -> tuple[ColumnSeen, ...]:
        return ()

    def is_directory(self, page: Page) -> bool:
        return False


_NEXT = re.compile(r"^\W*(?:下一?页|后一?页|next\s?(?:page)?|next)\W*$", re.IGNORECASE)
_LAST = re.compile(r"^\W*(?:尾页|末页|最后一页|最末页|last\s?(?:page)?)\W*$", re.IGNORECASE)
_COUNTED = re.compile(
    r"createPage(?:HTML|Html|Bar|Nation)?\s*\(\s*(?:['\"][\w#-]+['\"]\s*,\s*)?['\"]?(\d+)['\"]?\s*,\s*['\"]?(\d+)['\"]?\s*,"
    r"\s*['\"]([\w./-]+?)['\"]\s*,\s*['\"](\w+)['\"]"
)


def linked_pages(page: Page) -> tuple[str, ...]:
    """Next and last page from the links that say so, or from a TRS paging call (`createPageHTML(4, 0, "index", …)`)."""
    found = [
        anchor.url
        for words in (_NEXT, _LAST)
        for anchor in page.anchors
        if anchor.url and anchor.url != page.url and words.match(anchor.text)
    ]
    return tuple(dict.fromkeys(found)) or counted_pages(page)


def counted_pages(page: Page) -> tuple[str, ...]:
    """The next and the last page that a paging call tells; pages are counted from 0, page 2 is `index_1.html`."""
    call = paging_call(page)
    if call is None:
        return ()
    count, current, stem, extension = call
    wanted = [number for number in (current + 1, count - 1) if current < number < count]
    urls = [page.join(f"{stem}_{number}.{extension}") for number in wanted]
    return tuple(dict.fromkeys(url for url in urls if url))


def paging_call(page: Page) -> tuple[int, int, str, str] | None:
    """Page count, current page (from 0), file stem and extension of the paging call in a page's scripts."""
    match = _COUNTED.search(page.text)
    return (int(match[1]), int(match[2]), match[3], match[4]) if match else None


def endpoint(page: Page, href: str, reason: str, body: str | None = None) -> tuple[Need, ...]:
    """One endpoint need, or none where the address is no http(s) URL."""
    url = page.join(href)
    return (Need("endpoint", url, reason, body),) if url else ()


def with_query(href: str, **values: str) -> str:
    """An address with query values set or replaced."""
    bare, _, query = href.partition("?")
    return f"{bare}?{urlencode(dict(parse_qsl(query, keep_blank_values=True)) | values)}"
