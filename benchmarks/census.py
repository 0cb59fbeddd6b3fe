"""A census in simulation: `python -m benchmarks.census [--sites 2000] [--workers 2] [--concurrency 40] [--delay 1]`.

Workers inspect generated small sites out of the queue, politely. Prints sites an hour, CPU and memory of each worker over
time, rows and bytes stored, how often a host was asked by the word of the server, and what that comes to for 23,269 sites (the
census of 2018) on 16 cores. Linux only: it reads /proc.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from sqlalchemy import text

from benchmarks.measuring import say, verdict
from govcrawl.demo.generate import many_sites
from govcrawl.demo.proxy import Logged, serve
from govcrawl.dispatch.queue import queue_inspection
from govcrawl.model.inspection import Inspection
from govcrawl.store.database import Database, open_database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites

NAME = "census"
COUNTRY_SITES = 23_269
"""Government sites of the country in operation, 国办通报 of the first quarter of 2018."""
COUNTRY_REQUESTS = 2_300
"""Requests a site: 300 pages and 2,000 link checks."""
CORES = 16
_DAY = 86_400
_SAMPLE_SECONDS = 1.0
_SAY_EVERY = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """The workers at one moment: CPU seconds spent so far and resident bytes of each, sites done by all; the database's CPU."""

    cpu_seconds: tuple[float, ...]
    resident_bytes: tuple[int, ...]
    sites: int
    database_seconds: float


def look(database: Database, processes: Sequence[int]) -> Sample:
    """What the operating system and the database say of the workers now."""
    with database.engine.connect() as connection:
        done = connection.scalar(text("SELECT count(*) FROM govcrawl.inspection_sites WHERE finished_at IS NOT NULL"))
        server = Path(str(connection.scalar(text("SHOW data_directory"))), "postmaster.pid").read_text().split()[0]
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    spent = sum(cpu_of(int(child)) for child in children) + cpu_of(int(server), buried=True)
    return Sample(tuple(map(cpu_of, processes)), tuple(map(memory_of, processes)), int(done or 0), spent)


def cpu_of(process: int, *, buried: bool = False) -> float:
    """CPU seconds that a process has spent, those of its children that have ended included if wanted."""
    with suppress(FileNotFoundError, ProcessLookupError):  # it may end while it is looked at
        ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, ticks[11 : 15 if buried else 13])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def memory_of(process: int) -> int:
    """Bytes of a process that lie in memory."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def work(database: Database, proxy: str, chosen: argparse.Namespace) -> tuple[list[Sample], float]:
    """Samples of the workers until every site is done, and the seconds that took."""
    options = ["worker", "--concurrency", str(chosen.concurrency), "--recycle", "0"]
    environment = os.environ | {"GOVCRAWL_DATABASE_URL": database.url, "http_proxy": proxy, "no_proxy": ""}
    program = [sys.executable, "-c", "from govcrawl.cli import main; main()", *options]
    with ExitStack() as running:
        workers = [
            running.enter_context(subprocess.Popen(program, env=environment, stderr=subprocess.DEVNULL))
            for _ in range(chosen.workers)
        ]
        processes = [worker.pid for worker in workers]
        start = time.monotonic()
        samples = [look(database, processes)]
        while samples[-1].sites < chosen.sites and all(worker.poll() is None for worker in workers):
            time.sleep(_SAMPLE_SECONDS)
            samples.append(look(database, processes))
            if samples[-1].sites // _SAY_EVERY > samples[-2].sites // _SAY_EVERY:
                say(f"  {samples[-1].sites} sites after {time.monotonic() - start:.0f} s, {megabytes(samples[-1])} MB")
        seconds = time.monotonic() - start
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
    return samples, seconds


def megabytes(sample: Sample) -> str:
    """Memory of each worker."""
    return " + ".join(f"{held / 2**20:.0f}" for held in sample.resident_bytes)


def database_bytes(database: Database) -> int:
    """The size of the database."""
    with database.engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def requests_and_rows(database: Database) -> tuple[int, int]:
    """Requests made, and rows stored in all tables."""
    with database.engine.connect() as connection:
        requests = connection.scalar(text("SELECT count(*) FROM govcrawl.fetches"))
        connection.execute(text("ANALYZE"))
        rows = connection.scalar(
            text("SELECT sum(reltuples) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'govcrawl'::regnamespace")
        )
    return int(requests or 0), int(rows or 0)


def paces(log: Sequence[Logged], hosts: Collection[str]) -> tuple[float, float]:
    """Requests a second that the median host of a site was asked, and the shortest pause of any, in seconds."""
    asked = defaultdict(list)
    for each in log:
        if each.host in hosts:
            asked[each.host].append(each.began)
    times = [sorted(at) for at in asked.values() if len(at) > 1]
    rates = [(len(at) - 1) / max(at[-1] - at[0], 1e-9) for at in times]
    return median(rates), min(after - before for at in times for before, after in pairwise(at))


def report(samples: list[Sample], seconds: float, stored: tuple[int, int, int], pace: tuple[float, float]) -> None:
    """Prints the figures and the extrapolation with its assumptions."""
    requests, rows, size = stored
    last = samples[-1]
    used = sum(last.cpu_seconds)
    say(
        f"{last.sites} sites in {seconds:.0f} s: {3600 * last.sites / seconds:.0f} sites/h, "
        f"{requests / last.sites:.0f} requests a site, {requests / seconds:.0f} requests/s"
    )
    say(f"a host: {pace[0]:.2f} requests/s (median), shortest pause {pace[1]:.2f} s")
    cores = " + ".join(f"{spent / seconds:.2f}" for spent in last.cpu_seconds)
    say(f"workers: {cores} cores, {1000 * used / requests:.1f} ms CPU a request, {used / last.sites:.2f} s a site")
    quarters = [next(each for each in samples if 4 * each.sites >= part * last.sites) for part in (1, 2, 3, 4)]
    say("workers: " + ", ".join(f"{megabytes(each)} MB after {each.sites} sites" for each in quarters))
    most = max(max(sample.resident_bytes) for sample in samples) / 2**20
    served = last.database_seconds - samples[0].database_seconds
    say(
        f"database: {rows / seconds:.0f} rows/s, {size / 2**20:.0f} MB more, {size / requests:.0f} bytes a request, "
        f"{served / seconds:.2f} cores, {1000 * served / requests:.1f} ms CPU a request"
    )
    verdict("largest memory of a worker, MB", most, 500, 300)
    verdict(
        "memory at the end, times that at half", max(last.resident_bytes) / max(quarters[1].resident_bytes), 1.1, 1.0
    )
    all_requests = COUNTRY_SITES * COUNTRY_REQUESTS
    needed = all_requests * used / requests / _DAY
    at_once = all_requests / _DAY
    say(
        f"extrapolation to {COUNTRY_SITES} sites of {COUNTRY_REQUESTS} requests in 24 hours, one request a second a host:"
    )
    say(
        f"  {at_once:.0f} sites at once, {needed:.1f} of {CORES} cores, {all_requests * size / requests / 2**30:.0f} GB"
    )
    say("  assumed: 300 pages and 2,000 link checks a site; a request costs and stores what it does here (loopback, no")
    say("  TLS, no browser, small pages); sites are spread evenly over the day; the database has machines of its own")
    verdict(f"cores for the country in a day, of {CORES}", needed, CORES, CORES / 4)


def main() -> None:
    """Runs the census and prints what it came to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sites", type=int, default=2000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--concurrency", type=int, default=40)
    options.add_argument("--delay", type=float, default=1)
    chosen = options.parse_args()
    city = many_sites(chosen.sites, columns=2, pages=1)
    settings = {"DOWNLOAD_DELAY": str(chosen.delay), "LINK_CONFIRM_SECONDS": "0", "BROWSER_ENABLED": "False"}
    with tempfile.TemporaryDirectory(prefix="census-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)
        with open_database(home=Path(home)) as database, serve(city) as served:
            with database.engine.begin() as connection:
                save_sites(connection, city.sites)
                codes = [site.site_id_code for site in city.sites]
                create_inspection(connection, Inspection(NAME, city.edition, city.as_of), codes)
            queue_inspection(database, NAME, settings=settings)
            empty = database_bytes(database)
            samples, seconds = work(database, served.url, chosen)
            stored = (*requests_and_rows(database), database_bytes(database) - empty)
            report(samples, seconds, stored, paces(served.log(), {site.host for site in city.plan.sites}))


if __name__ == "__main__":
    main()
