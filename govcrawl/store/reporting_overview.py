"""What an overview shows of one inspection: how old its columns are, how slow its home pages, how the rate has moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, text

_AGE = """
    CASE WHEN c.state = 'dated' AND c.days_since_update <= 14 THEN 'two_weeks'
         WHEN c.state = 'dated' AND c.days_since_update <= 183 THEN 'half_year'
         WHEN c.state = 'dated' AND c.days_since_update <= 366 THEN 'year'
         WHEN c.state = 'dated' THEN 'older' ELSE c.state END
"""
_COUNTED = """site_id_code NOT IN (
    SELECT x.site_id_code FROM govcrawl.inspection_sites x JOIN govcrawl.inspections i ON i.id = x.inspection_id
    WHERE i.name = :inspection AND x.is_offline)
"""
_AGES_OF_KINDS = text(
    f"""
    SELECT c.column_kind, {_AGE} AS age, count(*) FROM report.columns c
    WHERE c.inspection = :inspection AND c.state IS NOT NULL AND c.{_COUNTED} GROUP BY 1, 2
    """
)
_AGES_OF_SITES = text(
    f"""
    WITH counted AS (
        SELECT c.site_id_code, {_AGE} AS age, count(*) AS columns FROM report.columns c
        WHERE c.inspection = :inspection AND c.state IS NOT NULL AND c.{_COUNTED} GROUP BY 1, 2
    ), worst AS (
        SELECT site_id_code, sum(columns) AS columns FROM counted WHERE age IN ('year', 'older', 'blank')
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :count
    )
    SELECT s.name, c.age, c.columns
    FROM worst w JOIN counted c USING (site_id_code) JOIN report.sites s USING (site_id_code)
    ORDER BY w.columns DESC, w.site_id_code
    """
)
_SLOWEST = text(
    f"""
    SELECT s.name, max(f.first_byte_seconds) AS seconds
    FROM report.fetches f JOIN report.sites s ON s.site_id_code = f.site_id_code AND s.url = f.url
    WHERE f.inspection = :inspection AND f.first_byte_seconds IS NOT NULL AND f.outcome LIKE 'ok%' AND s.{_COUNTED}
    GROUP BY s.site_id_code, s.name ORDER BY seconds DESC, s.site_id_code LIMIT :count
    """
)
_RATES = text(
    """
    WITH alike AS (
        SELECT other.inspection, other.edition, other.as_of
        FROM report.inspections this JOIN report.inspections other ON other.edition = this.edition
            AND other.as_of <= this.as_of
            AND other.scope::jsonb - '{seed,candidates}'::text[] = this.scope::jsonb - '{seed,candidates}'::text[]
        WHERE this.inspection = :inspection AND this.edition = :edition
    )
    SELECT a.inspection, a.as_of,
        count(*) FILTER (WHERE coalesce(v.official_verdict, v.verdict) = 'qualified') AS qualified,
        count(*) FILTER (WHERE coalesce(v.official_verdict, v.verdict) IN ('qualified', 'unqualified')) AS judged
    FROM alike a JOIN report.verdicts v USING (inspection, edition)
    GROUP BY a.inspection, a.as_of ORDER BY a.as_of DESC, a.inspection = :inspection DESC, a.inspection DESC LIMIT :count
    """
)


@dataclass(frozen=True, slots=True)
class RateRow:
    """One inspection of a series: sites with a verdict, and those of them that are qualified."""

    inspection: str
    as_of: date
    qualified: int
    judged: int


Ages = Mapping[str, int]
"""Columns by the age of their newest item (`column_age` of words.toml), or by their state where they have no date."""


def ages_of_kinds(connection: Connection, inspection: str) -> Mapping[str, Ages]:
    """The ages of the columns of each kind."""
    return _grouped(connection.execute(_AGES_OF_KINDS, {"inspection": inspection}))


def ages_of_sites(connection: Connection, inspection: str, count: int = 15) -> Mapping[str, Ages]:
    """The ages of the columns of the sites with most old or blank ones, worst first; sites without any are left out."""
    return _grouped(connection.execute(_AGES_OF_SITES, {"inspection": inspection, "count": count}))


def _grouped(rows: Iterable[Row[Any]]) -> Mapping[str, Ages]:
    grouped: dict[str, dict[str, int]] = {}
    for name, age, columns in map(tuple, rows):
        ages = grouped.setdefault(name, {})
        ages[age] = ages.get(age, 0) + columns
    return grouped


def slowest_homes(connection: Connection, inspection: str, count: int = 10) -> tuple[tuple[str, float], ...]:
    """(site, seconds to the first byte of its home page), slowest first, of those that answered with content."""
    rows = connection.execute(_SLOWEST, {"inspection": inspection, "count": count})
    return tuple((str(name), float(seconds)) for name, seconds in rows)


def pass_rates(connection: Connection, inspection: str, edition: str, count: int = 12) -> tuple[RateRow, ...]:
    """The last inspections with the same edition and scope up to this one, oldest first; draws may differ in their seed."""
    arguments = {"inspection": inspection, "edition": edition, "count": count}
    rows = [RateRow(**row._asdict()) for row in connection.execute(_RATES, arguments)]
    return tuple(reversed(rows))
