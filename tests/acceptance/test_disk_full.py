"""A disk that runs full: the crawl stops soon, says so, fails, and goes on where it stopped once there is room."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.demo.generate import many_sites
from govcrawl.store.database import Database, open_database
from tests.acceptance.crawling import prepared, snapshot, start, wait_for_rows

MOST_SECONDS = 30.0
"""From the moment that the disk is full to the end of the crawl."""
CITY = many_sites(30, columns=6, pages=1)
"""Many enough that the crawl goes on long after the disk is full, on a fast machine too."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of a size that holds a server and little more."""
    with mounted(tmp_path, 200) as place:
        yield place


@contextmanager
def mounted(tmp_path: Path, mebibytes: int) -> Iterator[Path]:
    """A file system of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    tmp_path.chmod(0o755)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", str(place)], check=False)
    if done.returncode != 0:
        pytest.skip("this machine lets nobody mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Takes every byte that is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        part = bytes(1 << 16)
        while len(part) > 0:
            try:
                if file.write(part) < len(part):
                    part = part[: len(part) // 2]
            except OSError:
                part = part[: len(part) // 2]
    return filler


@pytest.mark.slow
@pytest.mark.timeout(280)
def test_a_full_disk_stops_the_crawl_and_costs_nothing(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVCRAWL_HOME", str(small_disk))
    log = tmp_path / "log"
    with open_database(home=small_disk) as database, prepared(database, CITY) as served:
        process = start(database.url, served, log=log)
        wait_for_rows(database, 30, process)
        filler = fill(small_disk)
        full_since = time.monotonic()
        exit_code = process.wait(timeout=200)
        took = time.monotonic() - full_since
        said = log.read_text()
        filler.unlink()
        assert exit_code == 1, said[-2000:]
        assert took < MOST_SECONDS, said[-2000:]
        assert "disk" in said.lower() or "磁盘" in said, said[-2000:]
        assert start(database.url, served, log=log).wait() == 0, log.read_text()[-2000:]
        found = snapshot(database)
        with database.engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM govcrawl.inspection_sites WHERE status <> 'done'")) == 0
    assert len(found["judgements"]) == len(CITY.sites)
    visited = [row[:3] for row in found["fetches WHERE role NOT IN ('link', 'control')"]]
    assert len(visited) == len(set(visited))


@pytest.mark.slow
@pytest.mark.timeout(280)
def test_a_full_disk_of_the_evidence_alone(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database has room, the evidence has none: what has no evidence is not stored, and is asked in the next run."""
    log = tmp_path / "log"
    with mounted(tmp_path, 1) as disk, prepared(database, CITY) as served:
        monkeypatch.setenv("GOVCRAWL_HOME", str(disk))
        filler = fill(disk)
        since = time.monotonic()
        assert start(database.url, served, log=log).wait(timeout=200) == 1, log.read_text()[-2000:]
        assert time.monotonic() - since < 2 * MOST_SECONDS
        assert "磁盘已满" in log.read_text()
        filler.unlink()
        monkeypatch.setenv("GOVCRAWL_HOME", str(tmp_path / "roomy"))
        assert start(database.url, served, log=log).wait() == 0, log.read_text()[-2000:]
        found = snapshot(database)
        with database.engine.connect() as connection:
            homes = connection.scalar(text("SELECT count(*) FROM govcrawl.evidence WHERE url LIKE 'http://%.cn/'"))
    assert len(found["judgements"]) == len(CITY.sites)
    assert homes == len(CITY.sites)
    visited = [row[:3] for row in found["fetches WHERE role NOT IN ('link', 'control')"]]
    assert len(visited) == len(set(visited))
