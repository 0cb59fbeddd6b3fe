"""One real crawl of the small sites: every column with its newest day, and no column that is none."""

from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.model.inspection import Inspection
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel
from govcrawl.store.database import Database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites
from tests.acceptance.crawling import NAME, start
from tests.systems.odd_lists import ODD_SITES
from tests.systems.sites import AS_OF
from tests.systems.sites import SITES as PLAIN_SITES
from tests.systems.web import served

SITES = PLAIN_SITES | {site.host: site for site in ODD_SITES}
BESIDE = {
    "http://directory.gov.cn/gkmlpt/index": "text",
    "http://fgw.twin.gov.cn/xmsp/": "unknown",
    "http://greeting.gov.cn/wl/tzgg/": "unknown",
    "http://never.door.gov.cn/gxyw/": "unknown",
    "http://tree.gov.cn/xxgk/": "dated",
    "http://xxgk.owner.gov.cn/": "text",
}
"""Columns that are named beside those of the truth: the ways into directories, another organ's page, and a list whose
library does not come (empty in the browser, and not to be called blank)."""
SIBLINGS = {"xxgk.owner.gov.cn"}
"""Hosts that a site of the register has besides its own."""
STALE = {
    ("6205210003", "通知公告"),
    ("1305000210", "文物动态"),
    ("1305000210", "文物保护"),
    ("5306000208", "文化活动"),
    ("2201000209", "规范性文件"),
    ("4210000203", "政府信息公开目录"),
    ("1310000109", "教育督导"),
    ("4210000201", "通知公告"),
    ("4410000105", "政策法规"),
    ("4310000108", "统计公报"),
    ("3210000102", "政策法规"),
    ("4210000211", "气象公告"),
}
BLANK = {("3210000102", "专题报道"), ("6205210003", "专项检查")}


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.timeout(240)
def test_every_column_and_its_newest_day(database: Database, tmp_path: Path) -> None:
    with database.engine.begin() as connection:
        sites = [
            Site(one.code, one.name, f"http://{one.host}/", SiteKind.DEPARTMENT, SiteLevel.CITY)
            for one in SITES.values()
            if "/" in one.pages and one.host not in SIBLINGS
        ]
        save_sites(connection, sites)
        create_inspection(connection, Inspection(NAME, "national_2019", AS_OF), [site.site_id_code for site in sites])
    log = tmp_path / "log"
    with served(SITES) as proxy:
        more = ["-s", "BROWSER_ENABLED=True", "-s", "SITE_MAX_LINK_CHECKS=0"]
        assert start(database.url, proxy, *more, log=log).wait() == 0, log.read_text()[-3000:]
    with database.engine.connect() as connection:
        columns = connection.execute(
            text("SELECT url, column_name, newest_item_on::text, state FROM report.columns")
        ).all()
        faults = connection.execute(
            text(
                "SELECT site_id_code, subject, problem FROM report.findings WHERE outcome = 'breached' AND confidence = 'confirmed'"
            )
        ).all()
    wanted = {f"http://{one.host}{path}": told for one in SITES.values() for path, told in one.truth.items()}
    found = {row.url: (row.column_name, row.newest_item_on) for row in columns}
    assert {url: found.get(url) for url in wanted} == wanted
    beside = {row.url: row.state for row in columns if row.url not in wanted}
    assert beside == BESIDE
    assert {(row[0], row[1]) for row in faults if row[2] == "stale_column"} == STALE
    assert {(row[0], row[1]) for row in faults if row[2] == "blank_column"} == BLANK
