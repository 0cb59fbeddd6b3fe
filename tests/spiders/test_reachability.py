"""`scrapy crawl reachability` as a process: what each site gets, who confirms it, and when a round is void."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.middlewares.probe import result_of
from govcrawl.model.inspection import Inspection
from govcrawl.model.items import ProbeSeen
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import FetchOutcome, SiteKind, SiteLevel, SiteState
from govcrawl.store.database import Database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.probes import save_probes
from govcrawl.store.register import save_sites
from tests.hostile.certificates import Certificates
from tests.hostile.fault import Fault, answer, drip, hang
from tests.hostile.names import ZONE, named
from tests.hostile.server import HostileWeb, served

NAME = "可用性"
AS_OF = date(2026, 11, 20)
FAULTS = (
    Fault("good", "ok", answer()),
    Fault("canary", "ok", answer()),
    Fault("down", "http_5xx", answer(b"", status="500 Error")),
    Fault("walled", "http_4xx", answer(b"", status="403 Forbidden")),
    Fault("mute", "timeout_first_byte", hang),
    Fault("slow", "timeout_total", drip(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", b"a", 0.1)),
    Fault("dead-canary", "http_5xx", answer(b"", status="500 Error")),
)
SITES = ("good", "down", "walled", "mute", "slow")


@contextmanager
def web_of(database: Database, folder: Path) -> Iterator[tuple[HostileWeb, dict[str, str]]]:
    with served(lambda port: FAULTS, Certificates(folder)) as web:
        codes = {name: f"421000{number:04d}" for number, name in enumerate(SITES, 1)}
        with database.engine.begin() as connection:
            for name, code in codes.items():
                save_sites(connection, [Site(code, name, web.urls[name], SiteKind.DEPARTMENT, SiteLevel.CITY)])
            create_inspection(connection, Inspection(NAME, "national_2019", AS_OF, {}), list(codes.values()))
        yield web, codes


def probe(database: Database, canary: str, rounds: int, **more: str) -> subprocess.CompletedProcess[str]:
    proxies = {"http_proxy": "", "https_proxy": "", "HTTP_PROXY": "", "HTTPS_PROXY": "", "all_proxy": ""}
    environment = os.environ | proxies | {"GOVCRAWL_DATABASE_URL": database.url, "GOVCRAWL_VANTAGE": "武汉电信"}
    settings = {
        "PROBE_ROUNDS": str(rounds),
        "PROBE_ROUND_SECONDS": "0.2",
        "PROBE_CANARIES": canary,
        "FIRST_BYTE_TIMEOUT": "1.5",
        "GUARD_ALLOW_NETWORKS": "127.1.0.0/16",
        **more,
    }
    options = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "scrapy", "crawl", "reachability", "-a", f"inspection={NAME}", *options]
    root = Path(__file__).parents[2]
    return subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
def test_two_rounds_of_probes(database: Database, tmp_path: Path) -> None:
    with web_of(database, tmp_path) as (web, codes):
        done = probe(database, web.urls["canary"], rounds=2)
        times = {name: web.asked[web.urls[name]] for name in SITES}
    assert done.returncode == 0, done.stderr[-2000:]
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT site_id_code, vantage, outcome, is_void FROM govcrawl.probes")).all()
    names = {code: name for name, code in codes.items()}
    found = {(names[row.site_id_code], row.outcome) for row in rows}
    assert found == {(fault.name, fault.outcome) for fault in FAULTS if fault.name in SITES}, done.stderr[-2000:]
    assert len(rows) == 2 * len(SITES)
    assert {(row.vantage, row.is_void) for row in rows} == {("武汉电信", False)}
    # What opens is asked once a round, what does not twice.
    assert times == {"good": 2, "down": 4, "walled": 4, "mute": 4, "slow": 4}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("other_servers", "outcome"), [(None, "dns_nxdomain"), ("127.0.0.1:1", "dns_failure")], ids=["agree", "cannot tell"]
)
def test_a_name_that_is_not_there(other_servers: str | None, outcome: str, database: Database, tmp_path: Path) -> None:
    """Counts where other name servers say so, too; else it is nobody's fault but ours."""
    with web_of(database, tmp_path) as (web, codes), named(0) as names:
        with database.engine.begin() as connection:
            for name, host in (("down", "nxdomain"), ("mute", "servfail")):
                url = f"http://{host}.{ZONE}/"
                save_sites(connection, [Site(codes[name], name, url, SiteKind.DEPARTMENT, SiteLevel.CITY)])
        servers = {"NAME_SERVERS": names.address, "LINK_SECOND_RESOLVERS": other_servers or names.address}
        done = probe(database, web.urls["canary"], rounds=1, **servers)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT site_id_code, outcome FROM govcrawl.probes")).all()
    found = {row.site_id_code: row.outcome for row in rows}
    assert (found[codes["down"]], found[codes["mute"]]) == (outcome, "dns_failure")


@pytest.mark.slow
def test_without_its_canaries_a_round_is_void(database: Database, tmp_path: Path) -> None:
    with web_of(database, tmp_path) as (web, codes):
        done = probe(database, web.urls["dead-canary"], rounds=1)
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT site_id_code, outcome, is_void FROM govcrawl.probes")).all()
    assert {row.is_void for row in rows} == {True}, done.stderr[-2000:]
    assert {row.outcome for row in rows if row.site_id_code != codes["good"]} == {"own_trouble", "http_4xx"}


SITE = Site("4210000012", "示例局", "http://a.gov.cn/", SiteKind.DEPARTMENT, SiteLevel.CITY)


def stored(database: Database, *probes: ProbeSeen) -> None:
    with database.engine.begin() as connection:
        save_sites(connection, [SITE])
        create_inspection(connection, Inspection(NAME, "national_2019", AS_OF, {}), [SITE.site_id_code])
        save_probes(connection, probes)


def after(minutes: int, outcome: FetchOutcome, status: int | None = None) -> ProbeSeen:
    """A probe so many minutes after the week began in UTC."""
    probed_at = datetime(2026, 11, 14, tzinfo=UTC) + timedelta(minutes=minutes)
    return ProbeSeen(SITE.site_id_code, probed_at, "v", outcome, "r", status)


def test_the_view_and_the_spider_read_outcomes_alike(database: Database) -> None:
    cases = [(outcome, status) for outcome in FetchOutcome for status in (None, 200, 403, 404, 410)]
    stored(database, *(after(minute, *case) for minute, case in enumerate(cases)))
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT result FROM govcrawl.counted_probes ORDER BY probed_at")).scalars().all()
    assert rows == [result_of(*case).value for case in cases]


@pytest.mark.parametrize(("approval", "counted"), [("政办函〔2026〕1号", 3), (None, 6)])
def test_days_offline_with_approval_do_not_count(database: Database, approval: str | None, counted: int) -> None:
    """The window is 16 and 17 November in Shanghai: 15 November 16:00 UTC to 17 November 16:00 UTC."""
    hours = (39, 40, 63, 87, 88, 100)
    stored(database, *(after(60 * hour, FetchOutcome.HTTP_5XX) for hour in hours))
    offline = replace(
        SITE,
        state=SiteState.TEMPORARILY_OFFLINE,
        offline_from=date(2026, 11, 16),
        offline_to=date(2026, 11, 17),
        offline_approval=approval,
    )
    with database.engine.begin() as connection:
        save_sites(connection, [offline])
        found = connection.scalar(text("SELECT probes FROM report.availability"))
    assert found == counted
