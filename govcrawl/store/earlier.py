"""What the inspection before an inspection saw of the same sites: whether a site changed altogether."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text

from govcrawl.model.facts import EarlierVisit

_READ = text(
    """
    WITH home AS MATERIALIZED (
        SELECT p.site_id_code, p.inspection_id, i.name, i.as_of, p.template_digest
        FROM govcrawl.inspection_sites AS s
        JOIN govcrawl.inspections AS i ON i.id = s.inspection_id
        JOIN govcrawl.pages AS p
            ON p.inspection_id = s.inspection_id AND p.site_id_code = s.site_id_code AND p.role = 'home'
        WHERE s.site_id_code = ANY(:codes) AND p.template_digest <> ''
    ), pair AS (
        SELECT DISTINCT ON (now.site_id_code) now.site_id_code, old.inspection_id, old.name,
               old.template_digest <> now.template_digest AS template_changed
        FROM home AS now JOIN home AS old ON old.site_id_code = now.site_id_code
        WHERE now.inspection_id = :inspection AND (old.as_of, old.inspection_id) < (now.as_of, now.inspection_id)
        ORDER BY now.site_id_code, old.as_of DESC, old.inspection_id DESC
    ), address AS (
        SELECT inspection_id, site_id_code, regexp_replace(url, '^https?://', '') AS address
        FROM govcrawl.site_columns WHERE site_id_code = ANY(:codes) AND scope = 'same_site'
    )
    SELECT pair.site_id_code, pair.name, pair.template_changed, count(old.address) AS columns, count(now.address) AS kept
    FROM pair
    LEFT JOIN address AS old ON old.site_id_code = pair.site_id_code AND old.inspection_id = pair.inspection_id
    LEFT JOIN address AS now
        ON now.site_id_code = pair.site_id_code AND now.inspection_id = :inspection AND now.address = old.address
    GROUP BY pair.site_id_code, pair.name, pair.template_changed
    """
)


def earlier_visits(connection: Connection, number: int, codes: Sequence[str]) -> Mapping[str, EarlierVisit]:
    """The last inspection before inspection `number` in which a site's home page was read, by site code.

    An address that only changed from http to https is the same address.
    """
    rows = connection.execute(_READ, {"inspection": number, "codes": list(codes)})
    return {row.site_id_code: EarlierVisit(row.name, row.columns, row.kept, row.template_changed) for row in rows}
