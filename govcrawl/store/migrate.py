"""Brings a database to this version of govcrawl: Alembic for the tables, then the reporting views as they stand here."""

import hashlib
from pathlib import Path

from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from govcrawl.store.roles import set_grants
from govcrawl.store.views import OPERATIONS_SCHEMA, VIEW_SCHEMA, view_files

MIGRATIONS = Path(__file__).parents[2] / "migrations"
"""Beside the package, in a checkout and where it is installed."""

_LOCK = 7_406_321
"""Key of the advisory lock that makes two processes migrate one after the other."""


class NewerDatabaseError(Exception):
    """The database was upgraded by a newer program; the text is its revision."""


class OldDatabaseError(Exception):
    """The database must be upgraded, and this account may not; the text is the revision that is needed."""


def head_revision() -> str:
    """The newest revision of the tables: files of `migrations/versions` are numbered."""
    return max(file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current_revision(connection: Connection) -> str | None:
    """The revision a database stands at, None where it was never migrated."""
    if connection.scalar(text("SELECT to_regclass('govcrawl.alembic_version')")) is None:
        return None
    found = connection.scalar(text("SELECT version_num FROM govcrawl.alembic_version"))
    return None if found is None else str(found)


def upgrade(engine: Engine) -> None:
    """Upgrades tables and views in one transaction; does nothing where both are up to date.

    Raises NewerDatabaseError and OldDatabaseError.
    """
    with engine.connect() as connection:
        if _is_current(connection):
            return
        stands = current_revision(connection)
        if stands is not None and stands > head_revision():
            raise NewerDatabaseError(stands)
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if not _is_current(connection):
            try:
                _run_alembic(connection)
                _make_views(connection)
            except (ProgrammingError, InsufficientPrivilege) as error:
                if isinstance(getattr(error, "orig", error), InsufficientPrivilege):
                    raise OldDatabaseError(head_revision()) from error
                raise
            set_grants(connection)
        connection.commit()


def _is_current(connection: Connection) -> bool:
    if current_revision(connection) != head_revision():
        return False
    noted = connection.scalar(text("SELECT obj_description(to_regnamespace(:schema))"), {"schema": VIEW_SCHEMA})
    return bool(noted == _views_note())


def _run_alembic(connection: Connection) -> None:
    # Imported here: Alembic costs a third of a second, and an up-to-date database needs none of it.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    command.upgrade(config, "head")


def _views_note() -> str:
    digest = hashlib.sha256("".join(file.read_text(encoding="utf-8") for file in view_files()).encode()).hexdigest()
    return f"Reporting views of govcrawl, the public contract. Definition {digest[:16]}."


def _make_views(connection: Connection) -> None:
    for schema in (VIEW_SCHEMA, OPERATIONS_SCHEMA):
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    for file in view_files():
        # Sent as it stands: without parameters psycopg takes several statements at once, and % has no meaning.
        connection.connection.cursor().execute(file.read_bytes())
    connection.exec_driver_sql(f"COMMENT ON SCHEMA {VIEW_SCHEMA} IS '{_views_note()}'")
