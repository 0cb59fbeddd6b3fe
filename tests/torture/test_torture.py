"""Thirty kills, ten cuts and a minute without a database: nothing lost, nothing doubled, the same verdicts."""

import random
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.demo.generate import many_sites
from govcrawl.store.server import Cluster
from tests.acceptance.crawling import kill, prepared, snapshot, start, wait_for_rows
from tests.acceptance.test_resume import _allow_connections, _cut_all_connections
from tests.conftest import fresh_database

pytestmark = [pytest.mark.torture, pytest.mark.timeout(3600)]
KILLS = 30
CUTS = 10
OUTAGE = 60.0
"""Seconds."""
CITY = many_sites(12, columns=10, pages=2)


@pytest.fixture(scope="module")
def calm(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """What an undisturbed crawl leaves."""
    with fresh_database(server) as database, prepared(database, CITY) as served:
        assert start(database.url, served, log=tmp_path_factory.mktemp("calm") / "log").wait() == 0
        return snapshot(database)


def moments(calm: dict[str, list[tuple[object, ...]]], count: int) -> list[int]:
    """Numbers of stored outcome rows at which to strike, in order."""
    total = sum(len(rows) for table, rows in calm.items() if table.startswith("fetches"))
    return sorted(random.Random(20180228).sample(range(1, total), count))


def test_thirty_kills(server: Cluster, calm: dict[str, list[tuple[object, ...]]], tmp_path: Path) -> None:
    with fresh_database(server) as database, prepared(database, CITY) as served:
        killed = 0
        for moment in moments(calm, KILLS):
            process = start(database.url, served, log=tmp_path / "log")
            wait_for_rows(database, moment, process)
            killed += process.poll() is None
            kill(process)
        assert start(database.url, served, log=tmp_path / "log").wait() == 0
        assert snapshot(database) == calm
    assert killed >= KILLS * 0.8


def test_ten_cuts(server: Cluster, calm: dict[str, list[tuple[object, ...]]], tmp_path: Path) -> None:
    with fresh_database(server) as database, prepared(database, CITY) as served:
        process = start(database.url, served, log=tmp_path / "log")
        for moment in moments(calm, CUTS):
            wait_for_rows(database, moment, process)
            _cut_all_connections(database)
        assert process.wait() == 0, (tmp_path / "log").read_text()
        assert snapshot(database) == calm


def test_a_minute_without_a_database(
    server: Cluster, calm: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    with fresh_database(server) as database, prepared(database, CITY) as served:
        process = start(database.url, served, log=tmp_path / "log")
        wait_for_rows(database, 60, process)
        _allow_connections(database, allowed=False)
        time.sleep(OUTAGE)  # the outage itself
        assert process.poll() is None
        _allow_connections(database, allowed=True)
        assert process.wait() == 0, (tmp_path / "log").read_text()
        assert snapshot(database) == calm
        with database.engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM govcrawl.inspection_sites WHERE status <> 'done'")) == 0
