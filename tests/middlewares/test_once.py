"""Work that is done once: how much is remembered, and for how long others' answers are believed to be all."""

import asyncio

import pytest

from govcrawl.middlewares.link_shared import SharedLinks
from govcrawl.middlewares.once import Once

MOST = 3


@pytest.mark.parametrize(("keys", "kept"), [("ab", "ab"), ("abc", "abc"), ("abcd", "bcd"), ("abcad", "cad")])
def test_so_many_results_are_kept_those_used_last(keys: str, kept: str) -> None:
    async def ask() -> tuple[Once[str], list[str]]:
        once, asked = Once[str](MOST), list[str]()

        async def work(key: str) -> str:
            asked.append(key)
            return key.upper()

        for key in keys:
            assert await once.get(key, lambda key=key: work(key)) == key.upper()  # type: ignore[misc]
        return once, asked

    once, asked = asyncio.run(ask())
    assert len(once) == len(kept)
    assert [key for key in "abcd" if once.knows(key)] == sorted(kept)
    assert asked == list(dict.fromkeys(keys)), "what is kept is not asked again"


def test_a_result_may_be_put_in_the_place_of_another_but_not_remembered_there() -> None:
    async def ask() -> list[str]:
        once = Once[str](MOST)
        once.remember("a", "first")
        once.remember("a", "second")
        told = [await once.get("a", never)]
        once.put("a", "third")
        return [*told, await once.get("a", never)]

    async def never() -> str:
        raise AssertionError

    assert asyncio.run(ask()) == ["first", "third"]


def test_what_others_learnt_is_read_once_a_minute() -> None:
    shared = SharedLinks(1)
    assert [shared.wants_news(at) for at in (1000.0, 1059.9, 1060.0, 1119.9, 1120.0)] == [
        True,
        False,
        True,
        False,
        True,
    ]
