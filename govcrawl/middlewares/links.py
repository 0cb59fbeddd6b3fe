"""Checks the links of a site after its pages were read: what was not visited is asked, and no negative answer stands alone.

The pool asks first. What does not answer well is asked again after a pause, by another client or resolver as fates.toml
says. Targets on other hosts are settled once an inspection for all sites that link to them.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from govcrawl.extract.control import is_home_address
from govcrawl.extract.urls import host_of, same_page_key
from govcrawl.middlewares.clock import HostTurn
from govcrawl.middlewares.fates import ACCUSING, fate_of, perhaps_ours, rule_of, settle
from govcrawl.middlewares.link_asking import LinkAsker, Refusal, nothing_refused
from govcrawl.middlewares.link_book import LinkBook, LinkTask
from govcrawl.middlewares.link_case import Case, after, as_settled, errand, last
from govcrawl.middlewares.link_pool import LinkPool
from govcrawl.middlewares.link_shared import Settled, SharedLinks
from govcrawl.middlewares.once import side_by_side
from govcrawl.model.items import FetchSeen, LinkChecked, PageVisited
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Resource, Scope

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

_AT_ONCE_A_SITE = 16
"""Links of a site under way at once; the pool's own limit holds for all sites. More only wait, each with what it carries."""


class LinkChecker:
    """Settles the links of sites. `ask` is the spider's road for one URL: the second client."""

    def __init__(
        self, ask: Callable[..., Awaitable[Any]], pool: LinkPool, shared: SharedLinks, settings: "BaseSettings"
    ) -> None:
        self._pool = pool
        self.shared = shared
        self._most = settings.getint("SITE_MAX_LINK_CHECKS")
        self._pause = settings.getfloat("LINK_CONFIRM_SECONDS")
        at_once_a_host = 1 if settings.getfloat("DOWNLOAD_DELAY") else _AT_ONCE_A_SITE
        self._asker = LinkAsker(ask, pool, shared, settings, at_once_a_host)
        self._resolvers = settings.getlist("LINK_SECOND_RESOLVERS")

    def share_turns(self, turn: HostTurn) -> None:
        """From now on a host is asked in its turn among all processes."""
        self._pool.turn = turn

    async def check_site(
        self, code: str, book: LinkBook, home: str, refusal: Refusal = nothing_refused
    ) -> AsyncIterator[PageVisited | LinkChecked]:
        """Yields an outcome row for every address asked and one LinkChecked for every link settled."""
        tasks = book.to_check(self._most)
        own = [task for task in tasks if task.link.scope is Scope.SAME_SITE]
        outside = asyncio.ensure_future(
            self._all_outside(code, book, home, [task for task in tasks if task.link.scope is not Scope.SAME_SITE])
        )
        doubtful: list[Case] = []
        async for case in side_by_side(own, lambda task: self._asker.first(code, book, task, refusal), _AT_ONCE_A_SITE):
            if case.is_alive:
                for item in _items(as_settled(code, case, case.reading.seen)):
                    yield item
            else:
                doubtful.append(case)
        if doubtful:
            await self._rest(book)
        turned_away = await self._turned_away(code, book, home, doubtful)
        async for settled in side_by_side(
            doubtful, lambda case: self._second(code, book, case, turned_away), _AT_ONCE_A_SITE
        ):
            for item in _items(settled):
                yield item
        for settled in await outside:
            for item in _items(settled):
                yield item

    async def confirm(self, code: str, task: LinkTask, before: FetchSeen, *, another_day: bool) -> Settled:
        """Settles a link that an earlier run left open, with an answer of now and one of a second client."""
        book = LinkBook()
        case = await self._asker.first(code, book, task)
        if case.is_alive:
            return as_settled(code, case, case.reading.seen)
        await asyncio.sleep(self._pause)
        settled = await self._second(code, book, case, None)
        checked = settled.checked
        if checked.confirmed or checked.outcome is not case.reading.seen.outcome:
            return settled
        fate, sure = settle(before, case.reading.seen, task.link.resource, another_day=another_day)
        return replace(settled, checked=replace(checked, fate=fate, confirmed=True)) if sure else settled

    async def _all_outside(self, code: str, book: LinkBook, home: str, tasks: list[LinkTask]) -> list[Settled]:
        known = side_by_side(tasks, lambda task: self._outside(code, book, home, task), _AT_ONCE_A_SITE)
        return [settled async for settled in known]

    async def _outside(self, code: str, book: LinkBook, home: str, task: LinkTask) -> Settled:
        """The shared answer for a target outside the site; the site that asked first owes its rows."""
        key = same_page_key(task.link.url)
        is_first = not self.shared.outside.knows(key)
        if is_first and book.budget.refusal():  # no answer for the other sites that link to it
            return await self._alone(code, book, home, task)
        settled = await self.shared.outside.get(key, lambda: self._alone(code, book.unhurried(), home, task))
        if is_first:
            self.shared.outside.put(key, replace(settled, rows=()))  # nobody else is owed them
        settled = settled.seen_from(code, task.link.url, with_rows=is_first)
        if settled.checked.fate is LinkFate.ALIVE and is_home_address(settled.final_url):
            other = self.shared.organs.is_another(task.link.anchor, settled.final_url)
            if other:
                checked = replace(settled.checked, fate=LinkFate.MISDIRECTED, confirmed=False, detail=other)
                return replace(settled, checked=checked)
        return settled

    async def _alone(self, code: str, book: LinkBook, home: str, task: LinkTask) -> Settled:
        case = await self._asker.first(code, book, task)
        if case.is_alive:
            return as_settled(code, case, case.reading.seen)
        await self._rest(book)
        return await self._second(code, book, case, await self._refused_alike(code, book, home, case))

    async def _rest(self, book: LinkBook) -> None:
        """The pause before a second answer, as far as the site has time for it."""
        await asyncio.sleep(max(0.0, min(self._pause, book.budget.left())))

    async def _second(self, code: str, book: LinkBook, case: Case, turned_away: str | None) -> Settled:
        """The link settled by a second, different opinion, where one can tell more."""
        first, link = case.reading.seen, case.task.link
        why = turned_away or book.budget.refusal()
        if why:
            return as_settled(code, case, replace(first, detail=why), LinkFate.UNKNOWN)
        again = rule_of(first, link.resource).again
        if again in {"no", "other_day"}:
            return as_settled(code, case, first)
        by_proxy = again == "resolver" and self._pool.is_proxied(link.url)
        by_name = again == "resolver" and not by_proxy
        if by_name and await self._pool.name_is_gone(host_of(link.url), self._resolvers, errand(code, case.task)):
            return as_settled(code, case, replace(first, attempts=first.attempts + 1), sure=True)
        other = await (
            self._asker.by_pool(code, book, case.task) if by_proxy else self._asker.by_other(code, book, case.task)
        )
        if other.reading.seen.outcome in perhaps_ours():
            other = await self._third(code, book, case.task, other)
        fate, sure = settle(first, other.reading.seen, link.resource)
        answered = replace(case, reading=after(case.reading, other.reading), owed=(*case.owed, *other.owed))
        return as_settled(code, answered, last(first, other.reading.seen), fate, sure)

    async def _third(self, code: str, book: LinkBook, task: LinkTask, second: Case) -> Case:
        """Once more after a pause, where it may be we who had trouble; the pool has fewer under way by then."""
        self.shared.hosts.note(task.link.url, second.reading.seen.outcome)
        if self.shared.hosts.is_silent(task.link.url):
            return second
        await asyncio.sleep(self._pause)
        third = await self._asker.by_pool(code, book, task)
        self.shared.hosts.note(task.link.url, third.reading.seen.outcome)
        return replace(third, reading=after(second.reading, third.reading), owed=(*second.owed, *third.owed))

    async def _turned_away(self, code: str, book: LinkBook, home: str, doubtful: list[Case]) -> str | None:
        """Why the site's own answers mean nothing any more, in words: its front door, read before, is shut to us now."""
        before = book.visit_of(home)
        accused = [case for case in doubtful if fate_of(case.reading.seen, case.task.link.resource) in ACCUSING]
        if not accused or before is None or not before.fetch.outcome.is_ok or book.budget.refusal():
            return None
        task = LinkTask(replace(doubtful[0].task.link, url=home, resource=Resource.PAGE), home, True)
        seen = (await self._asker.by_other(code, book, task)).reading.seen
        if not seen.outcome.is_ok:
            return f"the home page answers {seen.outcome.value} now: not told"
        answered = next((case for case in accused if case.reading.seen.outcome is FetchOutcome.SOFT_404), None)
        if answered and await self._asker.hides_behind(code, task, answered.task, before):
            return f"the home page is another now, built as {answered.task.link.url}: not told"
        return None

    async def _refused_alike(self, code: str, book: LinkBook, home: str, case: Case) -> str | None:
        """Why a refusal outside means nothing, in words: the site's own front door, read before, is refused to us by the same
        status now. Whoever stands between answers so for everybody."""
        before, status = book.visit_of(home), case.reading.seen.status
        is_accused = fate_of(case.reading.seen, case.task.link.resource) in ACCUSING
        if not is_accused or status in {None, 200} or before is None or not before.fetch.outcome.is_ok:
            return None
        task = LinkTask(replace(case.task.link, url=home, resource=Resource.PAGE), home, True)
        seen = (await self._asker.by_other(code, book, task)).reading.seen
        return f"the home page answers {seen.status}, too, now: not told" if seen.status == status else None


def _items(settled: Settled) -> tuple[PageVisited | LinkChecked, ...]:
    return (*settled.rows, settled.checked)
