"""The five published circulars, read whole: golden. They are shared material that is not part of the project."""

import os
from functools import cache
from pathlib import Path

import pytest

from govcrawl.circulars.arithmetic import check, verify
from govcrawl.circulars.phrases import map_phrase
from govcrawl.circulars.read import read_circular
from govcrawl.circulars.records import Circular
from govcrawl.circulars.rounding import Agreement
from govcrawl.model.vocabulary import Problem, Verdict
from govcrawl.register.read import read_register

SHARED = Path(os.environ.get("GOVCRAWL_SHARED") or Path(__file__).resolve().parents[3] / "shared")
SEEDS = SHARED / "seeds"
JINGZHOU, ANSHAN, YAAN, NATIONAL, HUANGGANG = (f"{number:03}" for number in range(5))

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason=f"the published circulars are not here: no folder {SEEDS} (GOVCRAWL_SHARED)"
)


def seed(number: str) -> Path:
    return next(SEEDS.glob(f"{number}_*.txt"))


@cache
def circular(number: str) -> Circular:
    return read_circular(seed(number).read_text("utf-8"))


def test_jingzhou() -> None:
    found = circular(JINGZHOU)
    assert (len(found.rows), found.period, str(found.signed_on)) == (42, "2018年第一季度", "2018-02-28")
    assert [row.number for row in found.rows] == list(range(1, 43))
    assert sum(row.verdict is Verdict.QUALIFIED for row in found.rows) == 39
    failed = {row.name for row in found.rows if row.verdict is Verdict.UNQUALIFIED}
    assert failed == {"监利县人民政府", "荆州水利局", "荆州市文旅委"}
    assert sum(row.is_portal is True for row in found.rows) == 9
    assert found.totals.items() >= {"inspected": 42, "qualified": 39, "unqualified": 3}.items()
    assert [row.number for row in found.rows if row.problems_text == ""] == [23]
    assert check(found) == ()


def test_yaan() -> None:
    found = circular(YAAN)
    assert (len(found.rows), found.issuer, found.period) == (41, "雅安市人民政府办公室", "2018年第二季度")
    assert all(row.site_id_code and row.site_id_code.startswith("5118") for row in found.rows)
    assert all(bool(row.problems) is (row.rectified is True) for row in found.rows)
    assert sum(row.rectified is True for row in found.rows) == 22
    assert found.rows[9].name == "四川雅安芦天宝飞地产业园区 四川雅安经济开发区"
    assert found.rows[6].problem_words == {Problem.DEAD_LINK}
    assert not {"(", "?", "\ufffd"} & set("".join(row.name for row in found.rows))
    assert check(found) == ()


def test_national_2018_first_quarter() -> None:
    found = circular(NATIONAL)
    assert (str(found.published_on), str(found.signed_on)) == ("2018-05-16", "2018-04-28")
    assert len(found.rows) == 14
    assert sum(row.site_id_code is not None for row in found.rows) == 13
    assert [row.name for row in found.rows if row.site_id_code is None] == ["“玉林市司法局”网"]
    assert found.rows[13].site_id_code == "BT03000040"
    table = next(table for table in found.tables if "running" in table.columns)
    assert len(table.rows) == 32
    sums = [item for item in verify(found) if item.kind in ("table_row", "table_column")]
    assert len(sums) == 33 + 9
    assert all(item.agreement is Agreement.EXACT for item in sums)
    lists = [item for item in verify(found) if item.kind == "region_list"]
    assert [(item.printed, item.agreement) for item in lists] == [(21, Agreement.EXACT), (5, Agreement.EXACT)]


def test_national_2018_first_quarter_does_not_quite_add_up() -> None:
    issues = check(circular(NATIONAL))
    assert [(issue.kind, issue.agreement, float(issue.printed), float(issue.computed)) for issue in issues] == [
        ("split", Agreement.DIFFERENT, 23269, 23268),
        ("rate", Agreement.COARSE, 95, 95.38),
        ("rate", Agreement.COARSE, 50, 50.02),
        ("rate", Agreement.COARSE, 99, 98.96),
    ]


def test_national_2018_first_quarter_names_sites_in_its_prose() -> None:
    found = {site.name: {m.problem for m in site.problems} for site in circular(NATIONAL).named_sites}
    assert found["四川政务服务网"] == {Problem.MISSING_ERROR_REPORT_ENTRY}
    assert found["汕头市公路局"] == {Problem.BROKEN_SITE_SEARCH}
    assert found["晋城市中小企业局"] == {Problem.IRREGULAR_DOMAIN}
    assert found["兖州公共资源交易网"] == {
        Problem.MISSING_PARTY_GOVERNMENT_MARK,
        Problem.MISSING_SITE_ID_CODE,
        Problem.MISSING_ICP_FILING,
        Problem.MISSING_POLICE_FILING,
    }
    assert len(found) == 24


def test_anshan() -> None:
    found = circular(ANSHAN)
    assert dict(found.repairs)["doubled_text"] == 1
    assert found.totals.items() >= {"inspected": 44, "unqualified": 0, "messages_received": 7}.items()
    silent = [
        site.name
        for site in found.named_sites
        if Problem.REQUIRED_COLUMN_NOT_REPORTED in {m.problem for m in site.problems}
    ]
    assert (len(silent), silent[0], silent[-1]) == (22, "发改委", "千山风景区")
    without_column = [
        site.name for site in found.named_sites if Problem.MISSING_REQUIRED_COLUMN in {m.problem for m in site.problems}
    ]
    assert without_column == ["市规划局", "交通委"]
    kinds = {(item.kind, float(item.printed), item.agreement.value) for item in verify(found)}
    assert kinds == {("split", 300, "exact"), ("rate", 84.6, "rounded"), ("name_count", 22, "exact")}


def test_huanggang() -> None:
    found = circular(HUANGGANG)
    assert found.totals.items() >= {"running_sites": 57, "offline": 3, "inspectable": 54, "unqualified": 4}.items()
    assert [(item.kind, float(item.printed), item.agreement.value) for item in verify(found)] == [
        ("running_less_offline", 54, "exact"),
        ("rate", 100, "exact"),
        ("rate", 92.6, "rounded"),
    ]
    assert "(二)信息更新不及时、更新量不足" in found.text.replace("（", "(").replace("）", ")")


@pytest.mark.parametrize("number", [JINGZHOU, YAAN, NATIONAL])
def test_every_complaint_of_every_table_is_mapped(number: str) -> None:
    for row in circular(number).rows:
        assert row.unmapped == (), row.problems_text
        assert bool(row.problems) is (row.problems_text not in ("无", "")), row.problems_text


@pytest.mark.parametrize("number", [JINGZHOU, ANSHAN, NATIONAL])
def test_every_complaint_about_a_named_site_is_mapped(number: str) -> None:
    assert all(site.problems for site in circular(number).named_sites)


@pytest.mark.parametrize(
    ("phrase", "problems"),
    [
        ("信息更新不及时、更新量不足问题依然存在", {Problem.STALE_COLUMN, Problem.TOO_FEW_UPDATES}),
        ("死链错链难杜绝", {Problem.DEAD_LINK, Problem.MISDIRECTED_LINK}),
        ("网站信息更新错链、死链和空栏目等问题", {Problem.MISDIRECTED_LINK, Problem.DEAD_LINK, Problem.BLANK_COLUMN}),
        (
            "信息更新不及时、信息重复发布和错链等方面",
            {Problem.STALE_COLUMN, Problem.DUPLICATE_RELEASE, Problem.MISDIRECTED_LINK},
        ),
        ("留言主要集中在信息不更新、内容不准确等问题", {Problem.STALE_COLUMN, Problem.SUSPECT_WORDING}),
        ("发现一例假冒网站", {Problem.IMPOSTOR_SITE}),
        ("政府网站底部功能区标识添加不全面", {Problem.MISSING_PARTY_GOVERNMENT_MARK}),
        ("一些政府网站存在逃避监管的现象", {Problem.UNREPORTED_SITE}),
    ],
)
def test_complaints_that_blame_nobody_in_particular(phrase: str, problems: set[Problem]) -> None:
    assert {mapped.problem for mapped in map_phrase(phrase)} == problems


@pytest.mark.parametrize(("number", "sites", "refused"), [(JINGZHOU, 42, 0), (YAAN, 41, 0), (NATIONAL, 13, 1)])
def test_the_tables_are_registers_too(number: str, sites: int, refused: int) -> None:
    reading = read_register(seed(number))
    assert (len(reading.sites), len(reading.errors)) == (sites, refused)
