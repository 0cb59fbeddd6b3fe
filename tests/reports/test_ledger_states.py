"""The rectification ledger: entered once, notified, overdue, fixed only where a later inspection really looked."""

from datetime import date

import pytest
from sqlalchemy import Connection, text

from govcrawl.model.inspection import Inspection
from govcrawl.store.inspections import create_inspection
from govcrawl.store.rectifications import mark_fixed, mark_overdue, notify, open_ledger
from govcrawl.store.reporting_ledger import change_rows

from .city import EDITION, NAME, SITES, finding, judge

LATER = "2018年第二季度"
FAILED = "4210230004"


def states(connection: Connection, code: str = FAILED) -> dict[str, str]:
    rows = connection.execute(
        text("SELECT subject, state FROM report.rectifications WHERE inspection = :name AND site_id_code = :code"),
        {"name": NAME, "code": code},
    )
    return {row.subject: row.state for row in rows}


def inspect_again(connection: Connection, verdict: str, found: list[dict[str, object]]) -> None:
    wanted = Inspection(LATER, EDITION, date(2018, 5, 31))
    number = create_inspection(connection, wanted, [site.site_id_code for site in SITES]).number
    judge(connection, number, FAILED, verdict, found)


def test_every_problem_that_counts_is_entered_once(city: Connection) -> None:
    assert open_ledger(city, NAME) == 7
    assert open_ledger(city, NAME) == 0
    assert states(city) == dict.fromkeys(["投资监利", "网络问政", "网上调查", "police_filing", "site_map"], "open")
    assert states(city, "4210030010") == {"重点领域": "open", "=HYPERLINK(1)": "waived"}
    assert states(city, "4210000041") == {}  # suspected only


def test_a_notice_sets_dates_once(city: Connection) -> None:
    open_ledger(city, NAME)
    assert notify(city, NAME, [FAILED], date(2018, 3, 1), date(2018, 3, 5)) == 5
    assert notify(city, NAME, [FAILED], date(2018, 3, 2), date(2018, 3, 9)) == 0
    assert set(states(city).values()) == {"notified"}


@pytest.mark.parametrize(("today", "state"), [(date(2018, 3, 5), "notified"), (date(2018, 3, 6), "overdue")])
def test_overdue_begins_the_day_after_the_deadline(city: Connection, today: date, state: str) -> None:
    open_ledger(city, NAME)
    notify(city, NAME, [FAILED], date(2018, 3, 1), date(2018, 3, 5))
    mark_overdue(city, NAME, today)
    assert set(states(city).values()) == {state}


def test_fixed_is_what_was_looked_for_and_not_found(city: Connection) -> None:
    open_ledger(city, NAME)
    inspect_again(
        city,
        "qualified",
        [
            finding("column_not_updated", "投资监利", "stale_column"),
            finding("footer_marks", "网站", None, outcome="met"),
            finding("survey", "网站", None, outcome="unknown", confidence="suspected"),
        ],
    )
    assert mark_fixed(city, NAME, LATER) == 3
    assert states(city) == {
        "投资监利": "open",  # still there
        "网络问政": "fixed",
        "police_filing": "fixed",
        "site_map": "fixed",
        "网上调查": "open",  # an open question is no repair
    }


@pytest.mark.parametrize("verdict", ["not_inspected", "undetermined"])
def test_a_site_that_was_not_judged_has_fixed_nothing(city: Connection, verdict: str) -> None:
    open_ledger(city, NAME)
    inspect_again(city, verdict, [finding("footer_marks", "网站", None, outcome="met")])
    assert mark_fixed(city, NAME, LATER) == 0


def test_an_indicator_that_was_not_asked_again_has_fixed_nothing(city: Connection) -> None:
    open_ledger(city, NAME)
    inspect_again(city, "qualified", [finding("home_not_updated", "网站", None, outcome="met")])
    assert mark_fixed(city, NAME, LATER) == 0


@pytest.mark.parametrize("is_ledger_kept", [False, True])
def test_changes_are_told_with_and_without_a_ledger(city: Connection, is_ledger_kept: bool) -> None:
    if is_ledger_kept:
        open_ledger(city, NAME)
    inspect_again(
        city,
        "qualified",
        [
            finding("column_not_updated", "投资监利", "stale_column"),
            finding("column_not_updated", "新栏目", "stale_column"),
            finding("footer_marks", "网站", None, outcome="met"),
            finding("survey", "网站", None, outcome="unknown", confidence="suspected"),
        ],
    )
    if is_ledger_kept:
        open_ledger(city, LATER)
    changes = {row.subject: row.change for row in change_rows(city, (LATER, EDITION), (NAME, EDITION))}
    assert changes == {
        "投资监利": "still_open",
        "新栏目": "new",
        "网络问政": "fixed",
        "police_filing": "fixed",
        "site_map": "fixed",
        "网上调查": "not_told",
    }


def test_what_was_fixed_and_is_back_is_reopened(city: Connection) -> None:
    open_ledger(city, NAME)
    inspect_again(city, "qualified", [finding("column_not_updated", "网站", None, outcome="met")])
    assert mark_fixed(city, NAME, LATER) == 2
    third = create_inspection(city, Inspection("第三季度", EDITION, date(2018, 8, 31)), [FAILED]).number
    judge(city, third, FAILED, "qualified", [finding("column_not_updated", "网络问政", "stale_column")])
    changes = change_rows(city, ("第三季度", EDITION), (LATER, EDITION))
    assert {row.subject: row.change for row in changes} == {"网络问政": "reopened"}
