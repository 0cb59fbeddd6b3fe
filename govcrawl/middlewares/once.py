"""Work that is done once however many ask for it, shared by every crawl of the process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")
J = TypeVar("J")


class Once(Generic[T]):
    """Results by key: the first who asks starts the work, all others wait for the same result."""

    def __init__(self) -> None:
        self._results: dict[str, asyncio.Future[T]] = {}

    def knows(self, key: str) -> bool:
        """Whether the work was begun or its result remembered."""
        return key in self._results

    def remember(self, key: str, result: T) -> None:
        """Takes a result that is known already; one known or under way before stays."""
        if key not in self._results:
            known: asyncio.Future[T] = asyncio.get_running_loop().create_future()
            known.set_result(result)
            self._results[key] = known

    async def get(self, key: str, work: Callable[[], Awaitable[T]]) -> T:
        """The result of a key. One who waits and is cancelled leaves the work to the others."""
        if key not in self._results:
            self._results[key] = asyncio.ensure_future(work())
        return await asyncio.shield(self._results[key])


async def side_by_side(jobs: Iterable[J], work: Callable[[J], Awaitable[T]], at_once: int) -> AsyncIterator[T]:
    """Results of `work` for all jobs, as they come, at most `at_once` under way."""
    waiting: set[asyncio.Future[T]] = set()
    source = iter(jobs)
    try:
        while True:
            while len(waiting) < at_once and (job := next(source, None)) is not None:
                waiting.add(asyncio.ensure_future(work(job)))
            if not waiting:
                return
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for ended in done:
                yield ended.result()
    finally:
        for left in waiting:
            left.cancel()
