"""One response becomes what its page said and which visits it makes necessary."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from scrapy.http import Response

from govcrawl.extract.page import open_page
from govcrawl.extract.part import readable
from govcrawl.extract.soft_404 import looks_like_error_page
from govcrawl.extract.text import squeeze
from govcrawl.middlewares.body import take_body
from govcrawl.middlewares.frontier import Frontier
from govcrawl.middlewares.robots import read_robots
from govcrawl.middlewares.room import Dear
from govcrawl.model.facts import ANOTHER_CODE
from govcrawl.model.items import FetchSeen, PageFacts, PageVisited, SourceItem, Visit
from govcrawl.model.vocabulary import FetchOutcome, PageKind, VisitRole
from govcrawl.spiders.asking import raw_page
from govcrawl.spiders.complete import Completer
from govcrawl.spiders.kept import KeptPage
from govcrawl.spiders.merge import behind_wall
from govcrawl.spiders.plan import Budget, follow_ups, relay_visits
from govcrawl.spiders.trials import RESULTS_MARK, sought, typed_search
from govcrawl.spiders.twins import bears_name, plan_twins
from govcrawl.spiders.work import Reading, SiteWork, names_a_site

NO_CODE = "another site's page: it does not carry this site's code"
"""Said of a column's page on another host that names no site: whether it is this site's stays open."""


@dataclass(slots=True)
class PageReader:
    """Reads the pages of all sites of a spider. `robot` is the name by which robots.txt may mean us."""

    frontier: Frontier
    completer: Completer
    budget: Budget
    robot: str
    obeys_robots: bool
    has_browser: bool
    sources: Sequence[SourceItem] = ()

    async def read(self, work: SiteWork, response: Response) -> AsyncIterator[PageVisited]:
        """The page of one answered visit, after those that were asked on its behalf."""
        visit: Visit = response.meta["visit"]
        fetch: FetchSeen = response.meta["fetch"]
        hops: tuple[FetchSeen, ...] = response.meta["hops"]
        work.count(fetch)
        self.frontier.mark_seen(work.code, (hop.url for hop in hops))
        work.links.note_visit(*hops)
        body, part = take_body(response)
        if visit.role is VisitRole.ROBOTS:
            work.robots = read_robots(fetch, body, self.robot, self.obeys_robots)
            yield PageVisited(work.code, visit, fetch, hops=hops)
            return
        raw = raw_page(fetch, response, body, part)
        is_typed = typed_search(visit) is not None
        if raw is not None and is_typed and RESULTS_MARK.encode() not in body:
            raw = None  # the page on which the box stands was never left: it tells nothing of the search
        kept = KeptPage(raw) if raw else None
        del body, raw  # what follows waits, and hundreds may
        if fetch.outcome is FetchOutcome.CHALLENGE:
            fetch, kept = await self.completer.pass_challenge(work, visit, fetch)
            if kept is not None:
                work.bans.let_in(fetch)
            kept = None if is_typed else kept
        if kept is None:
            work.links.note_visit(fetch)
            yield PageVisited(work.code, visit, fetch, hops=hops)
            return
        dear = Dear()
        try:
            await dear.move(kept.tags)
            async for page in self._read_page(work, response, fetch, kept, dear):
                yield page
        finally:
            dear.release()

    async def _read_page(
        self, work: SiteWork, response: Response, fetch: FetchSeen, kept: KeptPage, dear: Dear
    ) -> AsyncIterator[PageVisited]:
        visit: Visit = response.meta["visit"]
        hops: tuple[FetchSeen, ...] = response.meta["hops"]
        walled = response.meta["fetch"].outcome is FetchOutcome.CHALLENGE
        if visit.role is VisitRole.HOME:
            work.learn_host(kept.url)
        hosts = work.hosts
        is_built = walled or typed_search(visit) is not None
        facts = work.read(kept.whole(), visit.role, sought(visit), rendered=is_built)
        reading = Reading(visit, fetch, kept, facts, dear=dear)
        if visit.role is VisitRole.COLUMN and not await self._is_own(work, reading):
            reading.note(ANOTHER_CODE if _is_anothers(work, reading.facts) else NO_CODE)
            for page in reading.asked:
                yield page
            yield PageVisited(work.code, replace(visit, column_url=None), reading.fetch, hops=hops)
            return
        if work.hosts != hosts:  # by its code this host is the site's, too: so are the columns that its page names
            reading.facts = work.read(kept.whole(), visit.role, sought(visit), rendered=is_built)
        if reading.facts.needs or visit.role is VisitRole.HOME:
            await self.completer.complete(work, reading)
        for page in reading.asked:
            work.links.note_visit(page.fetch, *page.hops)
            yield page
        if walled:
            reading.facts = behind_wall(reading.facts)
        _record(work, reading)
        yield PageVisited(
            work.code, visit, reading.fetch, reading.facts, hops, tuple(self._plan(work, visit, reading.facts))
        )

    async def _is_own(self, work: SiteWork, reading: Reading) -> bool:
        """Whether a column's page is the site's own. Its code may stand in a footer that a script or include brings."""
        if work.owns(reading.kept.url, reading.facts.marks):
            return True
        await self.completer.ask_footer(work, reading)
        return work.owns(reading.kept.url, reading.facts.marks)

    def _plan(self, work: SiteWork, visit: Visit, facts: PageFacts) -> list[Visit]:
        self._watch_budget(work)
        if work.spent:
            return []
        offered = self.frontier.sites[work.code].columns
        planned = follow_ups(visit, facts, self.budget, work.articles, offered)
        planned += plan_twins(visit, facts, work.site.name)
        if self.sources:
            planned += relay_visits(visit, facts, self.sources, self.budget.articles - work.articles)
        if not self.has_browser:
            planned = [one for one in planned if typed_search(one) is None]
        fresh = self.frontier.add(work.code, planned)
        work.articles += sum(1 for one in fresh if one.role is VisitRole.ARTICLE)
        return fresh

    def _watch_budget(self, work: SiteWork) -> None:
        queue = self.frontier.sites[work.code]
        if work.pages + len(queue.visits) >= self.budget.pages:
            work.spent = f"page budget of {self.budget.pages} spent"
        elif work.bytes > self.budget.bytes:
            work.spent = f"byte budget of {self.budget.bytes} spent"
            queue.visits.clear()
        elif late := work.links.budget.refusal():
            work.spent = late
            queue.visits.clear()


def _is_anothers(work: SiteWork, facts: PageFacts) -> bool:
    """Whether a page names another site as its own. A platform bears its own code under pages of the site's name, too."""
    is_named = bears_name(squeeze(facts.title or ""), work.site.name)
    return names_a_site(facts.marks) and not is_named


def _record(work: SiteWork, reading: Reading) -> None:
    if work.robots and work.robots.forbids(reading.visit.url):
        reading.note("robots.txt forbids; read under mandate")
    if reading.facts.page_kind is PageKind.ERROR and reading.visit.role is not VisitRole.HOME:
        _note_error_page(reading)
    elif reading.facts.repaired and reading.fetch.outcome is FetchOutcome.OK:
        reading.fetch = replace(reading.fetch, outcome=FetchOutcome.OK_REPAIRED)
    work.links.note_visit(reading.fetch, template_digest=reading.facts.template_digest)
    work.links.take(reading.facts, reading.visit)
    work.traps.note_page(reading.visit.url, reading.facts)


def _note_error_page(reading: Reading) -> None:
    """An error page answered with 200 is no content, whatever its status says."""
    raw = reading.kept.whole()
    said = looks_like_error_page(open_page(replace(raw, body=readable(raw.body)[0])))
    if said:
        reading.note(said, outcome=FetchOutcome.SOFT_404)
