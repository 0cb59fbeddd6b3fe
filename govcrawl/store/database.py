"""Opens the database: the one that is named, or the embedded one; migrated, with an engine to use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from govcrawl.store.binaries import ServerError
from govcrawl.store.migrate import NewerDatabaseError, OldDatabaseError, head_revision, upgrade
from govcrawl.store.server import DATABASE, Cluster, default_home, shared_server

_MAKING = 7_406_323
"""Key of the advisory lock under which databases of the embedded server are made; it ends with its connection."""


class DatabaseError(Exception):
    """The database cannot be used; the message never holds a password."""


@dataclass(frozen=True)
class Database:
    """An open database. `url` is libpq's form and may hold a password: show `safe_url` instead."""

    url: str = field(repr=False)
    engine: Engine
    embedded: Cluster | None = field(default=None, repr=False)

    @property
    def safe_url(self) -> str:
        """The address with its password masked, fit for logs."""
        return make_url(self.url).render_as_string(hide_password=True)


@contextmanager
def open_database(url: str | None = None, home: Path | None = None, *, migrate: bool = True) -> Iterator[Database]:
    """Opens `url` or GOVCRAWL_DATABASE_URL, else the embedded server of `home` (GOVCRAWL_HOME), and brings it up to date.

    Raises DatabaseError (unreachable, wrong address), ServerError (no embedded server to be had) or HomeError (no folder).
    """
    named = url or os.environ.get("GOVCRAWL_DATABASE_URL")
    if named:
        with _opened(_libpq_form(named), None, migrate) as database:
            yield database
        return
    with shared_server(home or default_home()) as cluster:
        make_database(cluster, DATABASE)
        with _opened(cluster.url(), cluster, migrate) as database:
            yield database


@contextmanager
def _opened(url: str, embedded: Cluster | None, migrate: bool) -> Iterator[Database]:
    engine = make_engine(url)
    try:
        if migrate:
            _migrated(engine)
        yield Database(url, engine, embedded)
    finally:
        engine.dispose()


def _migrated(engine: Engine) -> None:
    try:
        upgrade(engine)
    except OperationalError as error:
        shown = engine.url.set(drivername="postgresql").render_as_string(hide_password=True)
        raise DatabaseError(
            f"cannot use the database {shown}: {_without_password(str(error.orig), engine.url)}"
        ) from None
    except OldDatabaseError as error:
        raise DatabaseError(f"the database is not of version {error}: its owner must upgrade it") from None
    except NewerDatabaseError as error:
        raise DatabaseError(
            f"the database is of version {error}, newer than this program ({head_revision()})"
        ) from None


def _without_password(message: str, url: URL) -> str:
    text = " ".join(message.split())
    return text.replace(url.password, "***") if url.password else text


def _libpq_form(url: str) -> str:
    """A postgresql:// address in libpq's form, from any spelling SQLAlchemy knows (postgres://, postgresql+psycopg://)."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise DatabaseError("the database address is malformed: expected postgresql://user@host:5432/name") from None
    if parsed.get_backend_name() not in ("postgresql", "postgres"):
        raise DatabaseError(f"govcrawl stores in PostgreSQL only, not in {parsed.get_backend_name()!r}")
    return parsed.set(drivername="postgresql").render_as_string(hide_password=False)


def make_engine(url: str) -> Engine:
    """A SQLAlchemy engine over psycopg for a libpq address, in UTC."""
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        connect_args={"options": "-c timezone=UTC -c search_path=public"},
        json_serializer=lambda value: msgspec.json.encode(value).decode(),
        json_deserializer=msgspec.json.decode,
        hide_parameters=True,
        pool_pre_ping=True,
    )


def make_database(cluster: Cluster, name: str, template: str | None = None) -> None:
    """Makes a database of the embedded server unless it exists."""
    engine = make_engine(cluster.url("postgres"))
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(
                "SELECT pg_advisory_lock(%s)", (_MAKING,)
            )  # the first two commands may come at once
            known = connection.exec_driver_sql("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).first()
            if known is None:
                copied = f' TEMPLATE "{template}"' if template else ""
                connection.exec_driver_sql(f'CREATE DATABASE "{name}"{copied}')
    finally:
        engine.dispose()


__all__ = ["Database", "DatabaseError", "ServerError", "make_database", "make_engine", "open_database"]
