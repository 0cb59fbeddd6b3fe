"""Runs an inspection in this process: one crawler a kind of site, side by side on one event loop."""

import asyncio
import gc
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.utils.project import get_project_settings

from govcrawl.model.vocabulary import SiteKind
from govcrawl.spiders.base import SiteSpider
from govcrawl.spiders.county_and_below import CountyAndBelowSpider
from govcrawl.spiders.department import DepartmentSpider
from govcrawl.spiders.platform import PlatformSpider
from govcrawl.spiders.portal import PortalSpider

SPIDERS: dict[SiteKind, type[SiteSpider]] = {
    spider.kind: spider for spider in (PortalSpider, DepartmentSpider, CountyAndBelowSpider, PlatformSpider)
}
_PROGRESS_SECONDS = 0.5
TROUBLE = "govcrawl/trouble"
"""The stat in which a pipeline says, in words, why it closed the crawl."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a running inspection is. `reading` is the address read last."""

    sites_total: int
    sites_done: int
    pages: int
    pages_per_second: float
    reading: str


@dataclass(frozen=True, slots=True)
class RunResult:
    """How a run ended. `failed` lists sites that could not be inspected; `trouble` says what stopped the run early."""

    done: int
    failed: tuple[str, ...]
    interrupted: bool
    pages: int
    seconds: float
    trouble: str | None = None


def run_inspection(
    database_url: str | None,
    inspection: str,
    *,
    kinds: Sequence[SiteKind] | None = None,
    sites: Sequence[str] | None = None,
    delay: float | None = None,
    settings: Mapping[str, str] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> RunResult:
    """Crawls, stores and judges what is left of an inspection; blocks until done, stopped or out of work.

    The database's address goes by the environment (GOVCRAWL_DATABASE_URL), never by settings, which Scrapy prints.
    """
    if database_url:
        os.environ["GOVCRAWL_DATABASE_URL"] = database_url
    # The settings are the package's own, wherever the command is run from.
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "govcrawl.settings")
    chosen = get_project_settings()
    for name, value in (settings or {}).items():
        chosen.set(name, value, priority="cmdline")
    # What happened to each page is a row; the log is for trouble.
    chosen.set("LOG_LEVEL", "WARNING", priority="project")
    if delay is not None:
        chosen.set("DOWNLOAD_DELAY", delay, priority="cmdline")
    process = AsyncCrawlerProcess(chosen)
    crawlers = [process.create_crawler(SPIDERS[kind]) for kind in kinds or tuple(SiteKind)]
    for crawler in crawlers:
        process.crawl(crawler, inspection=inspection, site=",".join(sites or ()))
    watch = _Watch(crawlers, progress)
    watch.start()
    # What was loaded so far lives to the end: the collector need not look at it again. Answers do leave cycles behind
    # and parsed pages hang on them, so it looks often.
    gc.freeze()
    gc.set_threshold(2_000, 10, 5)
    process.start()
    return watch.result()


class _Watch:
    """Reports progress while the reactor runs, and sums up what the crawlers came to."""

    def __init__(self, crawlers: Sequence[Crawler], tell: Callable[[Progress], None] | None) -> None:
        self._crawlers = crawlers
        self._tell = tell
        self._since = time.monotonic()
        self._interrupted = False

    def start(self) -> None:
        from twisted.internet import reactor

        reactor.callWhenRunning(self._on_running)

    def _on_running(self) -> None:
        before = signal.getsignal(signal.SIGINT)

        def noted(number: int, frame: Any) -> None:
            self._interrupted = True
            if callable(before):
                before(number, frame)

        signal.signal(signal.SIGINT, noted)
        if self._tell:
            self._ticker = asyncio.ensure_future(self._tick())

    async def _tick(self) -> None:
        while True:
            self._report()
            await asyncio.sleep(_PROGRESS_SECONDS)

    def _spiders(self) -> list[SiteSpider]:
        return [crawler.spider for crawler in self._crawlers if isinstance(crawler.spider, SiteSpider)]

    def _report(self) -> None:
        spiders = self._spiders()
        pages = sum(spider.pages for spider in spiders)
        elapsed = max(time.monotonic() - self._since, 0.001)
        last = next((spider.reading for spider in reversed(spiders) if spider.reading), "")
        assert self._tell is not None
        self._tell(
            Progress(
                sum(spider.total for spider in spiders),
                sum(spider.finished for spider in spiders),
                pages,
                pages / elapsed,
                last,
            )
        )

    def result(self) -> RunResult:
        spiders = self._spiders()
        if self._tell:
            self._report()
        said = [str(crawler.stats.get_value(TROUBLE)) for crawler in self._crawlers if _has_trouble(crawler)]
        reasons = [str(crawler.stats.get_value("finish_reason")) for crawler in self._crawlers if crawler.stats]
        trouble = next((reason for reason in reasons if reason not in {"finished", "shutdown", "None"}), None)
        return RunResult(
            sum(spider.finished for spider in spiders),
            tuple(code for spider in spiders for code in spider.unread),
            self._interrupted or "shutdown" in reasons,
            sum(spider.pages for spider in spiders),
            time.monotonic() - self._since,
            said[0] if said else trouble,
        )


def _has_trouble(crawler: Crawler) -> bool:
    return crawler.stats is not None and crawler.stats.get_value(TROUBLE) is not None
