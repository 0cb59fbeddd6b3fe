"""What a site's pages have told and the store has not taken yet."""

import asyncio


class Told:
    """Counts the rows of one site that are on their way to the store.

    They go there in turn, a response's one after another, and wait where the store is slow; meanwhile the site's next pages
    are read. Links are not checked, and nothing is judged, before all of them have come.
    """

    def __init__(self) -> None:
        self._on_the_way = 0
        self._all_taken = asyncio.Event()
        self._all_taken.set()

    def tell(self) -> None:
        """Notes a row that is sent off now."""
        self._on_the_way += 1
        self._all_taken.clear()

    def taken(self) -> None:
        """Notes that the store has dealt with a row, whether it could keep it or not."""
        self._on_the_way = max(0, self._on_the_way - 1)
        if not self._on_the_way:
            self._all_taken.set()

    async def all_taken(self) -> None:
        """Waits for the rows that are still on their way."""
        await self._all_taken.wait()
