"""Observations lie in the quarter of their inspection, and are dropped by it; verdicts stay."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from typer.testing import CliRunner

from govcrawl.cli.app import app
from govcrawl.evidence.names import safe_name
from govcrawl.model.inspection import Inspection
from govcrawl.store.database import Database
from govcrawl.store.frontier import frontier
from govcrawl.store.inspections import FactsDroppedError, create_inspection, stored_inspection
from govcrawl.store.load import site_facts
from govcrawl.store.partitions import TABLES, Quarter, drop_quarters, make_quarters, parts
from govcrawl.store.reporting_register import table_sizes
from tests.reports.city import AS_OF, EDITION, NAME, SITES, fill


@pytest.mark.parametrize(
    ("day", "written", "before", "after"),
    [
        (date(2018, 1, 1), "2018q1", "2017q4", "2018q2"),
        (date(2018, 3, 31), "2018q1", "2017q4", "2018q2"),
        (date(2018, 4, 1), "2018q2", "2018q1", "2018q3"),
        (date(2018, 12, 31), "2018q4", "2018q3", "2019q1"),
    ],
)
def test_quarters(day: date, written: str, before: str, after: str) -> None:
    quarter = Quarter.of(day)
    assert (str(quarter), str(quarter.later(-1)), str(quarter.later(1))) == (written, before, after)
    assert Quarter.read(written) == quarter
    assert quarter.first_day <= day < quarter.later(1).first_day
    assert quarter.numbers[1] == quarter.numbers[0] + 100_000


@pytest.mark.parametrize("written", ["2018", "2018q0", "2018q5", "18q1", "2018q12", "default"])
def test_what_is_no_quarter(written: str) -> None:
    with pytest.raises(ValueError, match="no quarter"):
        Quarter.read(written)


def old_inspection(connection: Connection, number: int, name: str) -> None:
    """An inspection of another quarter with one address asked."""
    connection.execute(
        text(
            "INSERT INTO govcrawl.inspections (id, name, edition, as_of, scope) VALUES (:id, :name, :edition, :as_of, '{}')"
        ),
        {"id": number, "name": name, "edition": EDITION, "as_of": AS_OF},
    )
    connection.execute(
        text(
            "INSERT INTO govcrawl.fetches (inspection_id, site_id_code, url, role, asked_at, outcome, tls, client)"
            " VALUES (:id, '4210000040', 'http://slj.jingzhou.gov.cn/', 'home', now(), 'ok', 'none', 'aiohttp')"
        ),
        {"id": number},
    )


def places(connection: Connection) -> list[str]:
    """In which partition each fetch lies."""
    return [str(name) for name in connection.scalars(text("SELECT tableoid::regclass FROM govcrawl.fetches ORDER BY inspection_id"))]  # fmt: skip


def test_a_new_inspection_has_its_quarter(database: Database) -> None:
    with database.engine.begin() as connection:
        fill(connection)
        number = stored_inspection(connection, NAME).number
        today = connection.scalar(text("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date"))
        quarter = Quarter.of(today)
        first, beyond = quarter.numbers
        assert first <= number < beyond
        made = {part.name for part in parts(connection)}
        assert {f"{table}_{quarter}" for table in TABLES} <= made
        again = create_inspection(connection, Inspection("第二次", EDITION, AS_OF), [SITES[0].site_id_code])
        assert again.number == number + 1


def test_rows_that_came_before_their_partition_are_moved(database: Database) -> None:
    quarter = Quarter(2017, 2)
    with database.engine.begin() as connection:
        fill(connection)
        old_inspection(connection, quarter.numbers[0] + 7, "很久以前")
        assert places(connection) == ["govcrawl.fetches_default"]
        assert "fetches_2017q2" in make_quarters(connection, quarter)
        assert make_quarters(connection, quarter) == ()
        assert places(connection) == ["govcrawl.fetches_2017q2"]
        assert connection.scalar(text("SELECT url_key = md5(url)::uuid FROM govcrawl.fetches"))


def test_old_quarters_go_and_verdicts_stay(database: Database) -> None:
    old, kept = Quarter(2017, 2), Quarter(2017, 3)
    with database.engine.begin() as connection:
        fill(connection)
        make_quarters(connection, old, ahead=1)
        old_inspection(connection, old.numbers[1] - 1, "旧")
        old_inspection(connection, kept.numbers[0], "留")
        verdicts = connection.scalar(text("SELECT count(*) FROM report.verdicts"))
        assert drop_quarters(connection, kept) == ("旧",)
        assert drop_quarters(connection, kept) == ()
        assert places(connection) == ["govcrawl.fetches_2017q3"]
        assert not [part for part in parts(connection) if part.quarter and part.quarter < kept]
        assert connection.scalar(text("SELECT count(*) FROM report.verdicts")) == verdicts
        for read in (site_facts, frontier):
            with pytest.raises(FactsDroppedError, match="旧"):
                read(connection, "旧", "4210000040")
        assert frontier(connection, "留", "4210000040").pages == 1


def test_sizes_add_partitions_up(database: Database) -> None:
    with database.engine.begin() as connection:
        make_quarters(connection, Quarter(2017, 2), ahead=3)
        names = [name for name, _, _ in table_sizes(connection)]
    assert names.count("fetches") == 1
    assert not [name for name in names if name.endswith(("_default", "q2"))]


def test_the_commands(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCRAWL_HOME", str(tmp_path))
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", database.url)
    evidence = tmp_path / "evidence" / safe_name("旧") / "1.warc.gz"
    evidence.parent.mkdir(parents=True)
    evidence.write_bytes(b"x")
    with database.engine.begin() as connection:
        fill(connection)
        make_quarters(connection, Quarter(2017, 2))
        old_inspection(connection, Quarter(2017, 2).numbers[0], "旧")
    made = CliRunner().invoke(app, ["db", "partitions", "--ahead", "2"])
    assert made.exit_code == 0
    assert made.output.count("fetches_20") >= 3
    tried = CliRunner().invoke(app, ["db", "prune", "--keep", "8", "--dry-run"])
    assert "旧" in tried.output
    assert evidence.exists()
    done = CliRunner().invoke(app, ["db", "prune", "--keep", "8"])
    assert "fetches_2017q2" in done.output
    assert not evidence.exists()
    assert "1 次检查" not in CliRunner().invoke(app, ["db", "prune", "--keep", "8"]).output
