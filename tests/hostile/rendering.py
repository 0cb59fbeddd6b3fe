"""`python -m tests.hostile.rendering SETTINGS URL...`: renders pages in the crawl's own browser, prints outcomes as JSON, and last those of all
that the pages asked beside themselves."""

import json
import sys
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.utils.project import get_project_settings

from govcrawl.middlewares.account import Account
from govcrawl.middlewares.body import take_body
from govcrawl.middlewares.render import browser_meta
from govcrawl.model.items import Visit
from govcrawl.model.vocabulary import VisitRole


class _Rendering(Spider):
    name = "rendering"
    custom_settings = {"SCHEDULER": "scrapy.core.scheduler.Scheduler", "ITEM_PIPELINES": {}}  # noqa: RUF012

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.account = Account()

    def closed(self, reason: str) -> None:
        print(json.dumps({row.fetch.url: str(row.fetch.outcome) for row in self.account.rest("1")}), flush=True)

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            about = {"site": "1", "visit": Visit(url, VisitRole.HOME), "no_retry": True}
            yield Request(url, dont_filter=True, meta={**about, **browser_meta("test")})

    def parse(self, response: Response) -> None:
        seen = response.meta["fetch"]
        text = take_body(response)[0].decode("utf-8", "replace")[:2000]
        told = [seen.url, str(seen.outcome), seen.seconds, text, seen.detail]
        print(json.dumps(told), flush=True)


def main() -> None:
    """See the module."""
    settings = get_project_settings()
    for name, value in json.loads(sys.argv[1]).items():
        settings.set(name, value, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(_Rendering, urls=sys.argv[2:])
    process.start()


if __name__ == "__main__":
    main()
