"""Every query of docs/queries.md runs as an analyst, and says what the small city holds."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from govcrawl.store.database import Database
from govcrawl.store.roles import ANALYST, make_roles
from tests.reports.city import NAME, fill

DOCUMENT = (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")
QUERIES = dict(re.findall(r"^## (.+?)\n\n```sql\n(.+?)```", DOCUMENT, re.MULTILINE | re.DOTALL))


@pytest.fixture
def analyst(database: Database) -> Iterator[Connection]:
    """A connection that may do what an analyst may, to a database with an inspected city."""
    make_roles(database.engine)
    with database.engine.begin() as connection:
        fill(connection)
    with database.engine.connect() as connection:
        connection.execute(text(f"SET ROLE {ANALYST}"))
        yield connection


def ask(connection: Connection, title: str) -> list[dict[str, object]]:
    query = re.sub(r":'(\w+)'", r":\1", QUERIES[title]).rstrip().rstrip(";")
    names = {"inspection": NAME, "previous": "没有"}
    bound = {name: value for name, value in names.items() if f":{name}" in query}
    return [dict(row._mapping) for row in connection.execute(text(query), bound)]


def test_every_section_has_a_query() -> None:
    assert len(QUERIES) == DOCUMENT.count("\n## ") > 20
    assert DOCUMENT.count("```sql") == len(QUERIES)


@pytest.mark.parametrize("title", QUERIES)
def test_the_query_runs(analyst: Connection, title: str) -> None:
    ask(analyst, title)


def test_answers(analyst: Connection) -> None:
    (whole,) = ask(analyst, "How did the inspection come out?")
    assert (whole["sites_selected"], whole["sites_offline"], whole["sites_unqualified"]) == (5, 1, 1)
    (named,) = ask(analyst, "Which sites are not qualified, and why?")
    assert named["site_id_code"] == "4210230004"
    problems = {row["problem"]: (row["findings"], row["sites"]) for row in ask(analyst, "Problems by kind")}
    assert problems["stale_column"] == (3, 2), "the suspected one does not count"
    assert "dead_link" not in problems, "the waived one does not count"
    open_ones = ask(analyst, "What is still open, for a person to look at?")
    assert {row["site_id_code"] for row in open_ones} == {"4210000040", "4210000041"}
