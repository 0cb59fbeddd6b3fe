"""Politeness: when may a host be asked again."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

HostTurn = Callable[[str], AbstractAsyncContextManager[bool]]
"""A host's turn among all processes, for one question and its answer; tells whether it came without waiting."""


def own_turn(host: str) -> AbstractAsyncContextManager[bool]:
    """The turn of a process that shares its hosts with no other: the clock alone says when."""
    return nullcontext(True)


class HostClock:
    """Next-allowed times by host, shared by every crawl of the process so that two spiders never crowd one host.

    `delay` is the pause in seconds between two requests to one host.
    """

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self._ready: dict[str, float] = {}

    def ready_at(self, host: str) -> float:
        """The monotonic time from which the host may be asked; 0.0 for a host not asked yet."""
        return self._ready.get(host, 0.0)

    def used(self, host: str, at: float | None = None) -> None:
        """Notes that a request to the host is sent now, or was at the monotonic time `at`."""
        if self.delay:
            self._ready[host] = max(self.ready_at(host), (time.monotonic() if at is None else at) + self.delay)

    def hold(self, host: str, seconds: float) -> None:
        """Keeps the host unasked for some seconds (Retry-After, a ban)."""
        if seconds > 0:
            self._ready[host] = max(self.ready_at(host), time.monotonic() + seconds)

    def takes(self, host: str) -> bool:
        """Takes the host's turn where it may be asked now."""
        if self.ready_at(host) > time.monotonic():
            return False
        self.used(host)
        return True

    async def wait(self, host: str) -> None:
        """Waits until the host may be asked, and leaves the turn to whoever takes it."""
        while (pause := self.ready_at(host) - time.monotonic()) > 0:
            await asyncio.sleep(pause)

    async def turn(self, host: str) -> None:
        """Waits until the host may be asked, and takes the turn."""
        await self.wait(host)
        self.used(host)


class SteadyTime:
    """The time of day, going on from when this was made: a clock that is set meanwhile makes no other day of it."""

    def __init__(self, began: datetime | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._began = began or datetime.now(UTC)
        self._monotonic = monotonic
        self._since = monotonic()

    def now(self) -> datetime:
        """As datetime.now(UTC), but for what was done to the clock."""
        return self._began + timedelta(seconds=self._monotonic() - self._since)


def wanted_pause(retry_after: str, now: datetime, most: float) -> float:
    """Seconds that a Retry-After header asks for, at most `most`: a server may ask for years. 0.0 where it says nothing.

    Both forms of RFC 9110, 10.2.3: seconds, or a date.
    """
    told = retry_after.strip()
    if told.isascii() and told.isdigit():
        return min(float(told[:12]), most)
    try:
        until = parsedate_to_datetime(told)
    except (ValueError, TypeError, OverflowError):
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), most)
