"""Probes are appended once, in partitions by quarter; void rounds count for nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from store_samples import ASKED, CODE, NAME, begin

from govcrawl.model.items import ProbeSeen
from govcrawl.model.vocabulary import FetchOutcome
from govcrawl.store.database import Database
from govcrawl.store.load import site_facts
from govcrawl.store.probes import drop_quarters_before, make_quarter, quarter_start, save_probes, void_rounds

PROBE = ProbeSeen(CODE, ASKED, "here", FetchOutcome.OK, "r1", 200, 0.1, 0.2)


def test_probes_are_appended_once(database: Database) -> None:
    begin(database)
    other = replace(PROBE, vantage="there", outcome=FetchOutcome.TIMEOUT_TOTAL, round="r2", detail="a\x00")
    with database.engine.begin() as connection:
        save_probes(connection, [PROBE, other])
        save_probes(connection, [replace(PROBE, outcome=FetchOutcome.RESET), other])
        save_probes(connection, [])
        shown = connection.execute(text("SELECT vantage, outcome FROM report.probes ORDER BY 1")).all()
        week = site_facts(connection, NAME, CODE).probes
        assert void_rounds(connection, ["r2"]) == 1
        assert void_rounds(connection, ["r2"]) == 0
        rest = site_facts(connection, NAME, CODE).probes
    assert [tuple(row) for row in shown] == [("here", "ok"), ("there", "timeout_total")]
    assert week is not None
    assert rest is not None
    assert (week.probes, week.failures, rest.probes, rest.failures) == (2, 1, 1, 0)


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2018, 1, 1), date(2018, 1, 1)),
        (date(2018, 3, 31), date(2018, 1, 1)),
        (date(2018, 4, 1), date(2018, 4, 1)),
        (date(2018, 12, 31), date(2018, 10, 1)),
    ],
)
def test_quarter(day: date, start: date) -> None:
    assert quarter_start(day) == start


def test_quarters_are_made_and_dropped(database: Database) -> None:
    days = [datetime(2017, 12, 31, 23, tzinfo=UTC), datetime(2018, 1, 1, tzinfo=UTC), datetime(2018, 4, 1, tzinfo=UTC)]
    parts = text("SELECT tableoid::regclass::text FROM govcrawl.probes ORDER BY probed_at")
    with database.engine.begin() as connection:
        for month in range(1, 13):
            make_quarter(connection, date(2018, month, 15))
        save_probes(connection, [replace(PROBE, probed_at=day) for day in days])
        assert connection.scalars(parts).all() == [
            "govcrawl.probes_2017q4",
            "govcrawl.probes_2018q1",
            "govcrawl.probes_2018q2",
        ]
        assert drop_quarters_before(connection, date(2018, 4, 1)) == ("probes_2017q4", "probes_2018q1")
        assert connection.scalars(parts).all() == ["govcrawl.probes_2018q2"]
