"""A census in simulation: `python -m benchmarks.census [--sites 2000] [--concurrency 40] [--delay 0]`.

One worker inspects generated small sites out of the queue. Prints sites an hour, CPU and memory of the worker over time, rows
and bytes stored, and what that comes to for 23,269 sites (the census of 2018) on 16 cores. With `--delay 0` the worker's own
cost is measured; what politeness makes of it is in the extrapolation. Linux only: it reads /proc.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from benchmarks.measuring import say
from govcrawl.demo.generate import many_sites
from govcrawl.demo.proxy import serve
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
_SAMPLE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """The worker at one moment: CPU seconds spent so far, resident bytes, sites done."""

    cpu_seconds: float
    resident_bytes: int
    sites: int


def look(database: Database, process: int) -> Sample:
    """What the operating system and the database say of the worker now."""
    ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    resident = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    with database.engine.connect() as connection:
        done = connection.scalar(text("SELECT count(*) FROM govcrawl.inspection_sites WHERE finished_at IS NOT NULL"))
    return Sample((int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK"), resident, int(done or 0))


def work(database: Database, proxy: str, sites: int, concurrency: int) -> tuple[list[Sample], float]:
    """Samples of one worker until every site is done, and the seconds that took."""
    options = ["worker", "--concurrency", str(concurrency), "--recycle", "0"]
    environment = os.environ | {"GOVCRAWL_DATABASE_URL": database.url, "http_proxy": proxy, "no_proxy": ""}
    program = [sys.executable, "-c", "from govcrawl.cli import main; main()", *options]
    with subprocess.Popen(program, env=environment, stderr=subprocess.DEVNULL) as worker:
        start = time.monotonic()
        samples = [look(database, worker.pid)]
        while samples[-1].sites < sites and worker.poll() is None:
            time.sleep(_SAMPLE_SECONDS)
            samples.append(look(database, worker.pid))
        seconds = time.monotonic() - start
        worker.send_signal(signal.SIGTERM)
    return samples, seconds


def rows_and_bytes(database: Database) -> tuple[int, int, int]:
    """Requests made, rows stored in all tables, and the size of the database in bytes."""
    with database.engine.connect() as connection:
        requests = connection.scalar(text("SELECT count(*) FROM govcrawl.fetches"))
        connection.execute(text("ANALYZE"))
        rows = connection.scalar(
            text("SELECT sum(reltuples) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'govcrawl'::regnamespace")
        )
        size = connection.scalar(text("SELECT pg_database_size(current_database())"))
    return int(requests or 0), int(rows or 0), int(size or 0)


def report(samples: list[Sample], seconds: float, stored: tuple[int, int, int], delay: float) -> None:
    """Prints the figures and the extrapolation with its assumptions."""
    requests, rows, size = stored
    last = samples[-1]
    cpu = last.cpu_seconds / max(requests, 1)
    half = next((sample for sample in samples if sample.sites >= last.sites / 2), last)
    say(
        f"{last.sites} sites in {seconds:.0f} s: {3600 * last.sites / seconds:.0f} sites/h, {requests / seconds:.0f} requests/s"
    )
    say(f"worker: {last.cpu_seconds / seconds:.2f} cores, {1000 * cpu:.1f} ms CPU a request")
    say(
        f"worker: {half.resident_bytes / 2**20:.0f} MB at half of the sites, {last.resident_bytes / 2**20:.0f} MB at the end"
    )
    say(f"database: {rows / seconds:.0f} rows/s, {size / 2**20:.0f} MB")
    cores = COUNTRY_SITES * COUNTRY_REQUESTS * cpu / 86_400
    at_once = COUNTRY_SITES * COUNTRY_REQUESTS / 86_400
    say(
        f"extrapolation to {COUNTRY_SITES} sites of {COUNTRY_REQUESTS} requests each in 24 hours, one request a second a host:"
    )
    say(
        f"  {at_once:.0f} sites at once, {cores:.1f} of {CORES} cores, {COUNTRY_SITES / last.sites * size / 2**30:.0f} GB"
    )
    say(
        f"  assumed: requests cost what they cost here (delay {delay:g} s, loopback, no TLS, no browser), and sites are as small"
    )


def main() -> None:
    """Runs the census and prints what it came to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sites", type=int, default=2000)
    options.add_argument("--concurrency", type=int, default=40)
    options.add_argument("--delay", type=float, default=0)
    chosen = options.parse_args()
    city = many_sites(chosen.sites, columns=4, pages=1)
    settings = {"DOWNLOAD_DELAY": str(chosen.delay), "LINK_CONFIRM_SECONDS": "0", "BROWSER_ENABLED": "False"}
    with tempfile.TemporaryDirectory(prefix="census-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)
        with open_database(home=Path(home)) as database, serve(city) as served:
            with database.engine.begin() as connection:
                save_sites(connection, city.sites)
                codes = [site.site_id_code for site in city.sites]
                create_inspection(connection, Inspection(NAME, city.edition, city.as_of), codes)
            queue_inspection(database, NAME, settings=settings)
            samples, seconds = work(database, served.url, chosen.sites, chosen.concurrency)
            report(samples, seconds, rows_and_bytes(database), chosen.delay)


if __name__ == "__main__":
    main()
