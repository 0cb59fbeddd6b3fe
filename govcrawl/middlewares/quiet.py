"""No log record and no statistic a page: what happened to each URL is a row in the database, not a line in a log.

Where strangers' text comes into a log all the same (an address, an error's words), it can neither forge a line nor command a
terminal.
"""

import logging
import re
import traceback
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


class SafeRecord(logging.LogRecord):
    """A record without control characters, whose further lines are indented: none can be taken for a record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0]:
            told = "".join(traceback.format_exception(*self.exc_info))
            self.exc_text = _safe(f"    {told.rstrip()}")

    def getMessage(self) -> str:  # noqa: N802 - logging's name
        return _safe(super().getMessage())


def _safe(text: str) -> str:
    escaped = _CONTROLS.sub(lambda found: ascii(found[0])[1:-1], text)
    return escaped.replace("\n", "\n    ")


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PEERS_GONE = PeersGone()


class EndStats(CoreStats):
    """When a crawl began and why it ended. Scrapy's own class also counts items and responses, a task for each."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats is not None
        logging.getLogger("asyncio").addFilter(_PEERS_GONE)
        logging.setLogRecordFactory(SafeRecord)
        stats = cls(crawler.stats)
        crawler.signals.connect(stats.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(stats.spider_closed, signal=signals.spider_closed)
        return stats
