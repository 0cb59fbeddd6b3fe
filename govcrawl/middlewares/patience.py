"""Time limits that our own stalls do not use up: while the event loop stands still, no site is being slow."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from types import TracebackType
from typing import Any

from govcrawl.middlewares.room import LIGHT, Load

_TICK = 0.25
"""Seconds between two looks at the clock; a look that comes later than this again was held up by our own work."""


class Patience:
    """Hands out limits, and moves all that run by the time that the event loop was held up."""

    def __init__(self) -> None:
        self._running: set[asyncio.Timeout] = set()
        self._ticker: asyncio.TimerHandle | None = None
        self._due = 0.0

    def limit(self, seconds: float) -> "_Limit":
        """Raises TimeoutError where the block takes longer, stalls of this process left out; the limit may be moved."""
        return _Limit(self, seconds)

    def begin(self, deadline: asyncio.Timeout) -> None:
        """Watches over a limit from now on."""
        self._running.add(deadline)
        self._watch()

    def end(self, deadline: asyncio.Timeout) -> None:
        """The block of a limit is left."""
        self._running.discard(deadline)

    async def apart(self, deadline: asyncio.Timeout, waiting: Awaitable[None]) -> float:
        """Waits for something of our own, which uses up no limit; returns the seconds that it took."""
        loop = asyncio.get_running_loop()
        since, when = loop.time(), deadline.when()
        self.end(deadline)
        with suppress(RuntimeError):  # the block was left: nobody waits for it any more
            deadline.reschedule(None)
        try:
            await waiting
        finally:
            took = loop.time() - since
            with suppress(RuntimeError):
                deadline.reschedule(None if when is None else when + took)
                self.begin(deadline)
        return took

    def _watch(self) -> None:
        if self._ticker is None:
            loop = asyncio.get_running_loop()
            self._due = loop.time() + _TICK
            self._ticker = loop.call_at(self._due, self._look)

    def _look(self) -> None:
        self._ticker = None
        late = asyncio.get_running_loop().time() - self._due
        if late > _TICK:
            for deadline in self._running:
                when = deadline.when()
                if when is not None and not deadline.expired():
                    deadline.reschedule(when + late)
        if self._running:
            self._watch()


class Intake:
    """An answer being read: the room that it takes, and the limit that waiting for room does not use up."""

    def __init__(self, patience: Patience, deadline: asyncio.Timeout, most: int) -> None:
        self._patience = patience
        self._deadline = deadline
        self._load = Load()
        self.most = most
        """Bytes that the answer may come to."""
        self._waited = 0.0

    def has_room(self, size: int) -> bool:
        """Whether the answer may have so many bytes now; else nothing more is to be read before `grow` has returned."""
        return size <= self._load.size

    async def grow(self, size: int) -> None:
        """Waits for room for so many bytes."""
        self._waited += await self._patience.apart(self._deadline, self._load.grow(size, self.most))

    def hand_over(self, meta: dict[str, Any]) -> None:
        """The answer is whole: leaves its room to those who read it (`load`), and says how long it waited for us."""
        meta["waited"] = meta.get("waited", 0.0) + self._waited
        if self._load.size > LIGHT:
            meta["load"] = self._load

    def give_up(self) -> None:
        """The answer is not wanted any more."""
        self._load.release()


class _Limit:
    """A limit of one block. A class, since two of them are entered for every page and generators cost thrice as much."""

    __slots__ = ("_deadline", "_patience")

    def __init__(self, patience: Patience, seconds: float) -> None:
        self._patience = patience
        self._deadline = asyncio.timeout(seconds)

    async def __aenter__(self) -> asyncio.Timeout:
        deadline = await self._deadline.__aenter__()
        self._patience.begin(deadline)
        return deadline

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._patience.end(self._deadline)
        await self._deadline.__aexit__(kind, error, trace)
