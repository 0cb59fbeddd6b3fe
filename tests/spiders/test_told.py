"""Rows on their way to the store are waited for."""

import asyncio
import os
import subprocess
import sys

from govcrawl.spiders.told import Told
from tests.links.cases import ARTICLE, SITE, a, page
from tests.links.web import Answer, Asked, served

HOME = page("示例市人民政府", a("/zwgk/t1.html") + a("/zwgk/t2.html"))


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


def test_no_link_is_checked_before_a_home_page_that_the_store_takes_late() -> None:
    def answer(asked: Asked) -> Answer:
        return Answer(200, HOME if asked.path == "/" else ARTICLE) if asked.path != "/robots.txt" else Answer(404)

    with served(answer) as web:
        environment = os.environ | {"http_proxy": web.url, "no_proxy": "", "NO_PROXY": ""}
        command = [sys.executable, "-m", "tests.spiders.late_home", f"{SITE}/"]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    order = ended.stdout.split()
    assert {"home", "link"} <= set(order), ended.stderr
    assert order.index("home") < order.index("link")
