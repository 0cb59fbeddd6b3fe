"""How many questions may be under way: fewer, after a rest, where the answers say that it is we who cannot keep up.

One host that is silent is the host's affair, and so are many while others answer: a question that nobody answers lends its
place to the next. Many hosts in a row without one answer, or failures that are our own, are trouble of this machine or its
line: then the pool asks less and waits, instead of calling links unknown one after another.
"""

import asyncio
import math
from collections import deque

from govcrawl.middlewares.fates import perhaps_ours
from govcrawl.model.vocabulary import FetchOutcome

_HOSTS_IN_A_ROW = 8
"""Different hosts without an answer, one after another, before the trouble is taken to be ours."""
_RECENT = 2.0
"""Seconds for which an answer of anybody shows that our line is well."""
_PATIENCE = 2.0
"""Seconds after which a question lends its place: one that only waits costs this machine no more than a socket."""
MOST_LENT = 8
"""Places that may be lent, as a multiple of those that there are."""
_REST = 2.0
_LONGEST_REST = 60.0


class Load:
    """Lets at most `most` questions through at once; halved at each sign of own trouble, one more with every good answer.

    `rest` is the first pause in seconds after such a sign; it doubles while the trouble lasts. `patience` is how long a
    question keeps its place, in seconds.
    """

    def __init__(self, most: int, rest: float = _REST, patience: float = _PATIENCE) -> None:
        self.limit = most
        self.patience = patience
        self._most = most
        self._first_rest = self._rest = rest
        self._resting_until = 0.0
        self._under_way = 0
        self._lent = 0
        self._answered_at = -math.inf
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._silent: set[str] = set()

    async def enter(self) -> "Place":
        """Waits for one of the places; its `leave` gives it back."""
        if self._under_way >= self.limit or self._waiting:
            await self._wait()
        else:
            self._under_way += 1
        if self._resting_until:
            await self._rested()
        return Place(self)

    def lend(self) -> bool:
        """Gives a place to the next, of one who goes on waiting; False where too many do."""
        if self._lent >= MOST_LENT * self.limit:
            return False
        self._lent += 1
        self.leave()
        return True

    def leave(self, *, is_lent: bool = False) -> None:
        """Gives a place back, or one that was lent."""
        if is_lent:
            self._lent -= 1
        else:
            self._under_way -= 1
            self._let_in()

    def note(self, host: str, outcome: FetchOutcome, since: float = math.inf) -> None:
        """Takes notice of how a question ended that went out at `since` (the loop's seconds)."""
        now = asyncio.get_running_loop().time()
        if outcome not in perhaps_ours():
            self._answered_at = now
            self._silent.clear()
            self._rest, self._resting_until = self._first_rest, 0.0
            self.limit = min(self._most, self.limit + 1)
            return
        if self._answered_at < min(since, now - _RECENT):
            self._silent.add(host)
        if outcome is FetchOutcome.OWN_TROUBLE or len(self._silent) >= _HOSTS_IN_A_ROW:
            self._shed()

    def _shed(self) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._resting_until:
            return  # what was under way when the trouble began tells nothing new
        self.limit = max(1, self.limit // 2)
        self._resting_until = now + self._rest
        self._rest = min(2 * self._rest, _LONGEST_REST)
        self._silent.clear()

    async def _rested(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while (left := self._resting_until - loop.time()) > 0:
                await asyncio.sleep(left)
        except asyncio.CancelledError:
            self.leave()
            raise

    async def _wait(self) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave()
            raise

    def _let_in(self) -> None:
        while self._waiting and self._under_way < self.limit:
            turn = self._waiting.popleft()
            if not turn.done():
                self._under_way += 1
                turn.set_result(None)


class Place:
    """One question's place among those under way; `since` is when it was had, in the loop's seconds."""

    def __init__(self, load: Load) -> None:
        loop = asyncio.get_running_loop()
        self.since = loop.time()
        self._load = load
        self._is_lent = False
        self._timer = loop.call_later(load.patience, self._lend)

    def _lend(self) -> None:
        self._is_lent = self._load.lend()

    def leave(self) -> None:
        """Gives it back."""
        self._timer.cancel()
        self._load.leave(is_lent=self._is_lent)
