"""Checks the links of a site after its pages were read: what was not visited is asked, and no negative answer stands alone.

The pool asks first. What does not answer well is asked again after a pause, by another client or resolver as fates.toml
says. Targets on other hosts are settled once an inspection for all sites that link to them.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from scrapy.settings import BaseSettings

from govcrawl.extract.control import is_deep, is_home_address, leads_home
from govcrawl.extract.media import has_much_to_say
from govcrawl.extract.urls import host_of, same_page_key
from govcrawl.middlewares.fates import ACCUSING, fate_of, perhaps_ours, rule_of, settle
from govcrawl.middlewares.link_answer import Errand, LinkAnswer
from govcrawl.middlewares.link_book import LinkBook, LinkTask, Visited
from govcrawl.middlewares.link_control import Control
from govcrawl.middlewares.link_pool import HostTurn, LinkPool
from govcrawl.middlewares.link_reading import Reading, read_answer
from govcrawl.middlewares.link_shared import Settled, SharedLinks
from govcrawl.middlewares.once import side_by_side
from govcrawl.model.items import FetchSeen, LinkChecked, PageVisited, Visit
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Resource, Scope, VisitRole

_AT_ONCE_A_SITE = 16
"""Links of a site under way at once; the pool's own limit holds for all sites. More only wait, each with what it carries."""

Refusal = Callable[[str], tuple[FetchOutcome, str] | None]
"""Whether the site's robots.txt forbids an address under the policy in force."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A link with its first answer. `owed` are rows of other addresses asked on its behalf; `is_new`: it owes its own."""

    task: LinkTask
    reading: Reading
    owed: tuple[PageVisited, ...] = ()
    is_new: bool = True

    @property
    def is_alive(self) -> bool:
        return fate_of(self.reading.seen, self.task.link.resource) is LinkFate.ALIVE


class LinkChecker:
    """Settles the links of sites. `ask` is the spider's road for one URL: the second client."""

    def __init__(
        self, ask: Callable[..., Awaitable[Any]], pool: LinkPool, shared: SharedLinks, settings: BaseSettings
    ) -> None:
        self._ask = ask
        self._pool = pool
        self.shared = shared
        self._most = settings.getint("SITE_MAX_LINK_CHECKS")
        self._pause = settings.getfloat("LINK_CONFIRM_SECONDS")
        self._at_once_a_host = 1 if settings.getfloat("DOWNLOAD_DELAY") else _AT_ONCE_A_SITE
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._resolvers = settings.getlist("LINK_SECOND_RESOLVERS")

    def share_turns(self, turn: HostTurn) -> None:
        """From now on a host is asked in its turn among all processes."""
        self._pool.turn = turn

    async def check_site(
        self, code: str, book: LinkBook, home: str, refusal: Refusal = lambda url: None
    ) -> AsyncIterator[PageVisited | LinkChecked]:
        """Yields an outcome row for every address asked and one LinkChecked for every link settled."""
        tasks = book.to_check(self._most)
        own = [task for task in tasks if task.link.scope is Scope.SAME_SITE]
        outside = asyncio.ensure_future(
            self._all_outside(code, book, [task for task in tasks if task.link.scope is not Scope.SAME_SITE])
        )
        doubtful: list[_Case] = []
        async for case in side_by_side(own, lambda task: self._first(code, book, task, refusal), _AT_ONCE_A_SITE):
            if case.is_alive:
                for item in _items(self._settled(code, case, case.reading.seen)):
                    yield item
            else:
                doubtful.append(case)
        if doubtful:
            await asyncio.sleep(self._pause)
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
        case = await self._first(code, book, task, lambda url: None)
        if case.is_alive:
            return self._settled(code, case, case.reading.seen)
        await asyncio.sleep(self._pause)
        settled = await self._second(code, book, case, None)
        checked = settled.checked
        if checked.confirmed or checked.outcome is not case.reading.seen.outcome:
            return settled
        fate, sure = settle(before, case.reading.seen, task.link.resource, another_day=another_day)
        return replace(settled, checked=replace(checked, fate=fate, confirmed=True)) if sure else settled

    async def _all_outside(self, code: str, book: LinkBook, tasks: list[LinkTask]) -> list[Settled]:
        known = side_by_side(tasks, lambda task: self._outside(code, book, task), _AT_ONCE_A_SITE)
        return [settled async for settled in known]

    async def _outside(self, code: str, book: LinkBook, task: LinkTask) -> Settled:
        """The shared answer for a target outside the site; the site that asked first owes its rows."""
        key = same_page_key(task.link.url)
        is_first = not self.shared.outside.knows(key)
        settled = await self.shared.outside.get(key, lambda: self._alone(code, book, task))
        settled = settled.seen_from(code, task.link.url, with_rows=is_first)
        if settled.checked.fate is LinkFate.ALIVE and is_home_address(settled.final_url):
            other = self.shared.organs.is_another(task.link.anchor, settled.final_url)
            if other:
                checked = replace(settled.checked, fate=LinkFate.MISDIRECTED, confirmed=False, detail=other)
                return replace(settled, checked=checked)
        return settled

    async def _alone(self, code: str, book: LinkBook, task: LinkTask) -> Settled:
        case = await self._first(code, book, task, lambda url: None)
        if case.is_alive:
            return self._settled(code, case, case.reading.seen)
        await asyncio.sleep(self._pause)
        return await self._second(code, book, case, None)

    async def _first(self, code: str, book: LinkBook, task: LinkTask, refusal: Refusal) -> _Case:
        visited = book.visit_of(task.link.url)
        if visited is not None:
            return await self._of_visit(code, book, task, visited)
        url = task.link.url
        refused = refusal(url)
        if refused:
            return _Case(task, Reading(_not_asked(url, *refused)))
        async with self.shared.hosts.turn(url, self._at_once_a_host):
            if spent := self.shared.hosts.refusal(url, is_own=task.link.scope is Scope.SAME_SITE):
                return _Case(task, Reading(_not_asked(url, FetchOutcome.BLOCKED_TRAP, spent)), is_new=False)
            answer = await self._pool.ask(url, task.link.resource, task.parent, _errand(code, task))
            self.shared.hosts.note(url, answer.seen.outcome)
        return await self._read(code, book, task, answer)

    async def _of_visit(self, code: str, book: LinkBook, task: LinkTask, visited: Visited) -> _Case:
        """A link whose page was read: alive unless it ended at the front door or looks like the host's error page."""
        seen = visited.fetch
        case = _Case(task, Reading(LinkAnswer(seen)), is_new=False)
        if not seen.outcome.is_ok or task.link.resource is not Resource.PAGE:
            return case
        end = visited.led_to or seen.final_url or seen.url
        if is_deep(seen.url) and leads_home(seen.url, end):
            return replace(case, reading=case.reading.is_gone(f"redirected to the front door {end}"))
        if not visited.template_digest:
            return case
        control, owed = await self._control(code, book, task)
        if control is None or control.fingerprint is None or control.template_digest != visited.template_digest:
            return replace(case, owed=owed)
        gone = case.reading.is_gone(f"built as {control.answer.seen.url}, which cannot exist")
        return replace(case, reading=gone, owed=owed)

    async def _read(self, code: str, book: LinkBook, task: LinkTask, answer: LinkAnswer) -> _Case:
        reading = read_answer(task.link, answer)
        if fate_of(reading.seen, task.link.resource) is not LinkFate.ALIVE or not reading.is_html:
            return _Case(task, reading.settled())
        if reading.sent_to and not reading.at_home:
            return _Case(task, await self._sent_on(code, task, reading.settled(), reading.sent_to))
        control, owed = await self._control(code, book, task)
        why = control.convicts(task.link, reading) if control else None
        return _Case(task, reading.is_gone(why) if why else reading.settled(), owed)

    async def _sent_on(self, code: str, task: LinkTask, reading: Reading, target: str) -> Reading:
        """A page that only sends its visitor on is worth what stands there."""
        further = await self._pool.ask(target, Resource.PAGE, task.link.url, _errand(code, task))
        end = read_answer(replace(task.link, url=target), further).seen
        passed = replace(reading.answer, hops=(*reading.answer.hops, further.seen, *further.hops))
        if end.outcome.is_ok:
            return replace(reading, answer=passed)
        why = f"sent on to {target}: {end.detail or end.outcome.value}"
        seen = replace(reading.seen, outcome=end.outcome, status=end.status, detail=why)
        return replace(reading, answer=replace(passed, seen=seen))

    async def _control(
        self, code: str, book: LinkBook, task: LinkTask
    ) -> tuple[Control | None, tuple[PageVisited, ...]]:
        templates = book.templates() if task.link.scope is Scope.SAME_SITE else ()
        control, answers = await self.shared.controls.of(task.link, self._pool, templates, code)
        rows = (_row(code, answer, VisitRole.CONTROL, task.link.url) for answer in answers)
        return control, tuple(rows)

    async def _second(self, code: str, book: LinkBook, case: _Case, turned_away: str | None) -> Settled:
        """The link settled by a second, different opinion, where one can tell more."""
        first, link = case.reading.seen, case.task.link
        if turned_away:
            return self._settled(code, case, replace(first, detail=turned_away), LinkFate.UNKNOWN)
        again = rule_of(first, link.resource).again
        if again in {"no", "other_day"}:
            return self._settled(code, case, first)
        by_proxy = again == "resolver" and self._pool.is_proxied(link.url)
        by_name = again == "resolver" and not by_proxy
        if by_name and await self._pool.name_is_gone(host_of(link.url), self._resolvers, _errand(code, case.task)):
            return self._settled(code, case, replace(first, attempts=first.attempts + 1), sure=True)
        other = await (self._ask_pool(code, book, case.task) if by_proxy else self._ask_other(code, book, case.task))
        if other.reading.seen.outcome in perhaps_ours():
            other = await self._third(code, book, case.task, other)
        fate, sure = settle(first, other.reading.seen, link.resource)
        answered = replace(case, reading=_after(case.reading, other.reading), owed=(*case.owed, *other.owed))
        return self._settled(code, answered, _last(first, other.reading.seen), fate, sure)

    async def _third(self, code: str, book: LinkBook, task: LinkTask, second: _Case) -> _Case:
        """Once more after a pause, where it may be we who had trouble; the pool has fewer under way by then."""
        self.shared.hosts.note(task.link.url, second.reading.seen.outcome)
        if self.shared.hosts.is_silent(task.link.url):
            return second
        await asyncio.sleep(self._pause)
        third = await self._ask_pool(code, book, task)
        self.shared.hosts.note(task.link.url, third.reading.seen.outcome)
        return replace(third, reading=_after(second.reading, third.reading), owed=(*second.owed, *third.owed))

    async def _ask_pool(self, code: str, book: LinkBook, task: LinkTask) -> _Case:
        answer = await self._pool.ask(task.link.url, task.link.resource, task.parent, _errand(code, task))
        return await self._read(code, book, task, answer)

    async def _ask_other(self, code: str, book: LinkBook, task: LinkTask) -> _Case:
        """The answer to the second client."""
        visit = Visit(task.link.url, VisitRole.LINK, 0, task.parent)
        try:
            async with self._pool.turn(host_of(visit.url)):
                reply = await self._ask(code, visit, client="twisted", download_timeout=self._timeout)
        except Exception as error:  # an overload of our own is never a dead link
            seen = FetchSeen(visit.url, FetchOutcome.OWN_TROUBLE, datetime.now(UTC), detail=repr(error)[:300])
            return _Case(task, Reading(LinkAnswer(seen)))
        return await self._read(
            code,
            book,
            task,
            LinkAnswer(reply.page.fetch, reply.page.hops, reply.headers, reply.start, has_much_to_say(reply.start)),
        )

    async def _turned_away(self, code: str, book: LinkBook, home: str, doubtful: list[_Case]) -> str | None:
        """Why the site's own answers mean nothing any more, in words: its front door, read before, is shut to us now."""
        before = book.visit_of(home)
        accused = any(fate_of(case.reading.seen, case.task.link.resource) in ACCUSING for case in doubtful)
        if not accused or before is None or not before.fetch.outcome.is_ok:
            return None
        task = LinkTask(replace(doubtful[0].task.link, url=home, resource=Resource.PAGE), home, True)
        seen = (await self._ask_other(code, book, task)).reading.seen
        return None if seen.outcome.is_ok else f"the home page answers {seen.outcome.value} now: not told"

    def _settled(
        self, code: str, case: _Case, seen: FetchSeen, fate: LinkFate | None = None, sure: bool = False
    ) -> Settled:
        """One answer shows that a target is alive; it accuses nobody without a second (`sure`)."""
        link = case.task.link
        fate = fate or fate_of(seen, link.resource)
        sure = sure or fate is LinkFate.ALIVE
        detail = seen.detail
        if fate in ACCUSING and not sure:
            fate = LinkFate.SUSPECTED
        if fate is LinkFate.ALIVE and case.reading.sold_as:
            fate, sure, detail = LinkFate.MISDIRECTED, False, f"the page's title is {case.reading.sold_as}"
        checked = LinkChecked(
            code, link.url, fate, seen.outcome, datetime.now(UTC), seen.status, seen.attempts, sure, detail
        )
        rows = case.owed
        if case.is_new:
            rows = (_row(code, replace(case.reading.answer, seen=seen), VisitRole.LINK, case.task.parent), *rows)
        return Settled(checked, rows, seen.final_url or link.url)


def _errand(code: str, task: LinkTask) -> Errand:
    return Errand(code, VisitRole.LINK, task.parent)


def _items(settled: Settled) -> tuple[PageVisited | LinkChecked, ...]:
    return (*settled.rows, settled.checked)


def _after(before: Reading, reading: Reading) -> Reading:
    """A later reading of the same link, with a row for what only the walk before it passed."""
    answer = reading.answer
    passed = {answer.seen.url, *(hop.url for hop in answer.hops)}
    others = tuple(hop for hop in before.answer.hops if hop.url not in passed)
    return replace(reading, answer=replace(answer, hops=(*answer.hops, *others))) if others else reading


def _row(code: str, answer: LinkAnswer, role: VisitRole, parent: str) -> PageVisited:
    return PageVisited(code, Visit(answer.seen.url, role, 0, parent), answer.seen, hops=answer.hops)


def _last(first: FetchSeen, second: FetchSeen) -> FetchSeen:
    return replace(second, attempts=first.attempts + second.attempts)


def _not_asked(url: str, outcome: FetchOutcome, why: str) -> LinkAnswer:
    return LinkAnswer(FetchSeen(url, outcome, datetime.now(UTC), detail=why))
