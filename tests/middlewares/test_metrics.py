"""What Prometheus would read of a real worker, on the port that its setting opens."""

import signal
import socket
import urllib.request
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from govcrawl.demo.generate import many_sites
from govcrawl.dispatch.queue import queue_inspection
from govcrawl.store.database import Database
from tests.acceptance.crawling import NAME, prepared
from tests.dispatch.workers import start_worker, wait_for_sites

SITES = 2


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def scrape(port: int) -> dict[str, float]:
    """Each sample by its name and its labels' values."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {" ".join((sample.name, *sample.labels.values())): sample.value for sample in samples}


@pytest.mark.slow
def test_a_worker_tells_what_it_did(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv("GOVCRAWL_METRICS_PORT", str(port))
    with prepared(database, many_sites(SITES, columns=2, pages=1)) as served:
        settings = {"DOWNLOAD_DELAY": "0", "LINK_CONFIRM_SECONDS": "0", "BROWSER_ENABLED": "False"}
        queue_inspection(database, NAME, settings=settings)
        worker = start_worker(database, served, tmp_path / "log")
        try:
            wait_for_sites(database, SITES)
            told = scrape(port)
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(timeout=60)
    with database.engine.connect() as connection:
        asked = connection.exec_driver_sql("SELECT count(*), sum(bytes) FROM govcrawl.fetches WHERE NOT is_hop").one()
        read = connection.exec_driver_sql("SELECT count(*) FROM govcrawl.pages").scalar()
    assert told["govcrawl_sites_finished_total"] == SITES
    assert sum(value for name, value in told.items() if name.startswith("govcrawl_pages_total ")) == read
    fetches = sum(value for name, value in told.items() if name.startswith("govcrawl_fetches_total "))
    assert 0 < fetches <= asked[0]
    assert told["govcrawl_bytes_total"] > 0
    assert told["govcrawl_fetch_seconds_count aiohttp"] > 0
    assert told["govcrawl_database_rows_total"] >= fetches
    assert told["govcrawl_database_statements_total"] > 0
    assert not [name for name in told if name.startswith("govcrawl_queue_jobs") and told[name] > SITES]
