"""One crawl over every fault: each address asked has one outcome, the right one, in bounded memory, and nobody gets inside."""

import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.model.inspection import Inspection
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel
from govcrawl.store.database import Database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites
from tests.hostile.certificates import Certificates
from tests.hostile.fault import Fault
from tests.hostile.faults_giants import giant_faults
from tests.hostile.faults_http import CONTENT, REDIRECTS, STATUS, TRANSPORT, compression
from tests.hostile.faults_net import NAMES, ROBOTS, TCP, TLS, inside
from tests.hostile.faults_odd import CODES, HEADS, ROBOTS_ODD, TYPES, VISITORS, compression_odd
from tests.hostile.faults_pages import ENCODINGS, MAZES, PAGES, TEXTS
from tests.hostile.faults_traps import MOST_PAGES, RULES, TRAPS
from tests.hostile.server import HostileWeb, served
from tests.peak_memory import MOST_KIB, measured, peak

_ROOT = Path(__file__).parent.parent.parent
NAME = "恶意站点"
MOST_MEMORY = 300 * 1024
"""KiB of the crawl process over all faults: well below what it may take, on a loaded machine, too."""


def plain_faults(internal_port: int) -> Iterator[Fault]:
    """What every server may do, and every way inside; in the order of their addresses."""
    yield from (
        *TRANSPORT,
        *compression(),
        *REDIRECTS,
        *STATUS,
        *CONTENT,
        *TCP,
        *TLS,
        *NAMES,
        *ROBOTS,
        *TRAPS,
    )
    yield from inside(internal_port)


def odd_faults(internal_port: int) -> Iterator[Fault]:
    """What few servers do, each in a form of its own."""
    yield from (
        *HEADS,
        *CODES,
        *compression_odd(),
        *VISITORS,
        *TYPES,
        *ROBOTS_ODD,
        *ENCODINGS,
        *TEXTS,
        *PAGES,
        *MAZES,
    )


def prepare(database: Database, web: HostileWeb) -> dict[str, str]:
    """An inspection of all faults as sites; returns the site code of each fault."""
    codes = {name: f"4210{number:06d}" for number, name in enumerate(web.urls, 1)}
    sites = [
        Site(codes[name], f"模拟局{name}", url, SiteKind.DEPARTMENT, SiteLevel.CITY) for name, url in web.urls.items()
    ]
    with database.engine.begin() as connection:
        save_sites(connection, sites)
        create_inspection(connection, Inspection(NAME, "national_2015", date(2018, 2, 28), {}), sorted(codes.values()))
    return codes


def crawl(
    database: Database, web: HostileWeb, root: Path, log: Path, *more: str, module: str = "tests.peak_memory"
) -> tuple[int, int]:
    """`govcrawl inspect` in a process of its own; returns its exit code and peak memory in KiB."""
    direct = ",".join(web.direct_hosts)
    environment = os.environ | {
        "GOVCRAWL_DATABASE_URL": database.url,
        "SSL_CERT_FILE": str(root),
        "http_proxy": web.proxy_url,
        "HTTP_PROXY": web.proxy_url,
        "no_proxy": direct,
        "NO_PROXY": direct,
    }
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        environment.pop(name, None)
    settings = {
        "GUARD_ALLOW_NETWORKS": "127.1.0.0/16",
        "FIRST_BYTE_TIMEOUT": "4",
        "DOWNLOAD_TIMEOUT": "8",
        "LINK_CONFIRM_SECONDS": "0",
        "RETRY_AFTER_MAX": "0.5",
        "SITE_MAX_LINK_CHECKS": "20",
        "BROWSER_ENABLED": "False",
    }
    options = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    command = measured(log.with_suffix(".peak"), "inspect", NAME, "--delay", "0", *options, *more, module=module)
    with log.open("wb") as output:
        done = subprocess.run(command, env=environment, cwd=_ROOT, stdout=output, stderr=output, check=False)
    return done.returncode, peak(log.with_suffix(".peak"))


@pytest.mark.slow
@pytest.mark.timeout(480)
@pytest.mark.parametrize(
    ("faults", "most_memory"), [(plain_faults, MOST_MEMORY), (odd_faults, MOST_MEMORY), (giant_faults, MOST_KIB)]
)
def test_one_crawl_over_every_fault(
    faults: Callable[[int], Iterator[Fault]], most_memory: int, database: Database, tmp_path: Path
) -> None:
    certificates = Certificates(tmp_path)
    with served(faults, certificates) as web:
        codes = prepare(database, web)
        exit_code, memory = crawl(database, web, certificates.root, tmp_path / "log")
    log = (tmp_path / "log").read_text()
    assert exit_code in {0, 3}, log[-3000:]
    with database.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT site_id_code, url, outcome, tls, role, detail FROM govcrawl.fetches ORDER BY url")
        ).all()
        unfinished = connection.scalar(
            text("SELECT count(*) FROM govcrawl.inspection_sites WHERE status IN ('waiting', 'running')")
        )
    homes = {row.site_id_code: row for row in rows if row.role == "home"}
    wrong = {
        name: (homes[code].outcome, homes[code].tls, homes[code].detail) if code in homes else None
        for name, code in codes.items()
        if code not in homes
        or homes[code].outcome not in web.faults[name].outcomes
        or homes[code].tls != web.faults[name].tls_state
    }
    assert not wrong, "\n".join(f"{name}: {found}" for name, found in wrong.items())
    assert web.internal == []
    stopped = {
        name: {row.detail for row in rows if row.site_id_code == codes[name] and row.outcome == "blocked_trap"}
        for name in RULES
        if name in codes
    }
    assert all(RULES[name] in rules for name, rules in stopped.items()), stopped
    for trap in web.faults.values():
        if not trap.name.startswith(("trap-", "maze-")):
            continue
        pages = [
            row for row in rows if row.site_id_code == codes[trap.name] and row.role != "link" and row.outcome == "ok"
        ]
        assert len(pages) <= MOST_PAGES, trap.name
    asked, recorded = set(web.asked), {row.url for row in rows}
    assert asked <= recorded, sorted(asked - recorded)[:20]
    assert unfinished == 0
    assert memory < most_memory
    assert "Traceback" not in log, log[-3000:]
