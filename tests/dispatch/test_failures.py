"""Sites whose attempts come to nothing: they are named with their cause, and end after the last attempt."""

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from govcrawl.cli.app import run
from govcrawl.demo.generate import many_sites
from govcrawl.dispatch.failures import note_failure
from govcrawl.dispatch.queue import MOST_ATTEMPTS, WORKER_LOST
from govcrawl.store.database import Database
from govcrawl.store.inspections import begin_sites, end_site, stored_inspection
from tests.acceptance.crawling import NAME, kill, prepared, start, wait_for_rows
from tests.dispatch.workers import jobs_left, start_worker

CITY = many_sites(2, columns=2, pages=1)
FIRST, SECOND = (site.site_id_code for site in CITY.sites)
Show = Callable[[], dict[str, Any]]


@pytest.fixture
def status(database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Show:
    """What `govcrawl status --json` says now."""
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", database.url)

    def show() -> dict[str, Any]:
        assert run(["status", NAME, "--json"]) == 0
        return dict(json.loads(capsys.readouterr().out))

    return show


def wait_for_trouble(show: Show, limit: float = 120) -> dict[str, Any]:
    """The status as soon as it names a site in trouble. Raises TimeoutError."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        if (seen := show())["troubled"]:
            return seen
        time.sleep(0.2)
    raise TimeoutError("nothing was in trouble")


def verdicts(database: Database) -> dict[str, str]:
    with database.engine.connect() as connection:
        return {
            str(code): str(verdict)
            for code, verdict in connection.execute(text("SELECT site_id_code, verdict FROM report.verdicts"))
        }


def set_attempts(database: Database, attempts: int) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE govcrawl_queue.procrastinate_jobs SET attempts = :n"), {"n": attempts})


def test_the_cause_stands_until_the_next_attempt(database: Database, status: Show) -> None:
    with prepared(database, CITY):
        note_failure(database.engine, NAME, FIRST, "store_lost", is_last=False)
    seen = status()
    assert seen["sites"]["running"] == 1
    (troubled,) = seen["troubled"]
    assert troubled["site_id_code"] == FIRST
    assert (troubled["status"], troubled["cause"]) == ("running", "store_lost")
    assert verdicts(database) == {}
    with database.engine.begin() as connection:
        begin_sites(connection, stored_inspection(connection, NAME).number, [FIRST])
    assert status()["troubled"] == []


def test_a_site_given_up_is_not_inspected_and_its_inspection_over(database: Database, status: Show) -> None:
    with prepared(database, CITY):
        with database.engine.begin() as connection:
            end_site(connection, stored_inspection(connection, NAME).number, SECOND, "done")
        note_failure(database.engine, NAME, FIRST, "store_lost", is_last=True)
    seen = status()
    assert (seen["sites"]["failed"], seen["seconds_left"]) == (1, 0)
    assert [(site["status"], site["cause"]) for site in seen["troubled"]] == [("failed", "store_lost")]
    assert verdicts(database) == {FIRST: "not_inspected"}
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT finished_at FROM govcrawl.inspections")) is not None


def test_a_home_page_that_failed_says_how(database: Database, capsys: pytest.CaptureFixture[str], status: Show) -> None:
    with prepared(database, CITY), database.engine.begin() as connection:
        number = stored_inspection(connection, NAME).number
        connection.execute(
            text(
                "INSERT INTO govcrawl.fetches (inspection_id, site_id_code, url, role, asked_at, outcome, tls, client, detail)"
                " VALUES (:number, :code, :url, 'home', now(), 'connect_refused', 'none', 'scrapy', '拒绝连接')"
            ),
            {"number": number, "code": FIRST, "url": CITY.sites[0].url},
        )
        end_site(connection, number, FIRST, "done", failed=True)
    assert [site["cause"] for site in status()["troubled"]] == ["connect_refused：拒绝连接"]
    assert run(["status", NAME]) == 0
    assert f"失败　{FIRST}　{CITY.sites[0].name}　服务器拒绝连接（拒绝连接）" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize(("attempts", "stands"), [(MOST_ATTEMPTS - 2, "running"), (MOST_ATTEMPTS - 1, "failed")])
def test_a_crawl_that_breaks_is_named(
    database: Database, tmp_path: Path, status: Show, attempts: int, stands: str
) -> None:
    with prepared(database, CITY) as served:
        options = ["--site", FIRST, "--distributed", "-s", "LINK_MAX_CHECKS_PER_HOST=many"]
        assert start(database.url, served, *options).wait() == 0
        set_attempts(database, attempts)
        worker = start_worker(database, served, tmp_path / "log")
        seen = wait_for_trouble(status)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0, (tmp_path / "log").read_text()
    (troubled,) = seen["troubled"]
    assert troubled["status"] == stands
    assert "many" in troubled["cause"]


@pytest.mark.slow
def test_a_site_that_takes_its_workers_down_is_given_up(database: Database, tmp_path: Path, status: Show) -> None:
    with prepared(database, CITY) as served:
        options = ["--site", FIRST, "--distributed", "-s", "DOWNLOAD_DELAY=1"]
        assert start(database.url, served, *options).wait() == 0
        set_attempts(database, MOST_ATTEMPTS - 1)
        taken_down = start_worker(database, served, tmp_path / "log")
        wait_for_rows(database, 2, taken_down)
        kill(taken_down)
        other: subprocess.Popen[bytes] = start_worker(database, served, tmp_path / "log")
        seen = wait_for_trouble(status)
        other.send_signal(signal.SIGTERM)
        assert other.wait(timeout=60) == 0, (tmp_path / "log").read_text()
    assert [(site["site_id_code"], site["status"], site["cause"]) for site in seen["troubled"]] == [
        (FIRST, "failed", WORKER_LOST)
    ]
    assert verdicts(database) == {FIRST: "not_inspected"}
    assert jobs_left(database) == 1, "the job stays, as given up"
