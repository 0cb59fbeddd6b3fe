"""One crawl in a process of its own, measured from its first to its last page: `python -m benchmarks.crawls SIDE`.

Reads JSON on standard input, prints JSON with the pages fetched, the CPU seconds of this process and its largest memory.
"""

import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import fields
from datetime import date
from typing import Any, Self
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from govcrawl.model.items import PageVisited, Visit
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel, VisitRole
from govcrawl.model.work import SiteTodo
from govcrawl.spiders.department import DepartmentSpider
from govcrawl.spiders.reader import PageReader
from govcrawl.spiders.run import run_inspection
from govcrawl.spiders.work import SiteWork

Given = dict[str, Any]

_COMPONENTS = ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "ITEM_PIPELINES", "EXTENSIONS")


class StockSpider(scrapy.Spider):
    """Fetches addresses and does nothing with them."""

    name = "stock"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in self.urls:  # type: ignore[attr-defined]
            yield scrapy.Request(url, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Nothing: only fetching is measured."""


class BareSpider(DepartmentSpider):
    """govcrawl's own spider with an empty callback: its scheduler, client and middlewares, no reading, no storing."""

    name = "bare"

    async def start(self) -> AsyncIterator[Any]:
        self.take_work(date(2018, 2, 28), _todos(self.urls))  # type: ignore[attr-defined]
        async for item in super().start():
            yield item

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        made = spider.reader
        spider.reader = BlindReader(**{each.name: getattr(made, each.name) for each in fields(made)})
        return spider


class BlindReader(PageReader):
    """Looks at nothing: only fetching is measured."""

    async def read(self, work: SiteWork, response: Response) -> AsyncIterator[PageVisited]:
        for nothing in tuple[PageVisited, ...]():
            yield nothing


def _todos(urls: list[str]) -> list[SiteTodo]:
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[urlsplit(url).netloc].append(url)
    return [
        SiteTodo(
            Site(f"42{number:08d}", host, f"http://{host}/", SiteKind.DEPARTMENT, SiteLevel.CITY),
            pending=tuple(Visit(url, VisitRole.LINK) for url in found),
        )
        for number, (host, found) in enumerate(by_host.items())
    ]


def _stock_settings() -> Settings:
    return Settings({"LOG_LEVEL": "ERROR"})


def _own_settings() -> Settings:
    settings = Settings()
    settings.setmodule("govcrawl.settings")
    return settings


def load_components(side: str) -> None:
    """Imports what Scrapy would import when the crawl begins: a process does that once, however much it crawls."""
    settings = _stock_settings() if side == "stock" else _own_settings()
    for name in _COMPONENTS:
        settings.get_component_priority_dict_with_base(name)
    load_object(settings["SCHEDULER"])


def stock(given: Given) -> int:
    """Scrapy as it comes, only its log quiet."""
    settings = _stock_settings()
    settings.update(given.get("settings", {}))
    return _crawl(StockSpider, settings, given)


def bare(given: Given) -> int:
    """govcrawl's settings with an empty callback."""
    settings = _own_settings()
    settings.update({"ITEM_PIPELINES": {}, "LOG_LEVEL": "ERROR", "DOWNLOAD_DELAY": given.get("delay", 0)})
    settings.update(given.get("settings", {}))
    return _crawl(BareSpider, settings, {**given, "arguments": {"inspection": "bare"}})


def _crawl(spider: type[scrapy.Spider], settings: Settings, given: Given) -> int:
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider)
    process.crawl(crawler, urls=given["urls"], **given.get("arguments", {}))
    process.start()
    assert crawler.stats is not None
    return int(getattr(crawler.spider, "pages", 0) or crawler.stats.get_value("response_received_count", 0))


def inspection(given: Given) -> int:
    """The whole inspection: fetched, read, stored, judged. What it reads is what it fetches: no link checks."""
    settings = {"SITE_MAX_LINK_CHECKS": "0", "BROWSER_ENABLED": "False", **given.get("settings", {})}
    result = run_inspection(
        os.environ["GOVCRAWL_DATABASE_URL"], given["inspection"], delay=given.get("delay", 0), settings=settings
    )
    if result.trouble or result.failed:
        raise SystemExit(f"the inspection did not end well: {result}")
    return result.pages


_SIDES = {"stock": stock, "bare": bare, "inspection": inspection}


def main() -> None:
    """Runs the named side and prints what it cost."""
    given = json.load(sys.stdin)
    load_components(sys.argv[1])
    cpu, wall = time.process_time(), time.monotonic()
    pages = _SIDES[sys.argv[1]](given)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages": pages, "cpu": cpu, "seconds": wall, "megabytes": memory}))


if __name__ == "__main__":
    main()
