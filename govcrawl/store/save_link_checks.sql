-- Notes what became of link targets: every answer is kept, the link shows the latest.
WITH checked AS MATERIALIZED (
    SELECT DISTINCT ON (c.site_id_code, c.url) c.*
    FROM jsonb_to_recordset(%(checks)s::jsonb) AS c (
        site_id_code text, url text, fate text, outcome text, checked_at timestamptz, status int, attempts int,
        confirmed boolean, detail text
    )
    ORDER BY c.site_id_code, c.url, c.checked_at DESC
), kept AS (
    INSERT INTO govcrawl.link_checks (inspection_id, url, checked_at, vantage, fate, outcome, status, attempts, confirmed, detail)
    SELECT DISTINCT ON (url, checked_at)
           %(inspection)s, url, checked_at, %(vantage)s, fate, outcome, status, attempts, confirmed, detail
    FROM checked
    ON CONFLICT DO NOTHING
)
UPDATE govcrawl.links AS l
SET fate = c.fate, outcome = c.outcome, status = c.status, attempts = c.attempts, confirmed = c.confirmed,
    detail = c.detail, last_checked_at = c.checked_at
FROM checked AS c
WHERE l.inspection_id = %(inspection)s AND l.site_id_code = c.site_id_code AND l.url_key = md5(c.url)::uuid
  AND (l.last_checked_at IS NULL OR l.last_checked_at < c.checked_at)
