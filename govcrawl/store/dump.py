"""A dump of the whole database and its return, by PostgreSQL's own programs."""

import os
import subprocess
from pathlib import Path

from sqlalchemy.engine import make_url

from govcrawl.store.binaries import client_program
from govcrawl.store.database import Database, DatabaseError


def dump_database(database: Database, file: Path) -> int:
    """Writes everything to a file, which is there only when it is whole; returns its bytes.

    Raises DatabaseError (also where there is nothing to write: a nightly copy of the wrong database helps nobody), OSError.
    """
    if not _is_ours(database):
        raise DatabaseError("the database holds nothing of govcrawl")
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.touch()  # a folder that cannot be written is no fault of the database
    try:
        _run(database.url, "pg_dump", "--format=custom", "--no-owner", f"--file={unfinished}")
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return file.stat().st_size


def restore_database(database: Database, file: Path) -> None:
    """Fills an empty database from a dump. Raises DatabaseError where it is not empty, or the dump none.

    Rights are left out, since a new server lacks the roles: `store.roles.make_roles` sets them again.
    """
    if _is_ours(database):
        raise DatabaseError("the database is not empty: a dump is restored into a new one")
    _run(
        database.url,
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        str(file),
    )


def _is_ours(database: Database) -> bool:
    with database.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT to_regnamespace('govcrawl')").scalar() is not None


def _run(url: str, program: str, *words: str) -> None:
    """Runs a program on a database; the password goes by the environment, where no list of processes shows it."""
    parsed = make_url(url)
    shown = parsed.set(password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": str(parsed.password)} if parsed.password else {})
    command = [str(client_program(program)), *words, f"--dbname={shown}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DatabaseError(done.stderr.strip() or f"{program} ended with {done.returncode}")
