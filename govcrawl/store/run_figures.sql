-- What a finished run came to, by kind of site; `before` is the last inspection of the same scope and edition, or null.
WITH chosen AS (
    SELECT s.kind, x.site_id_code
    FROM govcrawl.inspection_sites AS x JOIN govcrawl.sites AS s USING (site_id_code)
    WHERE x.inspection_id = :inspection AND NOT x.is_offline AND s.url <> ''
), per_site AS (
    SELECT c.kind,
           EXISTS (SELECT FROM govcrawl.fetches AS f WHERE f.inspection_id = :inspection AND f.site_id_code = c.site_id_code
                   AND f.role = 'home' AND f.outcome IN ('ok', 'ok_repaired', 'ok_truncated')) AS reached,
           j.verdict,
           (SELECT count(*) FROM govcrawl.site_columns AS k
            WHERE k.inspection_id = :inspection AND k.site_id_code = c.site_id_code) AS columns,
           (SELECT count(*) FROM govcrawl.site_columns AS k WHERE k.inspection_id = :inspection
            AND k.site_id_code = c.site_id_code AND k.state = 'unknown') AS unknown_columns,
           (SELECT count(*) FROM govcrawl.site_columns AS k
            WHERE k.inspection_id = CAST(:before AS integer) AND k.site_id_code = c.site_id_code) AS columns_before,
           (SELECT count(*) FROM govcrawl.pages AS p
            WHERE p.inspection_id = :inspection AND p.site_id_code = c.site_id_code AND p.role IN ('home', 'column', 'article')) AS pages,
           (SELECT count(*) FROM govcrawl.pages AS p WHERE p.inspection_id = :inspection AND p.site_id_code = c.site_id_code
            AND p.role IN ('home', 'column', 'article') AND coalesce(p.title, '') = '') AS untitled
    FROM chosen AS c
    LEFT JOIN govcrawl.current_judgements AS n
        ON n.inspection_id = :inspection AND n.edition = :edition AND n.site_id_code = c.site_id_code
    LEFT JOIN govcrawl.judgements AS j ON j.id = n.judgement_id
)
SELECT kind, count(*) AS sites, count(*) FILTER (WHERE reached) AS reached,
       count(*) FILTER (WHERE verdict IN ('qualified', 'unqualified', 'undetermined')) AS judged,
       count(*) FILTER (WHERE verdict = 'undetermined') AS undetermined,
       coalesce(sum(columns) FILTER (WHERE columns_before > 0), 0)::integer AS known_columns,
       coalesce(sum(columns_before), 0)::integer AS columns_before,
       coalesce(sum(columns), 0)::integer AS columns, coalesce(sum(unknown_columns), 0)::integer AS unknown_columns,
       coalesce(sum(pages), 0)::integer AS pages, coalesce(sum(untitled), 0)::integer AS untitled
FROM per_site GROUP BY kind ORDER BY kind
