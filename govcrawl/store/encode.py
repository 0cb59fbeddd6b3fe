"""Turns pages into the JSON that `save_pages.sql` takes apart: encoded once, in C, and clean."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from govcrawl.model.items import ColumnSeen, LinkSeen, PageFacts, PageVisited
from govcrawl.model.vocabulary import VisitRole
from govcrawl.store.clean import clean_record, may_need_cleaning


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"cannot be stored: {type(value).__name__}")


_ENCODER = msgspec.json.Encoder(enc_hook=_plain)
encode = _ENCODER.encode


def encode_page(page: PageVisited, known: set[int] | None) -> tuple[bytes, int]:
    """A page as JSON, and how many rows it makes.

    `known` holds hashes of links and columns of the site that are on their way already; new ones are added to it. A home
    page tells all its links: it alone says which of them stand on the home page.
    """
    links: tuple[LinkSeen, ...] = ()
    columns: tuple[ColumnSeen, ...] = ()
    if page.facts is not None:
        links = page.facts.links if known is None else _unknown_links(page, page.facts.links, known)
        columns = page.facts.columns if known is None else _unknown_columns(page.facts.columns, known)
    rows = 2 + len(page.hops) + len(page.follow) + len(links) + len(columns)
    try:
        encoded = _ENCODER.encode(_parts(page, links, columns, cleaned=False))
        if not may_need_cleaning(encoded):
            return encoded, rows
    except UnicodeEncodeError:
        pass
    (page, links, columns), changed = clean_record((page, links, columns))
    return _ENCODER.encode(_parts(page, links, columns, cleaned=changed)), rows


def encode_bare(page: PageVisited) -> bytes:
    """A page whose facts the database refused: what was asked, how it ended and what to ask next."""
    cleaned, _ = clean_record(page)
    return _ENCODER.encode(_parts(replace(cleaned, facts=None), (), (), cleaned=True))


def _parts(page: PageVisited, links: Any, columns: Any, *, cleaned: bool) -> dict[str, Any]:
    return {
        "site": page.site_id_code,
        "cleaned": cleaned,
        "visit": page.visit,
        "answer": page.fetch,
        "hops": page.hops,
        "follow": page.follow,
        "facts": None if page.facts is None else page_columns(page.facts),
        "columns": columns,
        "links": links,
    }


def page_columns(facts: PageFacts) -> dict[str, Any]:
    """The row of the page: everything but links and columns; what is absent or empty stays null."""
    return {
        "charset": facts.charset,
        "cms": facts.cms,
        "page_kind": facts.page_kind,
        "title": facts.title,
        "digest": facts.digest,
        "template_digest": facts.template_digest,
        "repaired": facts.repaired,
        "confirmed_empty": facts.confirmed_empty,
        "newest_item_on": facts.newest_item_on,
        "why": dict(facts.why) or None,
        "items": facts.items or None,
        "article": facts.article,
        "marks": facts.marks or None,
        "tags": dict(facts.tags) or None,
        "way": facts.way or None,
        "messages": facts.messages or None,
        "surveys": facts.surveys or None,
        "notice": facts.notice,
        "statistics": facts.statistics or None,
        "guide": facts.guide,
        "search": facts.search,
        "tampering": facts.tampering or None,
        "content": facts.content or None,
        "trial": facts.trial,
        "needs": facts.needs or None,
    }


def _unknown_links(page: PageVisited, links: tuple[LinkSeen, ...], known: set[int]) -> tuple[LinkSeen, ...]:
    if page.visit.role is not VisitRole.HOME:
        links = tuple([link for link in links if hash(link.url) not in known])
    known.update([hash(link.url) for link in links])
    return links


def _mark_of(column: ColumnSeen) -> int:
    """What is remembered of a column: seen, and seen among the topics that are past."""
    return hash(("column", column.url, column.historical))


def _unknown_columns(columns: tuple[ColumnSeen, ...], known: set[int]) -> tuple[ColumnSeen, ...]:
    fresh = tuple([column for column in columns if _mark_of(column) not in known])
    known.update([_mark_of(column) for column in fresh])
    return fresh
