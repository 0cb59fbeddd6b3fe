"""What is queued, for whom and in which order; what the status says of it."""

import json
from datetime import date

import pytest
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from sqlalchemy import text

from govcrawl.cli.app import run
from govcrawl.dispatch.queue import MOST_ATTEMPTS, HandedBackError, TryAgain, open_queue, queue_inspection
from govcrawl.model.findings import Judgement
from govcrawl.model.inspection import Inspection
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel, SiteState, Verdict
from govcrawl.store.database import Database, make_engine
from govcrawl.store.inspections import UnknownInspectionError, create_inspection, end_site, stored_inspection
from govcrawl.store.judgements import save_judgement
from govcrawl.store.queue import sites_to_queue
from govcrawl.store.queue_tables import prepare_queue
from govcrawl.store.register import save_sites
from govcrawl.store.roles import CRAWLER, make_roles
from govcrawl.store.server import Cluster

NAME = "2018年第一季度"


def _site(number: int, url: str, kind: SiteKind = SiteKind.DEPARTMENT, state: SiteState = SiteState.RUNNING) -> Site:
    return Site(f"421000000{number}", f"第{number}局", url, kind, SiteLevel.CITY, state=state)


SITES = (
    _site(1, "http://www.moni.gov.cn/", SiteKind.PORTAL),
    _site(2, "http://www.moni.gov.cn/slj/"),
    _site(3, "http://wjw.moni.gov.cn/"),
    _site(4, "http://old.moni.gov.cn/", state=SiteState.CLOSED),
    _site(5, ""),
)


@pytest.fixture
def inspected(database: Database) -> Database:
    """A database with an inspection of five sites: one is closed, one has no address."""
    with database.engine.begin() as connection:
        save_sites(connection, SITES)
        codes = [site.site_id_code for site in SITES]
        create_inspection(connection, Inspection(NAME, "national_2015", date(2018, 2, 28)), codes)
    return database


def _jobs(database: Database) -> dict[str, dict[str, object]]:
    with database.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT args ->> 'site' AS site, * FROM govcrawl_queue.procrastinate_jobs ORDER BY id")
        )
        return {row.site: dict(row._mapping) for row in rows}


def test_only_sites_to_inspect_are_queued_and_each_once(inspected: Database) -> None:
    assert queue_inspection(inspected, NAME) == 3
    assert queue_inspection(inspected, NAME) == 0
    assert list(_jobs(inspected)) == ["4210000001", "4210000002", "4210000003"]


def test_sites_of_one_host_share_a_lock(inspected: Database) -> None:
    queue_inspection(inspected, NAME)
    locks = {code: job["lock"] for code, job in _jobs(inspected).items()}
    assert locks["4210000001"] == locks["4210000002"] != locks["4210000003"]


def test_kinds_codes_and_settings_go_along(inspected: Database) -> None:
    assert queue_inspection(inspected, NAME, kinds=["portal"], settings={"DOWNLOAD_DELAY": "2"}) == 1
    assert queue_inspection(inspected, NAME, sites=["4210000003"]) == 1
    jobs = _jobs(inspected)
    assert jobs["4210000001"]["args"] == {
        "inspection": NAME, "site": "4210000001", "kind": "portal", "settings": {"DOWNLOAD_DELAY": "2"},
    }  # fmt: skip
    assert "4210000002" not in jobs


@pytest.mark.parametrize(
    ("verdict", "is_first"), [(Verdict.UNDETERMINED, True), (Verdict.UNQUALIFIED, True), (Verdict.QUALIFIED, False)]
)
def test_near_a_red_line_first(inspected: Database, verdict: Verdict, is_first: bool) -> None:
    with inspected.engine.begin() as connection:
        save_judgement(connection, NAME, Judgement("4210000003", "national_2015", "d", "0", verdict))
    queue_inspection(inspected, NAME)
    jobs = _jobs(inspected)
    assert (jobs["4210000003"]["priority"] > jobs["4210000001"]["priority"]) is is_first  # type: ignore[operator]


@pytest.mark.parametrize(("client", "queue"), [("browser", "browser"), ("scrapy", "sites")])
def test_a_home_page_that_needed_the_browser_goes_to_its_own_queue(
    inspected: Database, client: str, queue: str
) -> None:
    with inspected.engine.begin() as connection:
        save_judgement(connection, NAME, Judgement("4210000003", "national_2015", "d", "0", Verdict.QUALIFIED))
        connection.execute(
            text(
                "INSERT INTO govcrawl.fetches (inspection_id, site_id_code, url, role, asked_at, outcome, tls, client)"
                " VALUES (:number, '4210000003', 'http://wjw.moni.gov.cn/', 'home', now(), 'ok', 'none', :client)"
            ),
            {"number": stored_inspection(connection, NAME).number, "client": client},
        )
    queue_inspection(inspected, NAME)
    assert _jobs(inspected)["4210000003"]["queue_name"] == queue


def test_a_done_site_is_not_queued_and_a_failed_one_is(inspected: Database) -> None:
    with inspected.engine.begin() as connection:
        number = stored_inspection(connection, NAME).number
        end_site(connection, number, "4210000001", "done")
        end_site(connection, number, "4210000002", "done", failed=True)
    queue_inspection(inspected, NAME)
    assert list(_jobs(inspected)) == ["4210000002", "4210000003"]


def test_two_that_queue_at_once_do_not_queue_twice(inspected: Database) -> None:
    prepare_queue(inspected.engine)
    with inspected.engine.connect() as connection:
        number = stored_inspection(connection, NAME).number
        seen = sites_to_queue(connection, number, NAME, [], [])
    assert len(seen) == 3
    queue_inspection(inspected, NAME)
    app = open_queue(inspected.url)
    with app.open(), pytest.raises(AlreadyEnqueued):
        app.configure_task("crawl_site", queueing_lock=f"{NAME}/4210000001").defer(
            inspection=NAME, site="4210000001", kind="portal", settings={}
        )


def test_the_role_of_crawlers_may_use_the_queue(inspected: Database, server: Cluster) -> None:
    make_roles(inspected.engine)
    prepare_queue(inspected.engine)
    url = server.url(str(inspected.engine.url.database), CRAWLER)
    engine = make_engine(url)
    try:
        assert queue_inspection(Database(url, engine), NAME) == 3
    finally:
        engine.dispose()


def test_an_inspection_that_is_not_there(database: Database) -> None:
    with pytest.raises(UnknownInspectionError):
        queue_inspection(database, "没有")


def _job(attempts: int) -> Job:
    return Job(id=1, queue="sites", lock=None, queueing_lock=None, task_name="crawl_site", attempts=attempts)


@pytest.mark.parametrize(
    ("error", "attempts", "again"),
    [
        (HandedBackError("x"), MOST_ATTEMPTS + 5, True),
        (RuntimeError("x"), MOST_ATTEMPTS - 2, True),
        (RuntimeError("x"), MOST_ATTEMPTS - 1, False),
    ],
)
def test_what_is_tried_again(error: Exception, attempts: int, again: bool) -> None:
    assert (TryAgain().get_retry_decision(exception=error, job=_job(attempts)) is not None) is again


def test_the_status_counts_sites_and_jobs(
    inspected: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", inspected.url)
    assert run(["status", NAME, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["queue"] == {"waiting": 0, "running": 0, "failed": 0}
    queue_inspection(inspected, NAME)
    with inspected.engine.begin() as connection:
        end_site(connection, stored_inspection(connection, NAME).number, "4210000001", "done")
    assert run(["status", NAME, "--json"]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert seen["sites"] == {"waiting": 2, "running": 0, "done": 1, "failed": 1, "offline": 1}
    assert seen["queue"] == {"waiting": 3, "running": 0, "failed": 0}
    assert seen["seconds_left"] is not None
    assert run(["status", NAME]) == 0
    assert "完成 1" in capsys.readouterr().out
    assert run(["status", "没有"]) == 2


def test_an_older_queue_is_brought_up_to_date(database: Database) -> None:
    prepare_queue(database.engine)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("COMMENT ON SCHEMA govcrawl_queue IS 'procrastinate 3.9.0'")
    prepare_queue(database.engine)
    with database.engine.connect() as connection:
        note = connection.scalar(text("SELECT obj_description('govcrawl_queue'::regnamespace)"))
    assert str(note).startswith("procrastinate 3.")
    assert note != "procrastinate 3.9.0"
