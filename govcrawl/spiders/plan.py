"""What to ask next, from what a page said: pure, so that a resumed crawl plans as the first one did."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from govcrawl.extract.column_kinds import kind_of
from govcrawl.extract.dates import YEARLESS, may_tell_year
from govcrawl.extract.duplicates import is_same_release
from govcrawl.extract.link_offers import resource_of
from govcrawl.extract.related import Related, is_interpretation
from govcrawl.extract.urls import host_of, join, same_page_key
from govcrawl.model.items import ItemSeen, PageFacts, SourceItem, Visit
from govcrawl.model.vocabulary import ColumnKind, Mark, PageKind, Resource, Scope, VisitRole
from govcrawl.model.work import SiteTodo
from govcrawl.spiders.trials import plan_trials

UNDATED_SAMPLE = 3
"""Articles opened to date a list whose rows carry no date: the newest stands first on all but a few lists."""

INTERPRETATIONS = 3
"""抽查3个解读稿 (2019 list, D19-108)."""
_NAME_END = re.compile(r"\s*[-_|—–]+\s*")
_LAG = timedelta(days=1)
_UNTIMED = frozenset({ColumnKind.SERVICE, ColumnKind.OVERVIEW})
"""Kinds that no edition binds to a time: their dates are not asked for."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of one site: pages in all, depth below the home page, articles sampled, bytes of bodies, seconds."""

    pages: int
    depth: int
    articles: int
    bytes: int
    seconds: float


def asked_before(todo: SiteTodo, robots: Visit, home: Visit) -> list[str]:
    """The addresses that a resumed crawl asks no more.

    robots.txt is read again: its rules are not stored. So is the home page until it has a row of its own: a frame of it,
    at its index file, is stored before the page itself, and both are one page to the frontier.
    """
    done = [url for url in todo.done if url != robots.url]
    if home.url in done:
        return done
    return [url for url in done if same_page_key(url) != same_page_key(home.url)]


def follow_ups(
    visit: Visit, facts: PageFacts, budget: Budget, articles: int, offered: Container[str] = frozenset()
) -> list[Visit]:
    """The visits that a page makes necessary, in order. `articles` counts the articles planned so far on this site.

    Columns at addresses that were `offered` before are left out: no visit need be made to find that it is known.
    """
    visits = []
    if visit.role in {VisitRole.HOME, VisitRole.COLUMN, VisitRole.SITE_MAP}:
        visits += _columns(visit, facts, budget, offered)
    if visit.role is VisitRole.HOME:
        visits += _site_map(visit, facts)
    if visit.role in {VisitRole.COLUMN, VisitRole.NEXT_PAGE}:
        visits += _next_pages(visit, facts)
    if visit.role in {VisitRole.HOME, VisitRole.COLUMN}:
        visits += _articles(visit, facts, budget.articles - articles)
    if visit.role is VisitRole.ARTICLE and visit.column_url:
        visits += _document(visit, facts, budget.articles - articles)
    if visit.role is VisitRole.HOME:
        visits += plan_trials(visit, facts)
    return visits


def relay_visits(visit: Visit, facts: PageFacts, sources: Iterable[SourceItem], left: int) -> list[Visit]:
    """The articles of a list that re-post items of the source list: only their own pages tell the hour."""
    if visit.role not in {VisitRole.HOME, VisitRole.COLUMN} or left <= 0:
        return []
    host = host_of(facts.url)
    by_day = [(source, source.published_at.date() - _LAG) for source in sources]
    found = (
        item
        for item in facts.items
        if item.printed_on and _is_article(item, host)
        if any(item.printed_on >= day and is_same_release(item.title, source.title) for source, day in by_day)
    )
    return [
        Visit(item.url, VisitRole.ARTICLE, visit.depth + 1, visit.url, visit.column_url) for item in islice(found, left)
    ]


def _columns(visit: Visit, facts: PageFacts, budget: Budget, offered: Container[str]) -> list[Visit]:
    """The columns that a page names. Those on other hosts of the owner are tried from the home page: they may be the site's."""
    if visit.depth >= budget.depth:
        return []
    near = {Scope.SAME_SITE, Scope.SAME_OWNER} if visit.role is VisitRole.HOME else {Scope.SAME_SITE}
    return [
        Visit(column.url, VisitRole.COLUMN, visit.depth + 1, visit.url, column.url)
        for column in facts.columns
        if column.url not in offered and column.scope in near
    ]


def _site_map(visit: Visit, facts: PageFacts) -> list[Visit]:
    own = host_of(facts.url)
    hrefs = [mark.value for mark in facts.marks if mark.mark is Mark.SITE_MAP and mark.value]
    found = [url for href in hrefs if (url := join(facts.url, href))]
    return [Visit(url, VisitRole.SITE_MAP, 1, visit.url) for url in found if host_of(url) == own]


def _next_pages(visit: Visit, facts: PageFacts) -> list[Visit]:
    return [
        Visit(need.url, VisitRole.NEXT_PAGE, visit.depth, visit.url, visit.column_url, need.body)
        for need in facts.needs
        if need.kind == "next_page"
    ]


def _articles(visit: Visit, facts: PageFacts, left: int) -> list[Visit]:
    if facts.page_kind not in {PageKind.HOME, PageKind.LIST, PageKind.LETTERS}:
        return []
    if visit.role is VisitRole.COLUMN and any(_lacks_year(item) for item in facts.items):
        left = max(left, 1)  # only an article tells the year: it is opened whatever the sample has come to
    undated = bool(facts.items) and not any(item.printed_on for item in facts.items)
    if undated and visit.role is VisitRole.COLUMN and _kind_of(facts) not in _UNTIMED:
        left = max(left, 1)  # nor does anything else tell whether such a column is updated
    if left <= 0:
        return []
    wanted = UNDATED_SAMPLE if undated else INTERPRETATIONS if _lists_interpretations(visit, facts) else 1
    return [
        Visit(item.url, VisitRole.ARTICLE, visit.depth + 1, visit.url, visit.column_url)
        for item in _newest(facts, min(wanted, left))
    ]


def _lists_interpretations(visit: Visit, facts: PageFacts) -> bool:
    return visit.role is VisitRole.COLUMN and _kind_of(facts) is ColumnKind.POLICY_INTERPRETATION


def _kind_of(facts: PageFacts) -> ColumnKind:
    """The kind of a column, from what its own page says."""
    name = facts.way[-1] if facts.way else _NAME_END.split(facts.title or "")[0]
    return kind_of(name, facts.way)


def _document(visit: Visit, facts: PageFacts, left: int) -> list[Visit]:
    """The document that an interpretation leads to: whether it leads back, only its own page tells."""
    if left <= 0 or facts.article is None or not is_interpretation(f"{facts.title} {facts.article.title}"):
        return []
    host = host_of(facts.url)
    documents = (one.url for one in facts.article.related if one.kind == Related.DOCUMENT and host_of(one.url) == host)
    pages = (url for url in documents if resource_of(url) is Resource.PAGE)
    return [Visit(url, VisitRole.ARTICLE, visit.depth + 1, visit.url) for url in islice(pages, 1)]


def _newest(facts: PageFacts, count: int) -> list[ItemSeen]:
    """The newest articles of the page's own host; where none has a date, the first ones. A row that leads to a column (an
    entry of a menu beside the list) is none."""
    host = host_of(facts.url)
    own = {same_page_key(facts.url), *(same_page_key(column.url) for column in facts.columns)}
    dated = sorted(
        (item for item in facts.items if item.printed_on), key=lambda item: item.printed_on or date.min, reverse=True
    )
    for found in (dated, facts.items):
        articles = (item for item in found if _is_article(item, host) and same_page_key(item.url) not in own)
        if chosen := list(islice(articles, count)):
            return chosen
    return []


def _lacks_year(item: ItemSeen) -> bool:
    return item.pattern in YEARLESS and not may_tell_year(item.url)


def _is_article(item: ItemSeen, host: str) -> bool:
    return host_of(item.url) == host and resource_of(item.url) is Resource.PAGE
