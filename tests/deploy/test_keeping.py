"""What RUNBOOK.md says of dumps and upgrades, done: nothing is lost on the way."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from govcrawl.dispatch.queue import queue_inspection
from govcrawl.store.binaries import find_programs, server_account
from govcrawl.store.database import Database, make_database, make_engine
from govcrawl.store.migrate import MIGRATIONS, current_revision, head_revision, upgrade
from govcrawl.store.roles import OWNER
from govcrawl.store.server import Cluster
from tests.reports.city import NAME, fill


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


def test_a_dump_brings_everything_back(server: Cluster, database: Database) -> None:
    with database.engine.begin() as connection:
        fill(connection)
    queue_inspection(database, NAME)
    account = server_account(server.data)
    programs = find_programs(account)
    dump = server.socket_folder / f"{secrets.token_hex(4)}.dump"
    try:
        made = account.run(programs / "pg_dump", "--format=custom", "--no-owner", f"--file={dump}", database.url)
        assert made.returncode == 0, made.stdout
        with empty_database(server) as url:
            restored = account.run(programs / "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={url}", dump)
            assert restored.returncode == 0, restored.stdout
            engine = make_engine(url)
            upgrade(engine)
            before, after = contents(database.engine), contents(engine)
            engine.dispose()
    finally:
        Path(dump).unlink(missing_ok=True)
    assert len(before["govcrawl.findings"]) > 5
    assert len(before["govcrawl_queue.procrastinate_jobs"]) == 4
    assert after == before


def test_the_first_release_is_upgraded_with_its_data(server: Cluster) -> None:
    from alembic import command
    from alembic.config import Config

    with empty_database(server) as url:
        engine = make_engine(url)
        with engine.begin() as connection:
            config = Config(attributes={"connection": connection})
            config.set_main_option("script_location", str(MIGRATIONS))
            command.upgrade(config, "0001")
            connection.execute(
                text(
                    "INSERT INTO govcrawl.sites (site_id_code, name, url, kind, level, state)"
                    " VALUES ('4210000040', '荆州水利局', 'http://slj.jingzhou.gov.cn/', 'department', 'city', 'running')"
                )
            )
            connection.execute(text(f"ALTER SCHEMA govcrawl OWNER TO {OWNER}"))
            for name in connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'govcrawl'")).all():
                connection.execute(text(f"ALTER TABLE govcrawl.{name} OWNER TO {OWNER}"))
        upgrade(engine)
        with engine.connect() as connection:
            assert current_revision(connection) == head_revision()
            assert connection.scalar(text("SELECT name FROM report.sites")) == "荆州水利局"
        engine.dispose()
