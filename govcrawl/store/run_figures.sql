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
), ends AS (
    -- What was asked, in the order in which it ended; whatever answered begins a new stretch. Hosts count, not sites: a platform
    -- that is down silences all its sites, and they share its pages. Name servers in trouble may know no name, or lead inside.
    SELECT c.kind, split_part(f.url, '/', 3) AS host, f.asked_at + make_interval(secs => coalesce(f.seconds, 0)) AS ended,
           f.outcome IN ('own_trouble', 'dns_failure', 'dns_nxdomain', 'blocked_address', 'timeout_first_byte', 'timeout_total', 'connect_refused', 'reset',
                         'incomplete', 'http_5xx') AS is_silent
    FROM chosen AS c JOIN govcrawl.fetches AS f USING (site_id_code)
    WHERE f.inspection_id = :inspection AND f.role IN ('home', 'robots', 'column', 'article')
      AND f.outcome NOT IN ('blocked_trap', 'robots_disallowed', 'robots_unreachable', 'blocked_scheme')
), stretches AS (
    SELECT kind, host, is_silent, count(*) FILTER (WHERE NOT is_silent) OVER (PARTITION BY kind ORDER BY ended) AS number
    FROM ends
), silent AS (
    SELECT kind, max(hosts) AS hosts
    FROM (SELECT kind, count(DISTINCT host) AS hosts FROM stretches WHERE is_silent GROUP BY kind, number) AS each
    GROUP BY kind
), alike AS (
    SELECT kind, max(hosts) AS hosts
    FROM (SELECT c.kind, count(DISTINCT split_part(p.url, '/', 3)) AS hosts
          FROM chosen AS c JOIN govcrawl.pages AS p USING (site_id_code)
          WHERE p.inspection_id = :inspection AND p.role IN ('home', 'column', 'article') AND p.digest IS NOT NULL
          GROUP BY c.kind, p.digest) AS each
    GROUP BY kind
)
SELECT per_site.kind, count(*) AS sites, count(*) FILTER (WHERE reached) AS reached,
       count(*) FILTER (WHERE verdict IN ('qualified', 'unqualified', 'undetermined')) AS judged,
       count(*) FILTER (WHERE verdict = 'undetermined') AS undetermined,
       coalesce(sum(columns) FILTER (WHERE columns_before > 0), 0)::integer AS known_columns,
       coalesce(sum(columns_before), 0)::integer AS columns_before,
       coalesce(sum(columns), 0)::integer AS columns, coalesce(sum(unknown_columns), 0)::integer AS unknown_columns,
       coalesce(sum(pages), 0)::integer AS pages, coalesce(sum(untitled), 0)::integer AS untitled,
       coalesce(max(silent.hosts), 0)::integer AS silent, coalesce(max(alike.hosts), 0)::integer AS alike
FROM per_site LEFT JOIN silent USING (kind) LEFT JOIN alike USING (kind)
GROUP BY per_site.kind ORDER BY per_site.kind
