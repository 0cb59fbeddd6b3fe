"""Site search: one title not found proves nothing, none of several is a suspicion, a results page that is gone is sure."""

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import run_check
from govcrawl.model.facts import PageRead
from govcrawl.model.items import SearchTrial
from govcrawl.model.vocabulary import Confidence, FetchOutcome, Outcome, PageKind, Problem, VisitRole
from tests.checks.builders import HOME, facts, home, page

SEARCH = load_edition("national_2019").indicator("search")


def trial(number: int, found: bool | None) -> PageRead:
    told = SearchTrial(f"关于第{number}号事项的情况报道", found)
    return page(f"{HOME}search?q={number}", VisitRole.SEARCH, page_kind=PageKind.SEARCH, trial=told)


def lost(number: int, outcome: FetchOutcome, status: int | None) -> PageRead:
    return page(f"{HOME}search?q={number}", VisitRole.SEARCH, outcome=outcome, status=status, page_kind=None)


TRIALS = {
    "all found": ([True, True, True, True], Outcome.MET, None),
    "not tried": ([], Outcome.MET, None),
    "not told": ([None, None, None, None], Outcome.MET, None),
    "one not found": ([True, True, True, False], Outcome.UNKNOWN, None),
    "the only one not found": ([False], Outcome.UNKNOWN, None),
    "two of two not found": ([False, False], Outcome.UNKNOWN, None),
    "three of three not found": ([False, False, False], Outcome.BREACHED, Confidence.SUSPECTED),
    "three of four not found": ([False, False, False, True], Outcome.UNKNOWN, None),
}


@pytest.mark.parametrize(("answers", "outcome", "confidence"), TRIALS.values(), ids=TRIALS.keys())
def test_titles_that_are_searched(answers: list[bool | None], outcome: Outcome, confidence: Confidence | None) -> None:
    trials = [trial(number, found) for number, found in enumerate(answers)]
    found = run_check(facts(pages=(home(), *trials)), SEARCH)
    assert {one.outcome for one in found} == {outcome}
    if confidence:
        assert [(one.problem, one.confidence) for one in found] == [(Problem.BROKEN_SITE_SEARCH, confidence)]


ENDS = {
    "gone each time": ([(FetchOutcome.HTTP_4XX, 404)] * 3, Confidence.CONFIRMED),
    "fails each time": ([(FetchOutcome.HTTP_5XX, 500)] * 3, Confidence.CONFIRMED),
    "gone twice only": ([(FetchOutcome.HTTP_4XX, 404)] * 2, None),
    "refused to us": ([(FetchOutcome.HTTP_4XX, 403)] * 4, None),
    "asked for a challenge": ([(FetchOutcome.CHALLENGE, 200)] * 4, None),
    "forbidden by robots.txt": ([(FetchOutcome.ROBOTS_DISALLOWED, None)] * 4, None),
    "too slow for us": ([(FetchOutcome.TIMEOUT_FIRST_BYTE, None)] * 4, None),
    "gone, then not": ([(FetchOutcome.HTTP_4XX, 404)] * 3 + [(FetchOutcome.TIMEOUT_TOTAL, None)], None),
}


@pytest.mark.parametrize(("ends", "confidence"), ENDS.values(), ids=ENDS.keys())
def test_a_results_page_that_does_not_open(
    ends: list[tuple[FetchOutcome, int | None]], confidence: Confidence | None
) -> None:
    pages = [lost(number, *end) for number, end in enumerate(ends)]
    (found,) = run_check(facts(pages=(home(), *pages)), SEARCH)
    assert (found.outcome is Outcome.BREACHED) is (confidence is not None)
    if confidence:
        assert (found.problem, found.confidence) == (Problem.BROKEN_SITE_SEARCH, confidence)
