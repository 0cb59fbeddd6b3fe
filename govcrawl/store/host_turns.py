"""Turns at hosts that all processes of one database share: no two ask one host at once, nor one right after the other.

A turn is an advisory lock of the session, kept for the host's pause after the answer; one connection holds all of a process.
A process that dies gives all its turns back with its connection, so nothing is left to clean up. Who has a turn waits for
no other, so nobody waits in a ring. A process that asks again within the pause keeps its turn; after `MOST_KEPT` questions
it looks whether another waits, and lets it in. So a link to a host that is being inspected waits for some questions of each
other process, not until the host rests.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from govcrawl.store.connection import PatientConnection

MOST_KEPT = 10
"""Questions in a row that a process may ask of a host for which another waits."""
_MOST_LOOKS = 20
"""Half pauses for which a process leaves a host to others that do not take it."""
_ROOM = 4_713_001
_WAITING_ROOM = 4_713_002
"""The first keys of these locks: other advisory locks of the database have others."""
_TAKE = "SELECT pg_try_advisory_lock(%(room)s, hashtext(%(host)s))"
_GIVE_BACK = "SELECT pg_advisory_unlock(%(room)s, hashtext(%(host)s))"
_JOIN = "SELECT pg_try_advisory_lock_shared(%(room)s, hashtext(%(host)s))"
_LEAVE = "SELECT pg_advisory_unlock_shared(%(room)s, hashtext(%(host)s))"
_NOBODY_WAITS = (
    "SELECT CASE WHEN pg_try_advisory_lock(%(room)s, hashtext(%(host)s))"
    " THEN pg_advisory_unlock(%(room)s, hashtext(%(host)s)) ELSE false END"
)


@dataclass(slots=True)
class _Host:
    """What this process has of a host: the order of those who want it, the pause that keeps its turn, how often it was kept."""

    order: asyncio.Lock = field(default_factory=asyncio.Lock)
    pause: asyncio.Task[None] | None = None
    users: int = 0
    kept: int = 0

    def stay(self) -> bool:
        """Ends the pause, so that the turn is kept; False where it is over already."""
        if self.pause is None:
            return False
        self.pause.cancel()
        self.pause = None
        self.kept += 1
        return True


class HostTurns:
    """`delay` is the pause in seconds after an answer; `patience` how many seconds a database that is away is waited for."""

    def __init__(self, url: str, delay: float, patience: float) -> None:
        self._delay = delay
        self._connection = PatientConnection(url, patience)
        self._one_by_one = asyncio.Lock()
        self._hosts: dict[str, _Host] = {}
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def known(self) -> int:
        """Hosts that somebody wants or has now: those of the past are forgotten."""
        return len(self._hosts)

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[bool]:
        """Waits for the host's turn, and keeps it until the pause after the block is over. Raises StoreError.

        Tells whether it came without waiting. The pause is not waited for by the next turn of the same process: its own
        clock knows when the host may be asked.
        """
        host = self._hosts.setdefault(name, _Host())
        is_first = not host.users
        host.users += 1
        try:
            async with host.order:
                at_once = await self._keep(name, host) or await self._take(name, host)
                try:
                    yield at_once and is_first
                finally:
                    host.pause = asyncio.ensure_future(self._give_back(name, host))
                    self._ending.add(host.pause)
                    host.pause.add_done_callback(self._ending.discard)
        finally:
            host.users -= 1
            self._forget(name, host)

    async def close(self) -> None:
        """Ends when the last pause is over. A database that is away is not waited for: the turns go with the connection."""
        if self._ending:
            await asyncio.wait(self._ending, timeout=2 * self._delay)
        await self._connection.close()

    async def _keep(self, name: str, host: _Host) -> bool:
        """Keeps the turn where this process still has it and may keep it."""
        if host.pause is not None and host.kept >= MOST_KEPT:
            host.kept = 0
            if not await self._say(_NOBODY_WAITS, name, _WAITING_ROOM):
                await self._let_in(name)
                return False
        return host.stay()

    async def _let_in(self, name: str) -> None:
        """Leaves the host to those who wait for it; not for ever, one of them may have stalled."""
        await asyncio.sleep(self._delay)
        for _ in range(_MOST_LOOKS):
            if await self._say(_NOBODY_WAITS, name, _WAITING_ROOM):
                return
            await asyncio.sleep(self._delay / 2)

    async def _take(self, name: str, host: _Host) -> bool:
        """Takes the turn, waiting for whoever has it; tells whether nobody had to be waited for."""
        host.kept = 0
        if await self._say(_TAKE, name):
            return True
        is_waiting = False
        try:
            while not await self._say(_TAKE, name):
                is_waiting = is_waiting or await self._say(_JOIN, name, _WAITING_ROOM)
                await asyncio.sleep(self._delay / 2)
        finally:
            if is_waiting:
                await self._say(_LEAVE, name, _WAITING_ROOM)
        return False

    async def _give_back(self, name: str, host: _Host) -> None:
        await asyncio.sleep(self._delay)
        host.pause = None  # from here on it cannot be kept
        self._forget(name, host)
        await self._say(_GIVE_BACK, name)

    def _forget(self, name: str, host: _Host) -> None:
        if not host.users and host.pause is None and self._hosts.get(name) is host:
            del self._hosts[name]

    async def _say(self, statement: str, host: str, room: int = _ROOM) -> bool:
        async with self._one_by_one:
            [(done,)] = await self._connection.execute(statement, {"room": room, "host": host})
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
