"""Time limits that our own stalls do not use up: while the event loop stands still, no site is being slow."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_TICK = 0.25
"""Seconds between two looks at the clock; a look that comes later than this again was held up by our own work."""


class Patience:
    """Hands out limits, and moves all that run by the time that the event loop was held up."""

    def __init__(self) -> None:
        self._running: set[asyncio.Timeout] = set()
        self._ticker: asyncio.TimerHandle | None = None
        self._due = 0.0

    @asynccontextmanager
    async def limit(self, seconds: float) -> AsyncIterator[asyncio.Timeout]:
        """Raises TimeoutError where the block takes longer, stalls of this process left out; the limit may be moved."""
        async with asyncio.timeout(seconds) as deadline:
            self._running.add(deadline)
            self._watch()
            try:
                yield deadline
            finally:
                self._running.discard(deadline)

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
