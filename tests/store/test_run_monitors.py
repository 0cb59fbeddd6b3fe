"""A run that is not to be believed is held for a person, by the suites of the spiders; a sound one is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from govcrawl.model.inspection import Inspection
from govcrawl.model.items import ProbeSeen
from govcrawl.model.vocabulary import FetchOutcome, SiteKind
from govcrawl.store.database import Database
from govcrawl.store.inspections import begin_sites, create_inspection, end_site, stored_inspection
from govcrawl.store.probes import save_probes
from govcrawl.store.register import save_sites
from govcrawl.store.reviews import open_holds
from govcrawl.store.run_figures import LinkFigures, RoundFigures, RunFigures, round_figures, run_figures
from pipelines.monitors import SUITES, doubts, hold_doubtful, limits
from pipelines.round_monitors import hold_doubtful_links, hold_doubtful_round, link_doubts, round_doubts
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
        ({"sites": 20, "reached": 20, "silent": 6}, []),
        ({"sites": 20, "reached": 20, "silent": 7}, ["自身线路故障"]),
        ({"silent": 4}, []),
        ({"alike": 5}, []),
        ({"alike": 6}, ["自身线路故障"]),
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


@pytest.mark.parametrize(
    ("host", "count"), [("b{n}.jz.gov.cn", 6), ("pt.jz.gov.cn", 1)], ids=["hosts of their own", "one platform"]
)
@pytest.mark.parametrize("outcome", ["reset", "dns_nxdomain", "blocked_address"])
def test_hosts_are_counted_that_fall_silent_or_show_one_page(
    database: Database, outcome: str, host: str, count: int
) -> None:
    urls = {f"42100000{n}": f"http://{host.format(n=n)}/{n}/" for n in range(10, 16)}
    sites = [site(code, code, SiteKind.DEPARTMENT, url) for code, url in urls.items()]
    fetch = "inspection_id, site_id_code, url, role, asked_at, outcome, tls, client"
    page = "inspection_id, site_id_code, url, role, read_at, charset, cms, page_kind, digest, template_digest"
    with database.engine.begin() as connection:
        save_sites(connection, sites)
        number = create_inspection(connection, Inspection(NAME, EDITION, AS_OF), list(urls)).number
        rows = [{"i": number, "code": code, "url": url} for code, url in urls.items()]
        connection.execute(
            text(
                f"INSERT INTO govcrawl.fetches ({fetch}) VALUES (:i, :code, :url, 'home', now(), '{outcome}', 'none', 'first')"
            ),
            rows,
        )
        connection.execute(
            text(
                f"INSERT INTO govcrawl.pages ({page}) VALUES (:i, :code, :url, 'column', now(), 'utf-8', 'generic', 'list', 'd', 't')"
            ),
            rows,
        )
        (figures,) = run_figures(connection, stored_inspection(connection, NAME))
    assert (figures.silent, figures.alike) == (count, count)


ROUND = RoundFigures(planned=20, probed=20, ours=0, reached=20, probed_before=480, reached_before=480)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"probed": 18, "reached": 18}, []),
        ({"probed": 17, "reached": 17}, ["探测覆盖比例"]),
        ({"ours": 6}, []),
        ({"ours": 7}, ["探测自身故障比例"]),
        ({"reached": 10}, []),
        ({"reached": 9}, ["首页打开比例与前一日相比"]),
        ({"reached": 9, "reached_before": 240}, []),
        ({"reached": 0, "probed_before": 0, "reached_before": 0}, []),
        ({"planned": 9, "probed": 0, "reached": 0}, []),
    ],
)
def test_which_round_of_probes_is_doubted(changed: dict[str, int], said: list[str]) -> None:
    assert [doubt.partition("：")[0] for doubt in round_doubts(replace(ROUND, **changed))] == said


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (LinkFigures(20, 6, 16), []),
        (LinkFigures(20, 7, 0), ["复查自身故障比例"]),
        (LinkFigures(20, 0, 17), ["复查无结论比例"]),
        (LinkFigures(19, 19, 19), []),
    ],
)
def test_which_run_of_links_is_doubted(figures: LinkFigures, said: list[str]) -> None:
    assert [doubt.partition("：")[0] for doubt in link_doubts(figures)] == said


def test_a_round_in_which_a_city_fell_silent_is_held(database: Database) -> None:
    sites = [site(f"42100000{n}", f"局{n}", SiteKind.DEPARTMENT, f"http://b{n}.jz.gov.cn/") for n in range(10, 22)]
    codes = [one.site_id_code for one in sites]
    begins = datetime(2018, 2, 27, 2, tzinfo=UTC)

    def probe(code: str, at: datetime, outcome: FetchOutcome, name: str) -> ProbeSeen:
        return ProbeSeen(code, at, "here", outcome, name, 200, 0.1, 0.2)

    with database.engine.begin() as connection:
        save_sites(connection, sites)
        create_inspection(connection, Inspection(NAME, EDITION, AS_OF), codes)
        hours = [begins - timedelta(hours=hour) for hour in range(1, 25)]
        save_probes(connection, [probe(code, at, FetchOutcome.OK, str(at)) for code in codes for at in hours])
        save_probes(connection, [probe(code, begins, FetchOutcome.RESET, "now") for code in codes])
        figures = round_figures(connection, "now", "here", begins, codes)
        assert figures == RoundFigures(12, 12, 0, 0, 288, 288)
        assert round_figures(connection, "now", "elsewhere", begins, codes).probed_before == 0
        said = ("reachability 首页打开比例与前一日相比：0/12，低于50%",)
        assert hold_doubtful_round(connection, NAME, figures) == said
        assert [reason for _, reason in open_holds(connection, NAME)] == list(said)
        assert hold_doubtful_round(connection, NAME, figures) == (), "once is enough"


def test_links_that_our_own_side_spoilt_are_held(database: Database) -> None:
    since = datetime(2018, 2, 28, tzinfo=UTC)
    columns = "inspection_id, checked_at, url, fate, outcome"
    one = text(f"INSERT INTO govcrawl.link_checks ({columns}) VALUES (:i, :at, :url, 'unknown', 'own_trouble')")
    with database.engine.begin() as connection:
        number = create_inspection(connection, Inspection(NAME, EDITION, AS_OF), []).number
        for late in range(-1, 20):
            url = f"http://b{late}.jz.gov.cn/"
            about = {"i": number, "at": since + timedelta(minutes=late), "url": url}
            connection.execute(one, about)
        assert hold_doubtful_links(connection, NAME, since + timedelta(minutes=1)) == (), "too few to tell"
        held = hold_doubtful_links(connection, NAME, since)
    assert held == ("links 复查自身故障比例：20/20，高于30%", "links 复查无结论比例：20/20，高于80%")
