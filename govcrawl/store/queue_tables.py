"""The tables of the job queue: procrastinate's, in a schema of their own, made and brought up to date."""

from importlib import metadata, resources

from sqlalchemy import Connection, Engine, text

from govcrawl.store.connection import sql_file
from govcrawl.store.roles import ANALYST, CRAWLER, OWNER

QUEUE_SCHEMA = "govcrawl_queue"

_LOCK = 7_406_322
"""Key of the advisory lock that makes two processes prepare the queue one after the other."""


class QueueMissingError(Exception):
    """The parts of many machines are not installed (extra `ops`)."""


def prepare_queue(engine: Engine) -> None:
    """Makes the queue's tables, or brings them to the version of procrastinate that is installed."""
    with engine.begin() as connection:
        wanted = _installed_version()
        if _noted_version(connection) == wanted:
            return
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        noted = _noted_version(connection)
        if noted == wanted:
            return
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {QUEUE_SCHEMA}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {QUEUE_SCHEMA}")
        for script in _scripts(noted):
            # Sent as it stands: without parameters psycopg takes several statements at once, and % has no meaning.
            connection.connection.cursor().execute(script.encode())
        _make_names(connection)
        connection.connection.cursor().execute(sql_file("queue_view").encode())
        _grant(connection)
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {QUEUE_SCHEMA} IS 'procrastinate {wanted}'")


def share_queue(engine: Engine) -> None:
    """Makes the queue's tables where they are missing and lets the crawler use them; for their owner, once roles are there."""
    prepare_queue(engine)
    with engine.begin() as connection:
        _grant(connection)


def has_queue(connection: Connection) -> bool:
    """Whether any inspection was ever spread over workers here."""
    return _noted_version(connection) is not None


def _installed_version() -> str:
    try:
        return metadata.version("procrastinate")
    except metadata.PackageNotFoundError:
        raise QueueMissingError("procrastinate is not installed: pip install 'govcrawl[ops]'") from None


def _noted_version(connection: Connection) -> str | None:
    note = connection.scalar(text("SELECT obj_description(to_regnamespace(:name))"), {"name": QUEUE_SCHEMA})
    return str(note).removeprefix("procrastinate ") if note else None


def _scripts(noted: str | None) -> list[str]:
    """The whole schema for a new database, else the migrations since the noted version."""
    folder = resources.files("procrastinate.sql")
    if noted is None:
        return [(folder / "schema.sql").read_text(encoding="utf-8")]
    files = sorted((folder / "migrations").iterdir(), key=lambda file: file.name)
    since = _numbers(noted)
    return [
        file.read_text(encoding="utf-8")
        for file in files
        if file.name.endswith(".sql") and _numbers(file.name.partition("_")[0]) > since
    ]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:3])


def _make_names(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS worker_names ("
        "worker_id bigint PRIMARY KEY REFERENCES procrastinate_workers ON DELETE CASCADE, name text NOT NULL)"
    )


def _grant(connection: Connection) -> None:
    if not connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": CRAWLER}):
        return
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {QUEUE_SCHEMA} TO {CRAWLER}")
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        connection.exec_driver_sql(f"GRANT ALL ON ALL {kind} IN SCHEMA {QUEUE_SCHEMA} TO {CRAWLER}")
    # The view's owner must be allowed to read what it shows.
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {QUEUE_SCHEMA} TO {OWNER}")
    connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA {QUEUE_SCHEMA} TO {OWNER}")
    connection.exec_driver_sql(f"GRANT SELECT ON operations.queue TO {CRAWLER}, {ANALYST}")
