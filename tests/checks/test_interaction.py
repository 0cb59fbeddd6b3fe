"""Letters, channels, surveys and interviews."""

from dataclasses import replace

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts, run_check
from govcrawl.model.facts import LinkFacts, MessageFacts, SiteFacts, SurveyFacts
from govcrawl.model.findings import Finding
from govcrawl.model.items import SurveySeen
from govcrawl.model.vocabulary import (
    ColumnKind,
    ColumnState,
    Confidence,
    IndicatorKind,
    LinkFate,
    Outcome,
    Problem,
    SiteKind,
)
from tests.checks.builders import AS_OF, HOME, column, days_ago, facts, item, link, message, site

OLD, NEW = load_edition("national_2015"), load_edition("national_2019")
INTERACTION = ColumnKind.INTERACTION
BOX = column("局长信箱", INTERACTION)
EMPTY = column("网上咨询", INTERACTION, None, ColumnState.BLANK)
IDLE = column("网络问政", INTERACTION, days_ago(500))


def found(one: SiteFacts, indicator: str) -> tuple[Finding, ...]:
    return run_check(one, OLD.indicator(indicator))


def in_column(letter: MessageFacts, name: str) -> MessageFacts:
    return replace(letter, column_name=name)


def test_every_unanswered_letter_is_a_finding_beside_the_veto() -> None:
    letters = tuple(message(days_ago(days)) for days in (100, 150, 300))
    veto, *faults = found(facts(messages=letters), "poor_response")
    assert (veto.kind, veto.problem, veto.outcome) == (IndicatorKind.VETO, None, Outcome.BREACHED)
    assert veto.detail == "3条留言超过3个月未回应（“局长信箱”）"
    assert {(one.kind, one.problem) for one in faults} == {(IndicatorKind.FINDING, Problem.UNANSWERED_MESSAGE)}
    assert [one.url for one in faults] == [one.message.url for one in letters]
    assert faults[2].detail.endswith("已300天未回应")


@pytest.mark.parametrize(
    ("letter", "outcome"),
    [
        (message(days_ago(400)), Outcome.MET),
        (message(days_ago(200), True, days_ago(10)), Outcome.MET),
        (message(days_ago(200), None, days_ago(10)), Outcome.MET),
        (message(days_ago(200), None), Outcome.UNKNOWN),
        (in_column(message(days_ago(200)), "在线访谈"), Outcome.MET),
        (in_column(message(days_ago(200)), "民意征集"), Outcome.MET),
        (in_column(message(days_ago(200)), "举报投诉"), Outcome.MET),
        (in_column(message(days_ago(200)), "网上信访"), Outcome.MET),
        (in_column(message(days_ago(200)), "互动交流"), Outcome.BREACHED),
    ],
)
def test_which_letters_must_be_answered(letter: MessageFacts, outcome: Outcome) -> None:
    assert found(facts(messages=(letter,)), "poor_response")[0].outcome is outcome


def test_a_missing_channel_is_suspected_in_both_lists() -> None:
    bare = facts(columns=(column(),), messages=())
    for edition, indicator in ((OLD, "consultation"), (NEW, "poor_response")):
        (fault,) = run_check(bare, edition.indicator(indicator))
        assert (fault.problem, fault.confidence) == (Problem.NO_CONSULTATION_CHANNEL, Confidence.SUSPECTED)


def test_an_empty_box_without_a_word() -> None:
    (fault,) = found(facts(columns=(EMPTY,), messages=()), "consultation")
    assert (fault.problem, fault.points) == (Problem.EMPTY_LETTERBOX_WITHOUT_NOTICE, 5)
    assert fault.confidence is Confidence.CONFIRMED


def test_an_empty_box_with_a_word_is_no_fault() -> None:
    explained = replace(EMPTY, notice="近一年内无网民来信")
    assert [one.outcome for one in found(facts(columns=(explained,), messages=()), "consultation")] == [Outcome.MET]


def test_a_form_for_letters_is_no_empty_box() -> None:
    form = column("我要写信", INTERACTION, None, ColumnState.BLANK)
    assert [one.outcome for one in found(facts(columns=(BOX, form)), "consultation")] == [Outcome.MET]


def test_several_idle_boxes_are_deducted_once() -> None:
    faults = found(facts(columns=(EMPTY, IDLE), messages=()), "consultation")
    assert [one.problem for one in faults] == [Problem.EMPTY_LETTERBOX_WITHOUT_NOTICE, Problem.STALE_COLUMN]
    assert sum(one.points for one in faults) == 5


def test_an_idle_box_beside_a_used_one_is_named_without_points() -> None:
    faults = found(facts(columns=(BOX, EMPTY, IDLE)), "consultation")
    assert {one.problem for one in faults} == {Problem.EMPTY_LETTERBOX_WITHOUT_NOTICE, Problem.STALE_COLUMN}
    assert {(one.kind, one.points) for one in faults} == {(IndicatorKind.FINDING, 0)}


def test_an_empty_box_is_no_blank_column_too() -> None:
    problems = [one.problem for one in judge_facts(facts(columns=(column(), EMPTY), messages=()), OLD)]
    assert Problem.BLANK_COLUMN not in problems
    assert problems.count(Problem.EMPTY_LETTERBOX_WITHOUT_NOTICE) == 1


@pytest.mark.parametrize(("kind", "least"), [(SiteKind.PORTAL, 6), (SiteKind.DEPARTMENT, 3)])
def test_surveys_a_year(kind: SiteKind, least: int) -> None:
    def held(count: int) -> Finding:
        rows = tuple(item(number, days_ago(30 * number + 1)) for number in range(count))
        survey = column("网上调查", INTERACTION, days_ago(1), recent=rows)
        return found(facts(site=site(kind), columns=(survey,)), "survey")[0]

    assert held(least).outcome is Outcome.MET
    assert (held(least - 1).problem, held(least - 1).points) == (Problem.TOO_FEW_UPDATES, 3)


def test_a_questionnaire_on_the_page_of_its_column_tells_no_day() -> None:
    asked = replace(column("网上调查", INTERACTION), state=ColumnState.TEXT, newest_item_on=None)
    assert [one.outcome for one in found(facts(columns=(asked,)), "survey")] == [Outcome.UNKNOWN]


def test_surveys_none_held_or_none_there() -> None:
    idle = column("民意征集", INTERACTION, days_ago(500))
    (fault,) = found(facts(columns=(idle,)), "survey")
    assert (fault.problem, fault.points) == (Problem.STALE_COLUMN, 5)
    (absent,) = found(facts(columns=(column(),)), "survey")
    assert (absent.problem, absent.confidence) == (Problem.MISSING_REQUIRED_COLUMN, Confidence.SUSPECTED)


def test_public_fields_of_letters_are_for_a_person() -> None:
    letter = message(days_ago(5), True, None, answering_unit=None)
    (fault,) = run_check(facts(messages=(letter,)), NEW.indicator("public_letters"))
    assert (fault.problem, fault.points, fault.confidence) == (
        Problem.MESSAGE_FIELDS_MISSING,
        2,
        Confidence.SUSPECTED,
    )
    assert "答复时间、答复单位" in fault.detail


@pytest.mark.parametrize(("shown", "points"), [(True, 0), (None, 0), (False, 1)])
def test_an_answer_whose_text_is_not_printed_is_a_missing_field(shown: bool | None, points: int) -> None:
    letter = message(days_ago(5), True, days_ago(3), answer_shown=shown)
    (told,) = run_check(facts(messages=(letter,)), NEW.indicator("public_letters"))
    assert told.points == points
    assert ("答复内容" in told.detail) is (shown is False)


def test_a_used_channel_is_seen_by_its_letters_too() -> None:
    unread = column("局长信箱", INTERACTION, None, ColumnState.UNKNOWN)
    letter = message(days_ago(5), True, AS_OF)
    assert [one.outcome for one in found(facts(columns=(unread,), messages=(letter,)), "consultation")] == [Outcome.MET]


def _surveys(*surveys: SurveySeen) -> tuple[SurveyFacts, ...]:
    return tuple(SurveyFacts(one, "网上调查", f"{HOME}网上调查/") for one in surveys)


RESULT = f"{HOME}result/1.html"
ENDED = SurveySeen("水价调查", f"{HOME}survey/1.html", days_ago(90), False)
LISTED = SurveySeen("水价调查", f"{HOME}survey/1.html", days_ago(90), True, RESULT)
DEAD_RESULT = link(1, url=RESULT, anchor="查看结果", parent_url=f"{HOME}survey/1.html")


@pytest.mark.parametrize(
    ("surveys", "links", "confidences"),
    [
        ((ENDED, replace(ENDED, url="2")), (), [Confidence.CONFIRMED]),
        ((LISTED,), (DEAD_RESULT,), [Confidence.CONFIRMED]),
        ((LISTED,), (replace(DEAD_RESULT, confirmed=False, fate=LinkFate.SUSPECTED),), [Confidence.SUSPECTED]),
        ((replace(LISTED, ends_on=None),), (replace(DEAD_RESULT, confirmed=False),), [Confidence.SUSPECTED]),
        ((), (DEAD_RESULT,), [Confidence.CONFIRMED]),
        ((replace(ENDED, ends_on=None),), (), [Confidence.SUSPECTED]),
        ((replace(ENDED, ends_on=None, ended=False),), (), []),
        ((replace(ENDED, ends_on=days_ago(5)),), (), []),
        ((replace(ENDED, has_result=None),), (), []),
        ((LISTED,), (), []),
    ],
)
def test_surveys_without_result_once_a_column(
    surveys: tuple[SurveySeen, ...], links: tuple[LinkFacts, ...], confidences: list[Confidence]
) -> None:
    indicator = load_edition("guideline_2017").indicator("survey_results")
    one = facts(surveys=_surveys(*surveys), links=links)
    faults = [fault for fault in run_check(one, indicator) if fault.outcome is Outcome.BREACHED]
    assert [fault.confidence for fault in faults] == confidences
