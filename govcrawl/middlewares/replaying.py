"""Clients that answer from an archive instead of the network. What it does not hold is our own trouble, nobody's fault."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.settings import BaseSettings

from govcrawl.evidence.archive import Archive, open_archive
from govcrawl.evidence.exchange import Exchange, Lane
from govcrawl.extract.urls import host_of
from govcrawl.middlewares.account import Account
from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.link_answer import Errand, LinkAnswer, Received, Walk, tell
from govcrawl.middlewares.link_load import Load
from govcrawl.middlewares.link_pool import LinkPool
from govcrawl.middlewares.recording import RecordingDownloadHandler, RecordingPool, lane_of, recorder_of
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome, TlsState


@cache
def archive_at(folder: str) -> Archive:
    """The archive of a folder, read once a process."""
    return open_archive(Path(folder))


def make_pool(inspection: str, settings: BaseSettings, clock: HostClock, account: Account) -> LinkPool:
    """The pool that a crawl asks links with: it records, replays or does neither, as the settings say."""
    if settings.get("EVIDENCE_ARCHIVE"):
        return ReplayingPool(settings, clock, archive_at(settings["EVIDENCE_ARCHIVE"]))
    recorder = recorder_of(inspection, settings)
    return RecordingPool(settings, clock, account, recorder) if recorder else LinkPool(settings, clock, account)


class DownloadHandler:
    """Scrapy's download handler for http and https: the network's, or the archive's in a replay."""

    lazy = True

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RecordingDownloadHandler | ReplayingDownloadHandler":
        """EVIDENCE_ARCHIVE names the archive of a replay."""
        folder = crawler.settings.get("EVIDENCE_ARCHIVE")
        return ReplayingDownloadHandler(archive_at(folder)) if folder else RecordingDownloadHandler(crawler)


class ReplayingDownloadHandler:
    """Answers a request with what the same client had, times included. Raises FetchTrouble."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def download_request(self, request: Request) -> Response:
        """The recorded answer, or the recorded failure."""
        meta = request.meta
        found = self._archive.answer(lane_of(request), meta["site"], request.url, request.method, request.body)
        if found is None:
            raise not_held(request.url)
        exchange, body = found
        if not meta.get("hops") and meta.get("attempt", 1) == 1:
            meta["asked_at"] = exchange.asked_at
        meta["seconds"] = meta.get("seconds", 0.0) + exchange.seconds
        meta["tls"] = exchange.tls
        if exchange.client:
            meta["client"] = exchange.client
        if exchange.first_byte_seconds is not None:
            meta["download_latency"] = exchange.first_byte_seconds
        if exchange.outcome is not None:
            raise FetchTrouble(exchange.outcome, exchange.detail, exchange.tls)
        headers = Headers()
        for name, value in exchange.received:
            headers.appendlist(name, value)
        flags = [] if exchange.is_whole else ["dataloss"]
        return Response(request.url, exchange.status or 200, headers, body, flags, request)

    async def close(self) -> None:
        """Nothing is open."""


class ReplayingPool(LinkPool):
    """Answers links with what the pool had."""

    def __init__(self, settings: BaseSettings, clock: HostClock, archive: Archive) -> None:
        super().__init__(settings, clock)
        self.load = Load(settings.getint("LINK_CHECKS_AT_ONCE"), rest=0)  # recorded trouble is over
        self._archive = archive

    async def _exchange(self, walk: Walk) -> LinkAnswer:
        found = self._archive.answer(Lane.POOL, walk.errand.site_id_code, walk.at)
        if found is None:
            raise not_held(walk.at)
        exchange, body = found
        if walk.recorded_seconds is None:
            walk.asked_at = exchange.asked_at
        walk.tls, walk.first_byte, walk.attempts = exchange.tls, exchange.first_byte_seconds, exchange.attempts
        walk.recorded_seconds = (walk.recorded_seconds or 0.0) + exchange.seconds
        if exchange.outcome is not None:
            raise FetchTrouble(exchange.outcome, exchange.detail, exchange.tls)
        return tell(walk, _received(exchange, body))

    async def name_is_gone(self, host: str, servers: Sequence[str], errand: Errand) -> bool | None:
        """See LinkPool."""
        found = self._archive.answer(Lane.RESOLVER, errand.site_id_code, f"dns:{host}")
        said = found[0].outcome if found else FetchOutcome.DNS_FAILURE
        return None if said is FetchOutcome.DNS_FAILURE else said is FetchOutcome.DNS_NXDOMAIN

    def is_proxied(self, url: str) -> bool:
        """Whether the recorded crawl had no resolver of its own: then its pool asked again."""
        return not self._archive.holds(Lane.RESOLVER, f"dns:{host_of(url)}")


def not_held(url: str) -> FetchTrouble:
    """The trouble with an address that was never recorded."""
    return FetchTrouble(FetchOutcome.OWN_TROUBLE, f"not in the archive: {url}", TlsState.NONE)


def _received(exchange: Exchange, body: bytes) -> Received:
    return Received(exchange.status or 200, exchange.received, body, exchange.is_whole)
