"""Checks the links of a site after its pages were read: what was not visited is asked, and no negative answer stands alone.

Targets on other hosts are asked once an inspection for all sites that link to them.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from scrapy.settings import BaseSettings

from govcrawl.extract.urls import same_page_key
from govcrawl.middlewares.fates import fate_of
from govcrawl.model.items import FetchSeen, LinkChecked, LinkSeen, PageFacts, PageVisited, Visit
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Place, Resource, Scope, VisitRole


@dataclass(frozen=True, slots=True)
class LinkTask:
    """A link to settle, with the page that carries it first."""

    link: LinkSeen
    parent: str
    on_home: bool


_NO_ACCUSATION = frozenset({LinkFate.ALIVE, LinkFate.UNKNOWN, LinkFate.SKIPPED})


class LinkBook:
    """The links of one site, once each, and how its visited pages ended."""

    def __init__(self) -> None:
        self.tasks: dict[str, LinkTask] = {}
        self.visited: dict[str, FetchSeen] = {}

    def add(self, link: LinkSeen, parent: str, on_home: bool) -> None:
        """Notes a link; the first page that carries it is its parent."""
        if link.url.startswith(("http://", "https://")):
            self.tasks.setdefault(link.url, LinkTask(link, parent, on_home))

    def take(self, facts: PageFacts, visit: Visit) -> None:
        """Notes all links of a page."""
        on_home = visit.role is VisitRole.HOME
        for link in facts.links:
            self.add(link, visit.url, on_home)

    def note_visit(self, *fetches: FetchSeen) -> None:
        """Notes how addresses ended that were asked as pages."""
        for fetch in fetches:
            self.visited[same_page_key(fetch.url)] = fetch

    def to_check(self, most: int) -> list[LinkTask]:
        """What is worth asking: the home page's links first, then the rest, up to `most`."""
        wanted = [
            task
            for task in self.tasks.values()
            if task.link.place is not Place.HIDDEN
            and task.link.resource is not Resource.SCRIPT
            and task.link.resource is not Resource.STYLE
        ]
        wanted.sort(key=lambda task: not task.on_home)
        return wanted[:most]


class LinkChecker:
    """Settles the links of sites. `ask` is the spider's road for one URL."""

    def __init__(self, ask: Callable[..., Awaitable[Any]], settings: BaseSettings) -> None:
        self._ask = ask
        self._most = settings.getint("SITE_MAX_LINK_CHECKS")
        self._pause = settings.getfloat("LINK_CONFIRM_SECONDS")
        self._outside: dict[str, asyncio.Future[LinkChecked]] = {}

    def remember(self, outside: Iterable[LinkChecked]) -> None:
        """Takes the answers of an earlier run for targets outside the sites that link to them."""
        for checked in outside:
            known = self._outside.setdefault(same_page_key(checked.url), asyncio.get_running_loop().create_future())
            if not known.done():
                known.set_result(checked)

    async def check_site(
        self, code: str, book: LinkBook, hosts: Iterable[str]
    ) -> AsyncIterator[PageVisited | LinkChecked]:
        """Yields an outcome row for every address asked and one LinkChecked for every link settled."""
        doubtful: list[tuple[LinkTask, FetchSeen, bool]] = []
        for task in book.to_check(self._most):
            known = book.visited.get(same_page_key(task.link.url))
            shared = self._shared(task)
            if shared is not None:
                checked = await shared
                yield replace(checked, site_id_code=code, url=task.link.url)
                continue
            seen = known or (await self._ask_link(code, task))
            if fate_of(seen, task.link.resource) is LinkFate.ALIVE:
                checked = self._settle(code, task, seen, confirmed=True)
                if known is None:
                    yield _row(code, task, seen)
                yield checked
            else:
                doubtful.append((task, seen, known is None))
        if doubtful:
            await asyncio.sleep(self._pause)
        for task, first, owes_row in doubtful:
            second = await self._ask_link(code, task, client="twisted")
            fate, again = fate_of(first, task.link.resource), fate_of(second, task.link.resource)
            agreed = fate is again and first.outcome is second.outcome
            last = replace(second, attempts=first.attempts + second.attempts)
            if owes_row:
                yield _row(code, task, last)
            yield self._settle(code, task, last, confirmed=agreed)

    def _shared(self, task: LinkTask) -> asyncio.Future[LinkChecked] | None:
        """Another site's answer for a target outside this site, or None where this one has to ask."""
        if task.link.scope is Scope.SAME_SITE:
            return None
        key = same_page_key(task.link.url)
        if key in self._outside:
            return self._outside[key]
        self._outside[key] = asyncio.get_running_loop().create_future()
        return None

    def _settle(self, code: str, task: LinkTask, seen: FetchSeen, *, confirmed: bool) -> LinkChecked:
        fate = fate_of(seen, task.link.resource)
        checked = LinkChecked(
            code,
            task.link.url,
            fate if confirmed or fate in _NO_ACCUSATION else LinkFate.SUSPECTED,
            seen.outcome,
            datetime.now(UTC),
            seen.status,
            seen.attempts,
            confirmed,
            seen.detail,
        )
        waiting = self._outside.get(same_page_key(task.link.url))
        if waiting is not None and not waiting.done():
            waiting.set_result(checked)
        return checked

    async def _ask_link(self, code: str, task: LinkTask, **meta: Any) -> FetchSeen:
        visit = Visit(task.link.url, VisitRole.LINK, 0, task.parent)
        try:
            reply = await self._ask(code, visit, **meta)
        except Exception as error:  # an overload of our own is never a dead link
            return FetchSeen(visit.url, FetchOutcome.OWN_TROUBLE, datetime.now(UTC), detail=repr(error)[:300])
        seen: FetchSeen = reply.page.fetch
        if reply.raw is not None and task.link.resource is not Resource.PAGE:
            kind = reply.raw.header("content-type").split(";")[0]
            seen = replace(seen, detail=f"content-type {kind}")
        return seen


def _row(code: str, task: LinkTask, seen: FetchSeen) -> PageVisited:
    return PageVisited(code, Visit(task.link.url, VisitRole.LINK, 0, task.parent), seen)
