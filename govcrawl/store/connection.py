"""The writer's connection: opened again with growing pauses while the database is away."""

import asyncio
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_delay, wait_exponential_jitter

from govcrawl.store.binaries import ServerError
from govcrawl.store.server import revive

logger = logging.getLogger(__name__)

SQLSTATE_FULL = "53100"
_NO_SPACE = "No space left on device"
DISK_FULL = "the disk is full; make room and run the inspection again, it resumes"
_TRANSIENT_CLASSES = ("08", "40", "53", "55", "57")
"""SQLSTATE classes that pass: connection, rollback, resources, object state, operator intervention (shutdown, crash)."""

BAD_ROW = (psycopg.DataError, psycopg.IntegrityError, errors.ProgramLimitExceeded)
"""Errors that a row causes: sending it again is in vain, its batch without it goes in."""


@dataclass(slots=True)
class Writes:
    """What the writers of this process sent: statements, the rows in them, and the seconds that took."""

    statements: int = 0
    rows: int = 0
    seconds: float = 0.0


WRITES = Writes()


class StoreError(Exception):
    """What was crawled cannot be stored; the message says why and holds no password."""


class _AwayError(Exception):
    """The database is away for now."""


def sql_file(name: str) -> str:
    """A statement that lies in a file beside this module."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")


class PatientConnection:
    """One autocommitting connection. `patience` is how many seconds it waits for a database that is away."""

    def __init__(self, url: str, patience: float) -> None:
        self._url = url
        self._patience = patience
        self._connection: psycopg.AsyncConnection[tuple[Any, ...]] | None = None
        self.round_trips = 0

    async def execute(self, statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Runs one statement, again where the answer was lost: it must be an idempotent one.

        Raises psycopg's data errors as they are, StoreError where waiting was in vain or cannot help.
        """
        try:
            async for attempt in self._attempts():
                with attempt:
                    return await self._execute_once(statement, parameters)
        except _AwayError as error:
            raise StoreError(f"the database was away for {self._patience:g} seconds: {error}") from None
        raise AssertionError("tenacity ends with a result or an error")

    def _attempts(self) -> AsyncRetrying:
        return AsyncRetrying(
            retry=retry_if_exception_type(_AwayError),
            stop=stop_after_delay(self._patience),
            wait=wait_exponential_jitter(multiplier=0.2, max=10),
            before_sleep=_say_away,
            reraise=True,
        )

    async def _execute_once(self, statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        try:
            connection = await self._open()
            self.round_trips += 1
            start = time.monotonic()
            cursor = await connection.execute(statement, parameters)
            found = await cursor.fetchall() if cursor.description else []
            WRITES.statements += 1
            WRITES.seconds += time.monotonic() - start
            return found
        except BAD_ROW:
            raise
        except psycopg.Error as error:
            await self.close()
            raise _translated(error) from None

    async def _open(self) -> psycopg.AsyncConnection[tuple[Any, ...]]:
        if self._connection is None or self._connection.closed:
            try:
                await asyncio.to_thread(revive, self._url)
            except (ServerError, OSError) as error:
                if _NO_SPACE in str(error):
                    raise StoreError(DISK_FULL) from None
                raise _AwayError(str(error)) from None
            options = "-c timezone=UTC"
            self._connection = await psycopg.AsyncConnection.connect(self._url, autocommit=True, options=options)
        return self._connection

    async def close(self) -> None:
        """Closes the connection; the next statement opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()


def _translated(error: psycopg.Error) -> Exception:
    if error.sqlstate == SQLSTATE_FULL:
        return StoreError(DISK_FULL)
    if error.sqlstate is None or error.sqlstate.startswith(_TRANSIENT_CLASSES):
        return _AwayError(_without_address(error))
    return StoreError(_without_address(error))


def _without_address(error: psycopg.Error) -> str:
    """The server's own words; libpq's connection errors repeat host and user, never the password, yet are cut to a line."""
    return error.diag.message_primary or " ".join(str(error).split())[:300]


def _say_away(state: RetryCallState) -> None:
    if state.attempt_number == 1 and state.outcome is not None:
        logger.warning("the database is away, the crawl waits: %s", state.outcome.exception())
