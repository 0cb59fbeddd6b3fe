"""A client pool for links alone: what a target answers, with no more of its body than it takes to tell.

A Scrapy request costs several times what asking costs; a site has thousands of links. The pool runs on the crawl's own event
loop under the same guard, proxies, host clock and outcome words. Pages are asked whole up to 64 KB (HEAD tells nothing of
an error page answered with 200, and many servers answer it wrongly), pictures and files by their first bytes.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from govcrawl.extract.urls import host_of, join
from govcrawl.middlewares.account import Account
from govcrawl.middlewares.answer_head import REDIRECTS, cookie_header
from govcrawl.middlewares.clock import HostClock, HostTurn, own_turn
from govcrawl.middlewares.guard import Guard
from govcrawl.middlewares.line import Way
from govcrawl.middlewares.link_answer import Errand, LinkAnswer, Received, Walk, answer_of, tell, with_rows_of_walk
from govcrawl.middlewares.link_client import LinkClient
from govcrawl.middlewares.link_load import Load
from govcrawl.middlewares.name_servers import name_is_gone
from govcrawl.middlewares.proxies import Proxies
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome, Resource, TlsState

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

_LONGEST_HOLD = 60.0
"""Seconds that Retry-After may keep a host unasked; a server may ask for years."""
_MOST_ORIGINS = 4096
_OWN_ERRAND = Errand()
_RANGED = frozenset({Resource.IMAGE, Resource.ATTACHMENT})
_TOLD_BY_RANGE = frozenset({200, 206, 404, 410, 429})


class LinkPool:
    """Asks targets, at most `LINK_CHECKS_AT_ONCE` at a time and one at a time a host (all at once without a delay).

    Close it when the crawl closes.
    """

    def __init__(self, settings: "BaseSettings", clock: HostClock, account: Account | None = None) -> None:
        self._clock = clock
        self._account = account or Account()
        self._guard = Guard(settings.getlist("GUARD_ALLOW_NETWORKS"))
        self._proxies = Proxies()
        self._client = LinkClient(settings, self._proxies)
        self._most_redirects = settings.getint("REDIRECT_MAX_TIMES")
        at_once = settings.getint("LINK_CHECKS_AT_ONCE")
        self.load = Load(at_once)
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(1 if clock.delay else at_once)
        )
        self._hosts: dict[str, str] = {}
        self.turn: HostTurn = own_turn
        """The turn at a host among all processes; `_turns` are those within this one."""
        self.way: Way | None = None
        """What holds questions back while our own line is down."""

    async def ask(
        self,
        url: str,
        resource: Resource = Resource.PAGE,
        referer: str | None = None,
        errand: Errand = _OWN_ERRAND,
    ) -> LinkAnswer:
        """How the target answers. Never raises: whatever happens to us on the way is `own_trouble`."""
        walk = Walk(url, url, referer, datetime.now(UTC), time.monotonic(), resource in _RANGED, errand)
        try:
            answer = await self._walk(walk)
        except FetchTrouble as trouble:
            walk.tls = walk.tls if walk.tls is not TlsState.NONE else trouble.tls
            answer = answer_of(walk, trouble.outcome, None, trouble.detail)
        except Exception as error:  # an overload or a fault of our own is never a dead link
            answer = answer_of(walk, FetchOutcome.OWN_TROUBLE, None, repr(error)[:300])
        self.load.note(_origin(walk.at), answer.seen.outcome, walk.sent_at)
        return with_rows_of_walk(answer, walk)

    async def name_is_gone(self, host: str, servers: Sequence[str], errand: Errand) -> bool | None:
        """What other name servers say of a host: True for NXDOMAIN, None where none could tell."""
        return await name_is_gone(host, servers)

    def is_proxied(self, url: str) -> bool:
        """Whether a proxy asks on our behalf: then it is the proxy that resolves names."""
        return self._proxies.of(url) is not None

    async def close(self) -> None:
        """Closes all connections."""
        await self._client.close()

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
                cookies = cookie_header(told.encode("utf-8", "surrogateescape").split(b"\n"), cookies)
            trouble = self._bad_redirect(walk, target, location, same_cookies=cookies == walk.cookies)
            if trouble:
                seen = replace(answer.seen, outcome=trouble[0], detail=trouble[1])
                return replace(answer, seen=seen, start=b"")
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
        host = self._checked(walk)
        async with self._turns[host], self.turn(host):
            answer = await self._at_once(walk, host)
            if walk.ranged and answer.seen.status not in _TOLD_BY_RANGE | REDIRECTS:
                # A server that cannot do ranges is asked for the whole, and left after the first bytes.
                walk.ranged, walk.attempts = False, walk.attempts + 1
                answer = await self._at_once(walk, host)
        if answer.seen.status in {429, 503}:
            self._hold(host, answer.headers.get("retry-after", ""))
        return answer

    async def _at_once(self, walk: Walk, host: str) -> LinkAnswer:
        """In the host's turn and with a place of its own: a pause is waited for without one."""
        while True:
            await self._clock.wait(host)
            place = await self.load.enter()
            try:
                if self._clock.takes(host):
                    walk.sent_at = place.since
                    walk.begin()
                    try:
                        return await self._exchange(walk)
                    finally:
                        self._clock.used(host)  # the question arrived before its answer, not when it was begun
            finally:
                place.leave()

    def _checked(self, walk: Walk) -> str:
        """The host of an address that may be asked; each origin is looked at once. Raises FetchTrouble."""
        origin = _origin(walk.at)
        host = self._hosts.get(origin)
        if host is None:
            # Another parser may read another host out of a raw URL: only the form that was checked is asked.
            walk.at = self._guard.check(walk.at)
            host = host_of(walk.at)
            if origin and walk.at.startswith(f"{origin}/") and len(self._hosts) < _MOST_ORIGINS:
                self._hosts[origin] = host
        return host

    def _hold(self, host: str, retry_after: str) -> None:
        if retry_after.isdigit() and self._clock.delay:
            self._clock.hold(host, min(float(retry_after[:9]), _LONGEST_HOLD))

    async def _exchange(self, walk: Walk) -> LinkAnswer:
        """One question and its answer."""
        self._account.asked(walk.errand.site_id_code, walk.at, walk.errand.parent_url)
        walk.received = await (self._over_line(walk, self.way) if self.way else self._client.ask(walk))
        return tell(walk, walk.received)

    async def _over_line(self, walk: Walk, way: Way) -> Received:
        """An answer that is no fault of our line; what waited for that is no slowness of the target."""
        before = time.monotonic()

        async def once() -> Received:
            nonlocal before
            now = time.monotonic()
            walk.since, before = walk.since + now - before, now
            return await self._client.ask(walk)

        return await way.ask(walk.at, walk.errand.site_id_code, once, is_proxied=self.is_proxied(walk.at))


def _origin(url: str) -> str:
    """Scheme and host as written; empty where no path follows."""
    slash = url.find("/", 8)
    return url[:slash] if slash > 0 else ""
