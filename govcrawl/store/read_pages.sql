-- Every address that some sites' pages were asked at, with what each said, as one JSON array of `PageRow` a site: decoding
-- that is several times cheaper than fetching rows. Redirects passed through are left out. In an order that does not
-- depend on when a page was asked, so that a resumed inspection reads the same.
SELECT row.site_id_code, json_agg(row)::text AS pages
FROM (
    SELECT f.site_id_code, f.final_url, p.page_kind IS NOT NULL AS has_facts, coalesce(p.items, '[]') AS items,
           p.newest_item_on, coalesce(p.confirmed_empty, false) AS confirmed_empty,
           coalesce(p.messages, '[]') AS messages, coalesce(p.surveys, '[]') AS surveys, p.notice,
           coalesce(p.needs, '[]') AS needs, coalesce(p.why, '{}') AS why, coalesce(p.way, '{}') AS way,
           (
               SELECT read
               FROM (
                   SELECT f.url, f.role, f.outcome, p.page_kind, p.title, f.status, f.first_byte_seconds, f.seconds,
                          f.asked_at, coalesce(p.digest, '') AS digest, p.article, coalesce(p.marks, '[]') AS marks,
                          coalesce(p.tags, '{}') AS tags, coalesce(p.statistics, '[]') AS statistics, p.guide, p.search, coalesce(p.tampering, '[]') AS tampering,
                          coalesce(p.content, '[]') AS content, p.trial, f.column_url, f.detail
               ) AS read
           ) AS read
    FROM govcrawl.fetches AS f
    LEFT JOIN govcrawl.pages AS p
        ON p.inspection_id = f.inspection_id AND p.site_id_code = f.site_id_code AND p.url_key = f.url_key
    WHERE f.inspection_id = :inspection AND f.site_id_code = ANY(:codes) AND NOT f.is_hop
    ORDER BY f.site_id_code, f.depth, f.url COLLATE "C", f.body COLLATE "C"
) AS row
GROUP BY row.site_id_code
