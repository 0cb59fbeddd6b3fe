"""Two processes that check links of one host, told from the log of its server."""

import json
import os
import subprocess
import sys
import time
from itertools import pairwise

import pytest

from govcrawl.store.database import Database
from tests.links.cases import GONE, a, page
from tests.links.web import Answer, Asked, served

DELAY = 0.2
SLOW = 0.3
"""Seconds that an answer takes: where one host is never asked at once, its requests are at least this far apart."""


def test_two_processes_never_ask_a_host_at_once_nor_faster_than_the_delay(database: Database) -> None:
    log: dict[str, list[float]] = {"www.waibu.cn": [], "www.ling.cn": []}

    def answer(asked: Asked) -> Answer:
        log[asked.url.split("/")[2]].append(time.monotonic())
        return Answer(200, b"<p>text</p>", after=SLOW)

    with served(answer) as web:
        environment = os.environ | {"http_proxy": web.url, "no_proxy": "", "NO_PROXY": ""}
        command = [sys.executable, "-m", "tests.links.in_turn", database.url, str(DELAY)]
        workers = [
            subprocess.Popen(
                [*command, *(f"http://{host}/{letter}{number}.html" for number in range(3) for host in log)],
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
            )
            for letter in "ab"
        ]
        told = [worker.communicate(timeout=60)[0].split() for worker in workers]
    assert told == [["ok"] * 6] * 2
    for times in log.values():
        pauses = [later - earlier for earlier, later in pairwise(times)]
        assert len(times) == 6
        assert min(pauses) >= SLOW - 0.01, pauses
    firsts = [times[0] for times in log.values()]
    assert abs(firsts[0] - firsts[1]) < 4 * (SLOW + DELAY), "different hosts do not wait for each other"


@pytest.mark.slow
def test_two_crawls_follow_redirects_in_turn_with_the_second_client_too(database: Database) -> None:
    """Each link is redirected to the one host and is gone there, so that both clients of both processes ask it."""
    began: list[float] = []

    def answer(asked: Asked) -> Answer:
        host, number = asked.url.split("/")[2], asked.path.strip("/n.html")
        if host == "www.gong.cn":
            began.append(time.monotonic())
            return Answer(404, after=SLOW)
        if asked.path == "/":
            return Answer(200, page(host, "".join(a(f"/n{each}.html") for each in range(3))))
        return Answer(302, headers={"Location": f"http://www.gong.cn/{host}/{number}.html"}) if number else GONE

    with served(answer) as web:
        environment = os.environ | {"http_proxy": web.url, "https_proxy": web.url, "no_proxy": "", "NO_PROXY": ""}
        command = [sys.executable, "-m", "tests.links.crawl_in_turn", database.url, str(DELAY)]
        crawls = [
            subprocess.Popen(
                [*command, f"http://www.{name}.cn/", f"DOWNLOAD_DELAY={DELAY}"],
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in ("jia", "yi")
        ]
        told = [crawl.communicate(timeout=120)[0].splitlines() for crawl in crawls]
    links = [json.loads(line.partition(" ")[2]) for lines in told for line in lines if line.startswith("LINK ")]
    assert [(link["fate"], link["confirmed"]) for link in links] == [("dead", True)] * 6
    assert len(began) >= 12
    pauses = [later - earlier for earlier, later in pairwise(began)]
    assert min(pauses) >= SLOW - 0.01, pauses
