"""Turns at hosts that all processes of one database share: no two ask one host at once, nor one right after the other.

A turn is an advisory lock of the session, kept for the host's pause after the answer. A process that dies gives all its
turns back with its connection, so nothing is left to clean up.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from govcrawl.store.connection import PatientConnection

_ROOM = 4_713_001
"""The first key of these locks: other advisory locks of the database have others."""
_TAKE = "SELECT pg_try_advisory_lock(%(room)s, hashtext(%(host)s))"
_GIVE_BACK = "SELECT pg_advisory_unlock(%(room)s, hashtext(%(host)s))"


class HostTurns:
    """`delay` is the pause in seconds after an answer; `patience` how many seconds a database that is away is waited for."""

    def __init__(self, url: str, delay: float, patience: float) -> None:
        self._delay = delay
        self._connection = PatientConnection(url, patience)
        self._one_by_one = asyncio.Lock()
        self._pauses: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits for the host's turn, and keeps it until the pause after the block is over. Raises StoreError."""
        while not await self._say(_TAKE, host):
            await asyncio.sleep(self._delay / 2)
        try:
            yield
        finally:
            pause = asyncio.ensure_future(self._give_back(host))
            self._pauses.add(pause)
            pause.add_done_callback(self._pauses.discard)

    async def close(self) -> None:
        """Ends when the last pause is over."""
        await asyncio.gather(*self._pauses, return_exceptions=True)
        await self._connection.close()

    async def _give_back(self, host: str) -> None:
        await asyncio.sleep(self._delay)
        await self._say(_GIVE_BACK, host)

    async def _say(self, statement: str, host: str) -> bool:
        async with self._one_by_one:
            [(done,)] = await self._connection.execute(statement, {"room": _ROOM, "host": host})
        return bool(done)
