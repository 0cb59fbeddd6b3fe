"""Footer marks: absent on the home page, absent inside, not told; the site code against the register."""

from dataclasses import replace

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import run_check
from govcrawl.extract.footer_marks import ERROR_STATE
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Confidence, Mark, Outcome, Problem, VisitRole
from tests.checks.builders import CODE, HOME, facts, home, marks, page

GUIDELINE, NATIONAL = load_edition("guideline_2017"), load_edition("national_2019")


def found(one: SiteFacts, indicator: str = "footer_marks") -> tuple[Finding, ...]:
    edition = GUIDELINE if indicator in {"footer_marks", "site_code"} else NATIONAL
    return run_check(one, edition.indicator(indicator))


def inner(count: int, *absent: Mark) -> tuple:
    return tuple(page(f"{HOME}c{n}/", VisitRole.COLUMN, marks=marks(*absent)) for n in range(count))


@pytest.mark.parametrize("mark", list(Mark))
def test_each_mark_missing_from_the_home_page(mark: Mark) -> None:
    (fault,) = found(facts(pages=(home(marks=marks(mark)),)))
    assert fault.problem is Problem(f"missing_{mark}")
    assert (fault.outcome, fault.confidence, fault.url) == (Outcome.BREACHED, Confidence.CONFIRMED, HOME)


def test_2019_asks_six_marks_and_takes_half_a_point_each() -> None:
    faults = found(facts(pages=(home(marks=marks(*Mark)),)), "site_marks")
    assert len(faults) == 6
    assert sum(one.points for one in faults) == 3
    assert not {Problem.MISSING_SITE_MAP, Problem.MISSING_ERROR_REPORT_ENTRY} & {one.problem for one in faults}


def test_not_told_is_unknown_beside_what_is_told() -> None:
    seen = marks(Mark.POLICE_FILING, unknown=[Mark.CONTACT])
    fault, open_one = found(facts(pages=(home(marks=seen),)))
    assert fault.problem is Problem.MISSING_POLICE_FILING
    assert (open_one.outcome, open_one.problem) == (Outcome.UNKNOWN, None)
    assert "联系方式" in open_one.detail


@pytest.mark.parametrize(("pages", "confidence"), [(2, Confidence.SUSPECTED), (3, Confidence.CONFIRMED)])
def test_marks_only_inner_pages_lack(pages: int, confidence: Confidence) -> None:
    (fault,) = found(facts(pages=(home(), *inner(pages, Mark.SITE_MAP))))
    assert (fault.problem, fault.confidence) == (Problem.MISSING_SITE_MAP, confidence)


@pytest.mark.parametrize(("detail", "told"), [("形式：链接；" + ERROR_STATE, True), ("事业单位标识（blue）", False)])
def test_a_mark_shown_as_an_error_is_for_a_person(detail: str, told: bool) -> None:
    shown = [replace(one, detail=detail) if one.mark is Mark.PARTY_GOVERNMENT_MARK else one for one in marks()]
    (one,) = found(facts(pages=(home(marks=tuple(shown)),)))
    assert (one.problem is Problem.MISSING_PARTY_GOVERNMENT_MARK) is told
    assert one.confidence is (Confidence.SUSPECTED if told else Confidence.CONFIRMED)


def test_a_mark_is_named_once_wherever_it_lacks() -> None:
    assert len(found(facts(pages=(home(marks=marks(Mark.SITE_MAP)), *inner(5, Mark.SITE_MAP))))) == 1


def test_marks_of_unread_inner_pages_say_nothing() -> None:
    unread = tuple(replace(one, marks=()) for one in inner(5, Mark.SITE_MAP))
    assert [one.outcome for one in found(facts(pages=(home(), *unread)))] == [Outcome.MET]


@pytest.mark.parametrize(
    ("value", "outcome"),
    [(CODE, Outcome.MET), (None, Outcome.MET), ("4210000041", Outcome.BREACHED), ("310000000044", Outcome.BREACHED)],
)
def test_site_code_of_the_footer(value: str | None, outcome: Outcome) -> None:
    seen = tuple(replace(one, value=value) if one.mark is Mark.SITE_ID_CODE else one for one in marks())
    (result,) = found(facts(pages=(home(marks=seen),)), "site_code")
    assert result.outcome is outcome
    assert result.problem is (Problem.WRONG_SITE_ID_CODE if outcome is Outcome.BREACHED else None)


def test_codes_of_ministries_may_differ_in_case() -> None:
    seen = tuple(replace(one, value=CODE.lower()) if one.mark is Mark.SITE_ID_CODE else one for one in marks())
    assert found(facts(pages=(home(marks=seen),)), "site_code")[0].outcome is Outcome.MET


def test_a_copied_tag_is_only_suspected() -> None:
    (fault,) = found(facts(pages=(home(tags={"siteidcode": "4210000041"}),)), "site_code")
    assert fault.confidence is Confidence.SUSPECTED


@pytest.mark.parametrize(
    ("others", "outcome"),
    [([Mark.ICP_FILING], Outcome.BREACHED), ([], Outcome.UNKNOWN)],
)
def test_a_code_in_the_tags_alone_is_not_in_the_footer(others: list[Mark], outcome: Outcome) -> None:
    seen = tuple(replace(one, where="tag") if one.mark is Mark.SITE_ID_CODE else one for one in marks(*others))
    results = found(facts(pages=(home(marks=seen),)))
    named = [one for one in results if "网站标识码" in one.detail]
    assert [one.outcome for one in named] == [outcome]
