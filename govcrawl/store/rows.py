"""Stored rows as records: what one page said, decoded from its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from govcrawl.model.facts import PageRead
from govcrawl.model.items import (
    ArticleSeen,
    ContentSeen,
    GuideSeen,
    ItemSeen,
    MarkSeen,
    MessageSeen,
    Need,
    SearchSeen,
    SearchTrial,
    SurveySeen,
    TamperingSeen,
)
from govcrawl.model.vocabulary import FetchOutcome, PageKind, VisitRole

_items = msgspec.json.Decoder(tuple[ItemSeen, ...]).decode
_article = msgspec.json.Decoder(ArticleSeen).decode
_marks = msgspec.json.Decoder(tuple[MarkSeen, ...]).decode
_texts = msgspec.json.Decoder(dict[str, str]).decode
_messages = msgspec.json.Decoder(tuple[MessageSeen, ...]).decode
_surveys = msgspec.json.Decoder(tuple[SurveySeen, ...]).decode
_guide = msgspec.json.Decoder(GuideSeen).decode
_search = msgspec.json.Decoder(SearchSeen).decode
_tampering = msgspec.json.Decoder(tuple[TamperingSeen, ...]).decode
_content = msgspec.json.Decoder(tuple[ContentSeen, ...]).decode
_trial = msgspec.json.Decoder(SearchTrial).decode
_needs = msgspec.json.Decoder(tuple[Need, ...]).decode


@dataclass(frozen=True, slots=True)
class PageRow:
    """One address asked with everything it said, ready to be merged into columns."""

    read: PageRead
    has_facts: bool
    final_url: str | None
    items: tuple[ItemSeen, ...]
    newest_item_on: date | None
    confirmed_empty: bool
    messages: tuple[MessageSeen, ...]
    surveys: tuple[SurveySeen, ...]
    notice: str | None
    needs: tuple[Need, ...]
    why: Mapping[str, str]
    way: tuple[str, ...] = ()


def page_row(row: Any) -> PageRow:
    """Decodes a row of `read_pages.sql`."""
    read = PageRead(
        url=row.url,
        role=VisitRole(row.role),
        outcome=FetchOutcome(row.outcome),
        page_kind=PageKind(row.page_kind) if row.page_kind else None,
        title=row.title,
        status=row.status,
        first_byte_seconds=row.first_byte_seconds,
        seconds=row.seconds,
        asked_at=row.asked_at,
        digest=row.digest or "",
        article=_article(row.article) if row.article else None,
        marks=_marks(row.marks) if row.marks else (),
        tags=_texts(row.tags) if row.tags else {},
        guide=_guide(row.guide) if row.guide else None,
        search=_search(row.search) if row.search else None,
        tampering=_tampering(row.tampering) if row.tampering else (),
        content=_content(row.content) if row.content else (),
        trial=_trial(row.trial) if row.trial else None,
        column_url=row.column_url,
        detail=row.detail,
    )
    return PageRow(
        read=read,
        has_facts=row.page_kind is not None,
        final_url=row.final_url,
        items=_items(row.items) if row.items else (),
        newest_item_on=row.newest_item_on,
        confirmed_empty=bool(row.confirmed_empty),
        messages=_messages(row.messages) if row.messages else (),
        surveys=_surveys(row.surveys) if row.surveys else (),
        notice=row.notice,
        needs=_needs(row.needs) if row.needs else (),
        why=_texts(row.why) if row.why else {},
        way=tuple(row.way or ()),
    )
