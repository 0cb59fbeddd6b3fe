"""The dashboards: their assets fit the views; and, by `make torture`, a real Superset shows them on a real inspection."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import sync_playwright
from sqlalchemy import text

from deploy.superset import load
from govcrawl.demo.generate import many_sites
from govcrawl.middlewares.browser import find_browser
from govcrawl.model.vocabulary import ColumnKind, Problem, Verdict
from govcrawl.reports.words import problem_title, word
from govcrawl.store.database import Database
from govcrawl.store.queue_tables import prepare_queue
from tests.acceptance.crawling import prepared, start

FOLDER = Path(load.__file__).parent
CHARTS = 15
_NEEDS_ROWS = {
    "判定结果",
    "历次检查合格率（%）",
    "各地区合格率",
    "检查进度",
    "访问结果",
    "每小时访问结果",
    "栏目更新情况（天）",
}
"""Charts that say something of any inspection."""


def assets(kind: str) -> dict[str, dict[str, Any]]:
    """The assets of a kind by their uuid."""
    found = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in (load.ASSETS / kind).rglob("*.yaml")]
    return {each["uuid"]: each for each in found}


def test_datasets_are_of_the_views(database: Database) -> None:
    prepare_queue(database.engine)
    columns = text(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = :schema AND table_name = :name ORDER BY ordinal_position"
    )
    (source,) = assets("databases")
    for dataset in assets("datasets").values():
        assert dataset["database_uuid"] == source
        with database.engine.connect() as connection:
            held = list(connection.scalars(columns, {"schema": dataset["schema"], "name": dataset["table_name"]}))
        named = {column["column_name"] for column in dataset["columns"] if not column["expression"]}
        assert named, dataset["table_name"]
        assert named <= set(held), dataset["table_name"]


def test_every_column_has_a_name_for_people_and_calculated_ones_can_be_asked(database: Database) -> None:
    prepare_queue(database.engine)
    for dataset in assets("datasets").values():
        said = [column["expression"] for column in dataset["columns"] if column["expression"]]
        assert all(column["verbose_name"] for column in dataset["columns"]), dataset["table_name"]
        with database.engine.connect() as connection:
            connection.exec_driver_sql(
                f"SELECT {', '.join(said or ['1'])} FROM {dataset['schema']}.{dataset['table_name']}"
            )


@pytest.mark.parametrize(
    ("table_name", "column", "words"),
    [
        ("verdicts", "verdict_said", {verdict: word("verdict", verdict) for verdict in Verdict}),
        ("verdicts", "problems_said", {problem: problem_title(problem) for problem in Problem}),
        ("findings", "problem_said", {problem: problem_title(problem) for problem in Problem}),
        ("columns", "column_kind_said", {kind: word("column_kind", kind) for kind in ColumnKind}),
    ],
)
def test_dashboards_use_the_words_of_the_documents(table_name: str, column: str, words: dict[str, str]) -> None:
    (said,) = [
        each["expression"]
        for dataset in assets("datasets").values()
        for each in dataset["columns"]
        if (dataset["table_name"], each["column_name"]) == (table_name, column)
    ]
    missing = [value for value, zh in words.items() if f"WHEN '{value}' THEN '{zh}'" not in said]
    assert missing == []


def test_dashboards_open_with_the_newest_inspection() -> None:
    metrics = {metric["metric_name"] for each in assets("datasets").values() for metric in each["metrics"]}
    for dashboard in assets("dashboards").values():
        chosen, *others = dashboard["metadata"]["native_filter_configuration"]
        assert all(each["cascadeParentIds"] == [chosen["id"]] for each in others)
        assert chosen["controlValues"]["defaultToFirstItem"] is True
        assert chosen["controlValues"]["sortAscending"] is False
        assert chosen["sortMetric"] in metrics


def test_charts_and_dashboards_hang_together() -> None:
    datasets, charts = assets("datasets"), assets("charts")
    assert len(charts) == CHARTS
    for chart in charts.values():
        known = {column["column_name"] for column in datasets[chart["dataset_uuid"]]["columns"]}
        (query,) = json.loads(chart["query_context"])["queries"]
        plain = {column for column in query["columns"] if isinstance(column, str)}
        assert plain | {condition["col"] for condition in query["filters"]} <= known, chart["slice_name"]
    shown = set()
    for dashboard in assets("dashboards").values():
        places = [place["meta"]["uuid"] for place in dashboard["position"].values() if isinstance(place, dict) and place["type"] == "CHART"]  # fmt: skip
        shown |= set(places)
        for filtered in dashboard["metadata"]["native_filter_configuration"]:
            assert {target["datasetUuid"] for target in filtered["targets"]} <= set(datasets)
    assert shown == set(charts)


def test_the_bundle_names_the_database() -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(load.bundle("postgresql://a:b%40c@host/govcrawl"))) as archive:
        named = yaml.safe_load(archive.read("assets/databases/govcrawl.yaml"))
    assert named["sqlalchemy_uri"] == "postgresql+psycopg2://a:b%40c@host/govcrawl"


# --- a real one -----------------------------------------------------------------------------------------------------


def installed(folder: Path) -> Path:
    """The programs of a Superset installed as `deploy/superset` says."""
    programs = folder / "venv" / "bin"
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    pip = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-c", FOLDER / "constraints.txt", "-r", FOLDER / "requirements.txt"], check=True)
    return programs


@contextmanager
def running(programs: Path, folder: Path) -> Iterator[str]:
    """The address of a Superset with an account admin/admin."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = int(tried.getsockname()[1])
    environment = os.environ | {
        "SUPERSET_SECRET_KEY": secrets.token_urlsafe(42),
        "SUPERSET_DATABASE_URI": f"sqlite:///{folder / 'superset.db'}",
        "SUPERSET_CONFIG_PATH": str(FOLDER / "superset_config.py"),
        "SUPERSET_HTTPS": "no",
        "FLASK_APP": "superset",
    }
    account = ["--username=admin", "--firstname=a", "--lastname=b", "--email=a@example.org", "--password=admin"]
    log = (folder / "superset.log").open("ab")
    for words in (["db", "upgrade"], ["fab", "create-admin", *account], ["init"]):
        subprocess.run([programs / "superset", *words], env=environment, check=True, stdout=log, stderr=log)
    serve = [programs / "gunicorn", "--bind", f"127.0.0.1:{port}", "--timeout", "120", "--threads", "4"]
    server = subprocess.Popen([*serve, "superset.app:create_app()"], env=environment, stdout=log, stderr=log)
    try:
        yield _awake(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait(timeout=60)


def _awake(address: str, server: subprocess.Popen[bytes]) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + 180
    while server.poll() is None and time.monotonic() < until:
        try:
            opener.open(f"{address}/health", timeout=10).close()
            return address
        except (urllib.error.URLError, OSError):
            time.sleep(1)
    raise TimeoutError("Superset does not answer")


def screenshot(address: str, dashboard: str, file: Path) -> str:
    """Takes a picture of a dashboard as the administrator sees it; returns the text on it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--no-proxy-server"])
        page = browser.new_page(viewport={"width": 1400, "height": 1600}, locale="zh-CN")
        page.goto(f"{address}/login/")
        page.fill("#username", "admin")
        page.fill("#password", "admin")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/login" not in url, timeout=60_000)
        page.goto(f"{address}/superset/dashboard/{dashboard}/")
        page.wait_for_selector(".chart-slice canvas, .chart-slice table", timeout=120_000)
        page.wait_for_load_state("networkidle", timeout=120_000)
        page.screenshot(path=file)
        said = page.inner_text("body")
        browser.close()
    return said


@pytest.mark.torture
@pytest.mark.timeout(1500)
def test_superset_shows_an_inspection(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with prepared(database, many_sites(6, columns=3, pages=1)) as served:
        assert start(database.url, served).wait() == 0
    prepare_queue(database.engine)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    pictures = Path(os.environ.get("GOVCRAWL_PICTURES", tmp_path))
    with running(installed(tmp_path), tmp_path) as address:
        session = load.Superset(address, "admin", "admin")
        for _ in range(2):  # the second time it brings up to date
            session.load(load.bundle(database.url))
        charts = session.ask("/api/v1/chart/?q=(page_size:100)")["result"]
        assert len(charts) == CHARTS
        for chart in charts:
            (answer,) = session.ask(f"/api/v1/chart/{chart['id']}/data/")["result"]
            assert answer["status"] == "success", chart["slice_name"]
            assert answer["rowcount"] > 0 or chart["slice_name"] not in _NEEDS_ROWS, chart["slice_name"]
        for dashboard in ("govcrawl-analysts", "govcrawl-operations"):
            said = screenshot(address, dashboard, pictures / f"{dashboard}.png")
            assert "政府网站检查" in said
            assert "错误" not in said
