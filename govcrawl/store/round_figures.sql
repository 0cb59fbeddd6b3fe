-- What one round of probes came to, beside the day before it (void rounds left out). `planned` sites were to be asked.
WITH told AS (
    SELECT round = :round AS is_this,
           outcome IN ('ok', 'ok_repaired', 'ok_truncated', 'too_large', 'bomb', 'decode_error')
               OR outcome LIKE 'tls\_%' AS reached,
           outcome IN ('own_trouble', 'dns_failure') AS ours
    FROM govcrawl.probes
    WHERE site_id_code = ANY(:sites)
        AND (round = :round OR (NOT is_void AND vantage = :vantage
             AND probed_at >= CAST(:begins AS timestamptz) - interval '1 day' AND probed_at < :begins))
)
SELECT count(*) FILTER (WHERE is_this) AS probed, count(*) FILTER (WHERE is_this AND ours) AS ours,
       count(*) FILTER (WHERE is_this AND reached) AS reached,
       count(*) FILTER (WHERE NOT is_this) AS probed_before, count(*) FILTER (WHERE NOT is_this AND reached) AS reached_before
FROM told
