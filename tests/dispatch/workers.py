"""Real `govcrawl worker` processes against simulated webs."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from govcrawl.demo.proxy import ServedCity
from govcrawl.store.database import Database

HEARTBEAT = 2.0


def command(*arguments: str) -> list[str]:
    """A govcrawl command line of this Python."""
    return [sys.executable, "-c", "from govcrawl.cli import main; main()", *arguments]


def start_worker(database: Database, served: ServedCity, log: Path, *more: str) -> subprocess.Popen[bytes]:
    """A worker that reaches the web through `served`."""
    environment = os.environ | {
        "GOVCRAWL_DATABASE_URL": database.url,
        "http_proxy": served.url,
        "https_proxy": served.url,
        "HTTP_PROXY": served.url,
        "no_proxy": "",
        "NO_PROXY": "",
    }
    options = ["worker", "--concurrency", "6", "--heartbeat", str(HEARTBEAT), "--grace", "10", *more]
    with log.open("ab") as output:
        return subprocess.Popen(command(*options), env=environment, stdout=output, stderr=output)


def sites_by_status(database: Database) -> dict[str, int]:
    """How many sites stand at each status."""
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT status, count(*) FROM govcrawl.inspection_sites GROUP BY status"))
        return {str(status): int(count) for status, count in rows}


def wait_for_sites(database: Database, done: int, limit: float = 240) -> None:
    """Returns when that many sites are done. Raises TimeoutError."""
    _wait_until(lambda: sites_by_status(database).get("done", 0) >= done, limit, lambda: sites_by_status(database))


def wait_for_queue(database: Database, limit: float = 60) -> None:
    """Returns when no site is queued: a site is done a moment before its worker signs its job off. Raises TimeoutError."""
    _wait_until(lambda: jobs_left(database) == 0, limit, lambda: jobs_left(database))


def _wait_until(is_so: Callable[[], bool], limit: float, seen: Callable[[], object]) -> None:
    until = time.monotonic() + limit
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError(f"{seen()} after {limit} s")
        time.sleep(0.1)


def jobs_left(database: Database) -> int:
    """Sites still in the queue or given up."""
    with database.engine.connect() as connection:
        query = "SELECT count(*) FROM govcrawl_queue.procrastinate_jobs WHERE task_name = 'crawl_site'"
        return int(connection.scalar(text(query)) or 0)
