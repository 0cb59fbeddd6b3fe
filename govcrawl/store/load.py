"""Reads stored facts back: what a crawl has left to do, and all that the checks may look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, select, text

from govcrawl.checks.unregistered import hosts_outside
from govcrawl.model.facts import LinkFacts, MessageFacts, ProbeSummary, SiteFacts, SurveyFacts, TwinFacts
from govcrawl.model.items import ColumnSeen, FetchSeen, LinkChecked, LinkSeen, Visit
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import (
    FetchOutcome,
    LinkFate,
    Place,
    Resource,
    Scope,
    TlsState,
    VisitRole,
)
from govcrawl.model.work import Asked
from govcrawl.store.before import pages_before
from govcrawl.store.columns import article_dates, dated, merge_columns
from govcrawl.store.connection import sql_file
from govcrawl.store.earlier import earlier_visits
from govcrawl.store.gathered import gathered_facts
from govcrawl.store.inspections import Named, require_facts, stored_inspection
from govcrawl.store.register import load_sites, registered_hosts
from govcrawl.store.reviews import decisions
from govcrawl.store.rows import PageRow
from govcrawl.store.sources import load_sources
from govcrawl.store.tables import inspection_sites
from govcrawl.store.years import with_known_years

_READ_PAGES = text(sql_file("read_pages"))
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
_READ_LINKS = text(sql_file("read_links"))
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
_READ_COLUMNS = text(sql_file("read_columns"))
_READ_PROBES = text(
    "SELECT site_id_code, count(*) FILTER (WHERE result <> 'missed') AS probes,"
    " count(*) FILTER (WHERE result = 'failed') AS failures, count(*) FILTER (WHERE result = 'missed') AS missed,"
    " percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE result = 'reached') AS p95_seconds,"
    " count(DISTINCT (probed_at AT TIME ZONE 'Asia/Shanghai')::date) AS days, count(DISTINCT vantage) AS vantages"
    " FROM govcrawl.counted_probes WHERE inspection_id = :inspection AND site_id_code = ANY(:codes) GROUP BY site_id_code"
)

_links = msgspec.json.Decoder(tuple[LinkFacts, ...]).decode
_columns = msgspec.json.Decoder(tuple[ColumnSeen, ...]).decode
_pages = msgspec.json.Decoder(tuple[PageRow, ...]).decode

_CHUNK = 20
"""Sites read together: enough to make the queries few, few enough to stay small in memory."""


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
    done = _by_site(connection.execute(_READ_DONE, named))
    pending = _by_site(connection.execute(_READ_PENDING, named))
    links = _by_site(connection.execute(_READ_UNCHECKED, named))
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


def site_facts(connection: Connection, inspection: Named, site_id_code: str, as_of: date | None = None) -> SiteFacts:
    """All that is known of one site; `as_of` is the inspection's unless another day is named.

    Raises UnknownInspectionError, and LookupError where the inspection did not select the site.
    """
    for facts in iter_site_facts(connection, inspection, [site_id_code], as_of):
        return facts
    raise LookupError(f"inspection {inspection!r} has no site {site_id_code}")


def iter_site_facts(
    connection: Connection, inspection: Named, codes: Sequence[str] | None = None, as_of: date | None = None
) -> Iterator[SiteFacts]:
    """The facts of all sites of an inspection (or of some), in the order of their codes, a few queries a chunk of sites."""
    stored = stored_inspection(connection, inspection)
    require_facts(connection, stored.number)
    chosen = select(inspection_sites.c.site_id_code, inspection_sites.c.budget_spent).where(
        inspection_sites.c.inspection_id == stored.number
    )
    if codes is not None:
        chosen = chosen.where(inspection_sites.c.site_id_code.in_(codes))
    spent: dict[str, str | None] = {row.site_id_code: row.budget_spent for row in connection.execute(chosen)}
    ordered = sorted(spent)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        yield from _chunk_facts(connection, stored.number, as_of or stored.inspection.as_of, chunk, spent)


def _chunk_facts(
    connection: Connection, number: int, as_of: date, codes: Sequence[str], spent: Mapping[str, str | None]
) -> Iterator[SiteFacts]:
    named = {"inspection": number, "codes": list(codes)}
    pages = {row.site_id_code: row.pages for row in connection.execute(_READ_PAGES, named)}
    columns = {row.site_id_code: row.columns for row in connection.execute(_READ_COLUMNS, named)}
    links = {row.site_id_code: _links(row.links) for row in connection.execute(_READ_LINKS, named)}
    probes = _by_site(connection.execute(_READ_PROBES, named))
    reviews = decisions(connection, number, as_of, codes)
    earlier = earlier_visits(connection, number, codes)
    before = pages_before(connection, number, codes)
    sources = load_sources(connection, as_of)
    outside = {code: hosts_outside(seen) for code, seen in links.items()}
    registered = registered_hosts(connection, frozenset().union(*outside.values()))
    for site in load_sites(connection, codes):
        code = site.site_id_code
        rows = _pages(pages.pop(code, "[]"))
        seen = _columns(columns.pop(code, "[]"))
        week = next((_probe_summary(row) for row in probes.get(code, ())), None)
        facts = _assembled(site, as_of, rows, seen, links.get(code, ()), week)
        yield replace(
            facts,
            budget_spent=spent[code],
            reviews=reviews.get(code, {}),
            earlier=earlier.get(code),
            pages_before=before.get(code, ()),
            sources=sources,
            registered_hosts=registered & outside.get(code, frozenset()),
        )


def _assembled(
    site: Site,
    as_of: date,
    rows: Sequence[PageRow],
    seen: Sequence[ColumnSeen],
    links: tuple[LinkFacts, ...],
    probes: ProbeSummary | None,
) -> SiteFacts:
    twins = tuple(TwinFacts(row.read, row.items) for row in rows if row.read.role is VisitRole.TWIN)
    rows = [row for row in rows if row.read.role is not VisitRole.TWIN]  # another host's pages say nothing of the site
    home = next((row for row in rows if row.read.role is VisitRole.HOME), None)
    columns = merge_columns(seen, rows, as_of)
    articles = article_dates(rows)
    known = {item.url: item.printed_on for column in columns for item in column.recent if item.printed_on} | articles
    home_items = tuple(with_known_years(dated(home.items, articles), known)) if home else ()
    names = {column.url: column.name for column in seen}
    return SiteFacts(
        site=site,
        as_of=as_of,
        columns=columns,
        home_items=home_items,
        pages=tuple(row.read for row in rows),
        links=links,
        messages=tuple(_messages(rows, names)),
        surveys=tuple(_surveys(rows, names)),
        probes=probes,
        gathered=gathered_facts(rows, seen, links, probes),
        twins=twins,
        home_led_to=home.final_url if home and home.read.outcome.is_ok else None,
        home_is_navigation_only=bool(home and home.has_facts and not home.items and seen),
    )


def _messages(rows: Sequence[PageRow], names: Mapping[str, str]) -> Iterator[MessageFacts]:
    for row in rows:
        url = row.read.column_url or row.read.url
        for message in row.messages:
            yield MessageFacts(message, names.get(url, row.read.title or ""), url)


def _surveys(rows: Sequence[PageRow], names: Mapping[str, str]) -> Iterator[SurveyFacts]:
    for row in rows:
        url = row.read.column_url or row.read.url
        for survey in row.surveys:
            yield SurveyFacts(survey, names.get(url, row.read.title or ""), url)


def _by_site(result: Any) -> dict[str, list[Any]]:
    return {code: list(rows) for code, rows in groupby(result, key=lambda row: row.site_id_code)}


def _link_seen(row: Any) -> LinkSeen:
    return LinkSeen(row.url, row.href, row.anchor, Place(row.place), Scope(row.scope), Resource(row.resource))


def _probe_summary(row: Any) -> ProbeSummary:
    return ProbeSummary(row.probes, row.failures, row.p95_seconds, row.days, row.vantages, row.missed)
