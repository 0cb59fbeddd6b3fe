"""What documents read of the register: its sites, its regions with their counts, and the size of the tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Connection, text

_SITES = text(
    """
    SELECT v.site_id_code, v.name, v.host_unit, v.kind, v.level, v.region_code, v.region, v.url, v.state,
           s.offline_from, s.offline_to, s.offline_approval
    FROM report.sites v JOIN govcrawl.sites s USING (site_id_code)
    WHERE (CAST(:kind AS text) IS NULL OR v.kind = :kind) AND (CAST(:state AS text) IS NULL OR v.state = :state)
      AND (CAST(:region AS text) IS NULL OR starts_with(v.region_code, :region))
      AND (CAST(:not_in AS text) IS NULL OR site_id_code NOT IN (
          SELECT d.site_id_code FROM govcrawl.inspection_sites d JOIN govcrawl.inspections i ON i.id = d.inspection_id
          WHERE i.name = :not_in))
    ORDER BY site_id_code
    """
)
_SIZES = text(
    """
    SELECT coalesce(whole.relname, c.relname), sum(pg_total_relation_size(c.oid)), sum(greatest(c.reltuples, 0))::bigint
    FROM pg_class c
    LEFT JOIN pg_inherits ON inhrelid = c.oid
    LEFT JOIN pg_class whole ON whole.oid = inhparent
    WHERE c.relnamespace = to_regnamespace('govcrawl') AND c.relkind = 'r' GROUP BY 1 ORDER BY 2 DESC, 1
    """
)


def site_rows(
    connection: Connection,
    *,
    kind: str | None = None,
    state: str | None = None,
    region: str | None = None,
    not_in: str | None = None,
) -> tuple[Mapping[str, Any], ...]:
    """The register's sites as mappings of `report.sites`' columns and their offline period; `region` is the beginning of a
    region code, `not_in` an inspection that did not select them."""
    rows = connection.execute(_SITES, {"kind": kind, "state": state, "region": region, "not_in": not_in})
    return tuple(row._asdict() for row in rows)


def table_sizes(connection: Connection) -> tuple[tuple[str, int, int], ...]:
    """(table, bytes with indexes, estimated rows) of the tables, partitions added up, largest first."""
    return tuple((str(name), int(total), int(rows)) for name, total, rows in connection.execute(_SIZES))


@dataclass(frozen=True, slots=True)
class RegionRow:
    """Sites of one region: what runs, what was inspected and what failed. `code` is the beginning of a region code."""

    COUNTS: ClassVar = (
        "running", "province_portals", "province_departments", "city_portals", "city_departments", "county_portals",
        "below_county", "inspected", "failing",
    )  # fmt: skip

    code: str
    name: str
    portal: str | None
    running: int
    province_portals: int
    province_departments: int
    city_portals: int
    city_departments: int
    county_portals: int
    below_county: int
    inspected: int
    undetermined: int
    failing: int

    @property
    def judged(self) -> int:
        """Sites with a verdict either way."""
        return self.inspected - self.undetermined

    @property
    def counts(self) -> tuple[int, ...]:
        """The numbers in the order of 国办's annex 2."""
        return tuple(getattr(self, name) for name in self.COUNTS)


_REGIONS = text(
    """
    WITH place AS (
        SELECT s.*, coalesce(left(s.region_code, :digits), left(s.site_id_code, 2)) AS code,
               coalesce(NOT x.is_offline, s.state = 'running') AS runs, s.kind = 'portal' AS is_portal,
               coalesce(v.official_verdict, v.verdict) AS result
        FROM report.sites s
        LEFT JOIN report.verdicts v
            ON v.site_id_code = s.site_id_code AND v.inspection = :inspection AND v.edition = :edition
        LEFT JOIN govcrawl.inspections i ON i.name = :inspection
        LEFT JOIN govcrawl.inspection_sites x ON x.inspection_id = i.id AND x.site_id_code = s.site_id_code
    )
    SELECT code, coalesce(mode() WITHIN GROUP (ORDER BY region), '') AS name,
        min(name) FILTER (WHERE is_portal) AS portal,
        count(*) FILTER (WHERE runs) AS running,
        count(*) FILTER (WHERE runs AND level IN ('national', 'province') AND is_portal) AS province_portals,
        count(*) FILTER (WHERE runs AND level IN ('national', 'province') AND NOT is_portal) AS province_departments,
        count(*) FILTER (WHERE runs AND level = 'city' AND is_portal) AS city_portals,
        count(*) FILTER (WHERE runs AND level = 'city' AND NOT is_portal) AS city_departments,
        count(*) FILTER (WHERE runs AND level = 'county' AND is_portal) AS county_portals,
        count(*) FILTER (WHERE runs AND (level = 'township' OR (level = 'county' AND NOT is_portal))) AS below_county,
        count(*) FILTER (WHERE result IN ('qualified', 'unqualified', 'undetermined')) AS inspected,
        count(*) FILTER (WHERE result = 'undetermined') AS undetermined,
        count(*) FILTER (WHERE result = 'unqualified') AS failing
    FROM place GROUP BY code HAVING count(*) FILTER (WHERE result IS NOT NULL) > 0
    ORDER BY code
    """
)
_LEDGER = text(
    """
    SELECT site_id_code, array_agg(state) FROM report.rectifications WHERE inspection = :inspection GROUP BY site_id_code
    """
)


def region_rows(connection: Connection, inspection: str, edition: str, digits: int) -> tuple[RegionRow, ...]:
    """The regions that the inspection touches, by the first `digits` digits of the region code."""
    arguments = {"inspection": inspection, "edition": edition, "digits": digits}
    return tuple(RegionRow(**row._asdict()) for row in connection.execute(_REGIONS, arguments))


def ledger_states(connection: Connection, inspection: str) -> Mapping[str, tuple[str, ...]]:
    """The states of a site's problems in the rectification ledger, by site."""
    return {code: tuple(states) for code, states in connection.execute(_LEDGER, {"inspection": inspection})}


_AVAILABILITY = text(
    """
    SELECT a.site_id_code, s.name, a.probes, a.failures, round(a.failure_rate * 100, 2) AS percent, a.p95_seconds
    FROM report.availability a JOIN report.sites s USING (site_id_code)
    WHERE a.inspection = :inspection ORDER BY a.failure_rate DESC NULLS LAST, a.site_id_code
    """
)


def availability_rows(
    connection: Connection, inspection: str
) -> Iterator[tuple[str, str, int, int, str | None, float | None]]:
    """(code, name, probes, failures, failure rate in percent, 95th percentile in seconds), worst first."""
    for code, name, probes, failures, percent, p95 in connection.execute(_AVAILABILITY, {"inspection": inspection}):
        seconds = None if p95 is None else round(float(p95), 2)
        yield code, name, probes, failures, None if percent is None else f"{percent:.2f}%", seconds
