"""The clients of a crawl, with every answer handed to the recorder; or, in a replay, the clients that answer from the archive."""

import json
import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.settings import BaseSettings

from govcrawl import __version__
from govcrawl.evidence.exchange import Exchange, Fields, Lane
from govcrawl.evidence.recorder import Keep, Recorder, make_recorder
from govcrawl.middlewares.account import Account
from govcrawl.middlewares.answer_head import header_lists
from govcrawl.middlewares.client import InspectingDownloadHandler
from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.link_answer import Errand, LinkAnswer, Walk, sent_headers
from govcrawl.middlewares.link_pool import LinkPool
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome, TlsState
from govcrawl.store.server import default_home

SHAPING = (
    "BROWSER_ENABLED",
    "BROWSER_MAX_PAGES_PER_SITE",
    "DOWNLOAD_MAXSIZE",
    "GUARD_ALLOW_NETWORKS",
    "LINK_MAX_CHECKS_PER_HOST",
    "LINK_SECOND_RESOLVERS",
    "REDIRECT_MAX_TIMES",
    "RETRY_TIMES",
    "ROBOTS_POLICY",
    "SITE_MAX_ARTICLES",
    "SITE_MAX_DEPTH",
    "SITE_MAX_LINK_CHECKS",
    "SITE_MAX_PAGES",
)
"""Settings that decide what is asked: an archive says them, so that a replay asks the same."""
_RECORDERS: dict[str, Recorder | None] = {}


def recorder_of(inspection: str, settings: BaseSettings) -> Recorder | None:
    """The recorder that the crawls of one inspection in this process share; None where nothing is to be kept."""
    if inspection not in _RECORDERS:
        keep = Keep.NONE if settings.get("EVIDENCE_ARCHIVE") else Keep(settings.get("EVIDENCE", "findings").lower())
        info = {
            "software": f"govcrawl/{__version__}",
            "format": "WARC File Format 1.1",
            "inspection": inspection,
            "vantage": os.environ.get("GOVCRAWL_VANTAGE", ""),
            "settings": json.dumps(shaping(settings)),
        }
        most = settings.getint("EVIDENCE_MAX_SITE_BYTES", 512 * 1024 * 1024)
        _RECORDERS[inspection] = make_recorder(default_home(), inspection, keep, most, info)
    return _RECORDERS[inspection]


def shaping(settings: BaseSettings) -> dict[str, str]:
    """The settings that decide what is asked, as the command line would say them."""
    said = {}
    for name in SHAPING:
        value = settings.get(name)
        if value is not None:
            said[name] = ",".join(value) if isinstance(value, list | tuple) else str(value)
    return said


class RecordingDownloadHandler(InspectingDownloadHandler):
    """The crawl's client; what it brings, or why nothing came, goes to the recorder."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        inspection = getattr(crawler.spider, "inspection", "")
        self._recorder = recorder_of(inspection, crawler.settings) if inspection else None
        self._sent_always = {name.encode(): value.encode() for name, value in self._headers.items()}

    async def _answer(self, request: Request) -> Response:
        if self._recorder is None:
            return await super()._answer(request)
        lane, asked_at = lane_of(request), datetime.now(UTC)
        try:
            response = await super()._answer(request)
        except FetchTrouble as trouble:
            self._recorder.add(self._failed(request, lane, asked_at, trouble), b"")
            raise
        self._recorder.add(self._answered(request, lane, asked_at, response), response.body)
        return response

    def _answered(self, request: Request, lane: Lane, asked_at: datetime, response: Response) -> Exchange:
        return Exchange(
            **self._asked(request, lane, asked_at),
            status=response.status,
            received=fields_of(response.headers),
            is_whole="dataloss" not in response.flags,
            tls=request.meta.get("tls", TlsState.NONE),
        )

    def _failed(self, request: Request, lane: Lane, asked_at: datetime, trouble: FetchTrouble) -> Exchange:
        return Exchange(
            **self._asked(request, lane, asked_at),
            outcome=trouble.outcome,
            detail=trouble.detail,
            tls=_first_of(request.meta.get("tls", TlsState.NONE), trouble.tls),
        )

    def _asked(self, request: Request, lane: Lane, asked_at: datetime) -> dict[str, Any]:
        visit = request.meta["visit"]
        sent = self._sent_always | dict(fields_of(request.headers))
        sent.pop(b"Proxy-Authorization", None)
        return {
            "site_id_code": request.meta["site"],
            "lane": lane,
            "url": request.url,
            "asked_url": request.meta.get("asked_url", request.url),
            "asked_at": asked_at,
            "method": request.method,
            "sent": tuple(sent.items()),
            "form": request.body,
            "role": visit.role,
            "parent_url": visit.parent_url,
            "client": request.meta.get("client", ""),
            "first_byte_seconds": request.meta.get("download_latency"),
            "seconds": request.meta["took"],
        }


def _first_of(*states: TlsState) -> TlsState:
    return next((state for state in states if state is not TlsState.NONE), TlsState.NONE)


def lane_of(request: Request) -> Lane:
    """Which client a request asks for."""
    return {"twisted": Lane.SECOND, "browser": Lane.BROWSER}.get(request.meta.get("client", ""), Lane.PAGE)


def fields_of(headers: Headers) -> Fields:
    """Scrapy's headers in their order."""
    return tuple([(name, value) for name, values in header_lists(headers) for value in values if value is not None])


class RecordingPool(LinkPool):
    """The pool for links; what it brings goes to the recorder, under the site that asked first."""

    def __init__(self, settings: BaseSettings, clock: HostClock, account: Account, recorder: Recorder) -> None:
        super().__init__(settings, clock, account)
        self._recorder = recorder

    async def _exchange(self, walk: Walk) -> LinkAnswer:
        walk.received = None
        asked_at, since = datetime.now(UTC), time.monotonic()
        try:
            answer = await super()._exchange(walk)
        except FetchTrouble as trouble:
            # A proxy's answer for a failure is no answer of the site.
            walk.received = None
            told = {"outcome": trouble.outcome, "detail": trouble.detail, "tls": _first_of(walk.tls, trouble.tls)}
            self._add(walk, asked_at, since, told)
            raise
        self._add(walk, asked_at, since, {"tls": walk.tls})
        return answer

    def _add(self, walk: Walk, asked_at: datetime, since: float, told: Mapping[str, Any]) -> None:
        received, errand = walk.received, walk.errand
        exchange = Exchange(
            site_id_code=errand.site_id_code,
            lane=Lane.POOL,
            url=walk.at,
            asked_url=walk.url,
            asked_at=asked_at,
            sent=tuple((name.encode(), value.encode("latin-1")) for name, value in sent_headers(walk).items()),
            role=errand.role,
            parent_url=errand.parent_url,
            client="pool",
            attempts=walk.attempts,
            first_byte_seconds=walk.first_byte,
            seconds=time.monotonic() - since,
            status=received.status if received else None,
            received=received.fields if received else (),
            is_whole=received.ended if received else True,
            **told,
        )
        self._recorder.add(exchange, received.body if received else b"")

    async def name_is_gone(self, host: str, servers: Any, errand: Errand) -> bool | None:
        """See LinkPool; the answer is recorded, too."""
        asked_at = datetime.now(UTC)
        gone = await super().name_is_gone(host, servers, errand)
        said = {True: FetchOutcome.DNS_NXDOMAIN, False: FetchOutcome.OK, None: FetchOutcome.DNS_FAILURE}[gone]
        exchange = Exchange(
            errand.site_id_code, Lane.RESOLVER, f"dns:{host}", f"dns:{host}", asked_at, outcome=said, client="resolver"
        )
        self._recorder.add(exchange, b"")
        return gone
