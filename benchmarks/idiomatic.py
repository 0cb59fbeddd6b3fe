"""The checker that Scrapy's own documentation suggests, as a process: LinkExtractor, the built-in dupefilter, defaults.

Argument: the address of the front page. Prints the dead links as JSON.
"""

import json
import sys
from collections.abc import Iterator

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import HtmlResponse, Response
from scrapy.linkextractors import LinkExtractor

_DEAD: list[str] = []


class IdiomaticSpider(scrapy.Spider):
    """Follows every link of every page and notes what answers with an error."""

    name = "idiomatic"
    links = LinkExtractor(tags=("a", "area", "img"), attrs=("href", "src"), deny_extensions=[])

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """One answer."""
        if response.status >= 400:
            _DEAD.append(response.url)
        elif isinstance(response, HtmlResponse):
            for link in self.links.extract_links(response):
                yield scrapy.Request(link.url, callback=self.parse)


def main(start: str) -> None:
    settings = {
        "CONCURRENT_REQUESTS": 64,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 64,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "ERROR",
        "HTTPERROR_ALLOW_ALL": True,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(IdiomaticSpider, start_urls=[start])
    process.start()
    print(json.dumps(_DEAD))


if __name__ == "__main__":
    main(sys.argv[1])
