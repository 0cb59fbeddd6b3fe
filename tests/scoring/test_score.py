"""From findings to a verdict: vetoes, points, caps, lines, bonus, open questions, reviews."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from govcrawl.checklists.edition import Edition, Excused
from govcrawl.checklists.load import load_edition
from govcrawl.checks.findings import breached, met, not_applicable, unknown
from govcrawl.checks.run import judge_facts
from govcrawl.model.findings import Finding, Judgement
from govcrawl.model.vocabulary import IndicatorKind, Outcome, Problem, Review, SiteKind, SiteLevel, Verdict
from govcrawl.scoring.explain import explain
from govcrawl.scoring.score import score
from tests.checks.builders import facts, site

OLD, NEW = load_edition("national_2015"), load_edition("national_2019")
QUALIFIED, UNQUALIFIED, UNDETERMINED, NOT_INSPECTED = Verdict


def take(points: float, indicator: str, edition: Edition = NEW, *, is_sure: bool = True, number: int = 0) -> Finding:
    """A deduction of an indicator."""
    return breached(
        edition.indicator(indicator),
        Problem.STALE_COLUMN,
        "某问题",
        subject=f"栏目{number}",
        points=Decimal(str(points)),
        is_sure=is_sure,
    )


def judge(*findings: Finding, edition: Edition = NEW, kind: SiteKind = SiteKind.PORTAL) -> Judgement:
    return score(site(kind), edition, (met(edition.indicator("inspected")), *findings))


def many(points: int, edition: Edition = OLD, **how: bool) -> list[Finding]:
    """So many points of uncapped deductions, one each."""
    return [take(1, "link_availability", edition, number=number, **how) for number in range(points)]


@pytest.mark.parametrize(
    ("points", "verdict"), [(0, QUALIFIED), (39, QUALIFIED), (40, UNQUALIFIED), (41, UNQUALIFIED), (300, UNQUALIFIED)]
)
def test_2015_fails_at_forty_points_without_caps(points: int, verdict: Verdict) -> None:
    result = judge(*many(points), edition=OLD)
    assert (result.verdict, result.deductions) == (verdict, points)
    assert result.score_high == max(0, 100 - points)


def test_2015_counts_to_the_tenth() -> None:
    tenths = take(0.9, "link_availability", OLD, number=99)
    assert judge(*many(39), tenths, edition=OLD).verdict is QUALIFIED
    assert judge(*many(39), replace(tenths, points=Decimal(1)), edition=OLD).verdict is UNQUALIFIED


def test_2019_caps_each_indicator() -> None:
    result = judge(*(take(0.2, "availability", number=number) for number in range(50)))
    assert result.by_indicator == {"availability": Decimal(1)}
    assert result.score_high == 99


def _deduct(points: int) -> list[Finding]:
    """So many points of 2019 by indicators whose caps allow it."""
    found, left = [], points
    for one in NEW.indicators:
        if one.kind is IndicatorKind.DEDUCTION and left:
            taken = min(left, int(one.cap or 0))
            found.append(take(taken, one.id))
            left -= taken
    return found


@pytest.mark.parametrize(("points", "verdict"), [(39, QUALIFIED), (40, QUALIFIED), (41, UNQUALIFIED)])
def test_2019_fails_below_sixty(points: int, verdict: Verdict) -> None:
    assert judge(*_deduct(points)).verdict is verdict


def bonus(points: int) -> Finding:
    return replace(met(NEW.indicator("bonus_live_answers")), points=Decimal(points))


@pytest.mark.parametrize(("deducted", "total", "gained"), [(19, 86, 5), (20, 80, 0)])
def test_bonus_counts_only_above_eighty(deducted: int, total: int, gained: int) -> None:
    result = judge(*_deduct(deducted), bonus(5))
    assert (result.score_high, result.bonus) == (total, gained)


def test_bonus_is_capped_by_indicator_and_edition() -> None:
    assert judge(bonus(50)).bonus == 5
    every = [replace(met(one), points=Decimal(9)) for one in NEW.indicators if one.kind is IndicatorKind.BONUS]
    assert judge(*every).bonus == 30
    assert score(site(), load_edition("beijing_2022"), [met(NEW.indicator("inspected")), *every]).score_high == 110
    assert score(site(), load_edition("zhaoqing_2019"), [met(NEW.indicator("inspected")), *every]).bonus == 25


VETO = breached(NEW.indicator("home_not_updated"), Problem.HOME_NOT_UPDATED, "首页长期未更新")


def test_a_veto_ends_the_scoring() -> None:
    result = judge(VETO, take(5, "news"))
    assert (result.verdict, result.veto_indicators) == (UNQUALIFIED, ("home_not_updated",))
    assert (result.score_low, result.score_high, result.deductions) == (None, None, 0)


def test_zhaoqing_gives_a_vetoed_portal_fifty_nine() -> None:
    edition = load_edition("zhaoqing_2019")
    result = score(site(), edition, [VETO])
    assert (result.verdict, result.score_high) == (UNQUALIFIED, 59)
    assert score(site(SiteKind.DEPARTMENT), edition, [VETO]).score_high is None


def test_2019_holds_departments_to_the_vetoes_only() -> None:
    result = judge(*_deduct(90), kind=SiteKind.DEPARTMENT)
    assert (result.verdict, result.score_high) == (QUALIFIED, None)
    assert judge(VETO, kind=SiteKind.DEPARTMENT).verdict is UNQUALIFIED


def test_ministries_without_services_are_scored_out_of_seventy_five() -> None:
    ministry = replace(site(level=SiteLevel.NATIONAL), site_id_code="bm07000001")
    group = Excused("no_public_service", ("bm07000001",), ("办事服务",), ("service_unusable",), Decimal(25))
    edition = replace(NEW, rules=replace(NEW.rules, excused=(group,)))
    asked = {one.id for one in edition.asked_of(ministry, facts().as_of)}
    assert not asked & {"service_unusable", "service_guides", "forms"}
    result = score(ministry, edition, [met(NEW.indicator("inspected")), *_deduct(3)])
    assert result.score_high == 96  # (75 - 3) x 4/3
    assert score(ministry, edition, [met(NEW.indicator("inspected")), *_deduct(31)]).verdict is UNQUALIFIED  # 58.67


@pytest.mark.parametrize(
    ("confirmed", "suspected", "verdict", "low"),
    [(20, 10, QUALIFIED, 70), (39, 1, UNDETERMINED, 60), (38, 1, QUALIFIED, 61), (40, 20, UNQUALIFIED, 40)],
)
def test_an_open_question_matters_where_it_could_change_the_verdict(
    confirmed: int, suspected: int, verdict: Verdict, low: int
) -> None:
    doubts = [take(1, "news_not_updated", OLD, is_sure=False, number=500 + number) for number in range(suspected)]
    result = judge(*many(confirmed), *doubts, edition=OLD)
    assert (result.verdict, result.score_low, result.score_high) == (verdict, low, 100 - confirmed)


def test_an_open_veto_leaves_the_verdict_undetermined_and_says_what_to_look_at() -> None:
    looks = unknown(OLD.indicator("column_not_updated"), "“图片新闻”未读取")
    result = judge(looks, edition=OLD)
    assert result.verdict is UNDETERMINED
    assert result.open_questions[0] == "栏目不更新：“图片新闻”未读取"
    suspected = breached(OLD.indicator("home_not_updated"), Problem.HOME_NOT_UPDATED, "疑似", is_sure=False)
    assert judge(suspected, edition=OLD).verdict is UNDETERMINED


def test_questions_for_persons_and_facts_not_gathered_do_not_hold_a_verdict() -> None:
    person = unknown(OLD.indicator("information_inaccurate"), "待人工核查：某事", is_open=False)
    ungathered = unknown(OLD.indicator("site_unreachable"), "尚未采集（probes）", is_open=False)
    candidate = breached(OLD.indicator("grave_error"), Problem.TAMPERED_PAGE, "疑似篡改")
    result = judge(person, ungathered, candidate, edition=OLD)
    assert result.verdict is QUALIFIED
    assert result.open_questions == (
        "待人工确认：严重错误：疑似篡改",
        "待人工核查：基本信息：内容准确",
        "本次未采集或未读到：站点无法访问",
    )


@pytest.mark.parametrize(
    ("review", "verdict"), [(Review.CONFIRMED, UNQUALIFIED), (Review.WAIVED, QUALIFIED), (Review.NONE, UNDETERMINED)]
)
def test_a_persons_word_settles_a_suspicion(review: Review, verdict: Verdict) -> None:
    suspected = breached(OLD.indicator("home_not_updated"), Problem.HOME_NOT_UPDATED, "疑似", is_sure=False)
    assert judge(replace(suspected, review=review), edition=OLD).verdict is verdict


def test_waived_deductions_are_not_taken_nor_named() -> None:
    waived = [replace(one, review=Review.WAIVED) for one in many(50)]
    result = judge(*waived, edition=OLD)
    assert (result.verdict, result.deductions, result.problems) == (QUALIFIED, 0, ())


@pytest.mark.parametrize(
    ("gate", "verdict"),
    [
        (unknown(OLD.indicator("inspected"), "首页未能读取"), NOT_INSPECTED),
        (not_applicable(OLD.indicator("inspected"), "临时下线"), NOT_INSPECTED),
        (met(OLD.indicator("inspected")), QUALIFIED),
    ],
)
def test_a_site_that_was_not_read_is_not_judged(gate: Finding, verdict: Verdict) -> None:
    result = score(site(), OLD, [gate])
    assert result.verdict is verdict
    if verdict is NOT_INSPECTED:
        assert result.score_high is None


def test_nothing_found_at_all_is_not_inspected() -> None:
    assert score(site(), OLD, []).verdict is NOT_INSPECTED


def test_a_confirmed_veto_outweighs_a_home_page_that_was_not_read() -> None:
    gate = unknown(OLD.indicator("inspected"), "首页未能读取")
    down = breached(OLD.indicator("site_unreachable"), Problem.SITE_UNREACHABLE, "打不开")
    assert score(site(), OLD, [gate, down]).verdict is UNQUALIFIED


def test_a_list_without_a_pass_mark_judges_nobody() -> None:
    edition = load_edition("guideline_2017")
    assert score(site(), edition, [met(edition.indicator("inspected"))]).verdict is UNDETERMINED


def test_the_same_findings_in_any_order_give_the_same_judgement() -> None:
    findings = [*judge_facts(facts(), OLD), *many(12)]
    shuffled = random.Random(7).sample(findings, len(findings))
    one, other = score(site(), OLD, findings), score(site(), OLD, shuffled)
    assert one == other
    assert repr(one) == repr(other)
    assert explain(one) == explain(other)


def test_problems_are_those_that_count_each_once() -> None:
    doubt = breached(OLD.indicator("domain"), Problem.IRREGULAR_DOMAIN, "疑似", is_sure=False)
    assert judge(*many(3), doubt, edition=OLD).problems == ("stale_column",)


def test_judgement_carries_digest_and_version() -> None:
    result = judge(edition=OLD)
    assert result.edition_digest == OLD.digest
    assert result.code_version


def test_explain_unfolds_a_verdict() -> None:
    stale = take(3, "news_not_updated", OLD)
    doubt = take(4, "notices_not_updated", OLD, is_sure=False, number=1)
    waived = replace(take(5, "personnel_plans_not_updated", OLD, number=2), review=Review.WAIVED)
    text = explain(judge(stale, doubt, waived, edition=OLD))
    assert text.startswith("4210000040：合格\n依据：全国政府网站普查评分表（2015）")
    for part in ("扣3分", "合计扣3分，得分93至97", "疑似问题，待人工确认", "经人工核查不计入的问题", "尚需核查"):
        assert part in text
    assert explain(judge(VETO, edition=NEW)).count("首页长期未更新") == 1


def test_a_healthy_site_passes_both_lists() -> None:
    for edition in (OLD, NEW):
        one = facts()
        result = score(one.site, edition, judge_facts(one, edition))
        assert result.verdict is QUALIFIED, result.open_questions
        assert not result.problems
        assert all(found.outcome is not Outcome.BREACHED or found.points >= 0 for found in result.findings)
