"""What Prometheus is told of a running process: counts of what its crawls bring, and the standing of the queue.

The queue's standing is read from the database when somebody asks. Trouble here is logged and never costs a page.
"""

import logging
from collections.abc import Iterable
from functools import cache
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from govcrawl.model.items import FetchSeen, LinkChecked, PageVisited, ProbeSeen, SiteFinished
from govcrawl.store.connection import WRITES
from govcrawl.store.database import make_engine
from govcrawl.store.queue import standing

logger = logging.getLogger(__name__)

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30, 60)
"""Up to 15 s a page opens in time under the checklists; 20 s is the browser's limit, 30 s a fetch's."""


class Figures:
    """What is counted. Durations in seconds, sizes in bytes; `client` is who asked (aiohttp, twisted, browser)."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._database = _DatabaseFigures()
        registry.register(self._database)
        self.fetches = Counter("govcrawl_fetches", "Addresses asked", ["outcome", "client"], registry=registry)
        self.bytes = Counter("govcrawl_bytes", "Bytes of bodies received", registry=registry)
        self.pages = Counter("govcrawl_pages", "Pages read", ["kind"], registry=registry)
        self.links = Counter("govcrawl_link_checks", "Link targets settled", ["fate", "outcome"], registry=registry)
        self.sites = Counter("govcrawl_sites_finished", "Sites whose pages are done", registry=registry)
        self.probes = Counter("govcrawl_probes", "Reachability probes", ["outcome"], registry=registry)
        self.seconds = Histogram(
            "govcrawl_fetch_seconds", "Asking to the last byte", ["client"], buckets=_SECONDS, registry=registry
        )
        self.first_byte = Histogram(
            "govcrawl_first_byte_seconds", "Asking to the first byte", buckets=_SECONDS, registry=registry
        )

    def look_into(self, database_url: str) -> None:
        """Names the database that is asked for the standing of sites and jobs."""
        self._database.engine = self._database.engine or make_engine(database_url)

    def note(self, item: Any) -> None:
        """Counts one item of a crawl."""
        if isinstance(item, PageVisited):
            for fetch in (*item.hops, item.fetch):
                self._note_fetch(fetch)
            if item.facts is not None:
                self.pages.labels(item.facts.page_kind).inc()
        elif isinstance(item, LinkChecked):
            self.links.labels(item.fate, item.outcome).inc()
        elif isinstance(item, ProbeSeen):
            self.probes.labels(item.outcome).inc()
        elif isinstance(item, SiteFinished):
            self.sites.inc()

    def _note_fetch(self, fetch: FetchSeen) -> None:
        self.fetches.labels(fetch.outcome, fetch.client).inc()
        self.bytes.inc(fetch.bytes or 0)
        if fetch.seconds is not None:
            self.seconds.labels(fetch.client).observe(fetch.seconds)
        if fetch.first_byte_seconds is not None:
            self.first_byte.observe(fetch.first_byte_seconds)


class _DatabaseFigures(Collector):
    """Writes of this process, and where sites and jobs of open inspections stand."""

    engine: Engine | None = None

    def describe(self) -> Iterable[Metric]:
        return ()  # or it would be asked, and with it the database, when it registers

    def collect(self) -> Iterable[Metric]:
        yield CounterMetricFamily("govcrawl_database_statements", "Statements that stored pages", WRITES.statements)
        yield CounterMetricFamily("govcrawl_database_seconds", "Seconds spent in them", WRITES.seconds)
        yield CounterMetricFamily("govcrawl_database_rows", "Rows handed to them", WRITES.rows)
        sites = GaugeMetricFamily("govcrawl_sites", "Sites of open inspections", labels=["status"])
        jobs = GaugeMetricFamily("govcrawl_queue_jobs", "Jobs of the queue", labels=["status"])
        for family, counts in zip((sites, jobs), self._standing(), strict=True):
            for status, count in counts.items():
                family.add_metric([status], count)
            yield family

    def _standing(self) -> tuple[dict[str, int], dict[str, int]]:
        if self.engine is None:
            return {}, {}
        try:
            with self.engine.connect() as connection:
                return standing(connection)
        except SQLAlchemyError as error:  # a database that is away must not hide the other figures
            logger.warning("metrics without the queue: %s", type(error).__name__)
            return {}, {}


@cache
def open_port(host: str, port: int) -> Figures:
    """The figures of this process, shown on a port (0: any that is free)."""
    registry = CollectorRegistry()
    figures = Figures(registry)
    try:
        start_http_server(port, host, registry)
    except OSError as error:
        logger.error("no metrics on port %d: %s", port, error)
    return figures
