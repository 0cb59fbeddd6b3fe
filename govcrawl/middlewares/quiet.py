"""No log record and no statistic a page: what happened to each URL is a row in the database, not a line in a log."""

import logging
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.extensions.corestats import CoreStats
from scrapy.http import Response
from scrapy.logformatter import LogFormatter
from twisted.python.failure import Failure


class QuietLogFormatter(LogFormatter):
    """Says nothing of crawled pages and scraped items; errors are logged as usual."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> Any:
        return None

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> Any:
        return None


class PeersGone(logging.Filter):
    """Leaves out that a peer hung up while its connection was made: the request itself says so, in its row."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], OSError))


_PEERS_GONE = PeersGone()


class EndStats(CoreStats):
    """When a crawl began and why it ended. Scrapy's own class also counts items and responses, a task for each."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats is not None
        logging.getLogger("asyncio").addFilter(_PEERS_GONE)
        stats = cls(crawler.stats)
        crawler.signals.connect(stats.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(stats.spider_closed, signal=signals.spider_closed)
        return stats
