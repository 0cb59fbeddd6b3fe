"""Opening the database for a command, with the errors of it said to a user."""

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
