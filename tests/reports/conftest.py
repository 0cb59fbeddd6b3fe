"""Fixtures: the small city in a real database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from govcrawl.reports.content import Content, read_content
from govcrawl.store.database import Database

from .city import NAME, fill


@pytest.fixture
def city(database: Database) -> Iterator[Connection]:
    """A connection to a database that holds the city."""
    with database.engine.begin() as connection:
        fill(connection)
    with database.engine.connect() as connection:
        yield connection


@pytest.fixture
def content(city: Connection) -> Content:
    """The city's content under its own edition."""
    return read_content(city, NAME)
