"""What a person's decision does to findings: kept, shown, counted or not."""

from collections.abc import Mapping

from govcrawl.checklists.load import load_edition
from govcrawl.checks.findings import SITE
from govcrawl.checks.run import judge_facts
from govcrawl.model.facts import ColumnFacts
from govcrawl.model.findings import Finding, Judgement, ReviewKey
from govcrawl.model.vocabulary import ColumnKind, IndicatorKind, Outcome, Problem, Review, Verdict
from govcrawl.scoring.score import score
from tests.checks.builders import HEALTHY_COLUMNS, HOME, column, days_ago, facts, message

EDITION = load_edition("national_2015")
PORTALS = load_edition("national_2019")
TEN = tuple(column(f"栏目{number}", ColumnKind.OTHER, days_ago(900)) for number in range(10))


def judged(columns: tuple[ColumnFacts, ...], reviews: Mapping[ReviewKey, Review]) -> Judgement:
    one = facts(columns=(*HEALTHY_COLUMNS, *columns), reviews=reviews)
    return score(one.site, EDITION, judge_facts(one, EDITION))


def about(judgement: Judgement, subject: str) -> list[Finding]:
    return [one for one in judgement.findings if one.subject == subject and one.outcome is Outcome.BREACHED]


def test_a_waived_column_leaves_the_count_and_stays_in_sight() -> None:
    assert judged(TEN, {}).verdict is Verdict.UNQUALIFIED
    waived = judged(TEN, {(Problem.STALE_COLUMN, "栏目3", f"{HOME}栏目3/"): Review.WAIVED})
    assert waived.verdict is Verdict.QUALIFIED
    assert [one.review for one in about(waived, "栏目3")] == [Review.WAIVED]
    assert [one.review for one in about(waived, "栏目4")] == [Review.NONE]


def test_waiving_the_veto_itself_excuses_the_site_of_that_veto_alone() -> None:
    key = ("column_not_updated", SITE, None)
    found = judged(TEN, {key: Review.WAIVED})
    assert found.veto_indicators == ()
    assert {one.indicator for one in found.findings if one.review is not Review.NONE} == {"column_not_updated"}


def test_a_question_answered_with_yes_is_a_breach_of_its_indicator_alone() -> None:
    found = judged((), {("grave_error", SITE, None): Review.CONFIRMED})
    assert (found.verdict, found.veto_indicators) == (Verdict.UNQUALIFIED, ("grave_error",))
    waived = judged((), {("grave_error", SITE, None): Review.WAIVED})
    assert waived.verdict is Verdict.QUALIFIED


def test_a_deduction_or_bonus_that_a_person_grants_has_its_points() -> None:
    person = [one for one in PORTALS.indicators if one.check == "person"]
    for kind, outcome in {IndicatorKind.DEDUCTION: Outcome.BREACHED, IndicatorKind.BONUS: Outcome.MET}.items():
        indicator = next(one for one in person if one.kind is kind)
        one = facts(reviews={(indicator.id, SITE, None): Review.CONFIRMED})
        (found,) = [said for said in judge_facts(one, PORTALS) if said.indicator == indicator.id]
        assert (found.outcome, found.points) == (outcome, indicator.cap or indicator.points)


def test_a_waived_letter_no_longer_vetoes_and_stays_in_sight() -> None:
    late = message(days_ago(200))
    key = (Problem.UNANSWERED_MESSAGE, late.message.title, late.message.url)
    for reviews, vetoes in (({}, ("poor_response",)), ({key: Review.WAIVED}, ())):
        one = facts(messages=(late,), reviews=reviews)
        result = score(one.site, EDITION, judge_facts(one, EDITION))
        assert result.veto_indicators == vetoes
        assert [said.review for said in result.findings if said.problem is Problem.UNANSWERED_MESSAGE] == [
            Review.WAIVED if reviews else Review.NONE
        ]
