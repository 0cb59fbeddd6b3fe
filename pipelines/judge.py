"""Third pipeline: at a site's end its stored facts are judged under the inspection's edition."""

import asyncio
import logging
from typing import Any, Self

from scrapy.crawler import Crawler
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from tenacity import AsyncRetrying, retry_if_exception, stop_after_delay, wait_exponential_jitter

from govcrawl.checklists.edition import Edition
from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts
from govcrawl.middlewares.recording import recorder_of
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Judgement
from govcrawl.model.items import SiteFinished
from govcrawl.model.vocabulary import Verdict
from govcrawl.scoring.score import score
from govcrawl.spiders.base import SiteSpider
from govcrawl.spiders.links import LinksSpider
from govcrawl.store.brake import brake
from govcrawl.store.connection import DISK_FULL, SQLSTATE_FULL, StoreError
from govcrawl.store.finish import finish_site
from govcrawl.store.inspections import StoredInspection, end_site, stored_inspection
from govcrawl.store.judgements import save_judgement
from govcrawl.store.load import site_facts
from govcrawl.store.register import load_sites
from govcrawl.store.shared import STORE_THREADS
from pipelines.monitors import hold_doubtful
from pipelines.round_monitors import hold_doubtful_links
from pipelines.store import StorePipeline

logger = logging.getLogger(__name__)


def judge(facts: SiteFacts, edition: Edition) -> Judgement:
    """The computed verdict of a site: the one road for a crawl's end, a rescore and a person's decision."""
    return score(facts.site, edition, judge_facts(facts, edition))


def judge_site(connection: Connection, stored: StoredInspection, code: str, edition_id: str | None = None) -> Judgement:
    """Judges one site from stored facts and keeps the verdict; the edition is the inspection's unless another is named."""
    edition = load_edition(edition_id or stored.inspection.edition)
    judgement = judge(site_facts(connection, stored, code), edition)
    save_judgement(connection, stored, judgement)
    return judgement


def give_up_site(connection: Connection, name: str, code: str, cause: str) -> None:
    """Ends a site whose crawl never came to an end: half of its pages are no ground for a verdict, it is not inspected."""
    stored = stored_inspection(connection, name)
    (site,) = load_sites(connection, [code])
    save_judgement(connection, name, score(site, load_edition(stored.inspection.edition), ()))
    if end_site(connection, stored.number, code, cause, failed=True):
        _hold_back(connection, name)


def _hold_back(connection: Connection, name: str) -> None:
    """Looks at the inspection as a whole when its last site has ended."""
    for reason in (*brake(connection, name), *hold_doubtful(connection, name)):
        logger.warning("held for a person: %s", reason)


def _is_full(error: BaseException) -> bool:
    return isinstance(error, OSError) or getattr(getattr(error, "orig", None), "sqlstate", None) == SQLSTATE_FULL


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, OperationalError) and not _is_full(error)


class JudgePipeline:
    """Judges a site when its last page is stored; the verdict comes from stored facts, never from memory."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        if isinstance(item, SiteFinished):
            spider = self._crawler.spider
            assert isinstance(spider, SiteSpider)
            assert isinstance(spider.store, StorePipeline)
            judgement = await self._judge_patiently(spider.store, item)
            if judgement.verdict is Verdict.NOT_INSPECTED:
                spider.unread.append(item.site_id_code)
            spider.logger.info("%s: %s (%s)", item.site_id_code, judgement.verdict, item.reason)
        return item

    async def close_spider(self) -> None:
        """Links that were asked again are looked at as a whole; the store is still open, it closes after us."""
        spider = self._crawler.spider
        if isinstance(spider, LinksSpider) and spider.finished:
            assert isinstance(spider.store, StorePipeline)
            try:
                await asyncio.to_thread(self._hold_doubtful_links, spider.store)
            except OperationalError as error:
                logger.error("the run could not be looked at: %s", error.orig)

    def _hold_doubtful_links(self, store: StorePipeline) -> None:
        assert self._crawler.stats is not None
        since = self._crawler.stats.get_value("start_time")
        with store.database.engine.begin() as connection:
            for reason in hold_doubtful_links(connection, store.stored.inspection.name, since):
                logger.warning("held for a person: %s", reason)

    async def _judge_patiently(self, store: StorePipeline, item: SiteFinished) -> Judgement:
        """Waits for a database that is away as the writer does. A site that cannot be judged closes the crawl: it resumes."""
        attempts = AsyncRetrying(
            retry=retry_if_exception(_may_pass),
            stop=stop_after_delay(self._crawler.settings.getfloat("STORE_PATIENCE")),
            wait=wait_exponential_jitter(multiplier=0.2, max=10),
            reraise=True,
        )
        try:
            return await attempts(self._judge_in_turn, store, item)
        except (DBAPIError, OSError) as error:
            trouble = StoreError(DISK_FULL if _is_full(error) else f"{item.site_id_code} could not be judged")
            store.give_up(trouble)
            raise trouble from error

    async def _judge_in_turn(self, store: StorePipeline, item: SiteFinished) -> Judgement:
        return await asyncio.get_running_loop().run_in_executor(STORE_THREADS, self._judge, store, item)

    def _judge(self, store: StorePipeline, item: SiteFinished) -> Judgement:
        stored = store.stored
        name, edition = stored.inspection.name, load_edition(stored.inspection.edition)
        recorder = recorder_of(name, self._crawler.settings)
        with store.database.engine.begin() as connection:
            facts = site_facts(connection, stored, item.site_id_code)
            judgement = judge(facts, edition)
            if recorder:
                recorder.keep_site(connection, stored, item.site_id_code, judgement.findings)
            save_judgement(connection, stored, judgement)
            if finish_site(connection, stored, facts, item.reason):
                _hold_back(connection, name)
        if recorder:
            recorder.drop_site(item.site_id_code)
        return judgement
