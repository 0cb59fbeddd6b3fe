"""What RUNBOOK.md says of dumps and upgrades, done: nothing is lost on the way."""

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, make_url, text

from govcrawl.cli.app import run
from govcrawl.dispatch.queue import queue_inspection
from govcrawl.model.vocabulary import VisitRole
from govcrawl.store.database import Database, make_database, make_engine
from govcrawl.store.finish import finish_site
from govcrawl.store.load import site_facts
from govcrawl.store.migrate import MIGRATIONS, current_revision, head_revision, upgrade
from govcrawl.store.roles import CRAWLER, OWNER
from govcrawl.store.server import Cluster
from tests.reports.city import NAME, fill
from tests.store.store_samples import CODE, HOME, begin, page, rich_home, store

FACTS = "事实"
"""An inspection beside the city's."""


def fill_all(database: Database) -> None:
    """A judged city, and a site with every fact that a page can tell."""
    with database.engine.begin() as connection:
        fill(connection)
    number = begin(database, name=FACTS)
    store(database, number, rich_home(), page(f"{HOME}zwgk/", VisitRole.COLUMN, column_url=f"{HOME}zwgk/"))
    with database.engine.begin() as connection:
        finish_site(connection, FACTS, site_facts(connection, FACTS, CODE), "done")


@contextmanager
def empty_database(server: Cluster) -> Iterator[str]:
    """The address of a new database without any table."""
    name = f"test_{secrets.token_hex(6)}"
    make_database(server, name)
    try:
        yield server.url(name)
    finally:
        admin = make_engine(server.url("postgres"))
        with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
        admin.dispose()


def contents(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table and view of ours, as text."""
    found = {}
    with engine.connect() as connection:
        names = connection.scalars(
            text(
                "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables"
                " WHERE table_schema IN ('govcrawl', 'report', 'govcrawl_queue') ORDER BY 1"
            )
        )
        for name in names.all():
            found[str(name)] = sorted(connection.scalars(text(f"SELECT CAST(t AS text) FROM {name} AS t")))
    return found


@pytest.fixture
def dump(database: Database, tmp_path: Path) -> Path:
    """A dump of a database that holds everything, made by the command."""
    fill_all(database)
    queue_inspection(database, NAME)
    file = tmp_path / "backups" / "govcrawl.dump"
    assert run(["db", "dump", str(file), "--database-url", database.url]) == 0
    return file


def test_a_dump_brings_everything_back(server: Cluster, database: Database, dump: Path) -> None:
    with empty_database(server) as url:
        assert run(["db", "restore", str(dump), "--database-url", url]) == 0
        engine = make_engine(url)
        before, after = contents(database.engine), contents(engine)
        engine.dispose()
        crawler = make_engine(server.url(str(engine.url.database), CRAWLER))
        assert queue_inspection(Database(server.url(str(engine.url.database), CRAWLER), crawler), NAME) == 0
        crawler.dispose()
    assert len(before["govcrawl.findings"]) > 5
    assert len(before["govcrawl_queue.procrastinate_jobs"]) == 4
    assert after == before


def test_what_is_no_dump_and_what_is_not_empty_is_refused(
    server: Cluster, database: Database, dump: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["db", "restore", str(dump), "--database-url", database.url]) == 1
    assert "库中已有内容" in capfd.readouterr().err
    dump.write_bytes(dump.read_bytes()[:3000])
    with empty_database(server) as url:
        assert run(["db", "restore", str(dump), "--database-url", url]) == 1
        engine = make_engine(url)
        assert contents(engine) == {}, "all of a dump or nothing"
        engine.dispose()


def test_a_dump_that_fails_leaves_no_file(
    database: Database, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    nowhere = make_url(database.url).set(database="nowhere").render_as_string(hide_password=False)
    assert run(["db", "dump", str(tmp_path / "a.dump"), "--database-url", nowhere]) == 1
    assert "nowhere" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def columns(engine: Engine) -> dict[str, set[str]]:
    """Columns of every table that holds data, those that the database computes left out."""
    query = text(
        "SELECT c.table_name, c.column_name FROM information_schema.columns AS c JOIN pg_class AS r"
        " ON r.oid = to_regclass(format('govcrawl.%I', c.table_name)) WHERE c.table_schema = 'govcrawl'"
        " AND c.is_generated = 'NEVER' AND r.relkind IN ('r', 'p') AND NOT r.relispartition"
        " AND c.table_name <> 'alembic_version'"
    )
    found: dict[str, set[str]] = {}
    with engine.connect() as connection:
        for table, column in connection.execute(query):
            found.setdefault(table, set()).add(column)
    return found


def rows(engine: Engine, table: str, wanted: set[str]) -> list[dict[str, Any]]:
    """What a table holds in these columns, inspections numbered as the first release did: one by one."""
    with engine.connect() as connection:
        found = connection.scalars(text(f"SELECT to_jsonb(t) FROM govcrawl.{table} AS t")).all()
    numbered = {"inspection_id", "id"} if table == "inspections" else {"inspection_id"}
    return sorted(
        (
            {name: value % 100_000 if name in numbered else value for name, value in row.items() if name in wanted}
            for row in found
        ),
        key=json.dumps,
    )


def first_release(engine: Engine) -> None:
    """The tables of the first release, owned by the owner role."""
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, "0001")
        connection.execute(text(f"ALTER SCHEMA govcrawl OWNER TO {OWNER}"))
        for name in connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'govcrawl'")).all():
            connection.execute(text(f"ALTER TABLE govcrawl.{name} OWNER TO {OWNER}"))


def put(engine: Engine, held: Mapping[str, list[dict[str, Any]]]) -> None:
    """Puts rows into their tables, in whatever order these refer to each other."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table, some in held.items():
            for row in some:
                names = ", ".join(f'"{name}"' for name in row)
                connection.execute(
                    text(
                        f"INSERT INTO govcrawl.{table} ({names}) OVERRIDING SYSTEM VALUE"
                        f" SELECT {names} FROM jsonb_populate_record(NULL::govcrawl.{table}, CAST(:row AS jsonb))"
                    ),
                    {"row": json.dumps(row)},
                )


def test_the_first_release_is_upgraded_with_its_data(server: Cluster, database: Database) -> None:
    fill_all(database)
    with empty_database(server) as url:
        engine = make_engine(url)
        first_release(engine)
        then, now = columns(engine), columns(database.engine)
        assert set(then) <= set(now), "a table of the first release is gone"
        held = {table: rows(database.engine, table, then[table] & now[table]) for table in then}
        put(engine, held)
        upgrade(engine)
        with engine.connect() as connection:
            assert current_revision(connection) == head_revision()
            shown = connection.scalar(text("SELECT count(*) FROM report.verdicts"))
        after = {table: rows(engine, table, then[table] & now[table]) for table in then}
        engine.dispose()
    for table in ("sites", "findings", "judgements", "visits", "fetches", "pages", "links", "article_observations"):
        assert held[table], f"{table} was to hold something"
    assert shown
    assert after == held
