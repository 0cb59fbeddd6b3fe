"""The pool asks less and rests when many hosts in a row are silent and nobody answers; silent ones lend their places."""

import asyncio

import pytest

from govcrawl.middlewares.link_load import MOST_LENT, Load
from govcrawl.model.vocabulary import FetchOutcome

SLOW, OURS, OK = FetchOutcome.TIMEOUT_FIRST_BYTE, FetchOutcome.OWN_TROUBLE, FetchOutcome.OK
GONE = FetchOutcome.HTTP_4XX
HOSTS = [f"h{number}.cn" for number in range(8)]


@pytest.mark.parametrize(
    ("answers", "limit"),
    [
        ([(host, OK) for host in HOSTS], 64),
        ([("h1.cn", SLOW)] * 50, 64),
        ([(host, SLOW) for host in HOSTS[:7]], 64),
        ([(host, SLOW) for host in HOSTS], 32),
        ([*((host, SLOW) for host in HOSTS[:7]), ("h1.cn", GONE), (HOSTS[7], SLOW)], 64),
        ([("h1.cn", OURS)], 32),
        ([("h1.cn", OURS), *((host, SLOW) for host in HOSTS)], 32),
        ([("h1.cn", OURS), ("h1.cn", OK)], 33),
    ],
    ids=["all answer", "one host is silent", "few hosts", "many hosts in a row", "an answer between", "own trouble",
         "what was under way tells nothing new", "recovers slowly"],
)  # fmt: skip
def test_places(answers: list[tuple[str, FetchOutcome]], limit: int) -> None:
    async def limit_after() -> int:
        load = Load(64, rest=10)
        for host, outcome in answers:
            load.note(host, outcome)
        return load.limit

    assert asyncio.run(limit_after()) == limit


def test_never_more_than_the_places_and_nobody_is_forgotten() -> None:
    async def story() -> None:
        load, under_way, most = Load(3), 0, 0

        async def ask() -> None:
            nonlocal under_way, most
            place = await load.enter()
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0)
            under_way -= 1
            place.leave()

        async with asyncio.timeout(10):
            await asyncio.gather(*(ask() for _ in range(50)))
        assert most == 3

    asyncio.run(story())


def test_one_who_is_cancelled_gives_the_place_to_the_next() -> None:
    async def story() -> None:
        load = Load(1)
        place = await load.enter()
        impatient, patient = asyncio.ensure_future(load.enter()), asyncio.ensure_future(load.enter())
        await asyncio.sleep(0)
        impatient.cancel()
        place.leave()
        async with asyncio.timeout(10):
            await patient

    asyncio.run(story())


def test_after_own_trouble_the_next_waits_for_the_rest() -> None:
    async def story() -> None:
        load, loop = Load(4, rest=0.2), asyncio.get_running_loop()
        load.note("h1.cn", OURS)
        since = loop.time()
        async with asyncio.timeout(10):
            await load.enter()
        assert loop.time() - since >= 0.19

    asyncio.run(story())


def test_silence_while_others_answer_is_not_ours() -> None:
    """What went out before the last answer came, or ends just after it, tells nothing of our line."""

    async def limit_after(since: float) -> int:
        load, now = Load(64, rest=10), asyncio.get_running_loop().time()
        load.note("answers.cn", OK)
        for host in HOSTS:
            load.note(host, SLOW, now + since)
        return load.limit

    assert [asyncio.run(limit_after(since)) for since in (-10, 10)] == [64, 64]


def test_the_silent_lend_their_places_up_to_a_bound() -> None:
    async def story() -> None:
        load = Load(1, patience=0.0)
        silent = []
        async with asyncio.timeout(10):
            for _ in range(1 + MOST_LENT):
                silent.append(await load.enter())
                await asyncio.sleep(0.001)
        one_more = asyncio.ensure_future(load.enter())
        await asyncio.sleep(0.01)
        assert not one_more.done()
        silent.pop().leave()
        async with asyncio.timeout(10):
            (await one_more).leave()
        for place in silent:
            place.leave()
        async with asyncio.timeout(10):
            await load.enter()

    asyncio.run(story())
