"""One answer for a link: by the visit of its page, the pool or the second client, read in the light of the host's control."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from govcrawl.extract.control import is_deep, leads_home
from govcrawl.extract.media import has_much_to_say
from govcrawl.extract.template import template_digest
from govcrawl.middlewares.fates import fate_of
from govcrawl.middlewares.link_answer import LinkAnswer
from govcrawl.middlewares.link_book import LinkBook, LinkTask, Visited
from govcrawl.middlewares.link_case import Case, errand, not_asked, row
from govcrawl.middlewares.link_control import Control
from govcrawl.middlewares.link_pool import LinkPool
from govcrawl.middlewares.link_reading import Reading, page_of, read_answer
from govcrawl.middlewares.link_shared import SharedLinks
from govcrawl.model.items import FetchSeen, PageVisited, Visit
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Resource, Scope, VisitRole

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

Refusal = Callable[[str], tuple[FetchOutcome, str] | None]
"""Whether the site's robots.txt forbids an address under the policy in force."""


def nothing_refused(url: str) -> tuple[FetchOutcome, str] | None:
    """The refusal of where robots.txt has no say."""
    return None


class LinkAsker:
    """Asks for links. `ask` is the spider's road for one URL: the second client; `at_once` is what one host may be asked."""

    def __init__(
        self,
        ask: Callable[..., Awaitable[Any]],
        pool: LinkPool,
        shared: SharedLinks,
        settings: "BaseSettings",
        at_once: int,
    ) -> None:
        self._ask = ask
        self._pool = pool
        self._shared = shared
        self._at_once_a_host = at_once
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")

    async def first(self, code: str, book: LinkBook, task: LinkTask, refusal: Refusal = nothing_refused) -> Case:
        """The first answer: the page's own visit where it had one, else the pool's."""
        visited = book.visit_of(task.link.url)
        late = book.budget.refusal()
        if visited is not None:
            return _by_visit(task, visited) if late else await self._of_visit(code, book, task, visited)
        url = task.link.url
        if late:
            return _left_out(task, late)
        refused = refusal(url)
        if refused:
            return Case(task, Reading(not_asked(url, *refused)))
        async with self._shared.hosts.turn(url, self._at_once_a_host):
            spent = book.budget.refusal() or self._shared.hosts.refusal(url, is_own=task.link.scope is Scope.SAME_SITE)
            if spent:
                return _left_out(task, spent)
            answer = await self._pool.ask(url, task.link.resource, task.parent, errand(code, task))
            self._shared.hosts.note(url, answer.seen.outcome)
        return await self._read(code, book, task, answer)

    async def _of_visit(self, code: str, book: LinkBook, task: LinkTask, visited: Visited) -> Case:
        """A link whose page was read: alive unless it ended at the front door or looks like the host's error page."""
        seen, case = visited.fetch, _by_visit(task, visited)
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

    async def _read(self, code: str, book: LinkBook, task: LinkTask, answer: LinkAnswer) -> Case:
        reading = read_answer(task.link, answer)
        if fate_of(reading.seen, task.link.resource) is not LinkFate.ALIVE or not reading.is_html:
            return Case(task, reading.settled())
        if reading.sent_to and not reading.at_home:
            return Case(task, await self._sent_on(code, task, reading.settled(), reading.sent_to))
        control, owed = await self._control(code, book, task)
        why = control.convicts(task.link, reading) if control else None
        return Case(task, reading.is_gone(why) if why else reading.settled(), owed)

    async def _sent_on(self, code: str, task: LinkTask, reading: Reading, target: str) -> Reading:
        """A page that only sends its visitor on is worth what stands there."""
        further = await self._pool.ask(target, Resource.PAGE, task.link.url, errand(code, task))
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
        control, answers = await self._shared.controls.of(task.link, self._pool, templates, code)
        rows = (row(code, answer, VisitRole.CONTROL, task.link.url) for answer in answers)
        return control, tuple(rows)

    async def by_pool(self, code: str, book: LinkBook, task: LinkTask) -> Case:
        """The answer to the pool."""
        answer = await self._pool.ask(task.link.url, task.link.resource, task.parent, errand(code, task))
        return await self._read(code, book, task, answer)

    async def by_other(self, code: str, book: LinkBook, task: LinkTask) -> Case:
        """The answer to the second client."""
        visit = Visit(task.link.url, VisitRole.LINK, 0, task.parent)
        try:
            reply = await self._ask(code, visit, client="twisted", download_timeout=self._timeout)
        except Exception as error:  # an overload of our own is never a dead link
            seen = FetchSeen(visit.url, FetchOutcome.OWN_TROUBLE, datetime.now(UTC), detail=repr(error)[:300])
            return Case(task, Reading(LinkAnswer(seen)))
        return await self._read(
            code,
            book,
            task,
            LinkAnswer(reply.page.fetch, reply.page.hops, reply.headers, reply.start, has_much_to_say(reply.start)),
        )

    async def hides_behind(self, code: str, home: LinkTask, accused: LinkTask, before: Visited) -> bool:
        """Whether the home page, read as another page before, is built now as an accused address is: a page that the
        network between shows for everything (a login, a fee that is due). Of a page that the browser read it is not told.
        """
        if before.fetch.client == "browser" or not before.template_digest:
            return False
        answers = [await self._pool.ask(each.link.url, errand=errand(code, each)) for each in (home, accused)]
        if not all(answer.seen.outcome.is_ok for answer in answers):
            return False
        door, other = (template_digest(page_of(answer)) for answer in answers)
        return door == other != before.template_digest


def _by_visit(task: LinkTask, visited: Visited) -> Case:
    """What the visit of its page alone says of a link."""
    return Case(task, Reading(LinkAnswer(visited.fetch)), is_new=False)


def _left_out(task: LinkTask, why: str) -> Case:
    """A link that is not asked any more."""
    return Case(task, Reading(not_asked(task.link.url, FetchOutcome.BLOCKED_TRAP, why)), is_new=False)
