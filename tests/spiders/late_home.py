"""A crawl whose store takes the home page's row late, as a process: prints the order in which rows were taken."""

import asyncio
import sys
from typing import Any, Self

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.utils.project import get_project_settings

from govcrawl.model.items import LinkChecked, PageVisited
from govcrawl.model.vocabulary import VisitRole
from govcrawl.spiders.told import Told
from tests.links.crawl import LonelySpider

turned = asyncio.Event()
"""Set when the site's links are waited with, or when the first of them is checked."""


class Watched(Told):
    """Tells when somebody waits for the last row."""

    async def all_taken(self) -> None:
        turned.set()
        await super().all_taken()


class LateSpider(LonelySpider):
    """A spider whose site is watched."""

    name = "late"

    def _open_next(self) -> None:
        super()._open_next()
        for work in self.work.values():
            work.told = Watched()


class LateStore:
    """Takes the home page's row only when nothing else of the site is to come without it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self._crawler.spider.store = self  # type: ignore[union-attr]

    async def process_item(self, item: Any) -> Any:
        if isinstance(item, LinkChecked):
            turned.set()
            print("link", flush=True)
        elif isinstance(item, PageVisited):
            if item.visit.role is VisitRole.HOME:
                await turned.wait()
            print(item.visit.role, flush=True)
            self._crawler.spider.taken(item)  # type: ignore[union-attr]
        return item


def main(home: str) -> None:
    settings = get_project_settings()
    settings.setmodule("govcrawl.settings", priority="project")
    quick = {"DOWNLOAD_DELAY": 0, "LINK_CONFIRM_SECONDS": 0, "BROWSER_ENABLED": False, "LOG_LEVEL": "WARNING"}
    settings.update({**quick, "ITEM_PIPELINES": {LateStore: 1}}, priority="cmdline")
    LateSpider.home = home
    process = AsyncCrawlerProcess(settings)
    process.crawl(LateSpider, inspection="late")
    process.start()


if __name__ == "__main__":
    main(sys.argv[1])
