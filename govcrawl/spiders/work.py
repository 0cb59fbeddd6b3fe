"""One site under way, and one page being read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from govcrawl.cms.read import read_page
from govcrawl.cms.trial import read_trial
from govcrawl.cms.twin import read_twin
from govcrawl.extract.charset import decode
from govcrawl.extract.footer_marks import is_valid_code
from govcrawl.extract.page import RawPage
from govcrawl.extract.part import readable
from govcrawl.extract.urls import host_of, scope_of
from govcrawl.extract.wording import WordList
from govcrawl.middlewares.bans import BanWatch
from govcrawl.middlewares.link_book import LinkBook, TimeBudget
from govcrawl.middlewares.robots import Robots
from govcrawl.middlewares.room import Dear
from govcrawl.middlewares.traps import TrapWatch
from govcrawl.model.items import FetchSeen, MarkSeen, PageFacts, PageVisited, Visit
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import FetchOutcome, Mark, Scope, VisitRole
from govcrawl.model.work import Asked, SiteTodo
from govcrawl.spiders.kept import KeptPage
from govcrawl.spiders.merge import broken_off
from govcrawl.spiders.told import Told


@dataclass(slots=True)
class SiteWork:
    """One site under way. `articles` counts the sample, `rendered` the browser pages.

    `assets` holds the text of footer scripts and includes by address; `asked_assets` are those asked, each once.
    """

    site: Site
    as_of: date
    hosts: tuple[str, ...]
    articles: int = 0
    pages: int = 0
    rendered: int = 0
    bytes: int = 0
    """Received as bodies of this site's pages."""
    robots: Robots | None = None
    links: LinkBook = field(default_factory=LinkBook)
    bans: BanWatch = field(default_factory=BanWatch)
    told: Told = field(default_factory=Told)
    assets: dict[str, str] = field(default_factory=dict)
    asked_assets: set[str] = field(default_factory=set)
    spent: str | None = None
    traps: TrapWatch = field(init=False)
    words: WordList | None = None
    """An office's own list of wrong words."""

    def __post_init__(self) -> None:
        self.traps = TrapWatch(self.as_of)

    @classmethod
    def begin(cls, todo: SiteTodo, as_of: date, words: WordList | None, seconds: float, links: int) -> Self:
        """A site as its earlier runs left it; this one has so many seconds for its pages and links, and checks so many."""
        work = cls(todo.site, as_of, (host_of(todo.site.url),), todo.articles, todo.pages, words=words)
        work.links = LinkBook(links)
        work.links.budget = TimeBudget(seconds=seconds)
        for link, parent, on_home in todo.links:
            work.links.add(link, parent, on_home)
        for asked in todo.asked:
            work.remember(asked)
        return work

    @property
    def code(self) -> str:
        return self.site.site_id_code

    def learn_host(self, url: str) -> None:
        """Where the home page led to is the site's own host, too."""
        self.hosts = tuple(dict.fromkeys((*self.hosts, host_of(url))))

    def owns(self, url: str, marks: Iterable[MarkSeen]) -> bool:
        """Whether a page belongs to this site: by its host, or by the site's own code in its footer, which tells a new host."""
        if scope_of(url, self.hosts) is Scope.SAME_SITE:
            return True
        codes = site_codes(marks)
        if self.code in codes:
            self.learn_host(url)
        return self.code in codes

    def refusal(self, visit: Visit) -> tuple[FetchOutcome, str] | None:
        """Why a visit may not be sent (robots.txt, a ban, a trap), or None; to be asked once a visit."""
        barred = self.barred(visit.url)
        if barred:
            return barred
        rule = self.traps.rule_against(visit)
        return (FetchOutcome.BLOCKED_TRAP, rule) if rule else None

    def barred(self, url: str) -> tuple[FetchOutcome, str] | None:
        """Why an address may not be asked whatever it is for (robots.txt, a ban), or None."""
        forbidden = self.robots.refusal(url) if self.robots else None
        return (forbidden, "robots.txt") if forbidden else self.bans.refusal(url)

    def count(self, fetch: FetchSeen) -> None:
        """Counts a page against the site's budget; one that was not sent costs nothing."""
        if fetch.outcome is not FetchOutcome.BLOCKED_TRAP:
            self.pages += 1
            self.bytes += fetch.bytes

    def remember(self, asked: Asked) -> None:
        """Takes what an earlier run of this crawl asked."""
        self.traps.rule_against(Visit(asked.fetch.url, asked.role))
        if asked.role is not VisitRole.CONTROL:
            self.links.note_visit(asked.fetch, template_digest=asked.template_digest)
        is_own = asked.role is VisitRole.HOME or (asked.role is VisitRole.COLUMN and asked.template_digest)
        if is_own and asked.fetch.outcome.is_ok and asked.fetch.final_url:
            self.learn_host(asked.fetch.final_url)

    def read(self, raw: RawPage, role: VisitRole, title: str | None = None, **more: Any) -> PageFacts:
        """The facts of one page of this site; of a page of results where `title` was searched."""
        body, why = readable(raw.body)
        part = replace(raw, body=body, part=why) if why else raw
        if title is not None:
            return read_trial(part, title, **more)
        if role is VisitRole.TWIN:
            return read_twin(part, self.as_of)
        facts = read_page(
            part,
            self.as_of,
            site_name=self.site.name,
            site_hosts=self.hosts,
            assets=self.assets,
            role=role,
            words=self.words,
            **more,
        )
        facts = replace(facts, why={**facts.why, "items": part.part}) if part.part else facts
        return broken_off(facts) if raw.broke_off else facts


def site_codes(marks: Iterable[MarkSeen]) -> set[str | None]:
    """The codes by which a page says whose it is."""
    return {mark.value for mark in marks if mark.mark is Mark.SITE_ID_CODE and mark.present}


def names_a_site(marks: Iterable[MarkSeen]) -> bool:
    """Whether one of them is a code such as sites are given."""
    return any(is_valid_code(code) for code in site_codes(marks) if code)


@dataclass(frozen=True, slots=True)
class Reply:
    """The end of a question asked outside the frontier; `kept` is None where nothing readable came.

    `start` holds the first bytes of whatever came, `headers` its headers by lower-case name; `missed` says what a page
    in the browser asked for and did not get.
    """

    page: PageVisited
    kept: KeptPage | None
    headers: Mapping[str, str] = field(default_factory=dict)
    start: bytes = b""
    missed: str | None = None

    def text(self) -> str:
        """The decoded body."""
        raw = self.raw
        return decode(raw.body, raw.header("content-type")).text if raw else ""

    @property
    def raw(self) -> RawPage | None:
        """The page as it came."""
        return self.kept.whole() if self.kept else None


@dataclass(slots=True)
class Reading:
    """A page being read: its visit and end, what came, what it says so far, and what was asked on its behalf."""

    visit: Visit
    fetch: FetchSeen
    kept: KeptPage
    facts: PageFacts
    asked: list[PageVisited] = field(default_factory=list)
    dear: Dear = field(default_factory=Dear)

    def note(self, words: str, **changes: Any) -> None:
        """Adds words (and changed fields) to the record of how the page was asked."""
        detail = "; ".join(filter(None, (self.fetch.detail, words)))
        self.fetch = replace(self.fetch, detail=detail, **changes)
