"""The base of all site spiders: visits pages of many sites side by side, and hands on what they said.

A spider never touches the database: the store pipeline gives it its work (`take_work`) and receives its items.
"""

import time
from collections import deque
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from govcrawl.evidence.recorder import Recorder
from govcrawl.extract.page import RawPage, open_page
from govcrawl.extract.soft_404 import looks_like_error_page
from govcrawl.extract.urls import host_of, join
from govcrawl.extract.wording import WordList, load_list
from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.frontier import Frontier
from govcrawl.middlewares.link_shared import shared_links
from govcrawl.middlewares.links import LinkChecker
from govcrawl.middlewares.outcome import text_headers
from govcrawl.middlewares.recording import recorder_of
from govcrawl.middlewares.replaying import make_pool
from govcrawl.middlewares.robots import read_robots
from govcrawl.model.items import FetchSeen, LinkChecked, PageFacts, PageVisited, SiteFinished, SourceItem, Visit
from govcrawl.model.vocabulary import FetchOutcome, PageKind, SiteKind, VisitRole
from govcrawl.model.work import SiteTodo
from govcrawl.spiders.complete import Completer, behind_wall
from govcrawl.spiders.part import readable
from govcrawl.spiders.plan import Budget, follow_ups, relay_visits
from govcrawl.spiders.trials import RESULTS_MARK, sought, typed_search
from govcrawl.spiders.twins import plan_twins
from govcrawl.spiders.work import Reading, Reply, SiteWork

_CLOCKS: dict[float, HostClock] = {}
_START_OF_BODY = 64 * 1024
_TEXTUAL = ("text/", "html", "xml", "json", "javascript")


def shared_clock(delay: float) -> HostClock:
    """One clock a process (and delay), so that spiders side by side share each host's pause."""
    return _CLOCKS.setdefault(delay, HostClock(delay))


class SiteSpider(Spider):
    """Visits every site of its `kind` in an inspection. Arguments: `inspection` (name) and `site` (a code, optional)."""

    kind: SiteKind
    frontier: Frontier
    budget: Budget
    max_seconds: float
    max_bytes: int
    obeys_robots: bool
    checker: LinkChecker
    recorder: Recorder | None
    completer: Completer
    words: WordList | None
    store: object = None
    """The store pipeline, which puts itself here when it opens; the spider itself never uses it."""

    def __init__(self, inspection: str = "", site: str = "", edition: str = "", as_of: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not inspection:
            raise ValueError("name the inspection: -a inspection=NAME")
        self.inspection = inspection
        self.only_sites = tuple(code for code in site.split(",") if code)
        self.edition = edition
        self.as_of_argument = as_of
        self.as_of = date.min
        self.sources: tuple[SourceItem, ...] = ()
        self.work: dict[str, SiteWork] = {}
        self.waiting: deque[SiteTodo] = deque()
        self.total = 0
        self.finished = 0
        self.pages = 0
        self.reading = ""
        self.unread: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.frontier = Frontier(shared_clock(settings.getfloat("DOWNLOAD_DELAY")))
        spider.budget = Budget(
            settings.getint("SITE_MAX_PAGES"), settings.getint("SITE_MAX_DEPTH"), settings.getint("SITE_MAX_ARTICLES")
        )
        spider.max_seconds = settings.getfloat("SITE_MAX_SECONDS")
        spider.max_bytes = settings.getint("SITE_MAX_BYTES")
        spider.obeys_robots = settings["ROBOTS_POLICY"] == "obey"
        most_rendered = settings.getint("BROWSER_MAX_PAGES_PER_SITE") if settings.getbool("BROWSER_ENABLED") else 0
        spider.completer = Completer(spider.ask, most_rendered)
        spider.words = own_words(settings["WORDING_FILE"])
        pool = make_pool(spider.inspection, settings, spider.frontier.clock)
        crawler.signals.connect(pool.close, signals.spider_closed)
        spider.recorder = recorder_of(spider.inspection, settings)
        shared = shared_links(spider.inspection, settings.getint("LINK_MAX_CHECKS_PER_HOST"))
        spider.checker = LinkChecker(spider.ask, pool, shared, settings)
        return spider

    def take_work(
        self,
        as_of: date,
        todos: Iterable[SiteTodo],
        outside: Iterable[LinkChecked] = (),
        sources: Iterable[SourceItem] = (),
    ) -> None:
        """Receives the day of judgement, the rest of the work, known targets outside and the source list, before the crawl."""
        self.as_of = as_of
        self.sources = tuple(sources)
        self.checker.shared.remember(outside)
        self.waiting.extend(todos)
        self.checker.shared.organs.add(todo.site for todo in self.waiting)
        self.total = len(self.waiting)

    async def start(self) -> AsyncIterator[Any]:
        for _ in range(self.settings.getint("SITES_AT_ONCE")):
            self._open_next()
        for item in tuple[Any, ...]():  # the frontier holds the visits; Scrapy wants a generator
            yield item

    def _open_next(self) -> None:
        """Opens the next waiting site. Its robots.txt is always asked, so every site ends in `_close`."""
        if not self.waiting:
            return
        todo = self.waiting.popleft()
        site = todo.site
        work = SiteWork(site, self.as_of, (host_of(site.url),), todo.articles, todo.pages, words=self.words)
        if self.recorder and not todo.done:
            self.recorder.drop_site(work.code)  # answers left by another inspection of that name
        for link, parent, on_home in todo.links:
            work.links.add(link, parent, on_home)
        for asked in todo.asked:
            work.remember(asked)
        self.work[work.code] = work
        robots = Visit(join(site.url, "/robots.txt") or site.url, VisitRole.ROBOTS)
        home = Visit(site.url, VisitRole.HOME)
        # robots.txt is read again after a resumption: its rules are not stored.
        done = [url for url in todo.done if url != robots.url]
        self.frontier.open_site(work.code, done, [robots, home, *todo.pending])

    def request_for(self, code: str, visit: Visit, **meta: Any) -> Request:
        """The Request of a visit, made when it may be sent."""
        if typed := typed_search(visit):
            # Imported with the first search that needs it: the browser's library costs a second of start-up.
            from govcrawl.middlewares.type_search import typing_meta

            meta |= typing_meta(*typed, RESULTS_MARK)
        refusal = self.work[code].refusal(visit)
        if refusal:
            meta["refused"] = refusal
        return Request(
            visit.url,
            method="POST" if visit.body else "GET",
            body=visit.body or "",
            headers={"Content-Type": "application/x-www-form-urlencoded"} if visit.body else None,
            callback=self.parse,
            errback=self.lost,
            dont_filter=True,
            meta={"site": code, "visit": visit, "download_slot": "govcrawl", "verbatim_url": True, **meta},
        )

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        code: str = response.meta["site"]
        work = self.work[code]
        self._note_sending(response)
        try:
            if response.meta["visit"].role is not VisitRole.ROBOTS:  # a ban may leave it open: no door to try
                await self._watch_bans(work, response.meta["fetch"])
            async for item in self._read(work, response):
                yield item
        except Exception as error:  # the fence of law 2: a page that breaks us ends in a row, and its site goes on
            self.logger.exception("own trouble at %s", response.meta["fetch"].url)
            seen = replace(response.meta["fetch"], outcome=FetchOutcome.OWN_TROUBLE, detail=repr(error)[:300])
            yield PageVisited(code, response.meta["visit"], seen)
        if not self.frontier.release(code):
            async for item in self._close(work):
                yield item

    def _note_sending(self, response: Response) -> None:
        """The pause counts from when the request went out, which under load is later than when it was taken."""
        fetch: FetchSeen = response.meta["fetch"]
        sent = time.monotonic() - (fetch.seconds or 0.0)
        host = host_of(fetch.final_url or fetch.url)
        self.frontier.clock.used(host, sent)
        self.frontier.clock.hold(host, response.meta.get("hold", 0.0))

    def may_wait(self, request: Request) -> bool:
        """Whether a request that failed may wait for its second turn; not where its host turns us away again and again."""
        return self.work[request.meta["site"]].bans.put_off(request.url)

    async def _watch_bans(self, work: SiteWork, fetch: FetchSeen) -> None:
        """After refusals in a row a door that was open is tried: where it is shut, too, the host is asked no more."""
        door = work.bans.note(fetch)
        if door:
            reply = await self.ask(work.code, Visit(door, VisitRole.CONTROL))
            work.bans.settle(reply.page.fetch)

    async def lost(self, failure: Failure) -> AsyncIterator[Any]:
        """A request that ended outside the outcome middleware: our own fault, and a row all the same."""
        request: Request = failure.request  # type: ignore[attr-defined]
        seen = FetchSeen(
            request.meta.get("asked_url", request.url),
            FetchOutcome.OWN_TROUBLE,
            request.meta["asked_at"],
            detail=repr(failure.value)[:300],
        )
        self.logger.error("own trouble at %s: %s", seen.url, seen.detail)
        code: str = request.meta["site"]
        yield PageVisited(code, request.meta["visit"], seen)
        if not self.frontier.release(code):
            async for item in self._close(self.work[code]):
                yield item

    async def _read(self, work: SiteWork, response: Response) -> AsyncIterator[PageVisited]:
        visit: Visit = response.meta["visit"]
        fetch: FetchSeen = response.meta["fetch"]
        hops: tuple[FetchSeen, ...] = response.meta["hops"]
        self.pages += 1
        self.reading = visit.url
        work.count(fetch)
        self.frontier.mark_seen(work.code, (hop.url for hop in hops))
        work.links.note_visit(*hops)
        if visit.role is VisitRole.ROBOTS:
            work.robots = read_robots(fetch, response.body, self.settings["BOT_NAME"], self.obeys_robots)
            yield PageVisited(work.code, visit, fetch, hops=hops)
            return
        raw = raw_page(response, fetch)
        walled = fetch.outcome is FetchOutcome.CHALLENGE
        if walled:
            fetch, raw = await self.completer.pass_challenge(work, visit, fetch)
        is_typed = typed_search(visit) is not None
        if raw is not None and is_typed and RESULTS_MARK.encode() not in raw.body:
            raw = None  # the page on which the box stands was never left: it tells nothing of the search
        if raw is None:
            work.links.note_visit(fetch)
            yield PageVisited(work.code, visit, fetch, hops=hops)
            return
        if visit.role is VisitRole.HOME:
            work.learn_host(raw.url)
        reading = Reading(visit, fetch, raw, work.read(raw, visit.role, sought(visit), rendered=walled or is_typed))
        if visit.role is VisitRole.COLUMN and not work.owns(raw.url, reading.facts.marks):
            reading.note("another site's page: it does not carry this site's code")
            yield PageVisited(work.code, replace(visit, column_url=None), reading.fetch, hops=hops)
            return
        if reading.facts.needs:
            await self.completer.complete(work, reading)
        for page in reading.asked:
            work.links.note_visit(page.fetch, *page.hops)
            yield page
        if walled:
            reading.facts = behind_wall(reading.facts)
        self._record(work, reading)
        yield PageVisited(
            work.code, visit, reading.fetch, reading.facts, hops, tuple(self._plan(work, visit, reading.facts))
        )

    def _record(self, work: SiteWork, reading: Reading) -> None:
        if work.robots and work.robots.forbids(reading.visit.url):
            reading.note("robots.txt forbids; read under mandate")
        if reading.facts.page_kind is PageKind.ERROR and reading.visit.role is not VisitRole.HOME:
            _note_error_page(reading)
        elif reading.facts.repaired:
            reading.fetch = replace(reading.fetch, outcome=FetchOutcome.OK_REPAIRED)
        work.links.note_visit(reading.fetch, template_digest=reading.facts.template_digest)
        work.links.take(reading.facts, reading.visit)
        work.traps.note_page(reading.visit.url, reading.facts)

    def _plan(self, work: SiteWork, visit: Visit, facts: PageFacts) -> list[Visit]:
        self._watch_budget(work)
        if work.spent:
            return []
        planned = follow_ups(visit, facts, self.budget, work.articles)
        planned += plan_twins(visit, facts, work.site.name)
        if self.sources:
            planned += relay_visits(visit, facts, self.sources, self.budget.articles - work.articles)
        if not self.settings.getbool("BROWSER_ENABLED"):
            planned = [one for one in planned if typed_search(one) is None]
        fresh = self.frontier.add(work.code, planned)
        work.articles += sum(1 for one in fresh if one.role is VisitRole.ARTICLE)
        return fresh

    def _watch_budget(self, work: SiteWork) -> None:
        queue = self.frontier.sites[work.code]
        if work.pages + len(queue.visits) >= self.budget.pages:
            work.spent = f"page budget of {self.budget.pages} spent"
        elif work.bytes > self.max_bytes:
            work.spent = f"byte budget of {self.max_bytes} spent"
            queue.visits.clear()
        elif time.monotonic() - work.since > self.max_seconds:
            work.spent = f"time budget of {self.max_seconds:g} s spent"
            queue.visits.clear()

    async def ask(self, code: str, visit: Visit, **meta: Any) -> Reply:
        """Asks one URL outside the frontier, in the host's turn, and says how it ended."""
        await self.frontier.clock.turn(host_of(visit.url))
        request = self.request_for(code, visit, no_retry=True, **meta)
        assert self.crawler.engine is not None
        response = await self.crawler.engine.download_async(request)
        fetch: FetchSeen = response.meta["fetch"]
        self.frontier.clock.hold(host_of(fetch.final_url or fetch.url), response.meta.get("hold", 0.0))
        self.pages += 1
        self.frontier.mark_seen(code, [visit.url, *(hop.url for hop in response.meta["hops"])])
        return Reply(
            PageVisited(code, visit, fetch, hops=response.meta["hops"]),
            raw_page(response, fetch),
            text_headers(response.headers),
            response.body[:_START_OF_BODY],
        )

    async def _close(self, work: SiteWork) -> AsyncIterator[Any]:
        """The site's pages are done: its links are checked, then it is finished and the next site opened."""
        try:
            async for item in self.checker.check_site(work.code, work.links, work.site.url, work.barred):
                yield item
        except Exception:  # links that could not be checked stay unchecked; the site is judged without them
            self.logger.exception("links of %s were not checked", work.code)
        self.frontier.close_site(work.code)
        self.work.pop(work.code, None)
        self.finished += 1
        yield SiteFinished(work.code, work.spent or "done")
        self._open_next()


def _note_error_page(reading: Reading) -> None:
    """An error page answered with 200 is no content, whatever its status says."""
    said = looks_like_error_page(open_page(readable(reading.raw)[0]))
    if said:
        reading.note(said, outcome=FetchOutcome.SOFT_404)


def own_words(file: str) -> WordList | None:
    """An office's own list of wrong words (CSV), or None for the shipped one. Raises OSError and ValueError."""
    return load_list(Path(file).read_text(encoding="utf-8-sig")) if file else None


def raw_page(response: Response, fetch: FetchSeen) -> RawPage | None:
    """The response as a page to read, or None where nothing readable came (a failure, a file, a picture)."""
    if not fetch.outcome.is_ok:
        return None
    headers = text_headers(response.headers)
    kind = headers.get("content-type", "text/html").lower()
    if not any(word in kind for word in _TEXTUAL) and response.body.lstrip()[:1] != b"<":
        return None
    return RawPage(fetch.final_url or fetch.url, response.body, headers, response.status)
