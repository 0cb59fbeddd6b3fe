"""Helpers of the acceptance tests: real `govcrawl inspect` processes against a simulated web, and what they left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from govcrawl.demo.city import City
from govcrawl.demo.proxy import ServedCity, serve
from govcrawl.model.inspection import Inspection
from govcrawl.store.database import Database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites

NAME = "验收"
TIMELESS = {
    "fetches WHERE role NOT IN ('link', 'control')": "site_id_code, url, body, is_hop, role, parent_url, outcome, status, final_url, tls, bytes, client, detail",
    # Control addresses are our own trials, not facts of a site. A target outside is asked once for all sites that link to it: which of them asks is chance, what came is not.
    "fetches WHERE role = 'link'": "DISTINCT url, outcome, status",
    "pages": "site_id_code, url, body, role, column_url, cms, page_kind, title, digest, template_digest, items, marks, tags",
    "site_columns": "site_id_code, url, name, level, kind, path, state, why, newest_item_on, items, dated_items",
    "links": "site_id_code, url, parent_url, href, anchor, place, scope, resource, on_home, fate, status, confirmed",
    "findings": "indicator, kind, outcome, subject, problem, url, parent_url, detail, points, confidence",
    "judgements": "site_id_code, verdict, score_low, score_high, deductions, veto_indicators, problems",
}
"""The facts of a crawl without their times: equal for a disturbed and an undisturbed run."""


@contextmanager
def prepared(database: Database, city: City) -> Iterator[ServedCity]:
    """A database that holds the city's register and an inspection of it, and the city served."""
    with database.engine.begin() as connection:
        save_sites(connection, city.sites)
        codes = [site.site_id_code for site in city.sites]
        create_inspection(connection, Inspection(NAME, city.edition, city.as_of, {}), codes)
    with serve(city) as served:
        yield served


def start(
    database_url: str, served: ServedCity | str, *more: str, log: Path | None = None, name: str = NAME
) -> subprocess.Popen[bytes]:
    """`govcrawl inspect` as a process of its own; `served` may be a proxy's address."""
    proxy = served if isinstance(served, str) else served.url
    environment = os.environ | {
        "GOVCRAWL_DATABASE_URL": database_url,
        "http_proxy": proxy,
        "https_proxy": proxy,
        "no_proxy": "",
        "HTTP_PROXY": proxy,
        "NO_PROXY": "",
    }
    command = [sys.executable, "-c", "from govcrawl.cli import main; main()", "inspect", name, "--delay", "0"]
    settings = ["-s", "LINK_CONFIRM_SECONDS=0", "-s", "BROWSER_ENABLED=False", *more]
    with (log or Path(os.devnull)).open("ab") as output:
        return subprocess.Popen([*command, *settings], env=environment, stdout=output, stderr=output)


def wait_for_rows(database: Database, rows: int, process: subprocess.Popen[bytes]) -> None:
    """Returns when that many outcome rows are stored, or the process has ended."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while process.poll() is None:
            if (connection.scalar(text("SELECT count(*) FROM govcrawl.fetches")) or 0) >= rows:
                return
            time.sleep(0.02)


def kill(process: subprocess.Popen[bytes]) -> None:
    """kill -9."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def snapshot(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All facts, findings and verdicts without their times, in a fixed order."""
    found = {}
    with database.engine.connect() as connection:
        for table, columns in TIMELESS.items():
            rows = connection.execute(text(f"SELECT {columns} FROM govcrawl.{table}"))
            found[table] = sorted(tuple(map(str, row)) for row in rows)
    return found
