"""The base of all site spiders: visits pages of many sites side by side, and hands on what they said.

A spider never touches the database: the store pipeline gives it its work (`take_work`) and receives its items.
"""

from collections import deque
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from govcrawl.evidence.recorder import Recorder
from govcrawl.extract.urls import host_of, join
from govcrawl.extract.wording import WordList
from govcrawl.middlewares.account import Account, aside
from govcrawl.middlewares.clock import HostTurn, own_turn
from govcrawl.middlewares.frontier import Frontier
from govcrawl.middlewares.line import LineLostError, Way
from govcrawl.middlewares.link_shared import shared_links
from govcrawl.middlewares.links import LinkChecker
from govcrawl.middlewares.recording import recorder_of
from govcrawl.middlewares.replaying import make_pool
from govcrawl.model.items import FetchSeen, LinkChecked, PageVisited, SiteFinished, SourceItem, Visit
from govcrawl.model.vocabulary import FetchOutcome, SiteKind, VisitRole
from govcrawl.model.work import SiteTodo
from govcrawl.spiders.asking import reply_of, request_of
from govcrawl.spiders.equipment import own_words, reader_of, shared_clock, shared_line
from govcrawl.spiders.plan import asked_before
from govcrawl.spiders.reader import PageReader
from govcrawl.spiders.work import Reply, SiteWork


class SiteSpider(Spider):
    """Visits every site of its `kind` in an inspection. Arguments: `inspection` (name) and `site` (a code, optional)."""

    kind: SiteKind
    frontier: Frontier
    reader: PageReader
    checker: LinkChecker
    recorder: Recorder | None
    way: Way
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
        self.account = Account()
        self.turn: HostTurn = own_turn
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
        spider.reader = reader_of(settings, spider.frontier, spider.ask)
        spider.words = own_words(settings["WORDING_FILE"])
        pool = make_pool(spider.inspection, settings, spider.frontier.clock, spider.account)
        crawler.signals.connect(pool.close, signals.spider_closed)
        spider.recorder = recorder_of(spider.inspection, settings)
        shared = shared_links(spider.inspection, settings.getint("LINK_MAX_CHECKS_PER_HOST"))
        spider.checker = LinkChecker(spider.ask, pool, shared, settings)
        pool.way = spider.way = Way(
            shared_line(), spider.look, lambda: not crawler.crawling, settings.getfloat("LINE_PATIENCE")
        )
        spider.way.line.listeners.append(spider.line_changed)
        crawler.signals.connect(spider.leave_line, signals.spider_closed)
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
        self.reader.sources = tuple(sources)
        self.checker.shared.remember(outside)
        self.waiting.extend(todos)
        self.checker.shared.organs.add(todo.site for todo in self.waiting)
        self.total = len(self.waiting)

    def share_turns(self, turn: HostTurn) -> None:
        """From now on a host is asked, for pages and for links, in its turn among all processes."""
        self.turn = turn
        self.checker.share_turns(turn)

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
        most_links = self.settings.getint("SITE_MAX_LINK_CHECKS")
        work = SiteWork.begin(todo, self.as_of, self.words, self.reader.budget.seconds, most_links)
        if self.recorder and not todo.done:
            self.recorder.drop_site(work.code)  # answers left by another inspection of that name
        self.work[work.code] = work
        robots = Visit(join(site.url, "/robots.txt") or site.url, VisitRole.ROBOTS)
        home = Visit(site.url, VisitRole.HOME)
        self.frontier.open_site(work.code, asked_before(todo, robots, home), [robots, home, *todo.pending])

    def request_for(self, code: str, visit: Visit, **meta: Any) -> Request:
        """The Request of a visit, made when it may be sent."""
        return request_of(self.work[code], visit, self.parse, self.lost, **meta)

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        code: str = response.meta["site"]
        work = self.work[code]
        fetch: FetchSeen = response.meta["fetch"]
        if self.way.is_cut and fetch.outcome is FetchOutcome.OWN_TROUBLE:
            return  # given up with our line: the next run asks it
        self.frontier.clock.hold(host_of(fetch.final_url or fetch.url), response.meta.get("hold", 0.0))
        try:
            if response.meta["visit"].role is not VisitRole.ROBOTS and (door := work.bans.note(fetch)):
                yield self._told(await self._try_door(work, door))
            self.pages += 1
            self.reading = response.meta["visit"].url
            async for page in self.reader.read(work, response):
                yield self._told(page)
        except LineLostError:
            return
        except Exception as error:  # the fence of law 2: a page that breaks us ends in a row, and its site goes on
            self.logger.exception("own trouble at %s", response.meta["fetch"].url)
            seen = replace(response.meta["fetch"], outcome=FetchOutcome.OWN_TROUBLE, detail=repr(error)[:300])
            yield self._told(PageVisited(code, response.meta["visit"], seen, hops=response.meta["hops"]))
        if not self.frontier.release(code):
            async for item in self._close(work):
                yield item

    def _told(self, page: PageVisited) -> PageVisited:
        self.work[page.site_id_code].told.tell()
        return page

    def taken(self, page: PageVisited) -> None:
        """The store's word that it has dealt with a page."""
        if work := self.work.get(page.site_id_code):
            work.told.taken()

    def may_wait(self, request: Request) -> bool:
        """Whether a request that failed may wait for its second turn; not where its host turns us away again and again."""
        return self.work[request.meta["site"]].bans.put_off(request.url)

    async def _try_door(self, work: SiteWork, door: str) -> PageVisited:
        """After refusals in a row a door that was open is tried: where it is shut, too, the host is asked no more.

        The answer to robots.txt counts for nothing here: a ban may leave it open.
        """
        reply = await self.ask(work.code, Visit(door, VisitRole.CONTROL))
        work.bans.settle(reply.page.fetch)
        return aside(reply.page)

    async def lost(self, failure: Failure) -> AsyncIterator[Any]:
        """A request that ended outside the outcome middleware: our own fault, and a row all the same."""
        request: Request = failure.request  # type: ignore[attr-defined]
        seen = FetchSeen(
            request.meta.get("asked_url", request.url),
            FetchOutcome.OWN_TROUBLE,
            request.meta.get("asked_at") or datetime.now(UTC),
            detail=repr(failure.value)[:300],
        )
        self.logger.error("own trouble at %s: %s", seen.url, seen.detail)
        code: str = request.meta["site"]
        hops = tuple(replace(hop, outcome=seen.outcome) for hop in request.meta.get("hops", ()))
        yield self._told(PageVisited(code, request.meta["visit"], seen, hops=hops))
        if not self.frontier.release(code):
            async for item in self._close(self.work[code]):
                yield item

    async def ask(self, code: str, visit: Visit, **meta: Any) -> Reply:
        """Asks one URL outside the frontier, in the host's turn, and says how it ended."""
        await self.frontier.clock.turn(host_of(visit.url))
        request = self.request_for(code, visit, no_retry=True, in_turn=True, **meta)
        assert self.crawler.engine is not None
        response = await self.crawler.engine.download_async(request)
        fetch: FetchSeen = response.meta["fetch"]
        self.frontier.clock.hold(host_of(fetch.final_url or fetch.url), response.meta.get("hold", 0.0))
        self.pages += 1
        self.frontier.mark_seen(code, [visit.url, *(hop.url for hop in response.meta["hops"])])
        if self.way.is_cut and fetch.outcome is FetchOutcome.OWN_TROUBLE:
            raise LineLostError
        reply = reply_of(code, visit, response)
        self.account.answered(reply.page)
        return reply

    def leave_line(self) -> None:
        """The crawl is over."""
        self.way.line.listeners.remove(self.line_changed)

    async def look(self, code: str, door: str) -> FetchSeen:
        """How an address ends that answered before: whether our line is up. Its row is an aside of the site's."""
        return (await self.ask(code, Visit(door, VisitRole.CONTROL), is_scout=True)).page.fetch

    def line_changed(self, seconds: float | None) -> None:
        """Our line is back after so many seconds, which no site has used up; None where it went down."""
        for work in self.work.values():
            work.links.budget.extend(seconds or 0.0)

    async def _close(self, work: SiteWork) -> AsyncIterator[Any]:
        """The site's pages are done: its links are checked, then it is finished and the next site opened."""
        if self.store is not None:
            await work.told.all_taken()
        try:
            async for item in self.checker.check_site(work.code, work.links, work.site.url, work.barred):
                if self.way.is_cut:
                    break  # the next run checks what is left, and finishes the site
                yield item
        except Exception:  # links that could not be checked stay unchecked; the site is judged without them
            self.logger.exception("links of %s were not checked", work.code)
        if self.way.is_cut:
            return
        self.frontier.close_site(work.code)
        self.work.pop(work.code, None)
        self.finished += 1
        yield SiteFinished(work.code, work.spent or "done")
        self._open_next()
