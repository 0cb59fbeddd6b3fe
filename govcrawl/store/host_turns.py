"""Turns at hosts that all processes of one database share: no two ask one host at once, nor one right after the other.

A turn is an advisory lock of the session, kept for the host's pause after the answer; one connection holds all of a process.
A process that dies gives all its turns back with its connection, so nothing is left to clean up. Who has a turn waits for
no other, so nobody waits in a ring. A process that asks again within the pause keeps its turn: another that only follows
a link there waits until the host rests.
"""

import asyncio
from collections import defaultdict
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
        self._own: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._pauses: dict[str, asyncio.Task[None]] = {}
        self._ending: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[bool]:
        """Waits for the host's turn, and keeps it until the pause after the block is over. Raises StoreError.

        Tells whether it came without waiting. The pause is not waited for by the next turn of the same process: its own
        clock knows when the host may be asked.
        """
        at_once = not self._own[host].locked()
        async with self._own[host]:
            if pause := self._pauses.pop(host, None):
                pause.cancel()
            else:
                while not await self._say(_TAKE, host):
                    at_once = False
                    await asyncio.sleep(self._delay / 2)
            try:
                yield at_once
            finally:
                self._pauses[host] = pause = asyncio.ensure_future(self._give_back(host))
                self._ending.add(pause)
                pause.add_done_callback(self._ending.discard)

    async def close(self) -> None:
        """Ends when the last pause is over. A database that is away is not waited for: the turns go with the connection."""
        if self._ending:
            await asyncio.wait(self._ending, timeout=2 * self._delay)
        await self._connection.close()

    async def _give_back(self, host: str) -> None:
        await asyncio.sleep(self._delay)
        del self._pauses[host]  # from here on it cannot be kept
        await self._say(_GIVE_BACK, host)

    async def _say(self, statement: str, host: str) -> bool:
        async with self._one_by_one:
            [(done,)] = await self._connection.execute(statement, {"room": _ROOM, "host": host})
        return bool(done)


_SHARED: dict[tuple[str, float], HostTurns] = {}


def shared_turns(url: str, delay: float, patience: float) -> HostTurns:
    """The turns of this process at a database (and delay): one connection for all its crawls."""
    return _SHARED.setdefault((url, delay), HostTurns(url, delay, patience))


async def close_turns() -> None:
    """Gives back what this process has, when the last pause is over."""
    while _SHARED:
        _, turns = _SHARED.popitem()
        await turns.close()
