"""`scrapy crawl links`: what a crawl left open is settled on another day, once, and the site judged again."""

import os
import subprocess
import sys
from collections.abc import Mapping
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
from tests.links.cases import ARTICLE, GONE, HOST, SITE, a, page
from tests.links.web import Answer, Asked, Web, served

CODE = "4200000001"
HOME = page(
    "示例市人民政府",
    f"<h1>示例市人民政府</h1>{a('/n/500.html')}{a('/n/back.html')}{a('/n/slow.html')}{a('http://www.waibu.cn/500.html')}",
)


class Moody:
    """A web whose failures last as long as `well` is False."""

    well = False

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/" and HOST in asked.url:
            return Answer(200, HOME)
        if asked.path == "/500.html" or asked.path == "/n/500.html":
            return Answer(500, b"error")
        if asked.path == "/n/back.html":
            return Answer(200, ARTICLE) if self.well else Answer(500, b"error")
        if asked.path == "/n/slow.html":
            return Answer(200, ARTICLE, after=0.0 if self.well else 3.0)
        return GONE


def crawl(web: Web, database: Database, *command: str) -> None:
    environment = os.environ | {
        "GOVCRAWL_DATABASE_URL": database.url,
        "http_proxy": web.url,
        "no_proxy": "",
        "NO_PROXY": "",
    }
    settings = ["DOWNLOAD_DELAY=0", "LINK_CONFIRM_SECONDS=0", "BROWSER_ENABLED=False", "FIRST_BYTE_TIMEOUT=1", "DOWNLOAD_TIMEOUT=2", "LOG_LEVEL=WARNING"]  # fmt: skip
    options = [word for setting in settings for word in ("-s", setting)]
    ended = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", *command, "-a", "inspection=春查", *options],
        env=environment, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr, ended.stderr


def fates(database: Database) -> Mapping[str, tuple[str, bool]]:
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT url, fate, confirmed FROM govcrawl.links"))
        return {row.url.rsplit("//", 1)[1].partition("/")[2]: (row.fate, row.confirmed) for row in rows}


def findings(database: Database) -> list[tuple[str, str]]:
    with database.engine.connect() as connection:
        found = text("SELECT url, confidence FROM report.findings WHERE problem = 'dead_link' AND outcome = 'breached'")
        return sorted(map(tuple, connection.execute(found)))


def yesterday(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE govcrawl.links SET last_checked_at = last_checked_at - interval '1 day'"))


@pytest.mark.slow
def test_doubtful_links_are_settled_on_another_day(database: Database) -> None:
    site = Site(CODE, "示例市人民政府", f"{SITE}/", SiteKind.PORTAL, SiteLevel.CITY)
    with database.engine.begin() as connection:
        save_sites(connection, [site])
        create_inspection(connection, Inspection("春查", "national_2019", date(2018, 2, 28), {}), [CODE])
    moody = Moody()
    with served(moody.answer) as web:
        crawl(web, database, "portal")
        open_at_first = {"n/500.html": ("suspected", False), "n/back.html": ("suspected", False), "n/slow.html": ("unknown", False)}  # fmt: skip
        assert open_at_first.items() <= fates(database).items()
        crawl(web, database, "links")
        assert open_at_first.items() <= fates(database).items(), "the same day settles nothing"
        yesterday(database)
        moody.well = True
        crawl(web, database, "links")
        settled = {"n/500.html": ("dead", True), "500.html": ("dead", True), "n/back.html": ("alive", True), "n/slow.html": ("alive", True)}  # fmt: skip
        assert settled.items() <= fates(database).items()
        assert findings(database) == [
            ("http://www.shili.gov.cn/n/500.html", "confirmed"),
            ("http://www.waibu.cn/500.html", "confirmed"),
        ]
        before = len(web.log)
        crawl(web, database, "links")
        assert len(web.log) == before, "what is settled is asked no more"
