"""Two machines on one database: one dies, one leaves, one comes; the facts are those of one undisturbed process."""

import signal
import urllib.request
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from govcrawl.cli.app import run
from govcrawl.demo.city import City
from govcrawl.demo.generate import many_sites
from govcrawl.demo.proxy import Logged, ServedCity, serve
from govcrawl.store.inspections import stored_inspection
from govcrawl.store.queue import queue_status
from govcrawl.store.server import Cluster
from tests.acceptance.crawling import NAME, kill, prepared, snapshot, start, wait_for_rows
from tests.conftest import fresh_database
from tests.dispatch.workers import jobs_left, start_worker, wait_for_queue, wait_for_sites

ON_PLATFORM = 4
PLATFORM = "pt.moni.gov.cn"
DELAY = 0.5
JITTER = 0.02
STALL = 0.25
"""Seconds by which a busy server may note a request late: the next one of the same worker, sent in time, then seems early."""


def city_with_platform(sites: int, columns: int) -> City:
    """Generated sites, the first few of them on one host (集约化)."""
    plan = many_sites(sites, columns, pages=1).plan
    shared = [replace(site, host=PLATFORM, base=f"/bm{number}") for number, site in enumerate(plan.sites[:ON_PLATFORM])]
    return City(replace(plan, sites=(*shared, *plan.sites[ON_PLATFORM:])))


@pytest.mark.parametrize(
    ("sites", "columns"),
    [
        pytest.param(12, 4, marks=[pytest.mark.slow, pytest.mark.timeout(600)]),
        pytest.param(300, 2, marks=[pytest.mark.torture, pytest.mark.timeout(3600)]),
    ],
)
def test_a_worker_killed_one_stopped_and_one_added_do_everything_once(
    server: Cluster, tmp_path: Path, sites: int, columns: int
) -> None:
    city = city_with_platform(sites, columns)
    with fresh_database(server) as calm, prepared(calm, city) as served:
        assert start(calm.url, served, log=tmp_path / "calm").wait() == 0
        expected = snapshot(calm)
    with fresh_database(server) as shared, prepared(shared, city) as first, ExitStack() as webs:
        second, third = webs.enter_context(serve(city)), webs.enter_context(serve(city))
        assert start(shared.url, first, "--distributed", log=tmp_path / "queued").wait() == 0
        killed = start_worker(shared, first, tmp_path / "killed")
        stopped = start_worker(shared, second, tmp_path / "stopped")
        wait_for_rows(shared, 4 * sites, killed)
        assert killed.poll() is None
        kill(killed)
        added = start_worker(shared, third, tmp_path / "added")
        wait_for_rows(shared, 8 * sites, stopped)
        assert stopped.poll() is None
        stopped.send_signal(signal.SIGTERM)
        assert stopped.wait(timeout=60) == 0, (tmp_path / "stopped").read_text()
        wait_for_sites(shared, sites, limit=240 + 6 * sites)
        wait_for_queue(shared)
        added.send_signal(signal.SIGTERM)
        assert added.wait(timeout=60) == 0, (tmp_path / "added").read_text()
        found = snapshot(shared)
        assert jobs_left(shared) == 0
        asked = [first.log(), second.log(), third.log()]
    for table, rows in expected.items():
        assert _facts(found[table]) == _facts(rows), table
    assert all(asked), "every worker had its share"
    fronts = {(site.host, f"{site.base}/") for site in city.plan.sites}  # any worker may follow a link to them
    inside = [[each for each in log if (each.host, each.path) not in fronts] for log in asked]
    for host in {site.host for site in city.plan.sites}:
        # Two workers at one host at once would take turns at every page; a host changes hands between two sites of it,
        # and once more for each of the two workers that went.
        turns = changes_of_hands(host, inside)
        assert turns <= (ON_PLATFORM if host == PLATFORM else 1) - 1 + 2, f"{host}: {turns}"


def _facts(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Rows without control addresses: they are asked once a host and process, by whichever of its sites comes first."""
    return [row for row in rows if "control" not in row]


def changes_of_hands(host: str, logs: Sequence[Sequence[Logged]]) -> int:
    """How often another worker began to ask a host, in the order in which its servers answered."""
    order = sorted((asked.at, number) for number, log in enumerate(logs) for asked in log if asked.host == host)
    return sum(1 for _ in groupby(number for _, number in order)) - 1


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_two_workers_never_ask_a_host_at_once_nor_faster_than_the_delay(server: Cluster, tmp_path: Path) -> None:
    """Sites link to their neighbours' front pages, so that a worker follows links to hosts that the other one crawls."""
    city = many_sites(12, columns=2, pages=1)
    with fresh_database(server) as database, prepared(database, city) as first, serve(city) as second:
        options = ["--distributed", "-s", f"DOWNLOAD_DELAY={DELAY}", "--delay", str(DELAY)]
        assert start(database.url, first, *options, log=tmp_path / "queued").wait() == 0
        drawn = [draw(web, city) for web in (first, second)]
        workers = [start_worker(database, web, tmp_path / "log") for web in (first, second)]
        wait_for_sites(database, 12)
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        assert [worker.wait(timeout=60) for worker in workers] == [0, 0], (tmp_path / "log").read_text()
        asked = [web.log()[before:] for web, before in zip((first, second), drawn, strict=True)]
    assert visitors(asked, {site.host for site in city.plan.sites}) >= 6, "links lead across"
    for (before, worker), (after, other) in pairwise(in_order(asked)):
        if after.host == before.host:
            assert after.began >= before.at, f"two at once: {before} {after}"
            # Another worker cannot know when the question was sent: its pause counts from the answer.
            pause = after.began - (before.began if other == worker else before.at)
            assert pause >= DELAY - (STALL if other == worker else JITTER), f"{worker} {before} {other} {after}"


def draw(served: ServedCity, city: City) -> int:
    """Has every site drawn, so that no request waits at the server meanwhile; returns how many requests that took."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": served.url}))
    for site in city.plan.sites:
        opener.open(f"http://{site.host}/").close()
    return len(served.log())


def in_order(logs: Sequence[Sequence[Logged]]) -> list[tuple[Logged, int]]:
    """What was asked, with the worker that asked; host by host, in the order in which it came."""
    every = ((asked, worker) for worker, log in enumerate(logs) for asked in log)
    return sorted(every, key=lambda one: (one[0].host, one[0].began))


def visitors(logs: Sequence[Sequence[Logged]], hosts: Collection[str]) -> int:
    """How many of the hosts all workers asked."""
    return len(set.intersection(set(hosts), *({asked.host for asked in log} for log in logs)))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_worker_starts_afresh_after_its_number_of_sites(server: Cluster, tmp_path: Path) -> None:
    city = many_sites(7, columns=2, pages=1)
    with fresh_database(server) as database, prepared(database, city) as served:
        assert start(database.url, served, "--distributed", log=tmp_path / "queued").wait() == 0
        worker = start_worker(database, served, tmp_path / "log", "--concurrency", "1", "--recycle", "3")
        wait_for_sites(database, 7)
        with database.engine.connect() as connection:
            (seen,) = queue_status(connection, stored_inspection(connection, NAME).number, NAME).workers
        assert seen.name.endswith(f":{worker.pid}")
        assert seen.silent_seconds < 60
        assert run(["worker", "--check", "--heartbeat", "20", "--database-url", database.url]) == 0
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0
        assert run(["worker", "--check", "--heartbeat", "20", "--database-url", database.url]) == 1
    log = (tmp_path / "log").read_text()
    assert log.count("left (recycled)") == 2
    assert log.count("left (told)") == 1
