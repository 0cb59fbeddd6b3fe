"""What a crawl has left to do: the stored facts are the frontier."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from govcrawl.model.items import FetchSeen, LinkChecked, LinkSeen, Visit
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Place, Resource, Scope, TlsState, VisitRole
from govcrawl.model.work import Asked
from govcrawl.store.inspections import require_facts, stored_inspection
from govcrawl.store.rows import by_site

_SETTLED = (
    "f.outcome <> 'own_trouble' AND NOT (f.role = 'home' AND f.outcome NOT IN ('ok', 'ok_repaired', 'ok_truncated'))"
)
"""An answer that stands when a crawl resumes: trouble of our own, and a home page that was not read, are tried again."""
_READ_DONE = text(
    "SELECT f.site_id_code, f.url, f.body, f.role, f.outcome, f.asked_at, f.status, f.final_url, f.tls, f.attempts,"
    " f.client, f.detail, p.template_digest FROM govcrawl.fetches AS f"
    " LEFT JOIN govcrawl.pages AS p USING (inspection_id, site_id_code, url_key)"
    f" WHERE f.inspection_id = :inspection AND f.site_id_code = ANY(:codes) AND {_SETTLED} ORDER BY f.site_id_code"
)
_READ_PENDING = text(
    "SELECT v.* FROM govcrawl.visits AS v"
    " LEFT JOIN govcrawl.fetches AS f ON f.inspection_id = v.inspection_id AND f.site_id_code = v.site_id_code"
    f" AND f.url_key = v.url_key AND NOT f.is_hop AND f.role <> 'link' AND {_SETTLED}"
    " WHERE v.inspection_id = :inspection AND v.site_id_code = ANY(:codes) AND f.url_key IS NULL"
    " ORDER BY v.site_id_code, v.seq"
)
_READ_UNCHECKED = text(
    "SELECT * FROM govcrawl.links WHERE inspection_id = :inspection AND site_id_code = ANY(:codes) AND fate = 'unchecked'"
    ' ORDER BY site_id_code, NOT on_home, url COLLATE "C"'
)
_READ_OUTSIDE = text(
    "SELECT DISTINCT ON (url_key) site_id_code, url, fate, outcome, last_checked_at, status, attempts, confirmed, detail"
    " FROM govcrawl.links WHERE inspection_id = :inspection AND scope <> 'same_site' AND last_checked_at IS NOT NULL"
    " AND url_key IN (SELECT url_key FROM govcrawl.fetches WHERE inspection_id = :inspection AND role = 'link')"
    " ORDER BY url_key, last_checked_at DESC"
)


@dataclass(frozen=True, slots=True)
class Frontier:
    """One site's rest of the work.

    `done` holds every address asked, redirects included (a POST as address, line feed, body); `pending` the visits without
    an outcome that stands, in order of discovery; `pages` counts answers stored; `links` are those not checked yet, each
    with the page that carries it and whether that is the home page; `articles` counts those read or planned; `asked` says
    how the addresses of `done` ended.
    """

    done: frozenset[str] = frozenset()
    pending: tuple[Visit, ...] = ()
    pages: int = 0
    links: tuple[tuple[LinkSeen, str, bool], ...] = ()
    articles: int = 0
    asked: tuple[Asked, ...] = ()


def outside_answers(connection: Connection, number: int) -> list[LinkChecked]:
    """What became of link targets outside the sites that link to them, each once: they are asked once an inspection.

    Only those whose outcome row is kept: a crawl may be cut off between the answer that another site shares and the row of
    the site that asked, and is asked again then.
    """
    return [
        LinkChecked(
            row.site_id_code,
            row.url,
            LinkFate(row.fate),
            FetchOutcome(row.outcome),
            row.last_checked_at,
            row.status,
            row.attempts,
            row.confirmed,
            row.detail,
        )
        for row in connection.execute(_READ_OUTSIDE, {"inspection": number})
    ]


def frontier(connection: Connection, inspection: str, site_id_code: str) -> Frontier:
    """What is left to ask of a site: visits minus fetches. Empty for a site not begun: its home page is then the start."""
    number = stored_inspection(connection, inspection).number
    return frontiers(connection, number, [site_id_code])[site_id_code]


def frontiers(connection: Connection, number: int, codes: Sequence[str]) -> dict[str, Frontier]:
    """The frontiers of several sites, by code."""
    require_facts(connection, number)
    named = {"inspection": number, "codes": list(codes)}
    done = by_site(connection.execute(_READ_DONE, named))
    pending = by_site(connection.execute(_READ_PENDING, named))
    links = by_site(connection.execute(_READ_UNCHECKED, named))
    return {code: _frontier(done.get(code, ()), pending.get(code, ()), links.get(code, ())) for code in codes}


def _frontier(done: Sequence[Any], pending: Sequence[Any], links: Sequence[Any]) -> Frontier:
    visits = tuple(
        Visit(row.url, VisitRole(row.role), row.depth, row.parent_url, row.column_url, row.body) for row in pending
    )
    unchecked = tuple((_link_seen(row), row.parent_url, row.on_home) for row in links)
    articles = sum(row.role == "article" for row in done) + sum(row.role == "article" for row in pending)
    asked = frozenset(row.url if row.body is None else f"{row.url}\n{row.body}" for row in done)
    return Frontier(asked, visits, len(asked), unchecked, articles, tuple(_asked(row) for row in done))


def _asked(row: Any) -> Asked:
    seen = FetchSeen(
        row.url,
        FetchOutcome(row.outcome),
        row.asked_at,
        row.status,
        row.final_url,
        TlsState(row.tls),
        attempts=row.attempts,
        client=row.client,
        detail=row.detail,
    )
    return Asked(seen, VisitRole(row.role), row.template_digest or "")


def _link_seen(row: Any) -> LinkSeen:
    return LinkSeen(row.url, row.href, row.anchor, Place(row.place), Scope(row.scope), Resource(row.resource))
