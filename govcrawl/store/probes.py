"""The week of reachability probes, kept in partitions by quarter so that old ones can be dropped at once."""

from collections.abc import Collection, Iterable
from datetime import UTC, date

from sqlalchemy import Connection, select, text, update
from sqlalchemy.dialects.postgresql import insert

from govcrawl.model.items import ProbeSeen
from govcrawl.model.site import Site
from govcrawl.store.clean import clean_record
from govcrawl.store.register import load_sites
from govcrawl.store.tables import inspection_sites, probes

_FIELDS = tuple(ProbeSeen.__slots__)


def save_probes(connection: Connection, seen: Iterable[ProbeSeen]) -> None:
    """Appends probes; one that is there already (same site, instant and vantage) stays as it is."""
    rows = []
    for probe in seen:
        cleaned, _ = clean_record(probe)
        rows.append({name: getattr(cleaned, name) for name in _FIELDS})
    if not rows:
        return
    for day in sorted({quarter_start(row["probed_at"].astimezone(UTC).date()) for row in rows}):
        make_quarter(connection, day)
    connection.execute(insert(probes).on_conflict_do_nothing(), rows)


def sites_to_probe(connection: Connection, number: int, day: date, codes: Collection[str] = ()) -> tuple[Site, ...]:
    """The sites of an inspection (or those of them that are named) with an address, offline ones left out."""
    chosen = connection.scalars(
        select(inspection_sites.c.site_id_code).where(inspection_sites.c.inspection_id == number)
    ).all()
    wanted = [code for code in chosen if not codes or code in codes]
    return tuple(site for site in load_sites(connection, wanted) if site.url and not site.is_offline(day))


def void_rounds(connection: Connection, rounds: Collection[str]) -> int:
    """Takes rounds out of every count, because our own side was in trouble; returns how many probes they held."""
    voided = connection.execute(
        update(probes).where(probes.c.round.in_(rounds), ~probes.c.is_void).values(is_void=True)
    )
    return voided.rowcount


def quarter_start(day: date) -> date:
    """The first day of a day's quarter (UTC)."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def make_quarter(connection: Connection, day: date) -> None:
    """Makes the partition of a quarter. A role that may not make tables leaves its rows in the default partition."""
    start = quarter_start(day)
    end = quarter_start(date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1))
    name = f"govcrawl.probes_{start.year}q{start.month // 3 + 1}"
    has_it = connection.scalar(text("SELECT to_regclass(:name) IS NOT NULL"), {"name": name})
    if has_it or not connection.scalar(text("SELECT has_schema_privilege('govcrawl', 'CREATE')")):
        return
    bounds = f"FROM ('{start} 00:00+00') TO ('{end} 00:00+00')"
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF govcrawl.probes FOR VALUES {bounds}")


def drop_quarters_before(connection: Connection, day: date) -> tuple[str, ...]:
    """Drops the partitions of all quarters that ended before a day; returns their names."""
    found = connection.scalars(
        text(
            "SELECT relname FROM pg_class WHERE oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent ="
            " to_regclass('govcrawl.probes')) AND relname ~ '^probes_\\d{4}q\\d$' ORDER BY relname"
        )
    ).all()
    limit = quarter_start(day)
    old = [name for name in found if (int(name[7:11]), int(name[12])) < (limit.year, limit.month // 3 + 1)]
    for name in old:
        connection.exec_driver_sql(f"DROP TABLE govcrawl.{name}")
    return tuple(old)
