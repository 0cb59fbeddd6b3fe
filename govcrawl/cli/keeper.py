"""Keeping the embedded database up for other programs: a process that holds it while somebody is connected."""

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from sqlalchemy import text

from govcrawl.cli.console import CommandError, ExitCode

if TYPE_CHECKING:
    from govcrawl.store.database import Database

IDLE_SECONDS = 600
_LOOK_EVERY = 2.0
_NAME = "govcrawl keeper"
_OTHERS = text("SELECT count(*) FROM pg_stat_activity WHERE datname IS NOT NULL AND application_name <> :keeper")
"""Keepers do not count: two of them would keep each other up for ever."""


def keep_running() -> None:
    """Start a keeper in the background and return when it holds the database. It stops by itself when idle."""
    command = [
        sys.executable,
        "-c",
        "from govcrawl.cli import main; main()",
        "db",
        "serve",
        "--idle",
        str(IDLE_SECONDS),
    ]
    keeper = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    assert keeper.stdout is not None
    if not keeper.stdout.readline():
        raise CommandError("内置数据库未能保持运行", "the embedded database could not be kept running", ExitCode.FAILED)
    keeper.stdout.close()


def watch(opened: "Database", idle: int) -> None:
    """Hold the database until nobody was connected for `idle` seconds (0: until interrupted)."""
    sys.stdout.flush()
    last_used = time.monotonic()
    with opened.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SELECT set_config('application_name', :keeper, false)"), {"keeper": _NAME})
        while not idle or time.monotonic() - last_used < idle:
            time.sleep(_LOOK_EVERY)
            if connection.scalar(_OTHERS, {"keeper": _NAME}):
                last_used = time.monotonic()
