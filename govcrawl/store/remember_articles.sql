-- Notes what an inspection saw of a site's articles, in lists and on their own pages, and keeps the register of articles.
WITH page AS (
    SELECT p.url, p.role, p.column_url, p.read_at, p.items, p.article, p.digest
    FROM govcrawl.pages AS p
    WHERE p.inspection_id = %(inspection)s AND p.site_id_code = %(code)s AND p.role <> 'twin'
), listed AS (
    SELECT DISTINCT ON (i.url) i.url, i.title, i.printed_on AS listed_on, p.column_url, p.read_at AS seen_at
    FROM page AS p, jsonb_to_recordset(p.items) AS i (url text, title text, printed_on date)
    ORDER BY i.url, i.printed_on IS NULL, p.column_url IS NULL, p.read_at
), opened AS (
    SELECT DISTINCT ON (p.url) p.url, p.article ->> 'title' AS title, (p.article ->> 'printed_on')::date AS printed_on,
           (p.article ->> 'url_on')::date AS url_on, p.column_url, p.digest, p.read_at AS seen_at
    FROM page AS p
    WHERE p.role = 'article' AND p.article IS NOT NULL
    ORDER BY p.url, p.read_at DESC
), seen AS MATERIALIZED (
    SELECT coalesce(o.url, l.url) AS url, coalesce(l.title, o.title, '') AS title, l.listed_on, o.printed_on, o.url_on,
           coalesce(l.column_url, o.column_url) AS column_url, o.digest, coalesce(l.seen_at, o.seen_at) AS seen_at
    FROM listed AS l FULL JOIN opened AS o ON o.url = l.url
), observed AS (
    INSERT INTO govcrawl.article_observations AS old (
        inspection_id, site_id_code, url, title, listed_on, printed_on, content_digest, seen_at
    )
    SELECT %(inspection)s, %(code)s, url, title, listed_on, printed_on, digest, seen_at FROM seen
    ON CONFLICT (inspection_id, site_id_code, url_key) DO UPDATE SET
        title = excluded.title, listed_on = excluded.listed_on, printed_on = excluded.printed_on,
        content_digest = excluded.content_digest
    WHERE (old.title, old.listed_on, old.printed_on, old.content_digest)
        IS DISTINCT FROM (excluded.title, excluded.listed_on, excluded.printed_on, excluded.content_digest)
)
INSERT INTO govcrawl.articles AS old (
    site_id_code, url, title, column_name, printed_on, url_date, first_seen_at, content_digest
)
SELECT %(code)s, s.url, s.title, c.name, coalesce(s.printed_on, s.listed_on), s.url_on, s.seen_at, s.digest
FROM seen AS s
LEFT JOIN govcrawl.site_columns AS c
    ON c.inspection_id = %(inspection)s AND c.site_id_code = %(code)s AND c.url_key = md5(s.column_url)::uuid
ON CONFLICT (site_id_code, url_key) DO UPDATE SET
    title = excluded.title,
    printed_on = coalesce(excluded.printed_on, old.printed_on),
    url_date = coalesce(excluded.url_date, old.url_date),
    first_seen_at = least(old.first_seen_at, excluded.first_seen_at),
    content_digest = coalesce(excluded.content_digest, old.content_digest)
WHERE (old.title, old.printed_on, old.url_date, old.content_digest, old.first_seen_at) IS DISTINCT FROM (
    excluded.title, coalesce(excluded.printed_on, old.printed_on), coalesce(excluded.url_date, old.url_date),
    coalesce(excluded.content_digest, old.content_digest), least(old.first_seen_at, excluded.first_seen_at)
)
