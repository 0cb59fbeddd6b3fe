"""One site crawled and its links checked without a database, as a process: prints every item as a line of JSON.

Arguments: the home page's address, then settings as NAME=VALUE. `LINKS` lines are LinkChecked, `FETCH` lines outcome rows.
"""

import json
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import date
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

from govcrawl.model.items import LinkChecked, PageVisited
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel
from govcrawl.model.work import SiteTodo
from govcrawl.spiders.portal import PortalSpider


class LonelySpider(PortalSpider):
    """A portal spider that is given its one site by itself."""

    name = "lonely"
    home = ""

    async def start(self) -> AsyncIterator[Any]:
        site = Site("4200000001", "示例市人民政府", self.home, SiteKind.PORTAL, SiteLevel.CITY)
        self.take_work(date(2018, 2, 28), [SiteTodo(site)])
        async for item in super().start():
            yield item


class Printer:
    """A pipeline that prints."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, LinkChecked):
            print("LINK " + json.dumps(asdict(item), default=str), flush=True)
        elif isinstance(item, PageVisited):
            for number, fetch in enumerate((item.fetch, *item.hops)):
                row = {**asdict(fetch), "role": item.visit.role, "is_hop": number > 0}
                print("FETCH " + json.dumps(row, default=str), flush=True)
        return item


def main(home: str, *given: str, spider: type[LonelySpider] = LonelySpider) -> None:
    settings = get_project_settings()
    settings.setmodule("govcrawl.settings", priority="project")
    quick = {"DOWNLOAD_DELAY": 0, "LINK_CONFIRM_SECONDS": 0, "BROWSER_ENABLED": False, "LOG_LEVEL": "WARNING"}
    settings.update({**quick, "ITEM_PIPELINES": {Printer: 1}}, priority="cmdline")
    settings.update(dict(pair.split("=", 1) for pair in given), priority="cmdline")
    spider.home = home
    process = AsyncCrawlerProcess(settings)
    process.crawl(spider, inspection="one")
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
