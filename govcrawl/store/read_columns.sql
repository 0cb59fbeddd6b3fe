-- The columns of some sites in the order of their discovery, as one JSON array of `ColumnSeen` a site.
SELECT c.site_id_code, json_agg(c)::text AS columns
FROM (
    SELECT site_id_code, url, name, level, kind, path, historical, scope
    FROM govcrawl.site_columns
    WHERE inspection_id = :inspection AND site_id_code = ANY(:codes)
    ORDER BY site_id_code, seq
) AS c
GROUP BY c.site_id_code
