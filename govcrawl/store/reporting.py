"""What documents read: the `report.*` views as frozen rows. One function a question, all of them set-based.

Sites come in the order of circulars: portals first, then departments, county and below, platforms; by code within.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, TextClause, text


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One inspection under one edition; the counts are of `report.inspections`."""

    inspection: str
    edition: str
    as_of: date
    scope: Mapping[str, str]
    sites_selected: int
    sites_inspected: int
    sites_offline: int
    sites_unqualified: int
    sites_undetermined: int
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A site with its verdict. `problems` is kept as the view holds it; documents take their words from findings."""

    site_id_code: str
    site_name: str
    host_unit: str | None
    kind: str
    level: str | None
    region_code: str | None
    region: str | None
    url: str
    verdict: str
    official_verdict: str | None
    score_low: Decimal | None
    score_high: Decimal | None
    deductions: Decimal | None
    bonus: Decimal | None
    veto_indicators: tuple[str, ...]
    judged_at: datetime | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding that is not `met` and not `not_applicable`."""

    site_id_code: str
    indicator: str
    kind: str
    problem: str | None
    outcome: str
    subject: str
    url: str | None
    parent_url: str | None
    detail: str | None
    points: Decimal
    confidence: str
    observed_at: datetime | None
    review: str
    evidence: str | None
    screenshot: str | None

    @property
    def counts(self) -> bool:
        """Whether it may accuse: breached, sure (or made sure by a person), and not waived."""
        sure = self.confidence == "confirmed" or self.review == "confirmed"
        return self.outcome == "breached" and sure and self.review != "waived"

    @property
    def needs_person(self) -> bool:
        """Whether a look could still turn it against the site: suspected or not told, and not yet reviewed."""
        open_outcome = self.outcome in {"breached", "unknown"}
        return open_outcome and self.confidence != "confirmed" and self.review == "none"

    @property
    def left_out(self) -> bool:
        """Whether this inspection did not ask the indicator: for persons only, or its facts were not gathered."""
        return self.outcome == "unknown" and not self.needs_person


_ORDER = (
    "array_position(array['portal', 'department', 'county_and_below', 'platform'], s.kind::text) NULLS LAST,"
    " s.site_id_code"
)
_COUNTED = (
    "{}.site_id_code NOT IN (SELECT x.site_id_code FROM govcrawl.inspection_sites x JOIN govcrawl.inspections i"
    " ON i.id = x.inspection_id WHERE i.name = :inspection AND x.is_offline)"
)
"""Closed sites and those offline with approval are in no document, also where a verdict was given before that was known."""
_VERDICTS = text(
    f"""
    SELECT v.site_id_code, v.site_name, s.host_unit, v.kind, s.level, v.region_code, s.region, v.url, v.verdict,
           v.official_verdict, v.score_low, v.score_high, v.deductions, v.bonus, v.veto_indicators, v.judged_at
    FROM (
        SELECT site_id_code, site_name, kind, region_code, url, verdict, official_verdict, score_low, score_high, deductions,
               bonus, veto_indicators, judged_at
        FROM report.verdicts WHERE inspection = :inspection AND edition = :edition
        UNION ALL
        SELECT x.site_id_code, s.name, s.kind, s.region_code, s.url, 'not_inspected', NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM govcrawl.inspection_sites x
        JOIN govcrawl.inspections i ON i.id = x.inspection_id JOIN govcrawl.sites s USING (site_id_code)
        WHERE i.name = :inspection AND x.status = 'failed' AND NOT EXISTS (
            SELECT FROM govcrawl.current_judgements c
            WHERE c.inspection_id = i.id AND c.edition = :edition AND c.site_id_code = x.site_id_code)
    ) v LEFT JOIN report.sites s USING (site_id_code)
    WHERE {_COUNTED.format("v")}
    ORDER BY {_ORDER}
    """
)
_FINDINGS = text(
    f"""
    SELECT f.site_id_code, f.indicator, f.kind, f.problem, f.outcome, f.subject, f.url, f.parent_url, f.detail,
           f.points, f.confidence, f.observed_at, f.review, f.evidence, p.screenshot
    FROM report.findings f
    JOIN report.sites s USING (site_id_code)
    LEFT JOIN operations.pictures p ON p.inspection = f.inspection AND p.site_id_code = f.site_id_code
      AND p.url_key = md5(coalesce(f.url, f.parent_url, s.url))::uuid
    WHERE f.inspection = :inspection AND f.edition = :edition AND f.outcome IN ('breached', 'unknown')
      AND {_COUNTED.format("f")}
      AND (CAST(:site AS text) IS NULL OR f.site_id_code = :site)
    ORDER BY {_ORDER}, f.outcome, f.indicator, f.subject, f.url
    """
)
_INSPECTIONS = text(
    """
    SELECT r.inspection, r.edition, r.as_of, r.scope, r.sites_selected, r.sites_inspected, r.sites_offline,
           r.sites_unqualified, r.sites_undetermined, r.started_at, r.finished_at
    FROM report.inspections r JOIN govcrawl.inspections i ON i.name = r.inspection
    WHERE r.inspection = :inspection ORDER BY r.edition <> i.edition, r.edition
    """
)
_NAMES = text("SELECT DISTINCT inspection FROM report.inspections ORDER BY inspection")


def inspection_names(connection: Connection) -> tuple[str, ...]:
    """Every inspection there is."""
    return tuple(row[0] for row in connection.execute(_NAMES))


def inspection_rows(connection: Connection, inspection: str) -> tuple[InspectionRow, ...]:
    """The inspection once for each edition that it was judged under, its own first; empty where there is no such inspection."""
    rows = connection.execute(_INSPECTIONS, {"inspection": inspection}).mappings()
    return tuple(InspectionRow(**{**row, "scope": row["scope"] or {}}) for row in rows)


def verdict_rows(connection: Connection, inspection: str, edition: str) -> tuple[VerdictRow, ...]:
    """Every site of the inspection with its verdict under `edition`; one that could not be read to its end is not inspected."""
    rows = connection.execute(_VERDICTS, {"inspection": inspection, "edition": edition})
    return tuple(_verdict(row) for row in rows)


def _verdict(row: Row[Any]) -> VerdictRow:
    values = dict(row._mapping)
    values["veto_indicators"] = tuple(values["veto_indicators"] or ())
    return VerdictRow(**values)


def finding_rows(
    connection: Connection, inspection: str, edition: str, site_id_code: str | None = None
) -> Iterator[FindingRow]:
    """The findings that speak of a problem or an open question, site by site in the order of `verdict_rows`.

    Rows stream from the server: a national inspection's findings are never held at once.
    """
    arguments = {"inspection": inspection, "edition": edition, "site": site_id_code}
    return (FindingRow(**row) for row in _stream(connection, _FINDINGS, arguments))


def _stream(connection: Connection, query: TextClause, arguments: Mapping[str, object]) -> Iterator[Mapping[str, Any]]:
    options = {"stream_results": True, "yield_per": 2000}
    for row in connection.execute(query, dict(arguments), execution_options=options):
        yield row._asdict()


def selected_codes(connection: Connection, inspection: str) -> frozenset[str]:
    """The sites that have a verdict in an inspection."""
    query = text("SELECT DISTINCT site_id_code FROM report.verdicts WHERE inspection = :inspection")
    return frozenset(connection.scalars(query, {"inspection": inspection}))


def indicator_outcomes(
    connection: Connection, inspection: str, edition: str, site_id_code: str
) -> Mapping[str, frozenset[str]]:
    """What the findings of one site came to, by indicator."""
    query = text(
        "SELECT indicator, array_agg(DISTINCT outcome) FROM report.findings"
        " WHERE inspection = :inspection AND edition = :edition AND site_id_code = :site GROUP BY indicator"
    )
    rows = connection.execute(query, {"inspection": inspection, "edition": edition, "site": site_id_code})
    return {indicator: frozenset(outcomes) for indicator, outcomes in rows}
