"""The lists and articles of a site as the inspection before an inspection saw them: the ground for dates against history."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, text

from govcrawl.model.facts import PageBefore
from govcrawl.model.items import ArticleSeen, ItemSeen

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_READ = text(
    """
    WITH chosen AS MATERIALIZED (
        SELECT DISTINCT ON (s.site_id_code) s.site_id_code, s.inspection_id, i.as_of
        FROM govcrawl.inspections AS now
        JOIN govcrawl.inspections AS i ON (i.as_of, i.id) < (now.as_of, now.id)
        JOIN govcrawl.inspection_sites AS s ON s.inspection_id = i.id AND s.status = 'done'
        WHERE now.id = :inspection AND s.site_id_code = ANY(:codes)
        ORDER BY s.site_id_code, i.as_of DESC, i.id DESC
    )
    SELECT p.site_id_code, p.url, p.read_at, chosen.as_of, p.items::text AS items,
           CASE WHEN p.role = 'article' THEN p.article::text END AS article
    FROM chosen JOIN govcrawl.pages AS p USING (inspection_id, site_id_code)
    WHERE p.role IN ('column', 'article') AND p.body IS NULL AND (p.items IS NOT NULL OR p.role = 'article')
    ORDER BY p.site_id_code, p.url COLLATE "C"
    """
)
_items = msgspec.json.Decoder(tuple[ItemSeen, ...]).decode
_article = msgspec.json.Decoder(ArticleSeen).decode


def pages_before(connection: Connection, number: int, codes: Sequence[str]) -> Mapping[str, tuple[PageBefore, ...]]:
    """Column pages and articles of the last finished inspection before inspection `number`, by site code.

    What was read after the day that an inspection judges counts as read on that day.
    """
    found = defaultdict(list)
    for row in connection.execute(_READ, {"inspection": number, "codes": list(codes)}):
        page = PageBefore(
            row.url,
            min(_day(row.read_at), row.as_of),
            _items(row.items) if row.items else (),
            _article(row.article) if row.article else None,
        )
        found[row.site_id_code].append(page)
    return {code: tuple(pages) for code, pages in found.items()}


def _day(instant: datetime) -> date:
    return instant.astimezone(_SHANGHAI).date()
