"""How many polite sites one process holds: `python -m benchmarks.politeness [--sites 400] [--pages 21] [--rounds 1]`.

Sites at one request a second each, stock Scrapy (the same delay, no jitter, no limit on all requests) beside govcrawl's
own settings; the cost of scheduling a request at 50 and at 2,000 sites; the memory of a URL that waits. Efficiency is the
ideal time over the time from the first to the last request, as the server saw them.
"""

import argparse
import gc
import json
import subprocess
import sys
import time
import tracemalloc
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from benchmarks.measuring import in_process, interleaved, medians, say, verdict
from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.frontier import Frontier
from govcrawl.model.items import Visit
from govcrawl.model.vocabulary import VisitRole

_STOCK = {
    "DOWNLOAD_DELAY": 1,
    "DOWNLOAD_DELAY_JITTER": 0,
    "RANDOMIZE_DOWNLOAD_DELAY": False,
    "CONCURRENT_REQUESTS": 100_000,
}
_TURNS = 40_000
_WAITING = 200_000


@contextmanager
def still_server() -> Iterator[str]:
    """The address of a fresh server with an empty log."""
    command = [sys.executable, "-m", "benchmarks.still_server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.terminate()


def efficiency(side: str, sites: int, pages: int) -> float:
    """Ideal time over real time of one crawl at one request a second and site."""
    urls = [f"http://dw{site}.moni.gov.cn/{page}.html" for page in range(pages) for site in range(sites)]
    given = {"urls": urls, "delay": 1, "settings": _STOCK if side == "stock" else {"SITES_AT_ONCE": sites}}
    with still_server() as address:
        environment = {"http_proxy": address, "https_proxy": address, "no_proxy": ""}
        cost = in_process("benchmarks.crawls", side, given=given, environment=environment)
        log = _log(address)
    ideal = float(log["most"] - 1)
    say(
        f"  {side:6}{log['hosts']:5} sites{log['requests']:7} requests in {log['seconds']:6.1f} s (ideal {ideal:.0f} s),"
        f" shortest pause {log['shortest_pause']:.3f} s, {1000 * cost['cpu'] / log['requests']:.2f} ms of CPU a request,"
        f" {cost['megabytes']:.0f} MB"
    )
    return ideal / float(log["seconds"])


def _log(address: str) -> Any:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{address}/log", timeout=60) as answer:
        return json.load(answer)


def scheduling(sites: int) -> float:
    """CPU microseconds to take one visit and release its site, with so many sites open."""
    frontier = _frontier(sites, -(-_TURNS // sites) + 1)
    start = time.process_time()
    for turn in range(_TURNS):
        taken = frontier.take(float(turn))
        assert taken is not None
        frontier.release(taken[0].code)
    return 1e6 * (time.process_time() - start) / _TURNS


def _frontier(sites: int, pages: int) -> Frontier:
    frontier = Frontier(HostClock(0))
    for site in range(sites):
        visits = (Visit(f"http://dw{site}.moni.gov.cn/zwgk/{page}.html", VisitRole.ARTICLE) for page in range(pages))
        frontier.open_site(f"42{site:08d}", (), visits)
    return frontier


def waiting_bytes() -> float:
    """Bytes of memory for one URL that waits in the frontier, its place in the set of known ones included."""
    gc.collect()
    tracemalloc.start()
    frontier = _frontier(100, _WAITING // 100)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert frontier.is_open()
    return held / _WAITING


def main() -> None:
    """Measures politeness, scheduling and memory, and compares them with the goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=400)
    parser.add_argument("--pages", type=int, default=21)
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    sides = {side: partial(efficiency, side, given.sites, given.pages) for side in ("stock", "bare")}
    found = medians(interleaved(sides, given.rounds))
    say(f"stock Scrapy holds {found['stock']:.1%} of the ideal rate, govcrawl {found['bare']:.1%}")
    verdict(f"efficiency at {given.sites} sites", found["bare"], 0.93, 0.95)
    costs = medians(interleaved({str(sites): partial(scheduling, sites) for sites in (50, 2000)}, 5))
    say(f"scheduling: {costs['50']:.1f} us at 50 sites, {costs['2000']:.1f} us at 2,000 sites")
    verdict("scheduling at 2,000 sites, times that at 50", costs["2000"] / costs["50"], 2, 1.2)
    verdict("bytes a waiting URL", waiting_bytes(), 350, 170)


if __name__ == "__main__":
    main()
