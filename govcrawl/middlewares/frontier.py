"""What is still to ask: strings a site, sites in the order of their next-allowed time.

Requests are made just in time, one a site is under way at once, and a finished site's memory is dropped. Nothing here is
stored: the frontier is rebuilt from stored facts when a crawl resumes.
"""

import heapq
import itertools
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from govcrawl.extract.urls import host_of, same_page_key
from govcrawl.middlewares.clock import HostClock
from govcrawl.model.items import Visit
from govcrawl.model.vocabulary import VisitRole


@dataclass(slots=True)
class SiteQueue:
    """One site's share of the frontier. `again` holds requests under way that come back (redirects, retries)."""

    code: str
    visits: deque[Visit] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    """Addresses of columns that were offered, as written: each page of a site offers them all again."""
    again: deque[Any] = field(default_factory=deque)
    later: deque[Any] = field(default_factory=deque)
    busy: bool = False
    asked: int = 0

    def has_work(self) -> bool:
        return bool(self.again or self.visits or self.later)


def visit_key(visit: Visit) -> str:
    """Equal for visits that would fetch the same page."""
    return same_page_key(visit.url) + ("\n" + visit.body if visit.body else "")


class Frontier:
    """All sites of a crawl."""

    def __init__(self, clock: HostClock) -> None:
        self.clock = clock
        self.sites: dict[str, SiteQueue] = {}
        self._heap: list[tuple[float, int, str]] = []
        self._order = itertools.count()

    def open_site(self, code: str, done: Iterable[str], pending: Iterable[Visit]) -> None:
        """Takes a site with what was already asked (URLs) and what is still to ask, in order."""
        site = self.sites[code] = SiteQueue(code)
        for url in done:
            site.seen.add(same_page_key(url))
        self.add(code, pending)
        self._push(site, 0.0)

    def add(self, code: str, visits: Iterable[Visit]) -> list[Visit]:
        """Appends visits that were not asked or planned before; returns those."""
        site = self.sites[code]
        fresh = []
        for visit in visits:
            if visit.role is VisitRole.COLUMN and not visit.body:
                site.columns.add(visit.url)
            key = visit_key(visit)
            if key not in site.seen:
                site.seen.add(key)
                site.visits.append(visit)
                fresh.append(visit)
        return fresh

    def mark_seen(self, code: str, urls: Iterable[str]) -> None:
        """Notes addresses that were asked as part of another visit (hops, endpoints, assets)."""
        site = self.sites.get(code)
        if site:
            site.seen.update(same_page_key(url) for url in urls)

    def come_back(self, code: str, request: Any, url: str, *, later: bool) -> None:
        """A request under way is to be sent again: at once (redirect) or after the site's other work (retry)."""
        site = self.sites[code]
        site.busy = False
        (site.later if later else site.again).append(request)
        self._push(site, self.clock.ready_at(host_of(url)))

    def release(self, code: str) -> bool:
        """The site's request was dealt with; says whether the site still has work."""
        site = self.sites.get(code)
        if site is None:
            return False
        site.busy = False
        if site.has_work():
            self._push(site, 0.0)
            return True
        return False

    def close_site(self, code: str) -> None:
        """Drops a finished site's memory."""
        self.sites.pop(code, None)

    def take(self, now: float) -> tuple[SiteQueue, Any] | None:
        """The next site and its visit (or returning request) that may be asked at `now`, or None."""
        while self._heap and self._heap[0][0] <= now:
            _, _, code = heapq.heappop(self._heap)
            site = self.sites.get(code)
            if site is None or site.busy or not site.has_work():
                continue
            source = site.again or site.visits or site.later
            host = host_of(source[0].url)
            ready = self.clock.ready_at(host)
            if ready > now:
                self._push(site, ready)
                continue
            self.clock.used(host, now)
            site.busy = True
            site.asked += 1
            return site, source.popleft()
        return None

    def next_at(self) -> float | None:
        """When the next site may be asked (monotonic seconds), or None where none is waiting."""
        return self._heap[0][0] if self._heap else None

    def is_open(self) -> bool:
        """Whether any site is unfinished."""
        return bool(self.sites)

    def _push(self, site: SiteQueue, ready: float) -> None:
        heapq.heappush(self._heap, (ready, next(self._order), site.code))
