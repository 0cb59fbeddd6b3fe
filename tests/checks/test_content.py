"""Candidates for a person: tampering, forged dates, duplicates; required columns, reports, re-posting, domains, guides."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts, run_check
from govcrawl.model.items import TamperingSeen
from govcrawl.model.vocabulary import (
    ColumnKind,
    ColumnState,
    Confidence,
    IndicatorKind,
    LinkFate,
    Outcome,
    Problem,
    Scope,
    SiteKind,
    VisitRole,
)
from tests.checks.builders import (
    AS_OF,
    CODE,
    HOME,
    TAGS,
    article,
    column,
    days_ago,
    facts,
    guide,
    home,
    item,
    link,
    page,
    site,
    with_columns,
)

NATIONAL, YAAN, ANSHAN = (load_edition(name) for name in ("national_2019", "yaan_2018", "anshan_2018"))


@pytest.mark.parametrize(
    ("kinds", "problem"),
    [
        (["foreign_title"], Problem.TAMPERED_PAGE),
        (["hidden_links"], Problem.HIDDEN_LINK),
        (["suspect_wording"], Problem.SUSPECT_WORDING),
        (["domain_in_name", "foreign_script"], Problem.TAMPERED_PAGE),
        (["foreign_script", "encoded_title"], None),
        ([], None),
    ],
)
def test_signs_of_tampering(kinds: list[str], problem: Problem | None) -> None:
    signs = tuple(TamperingSeen(kind, f"{kind}的说明") for kind in kinds)
    (found,) = run_check(facts(pages=(home(tampering=signs),)), NATIONAL.indicator("security_incident"))
    assert found.problem is problem
    assert found.outcome is (Outcome.BREACHED if problem else Outcome.UNKNOWN)
    assert (found.confidence is Confidence.SUSPECTED) is bool(problem)


@pytest.mark.parametrize(
    ("other", "days", "suspected"),
    [
        ("关于做好2019年冬春森林防火工作的通知通知", 0, True),
        ("关于做好2019年冬春森林防火工作的通知通知", 4, False),
        ("关于做好2020年冬春森林防火工作的通知", 0, False),
        ("关于开展2019年安全生产大检查的通知", 0, False),
    ],
)
def test_nearly_the_same_title_in_one_column(other: str, days: int, suspected: bool) -> None:
    rows = (item(1, AS_OF, "关于做好2019年冬春森林防火工作的通知"), item(2, days_ago(days), other))
    found = run_check(with_columns(column("公告栏", recent=rows)), YAAN.indicator("duplicate_releases"))
    told = [one for one in found if one.problem is Problem.DUPLICATE_RELEASE]
    assert [one.confidence for one in told] == [Confidence.SUSPECTED] * suspected


def test_a_form_that_is_asked_for_and_not_given() -> None:
    asked = guide(1, forms_missing=("护士执业注册申请表",))
    (found,) = run_check(facts(pages=(home(), asked, guide(2))), NATIONAL.indicator("forms"))
    assert (found.problem, found.confidence, found.url) == (
        Problem.MISSING_FORM_DOWNLOAD,
        Confidence.SUSPECTED,
        asked.url,
    )
    assert "护士执业注册申请表" in found.detail


def test_a_site_that_hands_out_forms_in_a_column_is_not_accused_of_a_guide_without_one() -> None:
    asked = guide(1, forms_missing=("申请表",))
    site = with_columns(column("表格下载"))
    (found,) = run_check(replace(site, pages=(home(), asked)), NATIONAL.indicator("forms"))
    assert (found.outcome, found.problem, found.url) == (Outcome.UNKNOWN, None, asked.url)


def test_garbled_text_is_no_veto() -> None:
    signs = (TamperingSeen("garbled_text", "锟斤拷"),)
    (found,) = run_check(facts(pages=(home(tampering=signs),)), NATIONAL.indicator("security_incident"))
    assert (found.kind, found.problem) == (IndicatorKind.FINDING, Problem.GARBLED_TEXT)


@pytest.mark.parametrize(("late", "suspected"), [(6, False), (7, True)])
def test_a_date_before_its_address_was_made(late: int, suspected: bool) -> None:
    honest = tuple(article(number, days_ago(5), days_ago(5)) for number in range(9))
    odd = article(99, days_ago(20), days_ago(20) + timedelta(days=late))
    (found,) = run_check(facts(pages=(home(), *honest, odd)), NATIONAL.indicator("security_incident"))
    assert (found.problem is Problem.FORGED_DATE) is suspected


def test_a_migrated_site_forged_nothing() -> None:
    moved = tuple(article(number, days_ago(20 + number), days_ago(1)) for number in range(9))
    (found,) = run_check(facts(pages=(home(), *moved)), NATIONAL.indicator("security_incident"))
    assert found.problem is None


@pytest.mark.parametrize(
    ("days", "confidence"), [(0, Confidence.CONFIRMED), (3, Confidence.SUSPECTED), (4, None), (30, None)]
)
def test_the_same_title_twice_in_one_column(days: int, confidence: Confidence | None) -> None:
    title = "关于做好2019年冬春防火工作的通知"
    rows = (item(1, AS_OF, title), item(2, days_ago(days), title))
    (found,) = run_check(with_columns(column("公告栏", recent=rows)), YAAN.indicator("duplicate_releases"))
    assert (found.problem is Problem.DUPLICATE_RELEASE) is (confidence is not None)
    if confidence:
        assert (found.confidence, found.url) == (confidence, rows[1].url)


def test_what_is_no_duplicate() -> None:
    title = "关于做好2019年冬春防火工作的通知"
    one, two = (column(name, recent=(item(n, AS_OF, title),)) for n, name in enumerate(("公告甲", "公告乙")))
    short = column("公示", recent=(item(5, AS_OF, "任前公示"), item(6, AS_OF, "任前公示")))
    same = column("动态", recent=(item(7, AS_OF, title), item(7, AS_OF, title)))
    undated = column("要闻", recent=(item(8, None, title), item(9, None, title)))
    (found,) = run_check(with_columns(one, two, short, same, undated), YAAN.indicator("duplicate_releases"))
    assert found.outcome is Outcome.MET


def test_required_column_absent_for_sure_and_with_doubt() -> None:
    indicator = ANSHAN.indicator("campaign_column")
    (sure,) = run_check(facts(), indicator)
    assert (sure.problem, sure.confidence) == (Problem.MISSING_REQUIRED_COLUMN, Confidence.CONFIRMED)
    mute = link(1, LinkFate.ALIVE, anchor="")
    (doubt,) = run_check(facts(links=(mute,)), indicator)
    assert doubt.confidence is Confidence.SUSPECTED
    banner = link(1, LinkFate.ALIVE, anchor="扫黑除恶专项斗争专题")
    assert run_check(facts(links=(banner,)), indicator)[0].outcome is Outcome.UNKNOWN


def test_a_column_that_leads_to_another_site_is_not_missing() -> None:
    name, campaign = "机构职能", "扫黑除恶专项斗争"
    elsewhere = [column(one, newest=None, state=ColumnState.UNKNOWN, scope=Scope.OTHER_GOV) for one in (name, campaign)]
    there = facts(columns=(column(), *elsewhere))
    assert run_check(there, NATIONAL.indicator("functions"))[0].outcome is Outcome.UNKNOWN
    assert run_check(there, ANSHAN.indicator("campaign_column"))[0].outcome is Outcome.UNKNOWN
    assert run_check(facts(columns=(column(),)), NATIONAL.indicator("functions"))[0].outcome is Outcome.BREACHED


def test_required_column_does_not_report_on_weekends() -> None:
    indicator = ANSHAN.indicator("campaign_column")
    monday = AS_OF - timedelta(days=AS_OF.weekday())
    friday = monday - timedelta(days=3)
    reported = with_columns(column("扫黑除恶", newest=friday))
    assert run_check(replace(reported, as_of=monday), indicator)[0].outcome is Outcome.MET
    silent = with_columns(column("扫黑除恶", newest=friday - timedelta(days=1)))
    assert run_check(replace(silent, as_of=monday), indicator)[0].problem is Problem.REQUIRED_COLUMN_NOT_REPORTED


def test_blank_required_column_reports_nothing() -> None:
    blank = column("扫黑除恶", ColumnKind.SPECIAL_COLUMN, None, ColumnState.BLANK)
    (found,) = run_check(with_columns(blank), ANSHAN.indicator("campaign_column"))
    assert found.problem is Problem.REQUIRED_COLUMN_NOT_REPORTED


def test_a_late_relay_column_is_not_listed_as_stale_too() -> None:
    late = column("重要信息转载", newest=days_ago(16), recent=(item(1, days_ago(16)),))
    problems = [one.problem for one in judge_facts(with_columns(late), YAAN) if one.subject == late.name]
    assert problems == [Problem.LATE_RELAY]
    national = judge_facts(with_columns(late), load_edition("national_2015"))
    assert [one.problem for one in national if one.subject == late.name] == [Problem.STALE_COLUMN]


def test_silent_weekends_of_a_relay_column() -> None:
    weekdays = tuple(item(n, day) for n in range(40) if (day := days_ago(n)).weekday() < 5)
    relayed = column("重要信息转载", newest=AS_OF, recent=weekdays)
    (found,) = run_check(with_columns(relayed), YAAN.indicator("relayed_notices"))
    assert found.problem is Problem.LATE_RELAY
    assert "周末信息更新不及时" in found.detail


@pytest.mark.parametrize(
    ("kind", "url", "confidence"),
    [
        (SiteKind.PORTAL, "http://www.jingzhou.gov.cn/", None),
        (SiteKind.PORTAL, "http://jingzhou.gov.cn/", Confidence.SUSPECTED),
        (SiteKind.DEPARTMENT, "http://slj.jingzhou.gov.cn/", None),
        (SiteKind.DEPARTMENT, "slj.jingzhou.gov.cn", None),
        (SiteKind.DEPARTMENT, "http://荆州水利局.政务/", None),
        (SiteKind.DEPARTMENT, "http://www.jzslj.com/", Confidence.CONFIRMED),
        (SiteKind.DEPARTMENT, "http://www.fakegov.cn/", Confidence.CONFIRMED),
    ],
)
def test_domains(kind: SiteKind, url: str, confidence: Confidence | None) -> None:
    (found,) = run_check(facts(site=site(kind, url=url)), load_edition("guideline_2017").indicator("domain"))
    assert (found.outcome is Outcome.BREACHED) is (confidence is not None)
    if confidence:
        assert found.confidence is confidence


def test_attachment_only_guides_are_not_judged() -> None:
    pages = (home(), guide(1, ["materials"], attachment_only=True))
    (found,) = run_check(facts(pages=pages), NATIONAL.indicator("service_guides"))
    assert found.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(("stated", "points"), [(False, "1.5"), (True, "0.5"), (None, "0.5")])
def test_materials_without_a_format_cost_a_point_in_2019_only(stated: bool | None, points: str) -> None:
    pages = (home(), guide(1, ["fee"], formats_stated=stated))
    (found,) = run_check(facts(pages=pages), NATIONAL.indicator("service_guides"))
    assert found.points == Decimal(points)
    assert ("材料格式要求不明确" in found.detail) is (stated is False)
    old = run_check(facts(pages=pages), load_edition("national_2015").indicator("service_guide"))
    assert [one.outcome for one in old] == [Outcome.MET]


def test_2015_asks_eight_elements() -> None:
    pages = (home(), guide(1, ["fee", "authority"]))
    assert (
        run_check(facts(pages=pages), load_edition("national_2015").indicator("service_guide"))[0].outcome
        is Outcome.MET
    )
    (found,) = run_check(facts(pages=pages), NATIONAL.indicator("service_guides"))
    assert found.detail == "办事指南“事项1”缺少办理机构、收费标准"


UNFILLED = [
    "null",
    "",
    "无",
    "栏目类型",
    "ColumnType",
    "{{column.type}}",
    "${type}",
    "<%=type%>",
    "[!--type--]",
    "#type#",
]
FILLED = ["通知公告", "政策文件", "信息公开，政策文件", "无线电管理", "来源管控", "A+类"]


@pytest.mark.parametrize(
    ("value", "is_missing"), [*((one, True) for one in UNFILLED), *((one, False) for one in FILLED)]
)
def test_placeholder_tags_are_no_tags(value: str, is_missing: bool) -> None:
    listed = page(f"{HOME}tzgg/", VisitRole.COLUMN, tags=TAGS | {"ColumnType": value})
    (found,) = run_check(facts(pages=(home(), listed)), NATIONAL.indicator("tags"))
    assert (found.outcome is Outcome.BREACHED) is is_missing
    if is_missing:
        assert found.confidence is Confidence.SUSPECTED


def test_tags_of_another_site_are_a_copied_template() -> None:
    listed = page(f"{HOME}tzgg/", VisitRole.COLUMN, tags=TAGS | {"SiteIDCode": "5001070012"})
    (found,) = run_check(facts(pages=(home(), listed)), NATIONAL.indicator("tags"))
    assert (found.problem, found.confidence) == (Problem.MISSING_PAGE_TAGS, Confidence.SUSPECTED)
    assert "SiteIDCode为其他网站的标识码" in found.detail


@pytest.mark.parametrize(("code", "confidence"), [(CODE, Confidence.CONFIRMED), ("5001070012", Confidence.SUSPECTED)])
def test_a_page_that_is_another_sites_by_its_tags_is_no_sure_fault(code: str, confidence: Confidence) -> None:
    """A site in a folder of a shared host may be read as a column of its neighbour."""
    tags = {name: TAGS[name] for name in ("SiteName", "SiteDomain")} | {"SiteIDCode": code}
    listed = page(f"{HOME}dw01/", VisitRole.COLUMN, tags=tags)
    (found,) = run_check(facts(pages=(home(), listed)), NATIONAL.indicator("tags"))
    assert (found.problem, found.confidence) == (Problem.MISSING_PAGE_TAGS, confidence)
