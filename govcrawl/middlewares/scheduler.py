"""Scrapy's scheduler, given by the frontier: the engine pulls a Request only when a site may be asked."""

import asyncio
import time
from typing import Self

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from govcrawl.extract.urls import host_of
from govcrawl.middlewares.frontier import Frontier


class SiteScheduler(BaseScheduler):
    """The spider owns a `frontier`, makes the Request of a visit (`request_for`) and knows bans (`may_wait`)."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._wake: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        self._spider = spider
        self._frontier: Frontier = spider.frontier  # type: ignore[attr-defined]

    def close(self, reason: str) -> None:
        if self._wake:
            self._wake.cancel()

    def has_pending_requests(self) -> bool:
        return self._frontier.is_open()

    def enqueue_request(self, request: Request) -> bool:
        """Only requests under way come here: redirects and retries of the outcome middleware."""
        self._frontier.clock.hold(host_of(request.url), request.meta.pop("hold", 0.0))
        may_wait = bool(request.meta.get("later")) and self._spider.may_wait(request)  # type: ignore[attr-defined]
        self._frontier.come_back(request.meta["site"], request, request.url, later=may_wait)
        return True

    def next_request(self) -> Request | None:
        now = time.monotonic()
        taken = self._frontier.take(now)
        if taken is None:
            self._wake_at(self._frontier.next_at(), now)
            return None
        site, work = taken
        request: Request = work if isinstance(work, Request) else self._spider.request_for(site.code, work)  # type: ignore[attr-defined]
        request.meta.pop("later", None)
        request.meta["in_turn"] = True
        return request

    def _wake_at(self, ready: float | None, now: float) -> None:
        """The engine looks again by itself only every five seconds; a delay of one second needs its own alarm."""
        if self._wake:
            self._wake.cancel()
            self._wake = None
        if ready is not None:
            self._wake = asyncio.get_running_loop().call_later(max(ready - now, 0.001), self._look_again)

    def _look_again(self) -> None:
        self._wake = None
        engine = self._crawler.engine
        if engine is not None and engine._slot is not None:
            engine._slot.nextcall.schedule()
