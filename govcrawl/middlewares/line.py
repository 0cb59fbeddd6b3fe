"""Our own line (network, proxy, name servers): while nobody at all answers, nothing is asked and nothing is told of a site.

Some hosts that fall silent one after another may be a platform that is down. So hosts that answered before are asked: where
these are silent, too, whatever is to be asked waits until one of them answers. What failed meanwhile is asked again.
"""

import asyncio
import logging
import time
import tomllib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from importlib import resources
from typing import Protocol, TypeVar

from govcrawl.extract.urls import host_of
from govcrawl.middlewares.trouble import FetchTrouble, ProxyGone
from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome

logger = logging.getLogger(__name__)

_DATA = tomllib.loads(resources.files(__package__).joinpath("line.toml").read_text("utf-8"))
_SILENT = frozenset(FetchOutcome(word) for word in _DATA["silent"])
_GATEWAY: frozenset[int] = frozenset(_DATA["gateway_statuses"])
_MOST_DOORS = 20
_MOMENT = 1.0
"""Seconds between two looks at whether the crawl is to end, for who waits."""

Look = Callable[[str], Awaitable[FetchSeen]]
"""Asks a door, an address that answered before."""
Tell = Callable[[float | None], object]
"""Hears that the line went down (None), or after how many seconds it is back."""


class LineLostError(Exception):
    """The line did not come back, or the crawl ends before it does: what was to be asked is asked in another run."""


class Line:
    """The line of this process, for all its crawls; `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.listeners: list[Tell] = []
        self._silent: set[str] = set()
        self._doors: OrderedDict[str, str] = OrderedDict()
        self._answered_at = float("-inf")
        self._up = asyncio.Event()
        self._up.set()
        self._looking = asyncio.Lock()
        self._down_since = self._look_at = self._rest = 0.0

    @property
    def is_down(self) -> bool:
        """Whether nothing is to be asked now."""
        return not self._up.is_set()

    def answered(self, url: str, *, is_door: bool) -> None:
        """Notes that somebody answered; a door may be asked again to tell how the line is."""
        self._answered_at = self.clock()
        self._silent.clear()
        if is_door:
            host = host_of(url)
            self._doors[host] = url
            self._doors.move_to_end(host)
            if len(self._doors) > _MOST_DOORS:
                self._doors.popitem(last=False)

    async def is_at_fault(self, url: str, since: float, look: Look, *, proxy_gone: bool) -> bool:
        """Whether a question that went out at `since` got no answer by the line's fault."""
        if self.is_down:
            return True
        if not self._doors:  # nobody answered yet: a wrong address of a proxy would be waited for in vain
            return False
        if proxy_gone:
            self._go_down()
            return True
        if self._answered_at >= since:
            return False
        self._silent.add(host_of(url))
        if len(self._silent) < _DATA["hosts_in_a_row"]:
            return False
        async with self._looking:
            if not self.is_down and self._answered_at < since and not await self._anybody(look):
                self._go_down()
        return self.is_down

    async def wait(self, look: Look) -> None:
        """Waits a moment for the line, and looks whether it is back where that is due."""
        try:
            async with asyncio.timeout(_MOMENT):
                await self._up.wait()
        except TimeoutError:
            if not self._looking.locked() and self.clock() >= self._look_at:
                async with self._looking:
                    if self.is_down:
                        await self._look_again(look)

    async def _look_again(self, look: Look) -> None:
        if await self._anybody(look):
            self._up.set()
            seconds = self.clock() - self._down_since
            logger.warning(_DATA["words"]["back"].format(seconds=seconds))
            self._tell(seconds)
            return
        self._rest = min(2 * self._rest, _DATA["longest_rest"])
        self._look_at = self.clock() + self._rest

    async def _anybody(self, look: Look) -> bool:
        """Whether one of the doors answers that answered last."""
        doors = list(self._doors.values())[-_DATA["doors"] :]
        is_up = any(await asyncio.gather(*(_answers(door, look) for door in doors)))
        if is_up:
            self._answered_at = self.clock()
            self._silent.clear()
        return is_up

    def _go_down(self) -> None:
        self._down_since, self._rest = self.clock(), _DATA["first_rest"]
        self._look_at = self._down_since + self._rest
        self._up.clear()
        logger.warning(_DATA["words"]["down"])
        self._tell(None)

    def _tell(self, seconds: float | None) -> None:
        for listener in tuple(self.listeners):
            listener(seconds)


async def _answers(door: str, look: Look) -> bool:
    seen = await look(door)
    return seen.status not in {None, *_GATEWAY} and seen.outcome not in _SILENT


class _HasStatus(Protocol):
    @property
    def status(self) -> int: ...


Answer = TypeVar("Answer", bound=_HasStatus)


class Way:
    """A crawl's way out over the line. `look` asks a door on behalf of a site (its code), `is_leaving` tells whether the crawl
    is to end, `patience` is how many seconds it waits for the line.
    """

    def __init__(
        self,
        line: Line,
        look: Callable[[str, str], Awaitable[FetchSeen]],
        is_leaving: Callable[[], bool],
        patience: float,
    ) -> None:
        self.line = line
        self.is_cut = False
        """Whether something was given up: sites are not to be finished any more."""
        self.on_lost: Callable[[float], None] | None = None
        """Is told once where the line did not come back within so many seconds."""
        self._look = look
        self._is_leaving = is_leaving
        self._patience = patience

    async def ask(
        self, url: str, code: str, once: Callable[[], Awaitable[Answer]], *, is_proxied: bool, is_door: bool = False
    ) -> Answer:
        """What `once` answers, or raises as FetchTrouble; asked again where it was the line that failed. Raises LineLostError."""
        while True:
            await self._open(code)
            since, trouble = self.line.clock(), None
            try:
                answer = await once()
            except FetchTrouble as error:
                if error.outcome not in _SILENT:
                    raise
                trouble = error
            else:
                if not (is_proxied and answer.status in _GATEWAY):
                    self.line.answered(url, is_door=is_door)
                    return answer
            is_gone = isinstance(trouble, ProxyGone)
            if await self.line.is_at_fault(url, since, lambda door: self._look(code, door), proxy_gone=is_gone):
                continue
            if trouble:
                raise trouble
            return answer

    async def _open(self, code: str) -> None:
        """Returns when the line is up."""
        since = self.line.clock()
        while self.line.is_down:
            is_lost = self.line.clock() - since > self._patience
            if self.is_cut or is_lost or self._is_leaving():
                if is_lost and self.on_lost and not self.is_cut:
                    self.on_lost(self._patience)
                self.is_cut = True
                raise LineLostError
            await self.line.wait(lambda door: self._look(code, door))
