"""Links that earlier runs of an inspection could not settle: the work of another day."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from govcrawl.model.items import FetchSeen, LinkSeen
from govcrawl.model.vocabulary import FetchOutcome, Place, Resource, Scope
from govcrawl.model.work import OpenLink, SiteTodo
from govcrawl.store.register import load_sites

_READ_OPEN = text(
    "SELECT l.*, s.budget_spent FROM govcrawl.links AS l"
    " JOIN govcrawl.inspection_sites AS s USING (inspection_id, site_id_code)"
    " WHERE l.inspection_id = :inspection AND s.status = 'done' AND l.fate IN ('suspected', 'unknown')"
    " AND l.outcome = ANY(:outcomes) AND l.first_seen_at > now() - make_interval(days => :days)"
    " AND (cardinality(CAST(:codes AS text[])) = 0 OR l.site_id_code = ANY(:codes))"
    ' ORDER BY l.site_id_code, NOT l.on_home, l.url COLLATE "C"'
)


def open_links(
    connection: Connection, number: int, outcomes: Iterable[FetchOutcome], days: int, codes: Iterable[str] = ()
) -> list[SiteTodo]:
    """The finished sites with links in doubt whose last check ended as one of `outcomes`, first seen within `days`."""
    named = {"inspection": number, "outcomes": [*outcomes], "days": days, "codes": [*codes]}
    rows = connection.execute(_READ_OPEN, named)
    by_site = {code: list(group) for code, group in groupby(rows, key=lambda row: row.site_id_code)}
    return [
        SiteTodo(
            site,
            open_links=tuple(_open_link(row) for row in by_site[site.site_id_code]),
            ended=by_site[site.site_id_code][0].budget_spent or "done",
        )
        for site in load_sites(connection, list(by_site))
    ]


def _open_link(row: Any) -> OpenLink:
    link = LinkSeen(row.url, row.href, row.anchor, Place(row.place), Scope(row.scope), Resource(row.resource))
    last = FetchSeen(row.url, FetchOutcome(row.outcome), row.last_checked_at, row.status, detail=row.detail)
    return OpenLink(link, row.parent_url, row.on_home, last)
