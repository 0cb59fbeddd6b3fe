"""What the yearly forms read: which inspections a year had, and what was seen of a site in a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, text

_INSPECTIONS = text(
    "SELECT name FROM govcrawl.inspections WHERE as_of BETWEEN :first AND :last ORDER BY as_of, id",
)
_RELEASES = text(
    """
    WITH lists AS (
        SELECT c.site_id_code, c.kind, c.url AS column_url, i.url, i.printed_on
        FROM govcrawl.pages p
        JOIN govcrawl.site_columns c ON c.inspection_id = p.inspection_id AND c.site_id_code = p.site_id_code
            AND c.url_key = md5(p.column_url)::uuid
        CROSS JOIN LATERAL jsonb_to_recordset(p.items) AS i (url text, printed_on date)
        WHERE p.site_id_code = ANY (:sites)
    )
    SELECT site_id_code, kind,
        count(DISTINCT url) FILTER (WHERE printed_on BETWEEN :first AND :last) AS seen,
        bool_and(reaches_back) AS is_whole
    FROM (
        SELECT *, min(printed_on) OVER (PARTITION BY site_id_code, column_url) < :first AS reaches_back FROM lists
    ) AS lists
    GROUP BY site_id_code, kind
    """
)
_ANSWERS = text(
    """
    SELECT site_id_code, count(DISTINCT url) FROM report.messages
    WHERE site_id_code = ANY (:sites) AND answered_on BETWEEN :first AND :last GROUP BY site_id_code
    """
)
_SPECIALS = text(
    """
    SELECT site_id_code, count(DISTINCT url) FROM report.columns
    WHERE inspection = :inspection AND site_id_code = ANY (:sites) AND column_kind = 'special_column'
    GROUP BY site_id_code
    """
)
_FILINGS = text(
    """
    SELECT DISTINCT ON (site_id_code, mark) site_id_code, mark, value FROM report.footers
    WHERE inspection = :inspection AND site_id_code = ANY (:sites) AND mark IN ('icp_filing', 'police_filing')
        AND present AND value <> ''
    ORDER BY site_id_code, mark, value
    """
)


@dataclass(slots=True)
class YearSeen:
    """What was seen of one site: `releases` dated in the year by kind of column (each address once), the kinds whose lists
    were read back beyond the year's beginning (`whole`), public answers of the year, special columns, filing numbers."""

    releases: dict[str, int] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    answers: int = 0
    special_columns: int = 0
    filings: dict[str, str] = field(default_factory=dict)


def inspections_of(connection: Connection, first: date, last: date) -> tuple[str, ...]:
    """The inspections whose `as_of` lies between two days, in their order."""
    return tuple(connection.scalars(_INSPECTIONS, {"first": first, "last": last}))


def year_seen(connection: Connection, inspection: str, sites: Sequence[str], year: int) -> Mapping[str, YearSeen]:
    """What any inspection saw of these sites' releases and answers in a year; columns and filings are of `inspection`."""
    seen = {code: YearSeen() for code in sites}
    span = {"sites": list(sites), "first": date(year, 1, 1), "last": date(year, 12, 31)}
    for code, kind, number, is_whole in connection.execute(_RELEASES, span):
        seen[code].releases[kind] = number
        if is_whole:
            seen[code].whole.add(kind)
    for code, number in connection.execute(_ANSWERS, span):
        seen[code].answers = number
    here = {"sites": list(sites), "inspection": inspection}
    for code, number in connection.execute(_SPECIALS, here):
        seen[code].special_columns = number
    for code, mark, value in connection.execute(_FILINGS, here):
        seen[code].filings[mark] = value
    return seen
