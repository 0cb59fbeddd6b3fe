"""Rows on their way to the store are waited for."""

import asyncio

from govcrawl.spiders.told import Told


def test_all_taken_waits_for_the_last_row_and_no_longer() -> None:
    async def walk() -> list[bool]:
        told = Told()
        told.tell()
        told.tell()
        waiting = asyncio.ensure_future(told.all_taken())
        seen = []
        for _ in range(2):
            await asyncio.sleep(0)
            seen.append(waiting.done())
            told.taken()
        await waiting
        return seen

    assert asyncio.run(walk()) == [False, False]


def test_nothing_told_is_nothing_to_wait_for_and_rows_of_links_do_not_count() -> None:
    told = Told()
    told.taken()
    told.tell()
    told.taken()
    asyncio.run(asyncio.wait_for(told.all_taken(), 1))
