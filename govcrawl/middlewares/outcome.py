"""The outcome of every fetch, decided in one place from status, exception, headers and body.

The outermost downloader middleware. Whatever happened below, the spider receives one Response whose `meta` holds `fetch`
(a FetchSeen for the URL asked) and `hops` (one FetchSeen for every address redirected through). It follows redirects
itself, under the guard and the host's clock, since a redirect that ends in nothing must still end in a row.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from govcrawl.extract import challenge
from govcrawl.extract.ending import is_closed
from govcrawl.extract.urls import join
from govcrawl.middlewares.again import BUSY, WAVERING, again
from govcrawl.middlewares.answer_head import (
    REDIRECTS,
    cookie_header,
    outcome_of_status,
    proxy_trouble,
    readable,
    text_headers,
)
from govcrawl.middlewares.body import decompress_in_room, give_back, set_aside
from govcrawl.middlewares.clock import wanted_pause
from govcrawl.middlewares.failures import trouble_of
from govcrawl.middlewares.proxies import Proxies
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome, TlsState


class OutcomeMiddleware:
    """See the module. `max_redirects` hops at most; a body over `max_bytes` after decompression is refused.

    `longest_pause` is what Retry-After may ask for, in seconds; `request.meta["hold"]` receives it for the host's clock.
    """

    def __init__(self, max_redirects: int, max_bytes: int, retries: int, longest_pause: float) -> None:
        self.max_redirects = max_redirects
        self.max_bytes = max_bytes
        self.retries = retries
        self.longest_pause = longest_pause
        self.proxies = Proxies()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        return cls(
            settings.getint("REDIRECT_MAX_TIMES"),
            settings.getint("DOWNLOAD_MAXSIZE"),
            settings.getint("RETRY_TIMES"),
            settings.getfloat("RETRY_AFTER_MAX"),
        )

    def process_request(self, request: Request) -> None:
        meta = request.meta
        if "asked_at" not in meta:
            meta["asked_at"] = datetime.now(UTC)
            meta["asked_url"] = request.url
            meta["asked_client"] = meta.get("client")
            meta["hops"] = ()

    async def process_response(self, request: Request, response: Response) -> Response | Request:
        if "fetch" in request.meta:
            return response
        end = await self._end(request, response)
        if isinstance(end, Response):
            set_aside(request, end)
        else:
            give_back(request.meta.pop("load", None))
        return end

    async def _end(self, request: Request, response: Response) -> Response | Request:
        if response.status in REDIRECTS and response.headers.get(b"Location"):
            return self._redirect(request, response)
        if response.status in BUSY:
            told = (response.headers.get(b"Retry-After") or b"").decode("latin-1")
            request.meta["hold"] = wanted_pause(told, datetime.now(UTC), self.longest_pause)
            if self._may_ask_again(request):
                return again(request, attempt=request.meta.get("attempt", 1) + 1, later=True)
        try:
            response, seen = await self._read(request, response)
        except FetchTrouble as trouble:
            seen = self._seen(request, trouble.outcome, response.status, trouble.detail)
            response = response.replace(body=b"")
        if _broke_off(response, seen) and self._may_ask_again(request):
            return again(request, attempt=request.meta.get("attempt", 1) + 1, later=True)
        return self._finish(request, response, seen)

    def process_exception(self, request: Request, exception: Exception) -> Response | Request:
        trouble = trouble_of(exception)
        meta = request.meta
        broke_on_our_side = not isinstance(exception, FetchTrouble)
        if (trouble.outcome in WAVERING or broke_on_our_side) and self._may_ask_again(request):
            return again(request, attempt=meta.get("attempt", 1) + 1, later=True)
        if meta.get("tls") in {None, TlsState.NONE}:
            meta["tls"] = trouble.tls
        empty = Response(request.url, status=0, request=request)
        return self._finish(request, empty, self._seen(request, trouble.outcome, None, trouble.detail))

    def _has_proxy(self, request: Request) -> bool:
        """Whether a proxy of ours can have said it: what a site says of a proxy is no word about our way to it."""
        return request.meta.get("client") == "browser" or self.proxies.of(request.url) is not None

    def _may_ask_again(self, request: Request) -> bool:
        return request.meta.get("attempt", 1) <= self.retries and not request.meta.get("no_retry")

    async def _read(self, request: Request, response: Response) -> tuple[Response, FetchSeen]:
        told = response.headers.get(b"Proxy-Status")
        if told and response.status >= 400 and self._has_proxy(request):
            found = proxy_trouble(told.decode("latin-1"))
            if found:
                raise FetchTrouble(*found)
        received = len(response.body)
        encodings = [
            name for value in response.headers.getlist(b"Content-Encoding") for name in value.lower().split(b",")
        ]
        whole = "dataloss" not in response.flags
        if encodings and request.method != "HEAD":
            names = [name.strip() for name in encodings]
            body, complete = await decompress_in_room(request, response.body, names, self.max_bytes)
            whole = whole and complete
            response = response.replace(body=body)
        outcome, detail = self._outcome(request, response, whole)
        return response, replace(self._seen(request, outcome, response.status, detail), bytes=received)

    def _outcome(self, request: Request, response: Response, whole: bool) -> tuple[FetchOutcome, str | None]:
        outcome = outcome_of_status(response.status)
        wall = challenge.read_challenge(response.status, text_headers(response.headers), response.body[:8192])
        if wall:
            return FetchOutcome.CHALLENGE, wall
        if outcome is not FetchOutcome.OK or request.method == "HEAD":
            return outcome, None
        if not response.body.strip():
            return (FetchOutcome.EMPTY, None) if whole else (FetchOutcome.INCOMPLETE, "no byte of the body came")
        if response.status == _PARTIAL and not is_closed(response.body):
            return FetchOutcome.OK_TRUNCATED, "a part of the page, which was not asked for"
        return (FetchOutcome.OK, None) if whole else (FetchOutcome.OK_TRUNCATED, "body shorter than declared")

    def _redirect(self, request: Request, response: Response) -> Response | Request:
        location = response.headers.get(b"Location") or b""
        target = join(request.url, readable(location))
        hops: tuple[FetchSeen, ...] = request.meta["hops"]
        walked = {hop.url for hop in hops} | {request.url}
        cookies = cookie_header(response.headers.getlist(b"Set-Cookie"), request.headers.get(b"Cookie", b"") or b"")
        stands_still = target in walked and cookies == (request.headers.get(b"Cookie", b"") or b"")
        trouble: tuple[FetchOutcome, str] | None = None
        if target is None:
            scheme = readable(location).partition(":")[0].lower()
            odd = FetchOutcome.BLOCKED_SCHEME if scheme in _OTHER_SCHEMES else FetchOutcome.REDIRECT_BAD
            trouble = (odd, f"Location {readable(location)[:200]!r}")
        elif stands_still or len(hops) >= self.max_redirects:
            trouble = (FetchOutcome.REDIRECT_LOOP, f"after {len(hops) + 1} redirects at {target}")
        if trouble:
            return self._finish(
                request, response.replace(body=b""), self._seen(request, trouble[0], response.status, trouble[1])
            )
        assert target is not None
        step = self._seen(request, FetchOutcome.OK, response.status, f"redirected to {target}")
        return again(request, url=target, hops=(*hops, replace(step, url=request.url)), cookies=cookies)

    def _seen(self, request: Request, outcome: FetchOutcome, status: int | None, detail: str | None) -> FetchSeen:
        meta = request.meta
        return FetchSeen(
            url=meta["asked_url"],
            outcome=outcome,
            asked_at=meta["asked_at"],
            status=status,
            final_url=request.url,
            tls=meta.get("tls", TlsState.NONE),
            first_byte_seconds=meta.get("download_latency"),
            seconds=meta.get("seconds", 0.0),
            attempts=meta.get("attempt", 1),
            client=meta.get("client", "aiohttp"),
            detail=detail,
        )

    def _finish(self, request: Request, response: Response, seen: FetchSeen) -> Response:
        """The asked URL's own row carries the chain's end; every other address of the chain gets a row of its own."""
        hops: tuple[FetchSeen, ...] = request.meta["hops"]
        rest = [replace(hop, outcome=seen.outcome) for hop in hops if hop.url != seen.url]
        if hops and request.url != seen.url and request.url not in {hop.url for hop in rest}:
            rest.append(replace(seen, url=request.url, detail=seen.detail or f"reached by redirect from {seen.url}"))
        if hops:
            seen = replace(seen, detail=seen.detail or f"redirected to {request.url}")
        request.meta["fetch"] = seen
        request.meta["hops"] = tuple(rest)
        return response


def _broke_off(response: Response, seen: FetchSeen) -> bool:
    """Whether the other half of an answer may come the next time."""
    is_half = seen.outcome is FetchOutcome.OK_TRUNCATED and not is_closed(response.body)
    return is_half or seen.outcome is FetchOutcome.INCOMPLETE


_PARTIAL = 206
_OTHER_SCHEMES = frozenset(
    {"file", "ftp", "data", "javascript", "s3", "gopher", "mailto", "about", "ws", "wss", "blob"}
)
