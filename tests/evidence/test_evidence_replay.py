"""A replayed inspection equals the live one, fact by fact, and asks nothing of the network."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.demo.city import City, load_city
from govcrawl.demo.generate import many_sites
from govcrawl.evidence.archive import read_at
from govcrawl.store.database import Database
from govcrawl.store.register import save_sites
from govcrawl.store.server import Cluster
from tests.acceptance.crawling import NAME, prepared, snapshot, start
from tests.conftest import fresh_database

NOWHERE = "http://127.0.0.1:9"
"""A proxy that is not there: whoever asks the network gets nothing."""

FAULTY = ("4210230004", "4210000030")
"""Two sites of the simulated city that have faults."""


def replay(database: Database, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return govcrawl(database, home, "replay", NAME, "--warc", str(folder))


def govcrawl(database: Database, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command without any network."""
    environment = os.environ | {
        "GOVCRAWL_DATABASE_URL": database.url,
        "GOVCRAWL_HOME": str(home),
        "http_proxy": NOWHERE,
        "https_proxy": NOWHERE,
        "no_proxy": "",
        "NO_PROXY": "",
    }
    command = [sys.executable, "-c", "from govcrawl.cli import main; main()", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def live(database: Database, city: City, home: Path, monkeypatch: pytest.MonkeyPatch, keep: str, *more: str) -> None:
    monkeypatch.setenv("GOVCRAWL_HOME", str(home))
    with prepared(database, city) as served:
        log = home.parent / "live.log"
        assert start(database.url, served, "-s", f"EVIDENCE={keep}", *more, log=log).wait() == 0, log.read_text()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_replay_of_everything_equals_the_live_inspection(
    server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = many_sites(4, columns=6, pages=1)
    home = tmp_path / "home"
    with fresh_database(server) as database:
        live(database, city, home, monkeypatch, "all")
        expected = facts(database)
    with fresh_database(server) as database:
        with database.engine.begin() as connection:
            save_sites(connection, city.sites)
        done = replay(database, home / "evidence", tmp_path / "other")
        assert done.returncode == 0, done.stderr
        found = facts(database)
    for table, rows in expected.items():
        assert rows, table
        assert found[table] == rows, table


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_findings_lead_to_their_records_and_these_alone_accuse_of_nothing_more(
    server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = load_city("jingzhou_2018q1")
    home = tmp_path / "home"
    with fresh_database(server) as database:
        live(database, city, home, monkeypatch, "findings", *(word for code in FAULTY for word in ("--site", code)))
        expected = breaches(database)
        check_records(database, home)
        check_packets(database, home, tmp_path / "packets")
    assert not list(home.rglob("*.spool"))
    with fresh_database(server) as database:
        with database.engine.begin() as connection:
            save_sites(connection, city.sites)
        done = replay(database, home / "evidence", tmp_path / "other")
        assert done.returncode in {0, 3}, done.stderr
        found = breaches(database)
        with database.engine.connect() as connection:
            not_held = connection.scalar(text("SELECT count(*) FROM report.fetches WHERE outcome = 'own_trouble'"))
    assert not_held
    assert found <= expected


def check_records(database: Database, home: Path) -> None:
    """Every breach leads to a record of its address, of the page that carries it, or of the home page."""
    with database.engine.connect() as connection:
        said = connection.execute(
            text(
                "SELECT f.url, f.parent_url, s.url AS home, f.evidence FROM report.findings AS f"
                " JOIN report.sites AS s USING (site_id_code) WHERE f.outcome = 'breached'"
            )
        ).all()
        index = connection.execute(text('SELECT file, "offset", length, digest FROM govcrawl.evidence')).all()
    assert said
    for row in said:
        file, _, offset = row.evidence.rpartition("#")
        exchange, _ = read_at(home / "evidence" / file, int(offset))
        assert exchange.asked_url in {row.url, row.parent_url, row.home}
    for row in index:
        with (home / "evidence" / row.file).open("rb") as stream:
            stream.seek(row.offset)
            assert hashlib.sha256(stream.read(row.length)).hexdigest() == row.digest


def check_packets(database: Database, home: Path, folder: Path) -> None:
    """Each finding that counts has its packet: offline, with records that are as they were."""
    done = govcrawl(database, home, "report", "packet", NAME, "--site", FAULTY[0], "--out", str(folder))
    assert done.returncode == 0, done.stderr
    packets = [path.read_text("utf-8") for path in sorted(folder.iterdir())]
    assert packets
    for packet in packets:
        assert "data:application/warc;base64," in packet
        assert "与记录时不符" not in packet
        assert "default-src 'none'" in packet


def facts(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All facts; of a control address outside, which of the sites that share it asked first is chance."""
    found = snapshot(database)
    with database.engine.connect() as connection:
        controls = connection.execute(
            text("SELECT DISTINCT url, outcome, status, final_url, bytes FROM govcrawl.fetches WHERE role = 'control'")
        )
        found["controls"] = sorted(tuple(map(str, row)) for row in controls)
    return found


def breaches(database: Database) -> set[tuple[object, ...]]:
    with database.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT site_id_code, indicator, problem, url FROM report.findings WHERE outcome = 'breached'")
        )
        return {tuple(row) for row in rows}
