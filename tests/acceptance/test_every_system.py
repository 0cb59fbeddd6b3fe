"""The city of every publishing system, really crawled: each column with its kind and newest day, and nothing falsely claimed."""

import tomllib
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.demo.city import load_city
from govcrawl.demo.compare import compare
from govcrawl.demo.plan import DATA
from govcrawl.demo.shapes import SHAPES
from govcrawl.store.database import Database
from tests.acceptance.crawling import prepared, start

KINDS_RIGHT = 0.98
TRAPS = set(tomllib.loads((DATA / "traps.toml").read_text("utf-8"))["traps"])
_OF_LINKS = {"flaky_link", "login_link", "waf_link", "head_405"}
"""Look-alikes of links, which the other cities carry: this crawl asks no links."""


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_column_its_kind_and_its_newest_day(database: Database, tmp_path: Path) -> None:
    city = load_city("every_system")
    assert {site.shape for site in city.plan.sites} == set(SHAPES)
    log = tmp_path / "log"
    with prepared(database, city) as served:
        more = ["-s", "BROWSER_ENABLED=True", "-s", "BROWSER_TIMEOUT=60", "-s", "SITE_MAX_LINK_CHECKS=0"]
        assert start(database.url, served, *more, log=log).wait() == 0, log.read_text()[-3000:]
    with database.engine.connect() as connection:
        columns = connection.execute(text("SELECT * FROM report.columns")).mappings().all()
        findings = connection.execute(text("SELECT * FROM report.findings")).mappings().all()
    wanted = {(one.site_id_code, one.url): one for one in city.truth.columns}
    found = {(row["site_id_code"], row["url"]): row for row in columns}
    assert {key: wanted[key] for key in wanted.keys() - found.keys()} == {}
    assert {key: found[key] for key in found.keys() - wanted.keys()} == {}
    wrong_days = {
        (one.site_id_code, one.name, one.newest_item_on, found[key]["newest_item_on"])
        for key, one in wanted.items()
        if one.newest_item_on != found[key]["newest_item_on"]
    }
    assert wrong_days == set()
    assert {key for key, one in wanted.items() if one.is_blank} == {
        k for k, row in found.items() if row["state"] == "blank"
    }
    assert {key for key, one in wanted.items() if one.level != found[key]["level"]} == set()
    right = sum(one.kind == found[key]["column_kind"] for key, one in wanted.items())
    assert right >= KINDS_RIGHT * len(wanted), {
        one.name for key, one in wanted.items() if one.kind != found[key]["column_kind"]
    }
    agreement = compare(city.truth, findings)
    assert agreement.perfect, agreement.lines()


def test_every_look_alike_of_columns_and_pages_is_set_somewhere() -> None:
    city = load_city("every_system")
    set_here = {decoy.trap for site in city.plan.sites for decoy in site.decoys}
    set_here |= {trap for site in city.plan.sites for stale in site.stale for trap in stale.traps}
    assert set_here >= TRAPS - _OF_LINKS
