"""Reads stored facts back: all that the checks may look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, select, text

from govcrawl.checks.unregistered import hosts_outside
from govcrawl.model.facts import LinkFacts, MessageFacts, ProbeSummary, SiteFacts, SurveyFacts, TwinFacts
from govcrawl.model.items import ColumnSeen
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import VisitRole
from govcrawl.store.before import pages_before
from govcrawl.store.columns import article_dates, dated, merge_columns
from govcrawl.store.connection import sql_file
from govcrawl.store.earlier import earlier_visits
from govcrawl.store.gathered import gathered_facts
from govcrawl.store.inspections import Named, require_facts, stored_inspection
from govcrawl.store.register import load_sites, registered_hosts
from govcrawl.store.reviews import decisions
from govcrawl.store.rows import PageRow, by_site
from govcrawl.store.sources import load_sources
from govcrawl.store.tables import inspection_sites
from govcrawl.store.years import with_known_years

_READ_PAGES = text(sql_file("read_pages"))
_READ_LINKS = text(sql_file("read_links"))
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
    probes = by_site(connection.execute(_READ_PROBES, named))
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


def _probe_summary(row: Any) -> ProbeSummary:
    return ProbeSummary(row.probes, row.failures, row.p95_seconds, row.days, row.vantages, row.missed)
