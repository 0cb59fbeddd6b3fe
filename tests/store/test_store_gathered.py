"""Surveys count as gathered where one was read, or the page of a column that would list them."""

import pytest
from store_samples import CODE, HOME, NAME, begin, column, page, store

from govcrawl.model.items import SurveySeen
from govcrawl.model.vocabulary import FetchOutcome, VisitRole
from govcrawl.store.database import Database
from govcrawl.store.load import site_facts

SURVEY = SurveySeen("关于公交线路的调查", f"{HOME}dc/1.html")


@pytest.mark.parametrize(
    ("name", "outcome", "surveys", "is_gathered"),
    [
        ("网上调查", FetchOutcome.OK, (), True),
        ("网上调查", FetchOutcome.TIMEOUT_TOTAL, (), False),
        ("通知公告", FetchOutcome.OK, (), False),
        ("通知公告", FetchOutcome.OK, (SURVEY,), True),
    ],
)
def test_surveys(
    database: Database, name: str, outcome: FetchOutcome, surveys: tuple[SurveySeen, ...], is_gathered: bool
) -> None:
    shown = column(name)
    listed = page(shown.url, VisitRole.COLUMN, outcome, column_url=shown.url, surveys=surveys)
    store(database, begin(database), page(columns=(shown,)), listed)
    with database.engine.connect() as connection:
        assert ("surveys" in site_facts(connection, NAME, CODE).gathered) is is_gathered
