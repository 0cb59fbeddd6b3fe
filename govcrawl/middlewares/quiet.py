"""No log record a page: what happened to each URL is a row in the database, not a line in a log."""

from typing import Any

from scrapy.logformatter import LogFormatter


class QuietLogFormatter(LogFormatter):
    """Says nothing of crawled pages and scraped items; errors are logged as usual."""

    def crawled(self, *args: Any, **kwargs: Any) -> None:
        return None

    def scraped(self, *args: Any, **kwargs: Any) -> None:
        return None
