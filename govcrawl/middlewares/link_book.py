"""The links of one site, once each, and how its visited pages ended."""

import math
import re
import sys
import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from govcrawl.extract.urls import same_page_key
from govcrawl.model.items import FetchSeen, LinkSeen, PageFacts, Visit
from govcrawl.model.vocabulary import Place, Resource, VisitRole

_LED_TO = re.compile(r"(?:^|; )led to (\S+)")
_NOT_ASKED = frozenset({Resource.SCRIPT, Resource.STYLE})


@dataclass(frozen=True, slots=True)
class LinkTask:
    """A link to settle, with the page that carries it first."""

    link: LinkSeen
    parent: str
    on_home: bool


@dataclass(frozen=True, slots=True)
class Visited:
    """How an address ended that was asked as a page; `template_digest` is that of PageFacts, empty where no page came."""

    fetch: FetchSeen
    template_digest: str = ""

    @property
    def led_to(self) -> str | None:
        """Where the page itself sent its visitor, as its row says."""
        found = _LED_TO.search(self.fetch.detail or "")
        return found[1] if found else None


class TimeBudget:
    """A site's time, in seconds from now on."""

    def __init__(self, seconds: float = math.inf, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._ends = clock() + seconds

    def extend(self, seconds: float) -> None:
        """Gives back time that was not the site's to use."""
        self._ends += seconds

    def left(self) -> float:
        """Seconds until it is spent; below zero from then on."""
        return self._ends - self._clock()

    def refusal(self) -> str | None:
        """Why nothing more is asked, in words; None while there is time."""
        return f"time budget of {self._seconds:g} s spent" if self.left() < 0 else None


class LinkBook:
    """Filled while the site's pages are read. `budget` bounds the asking, too: what is under way then is ended, no more.

    Of what is worth asking it keeps the first `most` links of the home page and as many others: no more are ever asked, a page
    made to be dear has 20,000, and 400 sites fill a book at once.
    """

    def __init__(self, most: int = sys.maxsize) -> None:
        self.budget = TimeBudget()
        self.tasks: dict[str, LinkTask] = {}
        self._room = {True: most, False: most}
        self._visited: dict[str, Visited] = {}

    def unhurried(self) -> "LinkBook":
        """The same without an end: an answer that sites share is not one site's to cut short."""
        book = copy(self)
        book.budget = TimeBudget()
        return book

    def add(self, link: LinkSeen, parent: str, on_home: bool) -> None:
        """Notes a link; the first page that carries it is its parent."""
        if link.url in self.tasks or not self._room[on_home] or not _is_asked(link):
            return
        if link.url.startswith(("http://", "https://")):
            self._room[on_home] -= 1
            self.tasks[link.url] = LinkTask(link, parent, on_home)

    def take(self, facts: PageFacts, visit: Visit) -> None:
        """Notes all links of a page."""
        on_home, known = visit.role is VisitRole.HOME, self.tasks
        for link in facts.links:
            if link.url not in known:  # nearly all are: a site's pages share their menus
                self.add(link, visit.url, on_home)

    def note_visit(self, *fetches: FetchSeen, template_digest: str = "") -> None:
        """Notes how addresses ended that were asked as pages."""
        for fetch in fetches:
            self._visited[same_page_key(fetch.url)] = Visited(fetch, template_digest)

    def visit_of(self, url: str) -> Visited | None:
        """How the page of an address ended, or None where it was not asked."""
        return self._visited.get(same_page_key(url))

    def templates(self) -> frozenset[str]:
        """The digests of the templates of all pages read."""
        return frozenset(visited.template_digest for visited in self._visited.values()) - {""}

    def to_check(self, most: int) -> list[LinkTask]:
        """What is worth asking: the home page's links first, then the rest, up to `most`."""
        return sorted(self.tasks.values(), key=lambda task: not task.on_home)[:most]


def _is_asked(link: LinkSeen) -> bool:
    """What no visitor sees, and what pages are made with, is not checked."""
    return link.place is not Place.HIDDEN and link.resource not in _NOT_ASKED
