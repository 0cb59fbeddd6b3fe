"""One response becomes one `PageFacts`: every reader of `extract`, and what the publishing system adds."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from govcrawl.cms.adapter import adapter_for
from govcrawl.cms.needs import needs_of
from govcrawl.extract.article import read_article
from govcrawl.extract.clock import with_clock
from govcrawl.extract.columns import read_columns, read_way
from govcrawl.extract.content import read_content
from govcrawl.extract.footer import footer_assets, read_marks
from govcrawl.extract.guides import read_guide
from govcrawl.extract.home_page import is_home
from govcrawl.extract.letters import read_messages, read_notice
from govcrawl.extract.links import read_links
from govcrawl.extract.lists import ListReading, read_items
from govcrawl.extract.page import RawPage, open_page
from govcrawl.extract.page_kind import tell_kind
from govcrawl.extract.related import read_related
from govcrawl.extract.search import read_search
from govcrawl.extract.statistics import read_statistics
from govcrawl.extract.surveys import read_surveys
from govcrawl.extract.tags import read_tags
from govcrawl.extract.tampering import read_tampering
from govcrawl.extract.template import template_digest
from govcrawl.extract.urls import host_of, same_page_key
from govcrawl.extract.wording import WordList
from govcrawl.model.items import ColumnSeen, MessageSeen, Need, PageFacts
from govcrawl.model.vocabulary import PageKind, VisitRole

_NO_ASSETS: Mapping[str, str] = MappingProxyType({})
_FRONTS = frozenset({VisitRole.HOME, VisitRole.TWIN})
_LEAVES = frozenset({VisitRole.ARTICLE, VisitRole.NEXT_PAGE, VisitRole.ENDPOINT, VisitRole.LINK})
"""Pages that lead nowhere further: their menus and search form are those of the pages above them, read there already."""


def read_page(
    raw: RawPage,
    as_of: date,
    *,
    site_name: str = "",
    site_hosts: Iterable[str] = (),
    assets: Mapping[str, str] = _NO_ASSETS,
    rendered: bool = False,
    role: VisitRole | None = None,
    words: WordList | None = None,
) -> PageFacts:
    """All facts of one page, no opinions; never raises.

    `assets` maps addresses of scripts and includes to their text; those that are not the page's own are left aside.
    `rendered`: the body is the DOM after a browser ran it. `role` says why the page was asked, where that is known.
    `words`: an office's own list of wrong words.
    """
    page = open_page(raw)
    hosts = tuple(site_hosts) or (host_of(raw.url),)
    adapter = adapter_for(page)
    article = read_article(page, as_of)
    home = role in _FRONTS or (role is None and is_home(page))
    listing = read_items(page, as_of, whole_page=home)
    if role is VisitRole.COLUMN:  # data in a page's place may lack what its page would have asked for
        listing = replace(listing, confirmed_empty=False)
    rows = () if listing.is_beside else listing.items
    dated = sum(item.printed_on is not None for item in rows)
    if role is VisitRole.ARTICLE:
        article = with_clock(page, article)
    kind = tell_kind(page, items=len(rows), dated=dated, article=article, role=role, home=home)
    if role is VisitRole.ENDPOINT:
        kind = PageKind.LIST
    is_leaf = role in _LEAVES
    columns = () if is_leaf else _joined(adapter.columns(page), read_columns(page, hosts, as_of))
    known = {url: assets[url] for url in footer_assets(page) if url in assets} if assets else assets
    marks = read_marks(page, known, rendered=rendered)
    asked = needs_of(page, adapter, kind, listing, columns=columns, marks=marks, rendered=rendered, role=role)
    messages = _own_letters(read_messages(page, as_of), listing)
    links = read_links(page, hosts)
    if article is not None:
        article = replace(article, related=read_related(links, article.title or "", page.url))
    return PageFacts(
        url=page.url,
        charset=page.charset,
        cms=adapter.name,
        page_kind=_told_by_needs(kind, asked.needs),
        title=page.title,
        digest=page.digest,
        template_digest=template_digest(page),
        repaired=page.repaired,
        why=asked.why,
        items=asked.listing.items,
        newest_item_on=asked.listing.newest_item_on or (_newest_letter(messages) if kind is PageKind.LETTERS else None),
        confirmed_empty=asked.listing.confirmed_empty,
        article=article if kind in (PageKind.ARTICLE, PageKind.GUIDE, PageKind.LETTERS, PageKind.OTHER) else None,
        marks=marks,
        tags=read_tags(page),
        columns=columns,
        way=() if is_leaf else read_way(page, columns),
        links=links,
        messages=messages,
        surveys=read_surveys(page, as_of),
        notice=read_notice(page),
        statistics=() if is_leaf else read_statistics(page, as_of),
        guide=read_guide(page),
        search=None if is_leaf else read_search(page),
        tampering=read_tampering(page, site_name, hosts),
        content=() if role is VisitRole.ENDPOINT else read_content(page, as_of, words),
        needs=asked.needs,
    )


def _told_by_needs(kind: PageKind, needs: Iterable[Need]) -> PageKind:
    """A page that looks like nothing is a list where an endpoint brings its rows."""
    return PageKind.LIST if kind is PageKind.OTHER and any(need.kind == "endpoint" for need in needs) else kind


def _own_letters(messages: tuple[MessageSeen, ...], listing: ListReading) -> tuple[MessageSeen, ...]:
    """The letters without the rows of a block beside the list: hot news on the page of an empty letter box is no letter."""
    beside = {item.url for item in listing.items} if listing.is_beside else set()
    return tuple(message for message in messages if message.url not in beside)


def _newest_letter(messages: Iterable[MessageSeen]) -> date | None:
    """The newest day on letters that stand in full on a page, not as rows of a list."""
    days = (day for message in messages for day in (message.asked_on, message.answered_on) if day is not None)
    return max(days, default=None)


def _joined(told: tuple[ColumnSeen, ...], linked: tuple[ColumnSeen, ...]) -> tuple[ColumnSeen, ...]:
    """The columns that a publishing system tells of itself, then those that only links name."""
    known = {same_page_key(column.url) for column in told}
    return (*told, *(column for column in linked if same_page_key(column.url) not in known))
