"""Opening the database for a command, with the errors of it said to a user."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from govcrawl.cli.causes import database_error, home_error
from govcrawl.cli.console import CommandError

if TYPE_CHECKING:
    from govcrawl.store.database import Database

_OURS = re.compile(r"postgres(ql)?(\+\w+)?://", re.IGNORECASE)


@contextmanager
def database(url: str | None, *, migrate: bool = True) -> "Iterator[Database]":
    """The database of a command. A wrong address is wrong use; a server that does not answer, and one that lacks our tables
    or refuses us what the command wants of it, is a failure."""
    from sqlalchemy.exc import InterfaceError, InternalError, OperationalError, ProgrammingError

    from govcrawl.store.database import DatabaseError, ServerError, open_database
    from govcrawl.store.server import HomeError

    if url is not None and not _OURS.match(url):
        raise CommandError(
            "--database-url：应写成 postgresql://用户@主机:5432/库名（只支持 PostgreSQL）",
            "--database-url: write postgresql://user@host:5432/name (PostgreSQL only)",
        )
    try:
        with open_database(url, migrate=migrate) as opened:
            yield opened
    except HomeError as error:
        raise home_error(error.cause) from error
    except (DatabaseError, ServerError, OperationalError, ProgrammingError, InternalError, InterfaceError) as error:
        raise database_error(error) from error


def require_home() -> None:
    """Refuse a GOVCRAWL_HOME in which no evidence can be kept, before anything is crawled."""
    from govcrawl.evidence.recorder import FOLDER
    from govcrawl.store.server import default_home

    folder = default_home() / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    except OSError as error:
        raise home_error(error) from error
