"""The base of all site spiders: visits pages of many sites side by side, and hands on what they said.

A spider never touches the database: the store pipeline gives it its work (`take_work`) and receives its items.
"""

import time
from collections import deque
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage
from govcrawl.extract.urls import host_of, join
from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.frontier import Frontier
from govcrawl.middlewares.links import LinkBook, LinkChecker
from govcrawl.middlewares.outcome import text_headers
from govcrawl.middlewares.robots import Robots, read_robots
from govcrawl.model.items import FetchSeen, Need, PageFacts, PageVisited, SiteFinished, Visit
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import FetchOutcome, SiteKind, VisitRole
from govcrawl.model.work import SiteTodo
from govcrawl.spiders.plan import Budget, follow_ups

_CLOCKS: dict[float, HostClock] = {}
_MOST_STEPS = 6
"""Frames, refreshes and stub parents followed one after another before a page is left as it is."""


def shared_clock(delay: float) -> HostClock:
    """One clock a process (and delay), so that spiders side by side share each host's pause."""
    return _CLOCKS.setdefault(delay, HostClock(delay))


@dataclass(slots=True)
class SiteWork:
    """One site under way. `articles` counts the sample, `rendered` the browser pages, `since` is monotonic seconds."""

    site: Site
    hosts: tuple[str, ...]
    articles: int
    robots: Robots | None = None
    links: LinkBook = field(default_factory=LinkBook)
    rendered: int = 0
    pages: int = 0
    since: float = field(default_factory=time.monotonic)
    spent: str | None = None


class SiteSpider(Spider):
    """Visits every site of its `kind` in an inspection. Arguments: `inspection` (name) and `site` (a code, optional)."""

    kind: SiteKind
    frontier: Frontier
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
        spider.max_rendered = settings.getint("BROWSER_MAX_PAGES_PER_SITE")
        spider.obeys_robots = settings["ROBOTS_POLICY"] == "obey"
        spider.checker = LinkChecker(spider.ask, settings)
        return spider

    budget: Budget
    max_seconds: float
    max_rendered: int
    obeys_robots: bool
    checker: LinkChecker

    def take_work(self, as_of: date, todos: Iterable[SiteTodo]) -> None:
        """Receives the day of judgement and the rest of the work, before the crawl starts."""
        self.as_of = as_of
        self.waiting.extend(todos)
        self.total = len(self.waiting)

    async def start(self) -> AsyncIterator[Any]:
        for _ in range(self.settings.getint("SITES_AT_ONCE")):
            async for item in self._open_next():
                yield item

    async def _open_next(self) -> AsyncIterator[Any]:
        """Opens the next waiting site; one with nothing left to ask is finished at once."""
        if not self.waiting:
            return
        todo = self.waiting.popleft()
        site = todo.site
        work = SiteWork(site, (host_of(site.url),), todo.articles, pages=todo.pages)
        for link, parent, on_home in todo.links:
            work.links.add(link, parent, on_home)
        self.work[site.site_id_code] = work
        if not site.url:
            self.frontier.open_site(site.site_id_code, (), ())
            work.spent = "no address in the register"
            async for item in self._close(work):
                yield item
            return
        robots = Visit(join(site.url, "/robots.txt") or site.url, VisitRole.ROBOTS)
        home = Visit(site.url, VisitRole.HOME)
        # robots.txt is read again after a resumption: its rules are not stored.
        done = [url for url in todo.done if url != robots.url]
        self.frontier.open_site(site.site_id_code, done, [robots, home, *todo.pending])
        if not self.frontier.sites[site.site_id_code].has_work():
            async for item in self._close(work):
                yield item

    def request_for(self, code: str, visit: Visit, **meta: Any) -> Request:
        """The Request of a visit, made when it may be sent."""
        robots = self.work[code].robots
        refusal = robots.refusal(visit.url) if robots else None
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
        try:
            async for item in self._read(work, response):
                yield item
        finally:
            more = self.frontier.release(code)
        if not more:
            async for item in self._close(work):
                yield item

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
        code = work.site.site_id_code
        visit: Visit = response.meta["visit"]
        fetch: FetchSeen = response.meta["fetch"]
        hops: tuple[FetchSeen, ...] = response.meta["hops"]
        self.pages += 1
        self.reading = visit.url
        work.pages += 1
        self.frontier.mark_seen(code, (hop.url for hop in hops))
        if visit.role is VisitRole.ROBOTS:
            work.robots = read_robots(fetch, response.body, self.settings["BOT_NAME"], self.obeys_robots)
            yield PageVisited(code, visit, fetch, hops=hops)
            return
        if visit.role is VisitRole.HOME and fetch.final_url:
            work.hosts = tuple(dict.fromkeys((*work.hosts, host_of(fetch.final_url))))
        if not fetch.outcome.is_ok:
            work.links.note_visit(fetch)
            yield PageVisited(code, visit, fetch, hops=hops)
            return
        raw = RawPage(fetch.final_url or visit.url, response.body, text_headers(response.headers), response.status)
        facts = self._facts(work, raw, visit.role)
        if facts.needs:
            asked: list[PageVisited] = []
            facts = await self._fulfil(work, visit, raw, facts, asked)
            for page in asked:
                yield page
        if work.robots and work.robots.forbids(visit.url):
            fetch = replace(
                fetch, detail="; ".join(filter(None, (fetch.detail, "robots.txt forbids; read under mandate")))
            )
        if facts.repaired:
            fetch = replace(fetch, outcome=FetchOutcome.OK_REPAIRED)
        work.links.note_visit(fetch)
        work.links.take(facts, visit)
        yield PageVisited(code, visit, fetch, facts, hops, tuple(self._plan(work, visit, facts)))

    def _facts(self, work: SiteWork, raw: RawPage, role: VisitRole, **more: Any) -> PageFacts:
        return read_page(raw, self.as_of, site_name=work.site.name, site_hosts=work.hosts, role=role, **more)

    def _plan(self, work: SiteWork, visit: Visit, facts: PageFacts) -> list[Visit]:
        self._watch_budget(work)
        if work.spent:
            return []
        fresh = self.frontier.add(work.site.site_id_code, follow_ups(visit, facts, self.budget, work.articles))
        work.articles += sum(1 for planned in fresh if planned.role is VisitRole.ARTICLE)
        return fresh

    def _watch_budget(self, work: SiteWork) -> None:
        queue = self.frontier.sites[work.site.site_id_code]
        if work.pages + len(queue.visits) >= self.budget.pages:
            work.spent = f"page budget of {self.budget.pages} spent"
        elif time.monotonic() - work.since > self.max_seconds:
            work.spent = f"time budget of {self.max_seconds:g} s spent"
            queue.visits.clear()

    async def _fulfil(
        self, work: SiteWork, visit: Visit, raw: RawPage, facts: PageFacts, asked: list[PageVisited]
    ) -> PageFacts:
        """Asks what the page itself asks for (stub target, data endpoint, footer script, browser) until facts are told."""
        for _ in range(_MOST_STEPS):
            need = next((need for need in facts.needs if need.kind == "follow"), None)
            if need is None:
                break
            reply = await self.ask(work.site.site_id_code, Visit(need.url, VisitRole.FRAME, visit.depth, visit.url))
            asked.append(reply.page)
            if reply.raw is None:
                return facts
            raw = reply.raw
            if visit.role is VisitRole.HOME:
                work.hosts = tuple(dict.fromkeys((*work.hosts, host_of(raw.url))))
            facts = self._facts(work, raw, visit.role)
        facts = await self._ask_endpoints(work, visit, facts, asked)
        facts = await self._ask_assets(work, visit, raw, facts, asked)
        if any(need.kind == "browser" for need in facts.needs):
            facts = await self._render(work, visit, raw, facts, asked)
        return facts

    async def _ask_endpoints(
        self, work: SiteWork, visit: Visit, facts: PageFacts, asked: list[PageVisited]
    ) -> PageFacts:
        for need in [need for need in facts.needs if need.kind == "endpoint"]:
            target = Visit(need.url, VisitRole.ENDPOINT, visit.depth, visit.url, visit.column_url, need.body)
            reply = await self.ask(work.site.site_id_code, target)
            asked.append(reply.page)
            if reply.raw is not None:
                facts = with_payload(facts, self._facts(work, reply.raw, VisitRole.ENDPOINT), need)
        return facts

    async def _ask_assets(
        self, work: SiteWork, visit: Visit, raw: RawPage, facts: PageFacts, asked: list[PageVisited]
    ) -> PageFacts:
        wanted = [need for need in facts.needs if need.kind == "asset"]
        if not wanted or visit.role not in {VisitRole.HOME, VisitRole.ARTICLE}:
            return facts
        texts: dict[str, str] = {}
        for need in wanted:
            reply = await self.ask(work.site.site_id_code, Visit(need.url, VisitRole.ASSET, visit.depth, visit.url))
            asked.append(reply.page)
            if reply.raw is not None:
                texts[need.url] = reply.text()
        again = self._facts(work, raw, visit.role, assets=texts)
        return replace(facts, marks=again.marks, needs=tuple(n for n in again.needs if n.kind in _LATER_NEEDS))

    async def _render(
        self, work: SiteWork, visit: Visit, raw: RawPage, facts: PageFacts, asked: list[PageVisited]
    ) -> PageFacts:
        if work.rendered >= self.max_rendered or not self.settings.getbool("BROWSER_ENABLED"):
            return facts
        from govcrawl.middlewares.render import browser_meta

        work.rendered += 1
        reason = next(need.reason for need in facts.needs if need.kind == "browser")
        reply = await self.ask(work.site.site_id_code, replace(visit, url=raw.url), **browser_meta(reason))
        if reply.raw is None:
            return facts
        return self._facts(work, reply.raw, visit.role, rendered=True)

    async def ask(self, code: str, visit: Visit, **meta: Any) -> "Reply":
        """Asks one URL outside the frontier, in the host's turn, and says how it ended."""
        await self.frontier.clock.turn(host_of(visit.url))
        request = self.request_for(code, visit, no_retry=True, **meta)
        assert self.crawler.engine is not None
        response = await self.crawler.engine.download_async(request)
        fetch: FetchSeen = request.meta.get("fetch") or response.meta["fetch"]
        self.pages += 1
        self.frontier.mark_seen(code, [visit.url, *(hop.url for hop in response.meta["hops"])])
        page = PageVisited(code, visit, fetch, hops=response.meta["hops"])
        if not fetch.outcome.is_ok:
            return Reply(page, None)
        headers = text_headers(response.headers)
        return Reply(page, RawPage(fetch.final_url or visit.url, response.body, headers, response.status))

    async def _close(self, work: SiteWork) -> AsyncIterator[Any]:
        """The site's pages are done: its links are checked, then it is finished and the next site opened."""
        code = work.site.site_id_code
        async for item in self.checker.check_site(code, work.links, work.hosts):
            yield item
        self.frontier.close_site(code)
        self.work.pop(code, None)
        self.finished += 1
        yield SiteFinished(code, work.spent or "done")
        async for item in self._open_next():
            yield item


_LATER_NEEDS = frozenset({"browser", "next_page"})


@dataclass(frozen=True, slots=True)
class Reply:
    """The end of a question asked outside the frontier; `raw` is None where nothing readable came."""

    page: PageVisited
    raw: RawPage | None

    def text(self) -> str:
        """The decoded body."""
        from govcrawl.extract.page import open_page

        return open_page(self.raw).text if self.raw else ""


def with_payload(facts: PageFacts, payload: PageFacts, need: Need) -> PageFacts:
    """The page's facts with the list that its data endpoint gave; an endpoint that answered settles the need."""
    rest = tuple(other for other in facts.needs if other is not need)
    if not payload.items and not payload.confirmed_empty:
        return replace(facts, needs=rest)
    rest = tuple(other for other in rest if other.kind != "browser")
    newest = max((day for day in (facts.newest_item_on, payload.newest_item_on) if day), default=None)
    return replace(
        facts,
        items=(*facts.items, *payload.items),
        newest_item_on=newest,
        confirmed_empty=not facts.items and payload.confirmed_empty,
        page_kind=payload.page_kind if payload.items else facts.page_kind,
        why={key: value for key, value in facts.why.items() if key != "items"},
        needs=rest,
    )
