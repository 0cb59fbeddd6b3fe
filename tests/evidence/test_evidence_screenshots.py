"""`govcrawl screenshots`: pictures by a real browser, in the index, once, and shown by report.findings."""

import struct
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.cli.app import run
from govcrawl.evidence.recorder import FOLDER
from govcrawl.evidence.screenshots import save_screenshot, screenshot_of
from govcrawl.model.findings import Finding, Judgement
from govcrawl.model.inspection import Inspection
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import Confidence, IndicatorKind, Outcome, Problem, SiteKind, SiteLevel, Verdict
from govcrawl.store.database import Database
from govcrawl.store.evidence import SCREENSHOT, save_evidence, unpictured
from govcrawl.store.inspections import create_inspection, stored_inspection
from govcrawl.store.judgements import save_judgement
from govcrawl.store.register import save_sites
from tests.links.cases import HOST, SITE, page
from tests.links.web import Answer, Asked, served

CODE = "4200000001"
TALL = page("示例市人民政府", "<h1>要闻</h1><div style='height:9000px'>空白栏目</div>")


def finding(url: str, confidence: Confidence, outcome: Outcome = Outcome.BREACHED) -> Finding:
    return Finding("x", IndicatorKind.FINDING, outcome, url, Problem.DEAD_LINK, url, f"{SITE}/", confidence=confidence)


FINDINGS = (
    finding(f"{SITE}/sure.html", Confidence.CONFIRMED),
    finding(f"{SITE}/look.html", Confidence.SUSPECTED),
    finding(f"{SITE}/fine.html", Confidence.CONFIRMED, Outcome.MET),
    finding("http://127.0.0.1/inside.html", Confidence.SUSPECTED),
)


@pytest.fixture
def judged(database: Database) -> Database:
    site = Site(CODE, "示例市人民政府", f"{SITE}/", SiteKind.PORTAL, SiteLevel.CITY)
    judgement = Judgement(CODE, "national_2019", "d", "v", Verdict.UNDETERMINED, findings=FINDINGS)
    with database.engine.begin() as connection:
        save_sites(connection, [site])
        create_inspection(connection, Inspection("春查", "national_2019", date(2018, 2, 28), {}), [CODE])
        save_judgement(connection, "春查", judgement)
    return database


def shown(database: Database) -> Mapping[str, tuple[str | None, str | None]]:
    with database.engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT f.url, f.evidence, p.screenshot FROM report.findings f"
                " LEFT JOIN operations.pictures p ON p.url_key = md5(f.url)::uuid"
            )
        )
        return {row.url.rpartition("/")[2]: (row.evidence, row.screenshot) for row in rows}


def test_what_a_person_must_look_at_comes_first_and_few_are_enough(judged: Database) -> None:
    with judged.engine.connect() as connection:
        number = stored_inspection(connection, "春查").number
        assert unpictured(connection, number, [], 2) == {CODE: ["http://127.0.0.1/inside.html", f"{SITE}/look.html"]}
        assert unpictured(connection, number, ["4200000002"], 2) == {}


def test_a_picture_whose_bytes_were_changed_is_none(judged: Database, tmp_path: Path) -> None:
    row = save_screenshot(tmp_path, "春/查", CODE, f"{SITE}/a.html", b"\x89PNG", datetime(2018, 2, 28, tzinfo=UTC))
    with judged.engine.begin() as connection:
        number = stored_inspection(connection, "春查").number
        save_evidence(connection, number, CODE, [row])
        file = screenshot_of(connection, number, CODE, row.url, tmp_path)
        assert row.kind == SCREENSHOT
        assert file == tmp_path / row.file
        file.write_bytes(b"another")
        assert screenshot_of(connection, number, CODE, row.url, tmp_path) is None
        assert screenshot_of(connection, number, CODE, f"{SITE}/b.html", tmp_path) is None


@pytest.mark.slow
def test_pages_of_findings_are_taken_once_by_a_browser_behind_the_guard(
    judged: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(asked: Asked) -> Answer:
        return Answer(200, TALL) if HOST in asked.url else Answer(404)

    command = ["screenshots", "春查", "--delay", "0", "--database-url", judged.url]
    monkeypatch.setenv("GOVCRAWL_HOME", str(tmp_path))
    for name in ("no_proxy", "NO_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    with served(answer) as web:
        monkeypatch.setenv("http_proxy", web.url)
        assert run(command) == 0
        assert "已截图 2 张，未能截图 1 张" in capsys.readouterr().out
        found = shown(judged)
        pages = {request.url for request in web.log if request.path.endswith(".html")}
        assert pages == {f"{SITE}/sure.html", f"{SITE}/look.html"}
        assert run(command) == 0
        taken = [request.url for request in web.log if request.path.endswith(".html")]
        assert len(taken) == len(pages), "what has a picture is not taken again"
    assert found["fine.html"] == found["inside.html"] == (None, None)
    evidence, picture = found["look.html"]
    assert evidence == picture is not None
    png = (tmp_path / FOLDER / picture).read_bytes()
    assert struct.unpack(">II", png[16:24]) == (1366, 4000)
