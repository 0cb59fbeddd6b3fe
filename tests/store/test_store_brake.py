"""Results are held where failing sites multiply from one inspection to the next, until a person releases them."""

from datetime import date

import pytest
from sqlalchemy import text
from store_samples import begin, page, site, store

from govcrawl.model.findings import Judgement
from govcrawl.model.vocabulary import Verdict
from govcrawl.store.brake import brake, inspection_before
from govcrawl.store.database import Database
from govcrawl.store.inspections import stored_inspection
from govcrawl.store.judgements import save_judgements
from govcrawl.store.reviews import open_holds, release_results

CODES = [f"42{number:08}" for number in range(12)]


def inspected(
    database: Database, name: str, as_of: date, failing: int, *, done: bool = True, edition: str = "national_2015"
) -> None:
    """An inspection of twelve sites of one publishing system, so many of them unqualified."""
    number = begin(database, CODES, name, as_of)
    store(database, number, *(page(site(code).url, code=code) for code in CODES))
    words = [Verdict.UNQUALIFIED] * failing + [Verdict.QUALIFIED] * (len(CODES) - failing)
    judged = (Judgement(code, edition, "d", "0", word) for code, word in zip(CODES, words, strict=True))
    with database.engine.begin() as connection:
        save_judgements(connection, name, judged)
        connection.execute(text("UPDATE govcrawl.pages SET cms = 'ucap'"))
        if done:
            connection.execute(text("UPDATE govcrawl.inspection_sites SET status = 'done'"))


def test_a_jump_is_held_once_and_stays_released(database: Database) -> None:
    inspected(database, "q1", date(2018, 3, 31), 1)
    inspected(database, "q2", date(2018, 6, 30), 9)
    held = (
        "全部网站不合格比例由“q1”的8.3%（1/12）升至75.0%（9/12）",
        "同一发布系统（ucap）的网站不合格比例由“q1”的8.3%（1/12）升至75.0%（9/12）",
    )
    with database.engine.begin() as connection:
        assert brake(connection, "q1") == ()
        assert brake(connection, "q2") == held
        assert brake(connection, "q2") == ()
        assert open_holds(connection, "q2") == tuple((None, reason) for reason in held)
        assert release_results(connection, "q2", by="甲", reason="平台停用，属实") == 2
        assert brake(connection, "q2") == ()
        assert open_holds(connection, "q2") == ()


@pytest.mark.parametrize(("failing", "done"), [(3, True), (9, False)])
def test_no_jump_or_not_finished(database: Database, failing: int, done: bool) -> None:
    inspected(database, "q1", date(2018, 3, 31), 1)
    inspected(database, "q2", date(2018, 6, 30), failing, done=done)
    with database.engine.begin() as connection:
        assert brake(connection, "q2") == ()


def test_only_the_same_scope_compares(database: Database) -> None:
    inspected(database, "q1", date(2018, 3, 31), 1)
    inspected(database, "q2", date(2018, 6, 30), 9)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE govcrawl.inspections SET scope = '{\"region\": \"4210\"}' WHERE name = 'q1'"))
        assert brake(connection, "q2") == ()
        connection.execute(
            text('UPDATE govcrawl.inspections SET scope = \'{"kind": "portal", "seed": "7"}\' WHERE name = \'q1\'')
        )
        assert len(brake(connection, "q2")) == 2


@pytest.mark.parametrize(("days", "found"), [(0, "thu"), (1, "thu"), (2, "fri"), (7, "fri"), (8, None)])
def test_the_inspection_a_number_of_days_before(database: Database, days: int, found: str | None) -> None:
    inspected(database, "fri", date(2018, 3, 23), 1)
    inspected(database, "thu", date(2018, 3, 29), 1)
    inspected(database, "now", date(2018, 3, 30), 1)
    with database.engine.connect() as connection:
        before = inspection_before(connection, stored_inspection(connection, "now").number, days)
    assert (before[1] if before else None) == found
