"""The gate: when a site may be judged at all."""

from dataclasses import replace

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import run_check
from govcrawl.model.facts import SiteFacts
from govcrawl.model.vocabulary import ColumnKind, ColumnState, FetchOutcome, Outcome, SiteState
from tests.checks.builders import AS_OF, column, columns, days_ago, facts, home, site

INDICATOR = load_edition("national_2015").indicator("inspected")
NEWS, UNKNOWN = ColumnKind.NEWS, ColumnState.UNKNOWN
UNREAD_OVERVIEWS = columns(9, ColumnKind.OVERVIEW, None, UNKNOWN, "概况")
OFFLINE = replace(site(), state=SiteState.TEMPORARILY_OFFLINE, offline_approval="3号", offline_to=AS_OF)


@pytest.mark.parametrize(
    ("one", "outcome"),
    [
        (facts(), Outcome.MET),
        (facts(pages=()), Outcome.UNKNOWN),
        (facts(pages=(home(outcome=FetchOutcome.CHALLENGE),)), Outcome.UNKNOWN),
        (facts(columns=()), Outcome.UNKNOWN),
        (facts(columns=(column("甲", NEWS, None, UNKNOWN), column("乙"))), Outcome.MET),
        (facts(columns=(*columns(2, NEWS, None, UNKNOWN), column("乙"))), Outcome.UNKNOWN),
        (facts(columns=(column("动态"), *UNREAD_OVERVIEWS)), Outcome.MET),
        (facts(columns=UNREAD_OVERVIEWS), Outcome.UNKNOWN),
        (facts(site=OFFLINE, pages=()), Outcome.NOT_APPLICABLE),
        (facts(site=replace(OFFLINE, offline_to=days_ago(1))), Outcome.MET),
        (facts(site=replace(site(), state=SiteState.CLOSED)), Outcome.NOT_APPLICABLE),
    ],
)
def test_may_be_judged(one: SiteFacts, outcome: Outcome) -> None:
    (found,) = run_check(one, INDICATOR)
    assert found.outcome is outcome, found.detail
