"""The whole demo, replayed from its archive in another home: every fact, finding and verdict is the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from govcrawl.demo.city import load_city
from govcrawl.store.database import Database
from govcrawl.store.register import save_sites
from govcrawl.store.server import Cluster
from tests.conftest import fresh_database
from tests.evidence.test_evidence_replay import facts, govcrawl

CITY = "jingzhou_2018q1"


def demo(database: Database, home: Path) -> None:
    environment = os.environ | {"GOVCRAWL_DATABASE_URL": database.url, "GOVCRAWL_HOME": str(home)}
    command = [sys.executable, "-c", "from govcrawl.cli import main; main()", "demo", "--city", CITY]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.torture
@pytest.mark.browser
@pytest.mark.timeout(3600)
def test_the_whole_city_is_replayed_fact_by_fact(server: Cluster, tmp_path: Path) -> None:
    live, other = tmp_path / "live", tmp_path / "other"
    with fresh_database(server) as database:
        demo(database, live)
        expected = facts(database)
    with fresh_database(server) as database:
        with database.engine.begin() as connection:
            save_sites(connection, load_city(CITY).sites)
        done = govcrawl(database, other, "replay", CITY, "--warc", str(live / "evidence"))
        assert done.returncode == 0, done.stderr
        found = facts(database)
    for table, rows in expected.items():
        assert rows, table
        assert found[table] == rows, table
