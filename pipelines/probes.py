"""The pipeline of the reachability spider: hands it the sites and keeps its probes, void rounds marked."""

import asyncio
import logging
import math
from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any, Self

from scrapy.crawler import Crawler
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from govcrawl.checklists.load import load_edition
from govcrawl.middlewares.probe import RoundEnded
from govcrawl.model.items import ProbeSeen
from govcrawl.spiders.reachability import ReachabilitySpider
from govcrawl.store.database import Database, open_database
from govcrawl.store.inspections import stored_inspection
from govcrawl.store.probes import save_probes, sites_to_probe, void_rounds
from govcrawl.store.run_figures import round_figures
from pipelines.round_monitors import hold_doubtful_round

logger = logging.getLogger(__name__)

_BATCH = 50
"""Probes stored together; what a killed process loses at most."""
_INDICATOR = "site_unreachable"


class ProbePipeline:
    """Stores probes in small batches; while the database is away they wait in memory."""

    database: Database

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._closing = ExitStack()
        self._waiting: list[ProbeSeen] = []
        self._void: list[str] = []
        self._ended: list[RoundEnded] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def open_spider(self) -> None:
        spider = self._crawler.spider
        assert isinstance(spider, ReachabilitySpider)
        self.database = await asyncio.to_thread(self._closing.enter_context, open_database())
        await asyncio.to_thread(self._hand_over, spider)

    def _hand_over(self, spider: ReachabilitySpider) -> None:
        with self.database.engine.begin() as connection:
            stored = stored_inspection(connection, spider.inspection)
            sites = sites_to_probe(connection, stored.number, stored.inspection.as_of, spider.only_sites)
        clause = load_edition(stored.inspection.edition).indicator(_INDICATOR)
        least_a_day = math.ceil(clause.count("least_probes") / clause.count("least_days"))
        spider.take_work(stored.inspection.as_of, least_a_day, sites)

    async def process_item(self, item: Any) -> Any:
        if isinstance(item, ProbeSeen):
            self._waiting.append(item)
        elif isinstance(item, RoundEnded) and item.void:
            self._void.append(item.round)
        elif isinstance(item, RoundEnded):
            self._ended.append(item)
        if len(self._waiting) >= _BATCH or isinstance(item, RoundEnded):
            await asyncio.to_thread(self._store)
        return item

    async def close_spider(self) -> None:
        try:
            await asyncio.to_thread(self._store)
            if self._waiting:
                logger.error("%d probes could not be stored", len(self._waiting))
        finally:
            await asyncio.to_thread(self._closing.close)

    def _store(self) -> None:
        probes, self._waiting = self._waiting, []
        rounds, self._void = self._void, []
        ended, self._ended = self._ended, []
        try:
            with self.database.engine.begin() as connection:
                save_probes(connection, probes)
                void_rounds(connection, rounds)
                self._hold_doubtful(connection, ended)
        except OperationalError as error:
            logger.warning("the database is away, %d probes wait: %s", len(probes), error.orig)
            self._waiting[:0], self._void[:0], self._ended[:0] = probes, rounds, ended

    def _hold_doubtful(self, connection: Connection, ended: Iterable[RoundEnded]) -> None:
        """A round that is not void and yet not to be believed: a person decides."""
        spider = self._crawler.spider
        assert isinstance(spider, ReachabilitySpider)
        for each in ended:
            figures = round_figures(connection, each.round, spider.vantage, each.begins, spider.urls)
            for reason in hold_doubtful_round(connection, spider.inspection, figures):
                logger.warning("held for a person: %s", reason)
