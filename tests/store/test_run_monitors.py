"""A run that is not to be believed is held for a person, by the suites of the spiders; a sound one is not."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from govcrawl.model.inspection import Inspection
from govcrawl.model.vocabulary import SiteKind
from govcrawl.store.database import Database
from govcrawl.store.inspections import begin_sites, create_inspection, end_site
from govcrawl.store.register import save_sites
from govcrawl.store.reviews import open_holds
from govcrawl.store.run_figures import RunFigures
from pipelines.monitors import SUITES, doubts, hold_doubtful, limits
from tests.reports.city import AS_OF, EDITION, site

SOUND = RunFigures("department", 10, 10, 10, 0, 100, 100, 100, 0, 100, 0)
NAME = "夜间"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"reached": 7}, []),
        ({"reached": 6}, ["网站可访问比例"]),
        ({"undetermined": 6}, []),
        ({"undetermined": 7}, ["未能判定比例"]),
        ({"known_columns": 50}, []),
        ({"known_columns": 49}, ["栏目数与上次相比"]),
        ({"known_columns": 0, "columns_before": 0}, []),
        ({"untitled": 31}, ["字段缺失比例"]),
        ({"unknown_columns": 71}, ["字段缺失比例"]),
        ({"judged": 0, "pages": 0, "columns": 0, "columns_before": 0, "known_columns": 0, "reached": 0}, ["网站可访问比例"]),
        ({"sites": 4, "reached": 0}, []),
    ],
)  # fmt: skip
def test_what_is_doubted(changed: dict[str, int], said: list[str]) -> None:
    assert [doubt.partition("：")[0] for doubt in doubts(replace(SOUND, **changed))] == said


def test_every_spider_has_a_suite_and_limits() -> None:
    assert set(SUITES) == set(SiteKind)
    assert len(set(SUITES.values())) == len(SUITES)
    assert limits("platform")["least_sites"] < limits("portal")["least_sites"]


def test_a_run_of_our_own_outage_is_held_once(database: Database) -> None:
    sites = [site(f"42100000{n}", f"局{n}", SiteKind.DEPARTMENT, f"http://b{n}.jz.gov.cn/") for n in range(10, 16)]
    codes = [one.site_id_code for one in sites]
    with database.engine.begin() as connection:
        save_sites(connection, sites)
        number = create_inspection(connection, Inspection(NAME, EDITION, AS_OF), codes).number
        begin_sites(connection, number, codes)
        for code in codes[1:]:
            end_site(connection, number, code, "done")
        assert hold_doubtful(connection, NAME) == (), "a site is still under way"
        end_site(connection, number, codes[0], "done")
        assert hold_doubtful(connection, NAME) == ("department 网站可访问比例：0/6，低于70%",)
        assert [reason for _, reason in open_holds(connection, NAME)] == ["department 网站可访问比例：0/6，低于70%"]
        connection.execute(
            text("UPDATE govcrawl.holds SET released_at = now(), released_by = '值班员', release_reason = '专线中断'")
        )
        assert hold_doubtful(connection, NAME) == (), "a person released it"
