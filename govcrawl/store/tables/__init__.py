"""The tables, schema `govcrawl`. Outside readers use the views of schema `report`; these may change with a migration."""

from govcrawl.store.tables.alerts import alerts
from govcrawl.store.tables.base import SCHEMA, metadata
from govcrawl.store.tables.crawl import article_observations, articles, evidence, fetches, pages, site_columns, visits
from govcrawl.store.tables.judging import (
    appeals,
    current_judgements,
    findings,
    judgements,
    official_verdicts,
    rectifications,
    reviews,
)
from govcrawl.store.tables.links import link_checks, links
from govcrawl.store.tables.probes import probes
from govcrawl.store.tables.register import holds, inspection_sites, inspections, sites
from govcrawl.store.tables.sources import source_items

__all__ = [
    "SCHEMA",
    "alerts",
    "appeals",
    "article_observations",
    "articles",
    "current_judgements",
    "evidence",
    "fetches",
    "findings",
    "holds",
    "inspection_sites",
    "inspections",
    "judgements",
    "link_checks",
    "links",
    "metadata",
    "official_verdicts",
    "pages",
    "probes",
    "rectifications",
    "reviews",
    "site_columns",
    "sites",
    "source_items",
    "visits",
]
