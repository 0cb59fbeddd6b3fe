"""Work that is done once however many ask for it, shared by every crawl of the process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")
J = TypeVar("J")


class Once(Generic[T]):
    """Results by key: the first who asks starts the work, all others wait for the same result.

    At most `most` results are kept, those used last: what is forgotten is done again when it is asked for.
    """

    def __init__(self, most: int) -> None:
        self._results: dict[str, asyncio.Future[T]] = {}
        self._most = most

    def __len__(self) -> int:
        return len(self._results)

    def knows(self, key: str) -> bool:
        """Whether the work was begun or its result remembered."""
        return key in self._results

    def remember(self, key: str, result: T) -> None:
        """Takes a result that is known already; one known or under way before stays."""
        if key not in self._results:
            self.put(key, result)

    def put(self, key: str, result: T) -> None:
        """Takes a result in the place of one that is known."""
        known: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        known.set_result(result)
        self._use(key, known)

    async def get(self, key: str, work: Callable[[], Awaitable[T]]) -> T:
        """The result of a key. One who waits and is cancelled leaves the work to the others."""
        if known := self._results.get(key):
            self._use(key, known)
            return await asyncio.shield(known)
        task = asyncio.ensure_future(work())
        self._use(key, task)
        result = await asyncio.shield(task)
        self.put(key, result)  # a task holds all that it ran with
        return result

    def _use(self, key: str, result: asyncio.Future[T]) -> None:
        self._results.pop(key, None)
        self._results[key] = result
        while len(self._results) > self._most:
            self._results.pop(next(iter(self._results)))


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
