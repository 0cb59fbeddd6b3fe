"""Heads as browsers forgive them, and time limits that our own stalls do not use up."""

import asyncio
import time

import pytest

from govcrawl.middlewares.bounded import tidy_head
from govcrawl.middlewares.patience import Patience


@pytest.mark.parametrize(
    ("head", "tidy"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n"),
        (b"HTTP/1.1 200 OK\nA: b\n\n", b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nno header\r\nA : b\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\n\xb0\xa1: b\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"),
    ],
    ids=["whole", "line-feeds", "odd-lines", "folded", "name-in-gbk", "none"],
)
def test_a_head_is_tidied(head: bytes, tidy: bytes) -> None:
    assert tidy_head(head) == tidy


def test_what_takes_too_long_is_given_up() -> None:
    async def wait() -> None:
        async with Patience().limit(0.05):
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        asyncio.run(wait())


def test_a_stall_of_our_own_counts_for_nothing() -> None:
    """The process stands still for longer than the limit; the answer, which came meanwhile, is read all the same."""

    async def wait() -> str:
        loop = asyncio.get_running_loop()
        answered = loop.create_future()
        loop.call_later(0.6, answered.set_result, "answer")
        async with Patience().limit(0.8):
            await asyncio.sleep(0)
            time.sleep(1.5)  # the stall itself
            loop.call_later(0.1, lambda: None)
            await asyncio.sleep(0.3)
            return str(await answered)

    assert asyncio.run(wait()) == "answer"
