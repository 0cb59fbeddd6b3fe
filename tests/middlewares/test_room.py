"""Room for large answers: in turn, bounded, and given back whatever happens."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

import pytest
from scrapy import Request
from scrapy.http import Response

from govcrawl.middlewares import room
from govcrawl.middlewares.body import set_aside, take_body
from govcrawl.middlewares.patience import Intake, Patience
from govcrawl.middlewares.room import LIGHT, Dear, Load, Room

_MIB = 1 << 20
_LARGE = _MIB // 4


async def _is_waiting(waiting: Awaitable[object]) -> bool:
    task = asyncio.ensure_future(waiting)
    for _ in range(3):
        await asyncio.sleep(0)
    return not task.done()


def _run(scene: Callable[[], Awaitable[None]]) -> None:
    async def play() -> None:
        await scene()

    asyncio.run(play())


def test_who_finds_no_room_waits_in_the_order_of_asking() -> None:
    async def scene() -> None:
        house, let_in = Room(10), list[str]()

        async def ask(name: str, size: int) -> None:
            await house.take(size)
            let_in.append(name)

        await house.take(6)
        tasks = [asyncio.ensure_future(ask(name, size)) for name, size in (("large", 9), ("small", 2))]
        await asyncio.sleep(0)
        assert let_in == []  # the small one would fit, and comes after the large one all the same
        house.give(6)
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        assert let_in == ["large"]
        house.give(9)
        await asyncio.gather(*tasks)
        assert let_in == ["large", "small"]

    _run(scene)


@pytest.mark.parametrize(("size", "held"), [(9, 9), (10, 10), (11, 10)])
def test_who_wants_more_than_there_is_gets_all_of_it(size: int, held: int) -> None:
    async def scene() -> None:
        house = Room(10)
        assert await house.take(size) == held
        assert await _is_waiting(house.take(10))

    _run(scene)


def test_who_gives_up_waiting_keeps_nobody_out() -> None:
    async def scene() -> None:
        house = Room(10)
        await house.take(10)
        gone = asyncio.ensure_future(house.take(10))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.wait([gone])
        house.give(10)
        assert await house.take(10) == 10

    _run(scene)


def test_who_gives_up_in_the_moment_of_being_let_in_takes_no_room_along() -> None:
    async def scene() -> None:
        house = Room(10)
        await house.take(10)
        gone = asyncio.ensure_future(house.take(10))
        await asyncio.sleep(0)
        house.give(10)
        gone.cancel()
        await asyncio.wait([gone])
        assert await house.take(10) == 10

    _run(scene)


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for one giant, two middling answers, three large ones and one dear page."""
    steps = [(_LARGE, Room(3 * _LARGE)), (_MIB, Room(2 * _MIB)), (sys.maxsize, Room(10 * _MIB))]
    monkeypatch.setattr(room, "_STEPS", steps)
    monkeypatch.setattr(room, "_DEAR_ROOM", Room(10_000 * 700))


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize(
    ("size", "most", "at_once"),
    [
        (LIGHT, 10 * _MIB, 9), (LIGHT + 1, 10 * _MIB, 3), (LIGHT + 1, _LARGE // 2, 6), (_LARGE, 10 * _MIB, 3),
        (_LARGE + 1, 10 * _MIB, 2), (_LARGE + 1, _MIB // 2, 4), (_MIB, 10 * _MIB, 2), (_MIB + 1, 10 * _MIB, 1),
    ],
)  # fmt: skip
def test_so_many_answers_of_a_size_have_room_at_once(size: int, most: int, at_once: int) -> None:
    async def scene() -> None:
        loads = [Load() for _ in range(9)]
        tasks = [asyncio.ensure_future(load.grow(size, most)) for load in loads]
        for _ in range(3):
            await asyncio.sleep(0)
        assert sum(task.done() for task in tasks) == at_once
        for load in loads:
            load.release()
            for _ in range(3):
                await asyncio.sleep(0)
        await asyncio.gather(*tasks)

    _run(scene)


@pytest.mark.usefixtures("narrow")
def test_answers_that_grow_all_at_once_come_to_their_end() -> None:
    async def scene() -> None:
        async def read() -> None:
            load = Load()
            for size in (LIGHT + 1, _LARGE + 1, _MIB + 1, 10 * _MIB):
                await load.grow(size, 10 * _MIB)
                await asyncio.sleep(0)
            load.release()

        await asyncio.gather(*(read() for _ in range(20)))

    _run(scene)


@pytest.mark.usefixtures("narrow")
def test_the_room_of_what_broke_off_is_free_again() -> None:
    async def scene() -> None:
        load, dear = Load(), Dear()
        await load.grow(10 * _MIB, 10 * _MIB)
        await dear.move(10_000)
        del load, dear
        assert not await _is_waiting(Load().grow(10 * _MIB, 10 * _MIB))
        assert not await _is_waiting(Dear().move(10_000))

    _run(scene)


@pytest.mark.usefixtures("narrow")
def test_a_page_in_place_of_another_waits_without_the_room_of_the_first() -> None:
    async def scene() -> None:
        first, second = Dear(), Dear()
        await first.move(6_000)
        assert await _is_waiting(second.move(6_000))
        assert await _is_waiting(first.move(8_000))
        second.release()

    _run(scene)


@pytest.mark.parametrize("size", [10, LIGHT + 1, 3 * _MIB])
def test_scrapy_holds_no_body_and_the_spider_gets_what_is_read(size: int) -> None:
    request = Request("http://a.gov.cn/")
    response = Response(request.url, body=b"x" * size, request=request)
    set_aside(request, response)
    assert response.body == b""
    body, part = take_body(response)
    assert len(body) == min(size, 2 * _MIB)
    assert (part is None) is (size < 2 * _MIB)
    assert take_body(response) == (b"", None)


@pytest.mark.usefixtures("narrow")
def test_an_answer_that_nobody_waits_for_any_more_grows_without_a_limit() -> None:
    async def scene() -> None:
        async with asyncio.timeout(None) as deadline:
            pass
        intake = Intake(Patience(), deadline, 10 * _MIB)
        await intake.grow(10 * _MIB)
        assert intake.has_room(10 * _MIB)

    _run(scene)
