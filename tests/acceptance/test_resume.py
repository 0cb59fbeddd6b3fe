"""Nothing lost, nothing doubled: crawls killed at any moment, and a database that goes away."""

import random
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.demo.generate import many_sites
from govcrawl.store.database import Database
from govcrawl.store.server import Cluster
from tests.acceptance.crawling import kill, prepared, snapshot, start, wait_for_rows
from tests.conftest import fresh_database

KILLS = 10


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_crawl_killed_at_ten_moments_ends_as_an_undisturbed_one(server: Cluster, tmp_path: Path) -> None:
    city = many_sites(5, columns=8, pages=1)
    with fresh_database(server) as calm, prepared(calm, city) as served:
        assert start(calm.url, served, log=tmp_path / "calm").wait() == 0
        expected = snapshot(calm)
    total = sum(len(rows) for table, rows in expected.items() if table.startswith("fetches"))
    chance = random.Random(20180228)
    moments = sorted(chance.sample(range(1, total), KILLS))
    with fresh_database(server) as torn, prepared(torn, city) as served:
        killed = 0
        for moment in moments:
            process = start(torn.url, served, log=tmp_path / "torn")
            wait_for_rows(torn, moment, process)
            killed += process.poll() is None
            kill(process)
        assert start(torn.url, served, log=tmp_path / "torn").wait() == 0
        found = snapshot(torn)
    assert killed >= KILLS - 2
    for table, rows in expected.items():
        assert found[table] == rows, table


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_crawl_waits_for_a_database_that_comes_back(database: Database, tmp_path: Path) -> None:
    city = many_sites(6, columns=8, pages=1)
    with prepared(database, city) as served:
        process = start(database.url, served, log=tmp_path / "log")
        wait_for_rows(database, 40, process)
        for _ in range(3):
            _cut_all_connections(database)
        assert process.wait() == 0, (tmp_path / "log").read_text()
    with database.engine.connect() as connection:
        open_sites = connection.scalar(text("SELECT count(*) FROM govcrawl.inspection_sites WHERE status <> 'done'"))
    assert open_sites == 0


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_crawl_without_its_database_fails_and_resumes(database: Database, tmp_path: Path) -> None:
    city = many_sites(6, columns=8, pages=1)
    with prepared(database, city) as served:
        process = start(database.url, served, "-s", "STORE_PATIENCE=1", log=tmp_path / "log")
        wait_for_rows(database, 40, process)
        _allow_connections(database, allowed=False)
        assert process.wait() == 1, (tmp_path / "log").read_text()
        _allow_connections(database, allowed=True)
        assert start(database.url, served, log=tmp_path / "log").wait() == 0
        found = snapshot(database)
    assert len(found["judgements"]) == len(city.sites)
    visited = [row[:3] for row in found["fetches WHERE role NOT IN ('link', 'control')"]]
    assert len(visited) == len(set(visited))


def _cut_all_connections(database: Database) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


def _allow_connections(database: Database, *, allowed: bool) -> None:
    """Lets nobody into the database, and throws everybody out: to the crawl it is as if the server were gone."""
    from govcrawl.store.database import make_engine

    assert database.embedded is not None
    name = database.engine.url.database
    admin = make_engine(database.embedded.url("postgres"))
    try:
        with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {str(allowed).lower()}')
            if not allowed:
                connection.execute(
                    text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": name}
                )
    finally:
        admin.dispose()
