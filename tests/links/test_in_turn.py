"""Two processes that check links of one host, told from the log of its server."""

import os
import subprocess
import sys
import time
from itertools import pairwise

from govcrawl.store.database import Database
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
