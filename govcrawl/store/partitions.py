"""Observations by quarter: partitions made ahead, measured, and dropped when nobody needs their details any more.

An inspection's number begins with the quarter (Asia/Shanghai) in which it was opened, as 20184 for the fourth of 2018, and
all its observations lie in the partitions of that quarter. Verdicts, findings and decisions are not divided: they stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from govcrawl.store.probes import drop_quarters_before, make_quarter

TABLES = ("visits", "fetches", "pages", "links", "link_checks", "article_observations", "evidence")
_NUMBERS = 100_000
"""Inspections that one quarter has numbers for."""


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of a year; `number` is 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter of a day."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, written: str) -> "Quarter":
        """From `2018q4`. Raises ValueError."""
        year, _, number = written.lower().partition("q")
        if len(year) != 4 or number not in {"1", "2", "3", "4"}:
            raise ValueError(f"{written!r} is no quarter, write it as 2018q4")
        return cls(int(year), int(number))

    def __str__(self) -> str:
        return f"{self.year}q{self.number}"

    def later(self, quarters: int) -> "Quarter":
        """The quarter that many quarters later; earlier where it is negative."""
        year, number = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(year, number + 1)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def numbers(self) -> tuple[int, int]:
        """The first number of its inspections, and the first beyond them."""
        first = (self.year * 10 + self.number) * _NUMBERS
        return first, first + _NUMBERS


@dataclass(frozen=True, slots=True)
class Part:
    """One partition. `quarter` is None for those that hold what has no quarter; `rows` are an estimate."""

    table: str
    name: str
    quarter: Quarter | None
    bytes: int
    rows: int


def make_quarters(connection: Connection, first: Quarter, ahead: int = 0) -> tuple[str, ...]:
    """Makes the partitions of a quarter and of those after it, where they are missing; returns the new ones' names.

    A role that may not make tables makes none: its rows go to the default partitions, and are moved when the owner comes.
    """
    if not connection.scalar(text("SELECT has_schema_privilege('govcrawl', 'CREATE')")):
        return ()
    made = []
    for quarter in (first.later(number) for number in range(ahead + 1)):
        make_quarter(connection, quarter.first_day)
        made += [name for table in TABLES if (name := _make(connection, table, quarter))]
    return tuple(made)


def _make(connection: Connection, table: str, quarter: Quarter) -> str | None:
    name = f"{table}_{quarter}"
    if connection.scalar(text("SELECT to_regclass(:name)"), {"name": f"govcrawl.{name}"}):
        return None
    run = connection.exec_driver_sql
    start, end = quarter.numbers
    run(f"CREATE TABLE govcrawl.{name} (LIKE govcrawl.{table} INCLUDING ALL)")
    _take_from_default(connection, table, name, start, end)
    run(f"ALTER TABLE govcrawl.{table} ATTACH PARTITION govcrawl.{name} FOR VALUES FROM ({start}) TO ({end})")
    return name


def _take_from_default(connection: Connection, table: str, name: str, start: int, end: int) -> None:
    """Moves rows that came before their partition was there."""
    run = connection.exec_driver_sql
    held = f"govcrawl.{table}_default WHERE inspection_id >= {start} AND inspection_id < {end}"
    if not connection.scalar(text(f"SELECT EXISTS (SELECT FROM {held})")):
        return
    run(f"LOCK TABLE govcrawl.{table} IN SHARE ROW EXCLUSIVE MODE")
    columns = connection.scalar(
        text(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = to_regclass(:name)"
            " AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
        ),
        {"name": f"govcrawl.{table}"},
    )
    run(f"INSERT INTO govcrawl.{name} ({columns}) SELECT {columns} FROM {held}")
    run(f"DELETE FROM {held}")


_PARTS = text(
    """
    SELECT parent.relname, part.relname, pg_total_relation_size(part.oid), greatest(part.reltuples, 0)::bigint
    FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid JOIN pg_class AS parent ON parent.oid = inhparent
    WHERE parent.relnamespace = to_regnamespace('govcrawl') AND part.relkind = 'r' ORDER BY 1, 2
    """
)


def parts(connection: Connection) -> Iterator[Part]:
    """All partitions, by table and name."""
    for table, name, size, rows in connection.execute(_PARTS):
        try:
            quarter = Quarter.read(name.removeprefix(f"{table}_"))
        except ValueError:
            quarter = None
        yield Part(table, name, quarter, size, rows)


def expired(connection: Connection, before: Quarter) -> tuple[Part, ...]:
    """Partitions of the quarters before one."""
    return tuple(part for part in parts(connection) if part.quarter and part.quarter < before)


_FIRST_QUARTERLY = 100_000_000
"""Inspections with lower numbers are older than the partitions; they are kept."""


def expiring(connection: Connection, before: Quarter) -> tuple[str, ...]:
    """Names of the inspections opened before a quarter whose observations are still kept."""
    names = connection.scalars(
        text(
            "SELECT name FROM govcrawl.inspections WHERE pruned_at IS NULL AND id >= :first AND id < :limit ORDER BY id"
        ),
        {"first": _FIRST_QUARTERLY, "limit": before.numbers[0]},
    )
    return tuple(names)


def drop_quarters(connection: Connection, before: Quarter) -> tuple[str, ...]:
    """Drops the observations of all quarters before one; returns the names of the inspections that lose them.

    These are marked: their verdicts stand, but they can be neither judged again nor gone on with.
    """
    names = expiring(connection, before)
    for part in expired(connection, before):
        if part.table in TABLES:
            connection.exec_driver_sql(f"DROP TABLE govcrawl.{part.name}")
    drop_quarters_before(connection, before.first_day)
    connection.execute(
        text("UPDATE govcrawl.inspections SET pruned_at = now() WHERE name = ANY(:names)"), {"names": list(names)}
    )
    return names
