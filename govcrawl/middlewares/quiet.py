"""No log record a page: what happened to each URL is a row in the database, not a line in a log."""

from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter
from twisted.python.failure import Failure


class QuietLogFormatter(LogFormatter):
    """Says nothing of crawled pages and scraped items; errors are logged as usual."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> Any:
        return None

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> Any:
        return None
