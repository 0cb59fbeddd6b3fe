"""Shows figures of a running process to Prometheus, on a port that is opened only where `METRICS_PORT` names one.

One port a process: all its crawls count into the same figures (`figures.py`, which needs the extra `ops`).
"""

from typing import TYPE_CHECKING, Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from govcrawl.middlewares.figures import Figures


class Metrics:
    """The extension: counts what the crawls of this process bring."""

    def __init__(self, figures: "Figures") -> None:
        self._figures = figures

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        port = crawler.settings.getint("METRICS_PORT")
        if not port:
            raise NotConfigured
        from govcrawl.middlewares.figures import open_port

        metrics = cls(open_port(crawler.settings["METRICS_HOST"], port))
        crawler.signals.connect(metrics.spider_opened, signals.spider_opened)
        crawler.signals.connect(metrics.item_scraped, signals.item_scraped)
        return metrics

    def spider_opened(self, spider: Spider) -> None:
        """The store is open by now."""
        database = getattr(getattr(spider, "store", None), "database", None)
        if database is not None:
            self._figures.look_into(database.url)

    def item_scraped(self, item: Any) -> None:
        """Every item, after it was stored."""
        self._figures.note(item)
