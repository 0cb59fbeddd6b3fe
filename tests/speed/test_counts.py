"""What an inspection may cost, counted, not timed: the same figures on every machine.

SQL round trips a row are counted in tests/store/test_store_save.py.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.demo.generate import many_sites
from govcrawl.demo.proxy import Logged
from govcrawl.store.server import Cluster
from tests.acceptance.crawling import NAME, prepared
from tests.conftest import fresh_database

_CITY = many_sites(4, columns=12, pages=2)
_ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Counted:
    """What one inspection did: its own counts, the proxy's log, outcome rows by role, pages that were read."""

    counts: dict[str, int]
    log: list[Logged]
    asked: dict[str, int]
    read: int


@pytest.fixture(scope="module")
def counted(server: Cluster) -> Iterator[Counted]:
    with fresh_database(server) as database, prepared(database, _CITY) as served:
        done = subprocess.run(
            [sys.executable, "-m", "tests.speed.counted", NAME],
            env=os.environ
            | {
                "GOVCRAWL_DATABASE_URL": database.url,
                "http_proxy": served.url,
                "https_proxy": served.url,
                "no_proxy": "",
            },
            cwd=_ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        with database.engine.connect() as connection:
            rows = connection.execute(text("SELECT role, count(*) FROM govcrawl.fetches GROUP BY role")).all()
            # Result pages of search trials are read by a reader of their own.
            wanted = "SELECT count(*) FROM govcrawl.pages WHERE page_kind IS NOT NULL AND role <> 'search'"
            read = connection.scalar(text(wanted))
        yield Counted(
            json.loads(done.stdout.splitlines()[-1]),
            served.log(),
            {role: int(number) for role, number in rows},
            int(read or 0),
        )


def test_few_tasks_a_response(counted: Counted) -> None:
    assert counted.counts["tasks"] <= 12 * sum(counted.asked.values())


def test_about_one_request_a_page(counted: Counted) -> None:
    """Link checks need none: they go through a pool of their own."""
    pages = sum(number for role, number in counted.asked.items() if role != "link")
    assert pages >= 100
    assert counted.counts["requests"] <= 1.1 * pages


def test_a_page_is_parsed_once(counted: Counted) -> None:
    assert counted.read >= 4 * (1 + 12)
    assert counted.counts["parses"] == counted.read


def test_few_parsed_pages_are_alive_at_once(counted: Counted) -> None:
    """A parsed page takes some 500 KB: none may wait for an answer of the network, neither a page nor a link's answer."""
    assert counted.counts["pages_alive"] <= 8


def test_a_target_outside_is_asked_once_for_all_sites(counted: Counted) -> None:
    own = {site.host for site in _CITY.plan.sites}
    outside = Counter((one.host, one.path) for one in counted.log if one.host not in own)
    assert len(outside) >= 5
    assert set(outside.values()) == {1}


def test_no_log_record_a_page(counted: Counted) -> None:
    """What is logged is logged once a crawl, whatever it reads: twenty records for each of the four kinds of site."""
    assert counted.counts["log_records"] <= 80
    assert counted.counts["log_records"] < counted.read
