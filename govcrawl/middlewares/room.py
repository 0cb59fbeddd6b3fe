"""Room for what is large: giant answers and dear pages are taken one after another, so that what the process holds of them is
bounded, whoever sends them and however many at once.

An ordinary answer waits for nobody. Whoever waits has no time counted against its site.
"""

import asyncio
import sys
from collections import deque

LIGHT = 64 * 1024
"""Bytes that nobody waits for: 400 sites at once hold 25 MiB of them."""
_MIB = 1024 * 1024


class Room:
    """So many bytes for so many at once, in the order of asking."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._free = size
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()

    async def take(self, size: int) -> int:
        """Waits for room; returns what is to be given back. Who wants more than there is gets all."""
        size = min(size, self._size)
        if self._waiting or size > self._free:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append((size, turn))
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    self.give(size)
                raise
            return size
        self._free -= size
        return size

    def give(self, size: int) -> None:
        """Takes back, and lets in whom there is room for."""
        self._free += size
        while self._waiting:
            wanted, turn = self._waiting[0]
            if turn.done():  # nobody waits there any more
                self._waiting.popleft()
            elif wanted <= self._free:
                self._waiting.popleft()
                self._free -= wanted
                turn.set_result(None)
            else:
                return


_STEPS: tuple[tuple[int, Room], ...] = (
    (256 * 1024, Room(24 * _MIB)),
    (_MIB, Room(12 * _MIB)),
    (sys.maxsize, Room(20 * _MIB)),
)
"""Up to so many bytes, the room for answers of that size. Home pages of portals are of the first step: a hundred may come in
at once, since slow servers hold their room for long."""
_DEAR_ROOM = Room(24 * _MIB)
"""Some ten home pages of large portals, or one of the dearest that are read. Most pages of a site need none."""
_DEAR_TAGS = 2_500
_BYTES_A_TAG = 700
"""What a page says, for each tag of it: a page of 21,000 links came to 27 MB with its links and items."""


class Dear:
    """The room of one page for what it says, from before it is parsed until it is stored. Most pages need none."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held = 0

    async def move(self, tags: int) -> None:
        """Waits for room for a page of so many tags, in place of the one before; whoever waits holds none."""
        self.release()
        if tags > _DEAR_TAGS:
            self._held = await _DEAR_ROOM.take(tags * _BYTES_A_TAG)

    def release(self) -> None:
        """Gives everything back; safe to call again."""
        if self._held:
            _DEAR_ROOM.give(self._held)
        self._held = 0

    def __del__(self) -> None:
        self.release()


class Load:
    """What one answer holds of the process's room.

    It grows in steps, each with a room of its own, and whoever has taken the last waits for nobody: so all come to their end.
    """

    __slots__ = ("_held", "_room", "size")

    def __init__(self) -> None:
        self.size = LIGHT
        """Bytes that the answer may have now."""
        self._room: Room | None = None
        self._held = 0

    async def grow(self, size: int, most: int) -> None:
        """Waits until the answer may have so many bytes; `most` is what it may come to."""
        if size <= self.size:
            return
        step, room = next((step, room) for step, room in _STEPS if size <= step)
        wanted = max(size, min(most, step))
        held = await room.take(wanted)
        self.release()
        self._room, self._held, self.size = room, held, wanted

    def release(self) -> None:
        """Gives everything back; to be called as soon as the answer's bytes are gone, and safe to call again."""
        if self._room is not None:
            self._room.give(self._held)
        self._room, self._held, self.size = None, 0, LIGHT

    def __del__(self) -> None:
        self.release()  # an answer that broke off somewhere takes nobody's room with it
