"""A client pool for links alone: what a target answers, with no more of its body than it takes to tell.

A Scrapy request costs several times what asking costs; a site has thousands of links. The pool runs on the crawl's own event
loop under the same guard, proxies, host clock and outcome words. Pages are asked whole up to `most_page` bytes (HEAD tells
nothing of an error page answered with 200, and many servers answer it wrongly), pictures and files by their first bytes.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType

import aiohttp
import yarl
from scrapy.http import Headers
from scrapy.settings import BaseSettings

from govcrawl.extract import challenge
from govcrawl.extract.media import FIRST_BYTES, has_much_to_say
from govcrawl.extract.urls import host_of, join
from govcrawl.middlewares.client import HEADER_LINE_LIMIT, GuardedResolver, authorization, trouble_of
from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.decompress import ACCEPT_ENCODING, decompress
from govcrawl.middlewares.guard import Guard
from govcrawl.middlewares.link_names import name_is_gone
from govcrawl.middlewares.outcome import REDIRECTS, cookie_header, outcome_of_status, proxy_trouble, readable
from govcrawl.middlewares.proxies import Proxies
from govcrawl.middlewares.tls import tls_contexts
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome, Resource, TlsState, VisitRole

_MOST_PAGE = 64 * 1024
"""Bytes of a page that are read: an error page is smaller."""
_MOST_DECODED = 4 * 1024 * 1024
_LONGEST_HOLD = 60.0
"""Seconds that Retry-After may keep a host unasked; a server may ask for years."""
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
_RANGED = frozenset({Resource.IMAGE, Resource.ATTACHMENT})
_TOLD_BY_RANGE = frozenset({200, 206, 404, 410, 429})


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """How asking one target ended: `hops` are rows of the addresses redirected through, `start` the first bytes of the
    body, decompressed; `headers` have lower-case names."""

    seen: FetchSeen
    hops: tuple[FetchSeen, ...] = ()
    headers: Mapping[str, str] = field(default_factory=lambda: _NO_HEADERS)
    start: bytes = b""


@dataclass(frozen=True, slots=True)
class Errand:
    """On whose behalf a target is asked: the site, why, and the page that led there."""

    site_id_code: str = ""
    role: VisitRole = VisitRole.LINK
    parent_url: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What came over the wire: `fields` are headers as bytes, `body` the first bytes, undecoded; `ended` is False where
    something promised is missing of them."""

    status: int
    fields: tuple[tuple[bytes, bytes], ...]
    body: bytes
    ended: bool


@dataclass(slots=True)
class Walk:
    """One target being asked: where the walk stands, what it passed, and what came last."""

    url: str
    at: str
    referer: str | None
    asked_at: datetime
    since: float
    ranged: bool
    errand: Errand = Errand()
    cookies: bytes = b""
    passed: list[str] = field(default_factory=list)
    tls: TlsState = TlsState.NONE
    first_byte: float | None = None
    attempts: int = 1
    received: Received | None = None
    recorded_seconds: float | None = None
    """What it took when it was recorded; None where the clock runs."""


class LinkPool:
    """Asks targets, at most `LINK_CHECKS_AT_ONCE` at a time and one at a time a host (all at once without a delay).

    Close it when the crawl closes.
    """

    def __init__(self, settings: BaseSettings, clock: HostClock) -> None:
        self._settings = settings
        self._clock = clock
        self._guard = Guard(settings.getlist("GUARD_ALLOW_NETWORKS"))
        self._proxies = Proxies()
        self._most_redirects = settings.getint("REDIRECT_MAX_TIMES")
        self._first_byte = settings.getfloat("FIRST_BYTE_TIMEOUT")
        self._total = settings.getfloat("DOWNLOAD_TIMEOUT")
        at_once = settings.getint("LINK_CHECKS_AT_ONCE")
        self._slots = asyncio.Semaphore(at_once)
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(1 if clock.delay else at_once)
        )
        self._contexts = tls_contexts()
        self._session: aiohttp.ClientSession | None = None

    async def ask(
        self,
        url: str,
        resource: Resource = Resource.PAGE,
        referer: str | None = None,
        errand: Errand = Errand(),
    ) -> LinkAnswer:
        """How the target answers. Never raises: whatever happens to us on the way is `own_trouble`."""
        walk = Walk(url, url, referer, datetime.now(UTC), time.monotonic(), resource in _RANGED, errand)
        try:
            return await self._walk(walk)
        except FetchTrouble as trouble:
            tls = walk.tls if walk.tls is not TlsState.NONE else trouble.tls
            return _answer(replace(_seen(walk, trouble.outcome, None, trouble.detail), tls=tls), walk)
        except Exception as error:  # an overload or a fault of our own is never a dead link
            return _answer(_seen(walk, FetchOutcome.OWN_TROUBLE, None, repr(error)[:300]), walk)

    async def name_is_gone(self, host: str, servers: Sequence[str], errand: Errand) -> bool | None:
        """What other name servers say of a host: True for NXDOMAIN, None where none could tell."""
        return await name_is_gone(host, servers)

    def is_proxied(self, url: str) -> bool:
        """Whether a proxy asks on our behalf: then it is the proxy that resolves names."""
        return self._proxies.of(url) is not None

    async def close(self) -> None:
        """Closes all connections."""
        if self._session is not None:
            await self._session.close()

    async def _walk(self, walk: Walk) -> LinkAnswer:
        """Follows redirects, each address under the guard and in its host's turn."""
        while True:
            answer = await self._in_turn(walk)
            location = answer.headers.get("location")
            if answer.seen.status not in REDIRECTS or not location:
                return answer
            target = join(walk.at, location)
            cookies = walk.cookies
            if told := answer.headers.get("set-cookie"):
                cookies = cookie_header(Headers({"Set-Cookie": told.split("\n")}), cookies)
            trouble = self._bad_redirect(walk, target, location, same_cookies=cookies == walk.cookies)
            if trouble:
                return replace(answer, seen=_seen(walk, trouble[0], answer.seen.status, trouble[1]), start=b"")
            assert target is not None
            walk.passed.append(walk.at)
            walk.at, walk.cookies = target, cookies

    def _bad_redirect(
        self, walk: Walk, target: str | None, location: str, *, same_cookies: bool
    ) -> tuple[FetchOutcome, str] | None:
        if target is None:
            return FetchOutcome.REDIRECT_BAD, f"Location {location[:200]!r}"
        stands_still = same_cookies and (target == walk.at or target in walk.passed)
        if stands_still or len(walk.passed) >= self._most_redirects:
            return FetchOutcome.REDIRECT_LOOP, f"after {len(walk.passed) + 1} redirects at {target}"
        return None

    async def _in_turn(self, walk: Walk) -> LinkAnswer:
        host = host_of(self._guard.check(walk.at))
        async with self._turns[host]:
            await self._clock.turn(host)
            async with self._slots:
                answer = await self._exchange(walk)
            if walk.ranged and answer.seen.status not in _TOLD_BY_RANGE | REDIRECTS:
                # A server that cannot do ranges is asked for the whole, and left after the first bytes.
                walk.ranged, walk.attempts = False, walk.attempts + 1
                await self._clock.turn(host)
                async with self._slots:
                    answer = await self._exchange(walk)
        if answer.seen.status in {429, 503}:
            self._hold(host, answer.headers.get("retry-after", ""))
        return answer

    def _hold(self, host: str, retry_after: str) -> None:
        if retry_after.isdigit() and self._clock.delay:
            self._clock.hold(host, min(float(retry_after[:9]), _LONGEST_HOLD))

    async def _exchange(self, walk: Walk) -> LinkAnswer:
        """One question and its answer."""
        return await self._ask_over_tls(walk)

    async def _ask_over_tls(self, walk: Walk) -> LinkAnswer:
        """Certificates are observed, never a reason to stop."""
        if not walk.at.startswith("https:"):
            return await self._ask_once(walk, "accept")
        try:
            answer = await self._ask_once(walk, "verify")
        except FetchTrouble as trouble:
            if trouble.tls is TlsState.NONE:
                raise
            walk.tls = trouble.tls
            walk.attempts += 1
            return await self._ask_once(walk, "relax" if trouble.tls is TlsState.OLD_PROTOCOL else "accept")
        walk.tls = TlsState.VALID
        return replace(answer, seen=replace(answer.seen, tls=TlsState.VALID))

    async def _ask_once(self, walk: Walk, mode: str) -> LinkAnswer:
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._total):
                response = await self._first_answer(walk, mode)
                walk.first_byte = time.monotonic() - began
                try:
                    return await self._read(walk, response)
                finally:
                    response.close()
        except TimeoutError as error:
            raise FetchTrouble(FetchOutcome.TIMEOUT_TOTAL, f"no whole answer within {self._total:g} s") from error

    async def _first_answer(self, walk: Walk, mode: str) -> aiohttp.ClientResponse:
        proxy = self._proxies.of(walk.at)
        try:
            async with asyncio.timeout(self._first_byte):
                return await self._open_session().get(
                    yarl.URL(walk.at, encoded=True),
                    headers=sent_headers(walk),
                    ssl=self._contexts[mode],
                    allow_redirects=False,
                    proxy=proxy.url if proxy else None,
                    proxy_headers=authorization(proxy),
                )
        except TimeoutError as error:
            detail = f"no first byte within {self._first_byte:g} s"
            raise FetchTrouble(FetchOutcome.TIMEOUT_FIRST_BYTE, detail) from error
        except aiohttp.ClientHttpProxyError as error:
            told = proxy_trouble(error.headers.get("Proxy-Status", "") if error.headers else "")
            raise FetchTrouble(*(told or (FetchOutcome.OWN_TROUBLE, f"proxy: {error.status}"))) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise trouble_of(error) from error

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=0, resolver=GuardedResolver(self._guard, self._proxies.hosts()), ttl_dns_cache=300
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                max_line_size=HEADER_LINE_LIMIT,
                max_field_size=HEADER_LINE_LIMIT,
                timeout=aiohttp.ClientTimeout(total=None),
                headers={
                    **self._settings.getdict("DEFAULT_REQUEST_HEADERS"),
                    "User-Agent": self._settings["USER_AGENT"],
                    "Accept-Encoding": ACCEPT_ENCODING,
                },
            )
        return self._session

    async def _read(self, walk: Walk, response: aiohttp.ClientResponse) -> LinkAnswer:
        body, ended = await _start_of(response, FIRST_BYTES if walk.ranged else _MOST_PAGE)
        walk.received = Received(response.status, response.raw_headers, body, ended)
        return tell(walk, walk.received)


def tell(walk: Walk, received: Received) -> LinkAnswer:
    """What an answer says. Raises FetchTrouble where a proxy answered for a failure."""
    headers, status = _text_headers(received.fields), received.status
    if status >= 400 and "proxy-status" in headers and (told := proxy_trouble(headers["proxy-status"])):
        raise FetchTrouble(*told)
    if status in REDIRECTS and "location" in headers:
        return _answer(_seen(walk, FetchOutcome.OK, status, None), walk, headers)
    start = received.body
    if start and "content-encoding" in headers:
        encodings = [name.strip().encode() for name in headers["content-encoding"].lower().split(",")]
        start, _ = decompress(start, encodings, _MOST_DECODED)
    outcome, detail = _outcome(status, headers, start, ended=received.ended)
    seen = replace(_seen(walk, outcome, status, detail), bytes=len(received.body))
    return _answer(seen, walk, headers, start)


def _outcome(status: int, headers: Mapping[str, str], start: bytes, *, ended: bool) -> tuple[FetchOutcome, str | None]:
    # A page with much text of its own is no wall, whatever its words; headers may tell of one all the same.
    told = b"" if status == 200 and has_much_to_say(start) else start[:8192]
    wall = challenge.read_challenge(status, headers, told)
    if wall:
        return FetchOutcome.CHALLENGE, wall
    outcome = outcome_of_status(status)
    if outcome is not FetchOutcome.OK or status in {204, 205}:
        return outcome, None
    if not start.strip():
        return (FetchOutcome.EMPTY, None) if ended else (FetchOutcome.INCOMPLETE, "no byte of the body came")
    return (FetchOutcome.OK, None) if ended else (FetchOutcome.OK_TRUNCATED, "body shorter than declared")


async def _start_of(response: aiohttp.ClientResponse, most: int) -> tuple[bytes, bool]:
    """The first bytes of the body, and whether nothing that was promised is missing of them."""
    parts: list[bytes] = []
    size = 0
    try:
        async for part in response.content.iter_any():
            parts.append(part)
            size += len(part)
            if size >= most:
                break
    except (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError, ConnectionError):
        return b"".join(parts), False
    return b"".join(parts), True


def sent_headers(walk: Walk) -> dict[str, str]:
    headers = {}
    if walk.referer:
        headers["Referer"] = walk.referer
    if walk.cookies:
        headers["Cookie"] = walk.cookies.decode("latin-1")
    if walk.ranged:
        headers["Range"] = f"bytes=0-{FIRST_BYTES - 1}"
        headers["Accept-Encoding"] = "identity"
    return headers


def _text_headers(fields: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name; several Set-Cookie are joined by line feeds, Location is read as UTF-8 or GB18030."""
    headers: dict[str, str] = {}
    for name, raw in fields:
        key, value = name.decode("latin-1").lower(), raw.decode("utf-8", "surrogateescape")
        if key == "set-cookie" and key in headers:
            headers[key] += "\n" + value
        else:
            headers.setdefault(key, value)
    if "location" in headers:
        headers["location"] = readable(headers["location"].encode("utf-8", "surrogateescape"))
    return headers


def _seen(walk: Walk, outcome: FetchOutcome, status: int | None, detail: str | None) -> FetchSeen:
    return FetchSeen(
        url=walk.url,
        outcome=outcome,
        asked_at=walk.asked_at,
        status=status,
        final_url=walk.at,
        tls=walk.tls,
        first_byte_seconds=walk.first_byte,
        seconds=walk.recorded_seconds if walk.recorded_seconds is not None else time.monotonic() - walk.since,
        attempts=walk.attempts,
        client="pool",
        detail=detail or (f"redirected to {walk.at}" if walk.passed else None),
    )


def _answer(seen: FetchSeen, walk: Walk, headers: Mapping[str, str] = _NO_HEADERS, start: bytes = b"") -> LinkAnswer:
    """The answer with a row for every other address of the walk: those passed, and the one reached."""
    others = dict.fromkeys(url for url in (*walk.passed, walk.at) if url != walk.url)
    hops = tuple(replace(seen, url=url, detail=f"reached by redirect from {walk.url}") for url in others)
    return LinkAnswer(seen, hops, headers, start)
