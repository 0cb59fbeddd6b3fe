"""Second pipeline: whole pages into PostgreSQL, in batches; and the spider's work out of it."""

from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from govcrawl.store.crawl import CrawlStore
from scrapy.crawler import Crawler

from govcrawl.model.items import LinkChecked, PageVisited
from govcrawl.spiders.base import SiteSpider

_SHANGHAI = ZoneInfo("Asia/Shanghai")


class StorePipeline:
    """Opens the store when the spider opens, hands it what is left to do, and keeps what it brings.

    While the database is away the crawl waits: `process_item` does not return before the page has room in the writer's
    buffer. After the writer's limit the crawl stops with the reason `store_lost`, and can be resumed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def open_spider(self) -> None:
        spider = self._crawler.spider
        assert isinstance(spider, SiteSpider)
        self.store = await CrawlStore.open(
            spider.inspection,
            edition=spider.edition or None,
            as_of=date.fromisoformat(spider.as_of_argument) if spider.as_of_argument else None,
            today=datetime.now(_SHANGHAI).date(),
        )
        spider.take_work(self.store.inspection.as_of, self.store.todos(spider.kind, spider.only_sites))

    async def process_item(self, item: Any) -> Any:
        if isinstance(item, PageVisited | LinkChecked):
            await self._keep(item)
        return item

    async def _keep(self, item: PageVisited | LinkChecked) -> None:
        await self.store.add(item)

    async def close_spider(self) -> None:
        await self.store.close()
