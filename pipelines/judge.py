"""Third pipeline: at a site's end its stored facts are judged under the inspection's edition."""

import asyncio
import logging
from typing import Any, Self

from scrapy.crawler import Crawler

from govcrawl.model.items import SiteFinished
from govcrawl.model.vocabulary import Verdict
from govcrawl.spiders.base import SiteSpider
from pipelines.store import StorePipeline

logger = logging.getLogger(__name__)


class JudgePipeline:
    """Judges a site when its last page is stored; the verdict is recomputed from facts, never from memory."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        if isinstance(item, SiteFinished):
            await self._judge(item)
        return item

    async def _judge(self, item: SiteFinished) -> None:
        spider = self._crawler.spider
        assert isinstance(spider, SiteSpider)
        store = StorePipeline.of(self._crawler)
        await store.flush()
        judgement = await asyncio.to_thread(store.judge, item.site_id_code, item.reason)
        if judgement.verdict is Verdict.NOT_INSPECTED:
            spider.unread.append(item.site_id_code)
        logger.info("%s %s: %s", item.site_id_code, item.reason, judgement.verdict)
