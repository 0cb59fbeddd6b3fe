"""No log record and no statistic a page: what happened to each URL is a row in the database, not a line in a log.

Where strangers' text comes into a log all the same (an address, an error's words), it can neither forge a line nor command a
terminal.
"""

import logging
import re
import traceback
from typing import Any, Self

from pydispatch import dispatcher
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.extensions.corestats import CoreStats
from scrapy.http import Response
from scrapy.logformatter import LogFormatter
from scrapy.signalmanager import SignalManager
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


class HeardSignals(SignalManager):
    """Scrapy's signals, sent only where somebody hears them: six times a page receivers were looked for, and none found.

    Receivers connect through `crawler.signals`, as Scrapy's own do.
    """

    def __init__(self, sender: Any) -> None:
        super().__init__(sender)
        self._heard: dict[Any, bool] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Takes the place of the crawler's own signals; connections made before stay, they belong to the crawler."""
        made = cls(crawler)
        crawler.signals = made
        return made

    def connect(self, receiver: Any, signal: Any, **kwargs: Any) -> None:
        self._heard.clear()
        super().connect(receiver, signal, **kwargs)

    def send_catch_log(self, signal: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        return super().send_catch_log(signal, **kwargs) if self._is_heard(signal) else []

    async def send_catch_log_async(self, signal: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        return await super().send_catch_log_async(signal, **kwargs) if self._is_heard(signal) else []

    def _is_heard(self, signal: Any) -> bool:
        heard = self._heard.get(signal)
        if heard is None:
            heard = self._heard[signal] = next(dispatcher.getAllReceivers(self.sender, signal), None) is not None
        return heard


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
