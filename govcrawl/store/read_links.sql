-- The links of some sites as one JSON array a site: decoding that is several times cheaper than fetching rows.
SELECT l.site_id_code, json_agg(l)::text AS links
FROM (
    SELECT site_id_code, url, parent_url, anchor, place, scope, resource, fate, on_home, status, attempts, confirmed,
           outcome, detail
    FROM govcrawl.links
    WHERE inspection_id = :inspection AND site_id_code = ANY(:codes)
    ORDER BY site_id_code, url COLLATE "C"
) AS l
GROUP BY l.site_id_code
