"""Columns that the list asks for, under the names that sites give them."""

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import run_check
from govcrawl.model.vocabulary import ColumnKind, Outcome
from tests.checks.builders import column, facts


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("市政府领导", Outcome.UNKNOWN),
        ("副省长", Outcome.UNKNOWN),
        ("副县长", Outcome.UNKNOWN),
        ("县长信箱", Outcome.BREACHED),
    ],
)
def test_leaders_under_their_offices(name: str, outcome: Outcome) -> None:
    site = facts(columns=(column(name, ColumnKind.OVERVIEW),))
    assert [one.outcome for one in run_check(site, load_edition("national_2019").indicator("leaders"))] == [outcome]
