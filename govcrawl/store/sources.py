"""The source list in the database: what the State Council's site released and others must re-post."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from govcrawl.model.items import SourceItem
from govcrawl.store.tables import source_items

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_FIELDS = ("title", "url", "published_at", "has_time")
_DAYS = 366
"""Days before the day of judgement within which an item may still matter to a checklist."""


def save_sources(connection: Connection, items: Iterable[SourceItem]) -> int:
    """Adds items, or replaces when they were published; saving the same twice changes nothing. Returns how many."""
    rows = [{name: getattr(item, name) for name in _FIELDS} for item in items]
    statement = insert(source_items)
    changed = {name: statement.excluded[name] for name in ("published_at", "has_time")}
    if rows:
        connection.execute(statement.on_conflict_do_update(index_elements=["url_key"], set_=changed), rows)
    return len(rows)


def load_sources(connection: Connection, as_of: date, days: int = _DAYS) -> tuple[SourceItem, ...]:
    """The items published within so many days up to `as_of`, the newest first."""
    end = datetime.combine(as_of, datetime.min.time(), _SHANGHAI) + timedelta(days=1)
    query = (
        select(*(source_items.c[name] for name in _FIELDS))
        .where(source_items.c.published_at < end, source_items.c.published_at >= end - timedelta(days=days))
        .order_by(source_items.c.published_at.desc(), source_items.c.title.collate("C"))
    )
    return tuple(SourceItem(*row) for row in connection.execute(query))
