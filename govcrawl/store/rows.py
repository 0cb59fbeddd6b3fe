"""Stored rows as records: what one page said, and rows by their site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from govcrawl.model.facts import PageRead
from govcrawl.model.items import ItemSeen, MessageSeen, Need, SurveySeen


@dataclass(frozen=True, slots=True)
class PageRow:
    """One address asked with everything it said, ready to be merged into columns: an element of `read_pages.sql`."""

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


def by_site(rows: Iterable[Any]) -> dict[str, list[Any]]:
    """Rows that come in the order of their `site_id_code`, by it."""
    return {code: list(group) for code, group in groupby(rows, key=lambda row: row.site_id_code)}
