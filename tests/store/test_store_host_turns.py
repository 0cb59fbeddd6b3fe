"""Turns at hosts between processes: who waits gets in, who is alone goes on, and hosts of the past are forgotten."""

import asyncio

from govcrawl.middlewares.clock import HostClock
from govcrawl.store.database import Database
from govcrawl.store.host_turns import MOST_KEPT, HostTurns

QUICK = 0.05
"""Seconds of a host's pause."""


def test_who_waits_for_a_host_that_is_being_asked_gets_in_after_some_questions(database: Database) -> None:
    before, after, waited = asyncio.run(_ask_beside_a_busy_one(database.url, QUICK))
    assert waited
    assert before <= MOST_KEPT + 2, (
        "those until its waiting is seen: one may be under way, one begin before it has joined"
    )
    assert after > 0, "the busy one goes on"


async def _ask_beside_a_busy_one(url: str, delay: float) -> tuple[int, int, bool]:
    """Questions of a busy process while another waited and after that, and whether the other had to wait."""
    busy, other = HostTurns(url, delay, patience=5), HostTurns(url, delay, patience=5)
    clock, asked, has_begun = HostClock(delay), 0, asyncio.Event()

    async def go_on() -> None:
        nonlocal asked
        for _ in range(4 * MOST_KEPT):
            async with busy.turn("h.cn"):
                await clock.turn("h.cn")
                asked += 1
                has_begun.set()

    going = asyncio.ensure_future(go_on())
    await has_begun.wait()
    since = asked
    async with other.turn("h.cn") as at_once:
        before = asked - since
    await going
    await busy.close()
    await other.close()
    assert busy.known == other.known == 0, "hosts of the past are forgotten"
    return before, asked - since - before, not at_once


def test_who_is_alone_keeps_its_turn(database: Database) -> None:
    async def ask() -> list[bool]:
        turns, told = HostTurns(database.url, QUICK, patience=5), []
        for _ in range(2 * MOST_KEPT + 2):
            async with turns.turn("h.cn") as at_once:
                told.append(at_once)
        await turns.close()
        return told

    assert asyncio.run(ask()) == [True] * (2 * MOST_KEPT + 2)
