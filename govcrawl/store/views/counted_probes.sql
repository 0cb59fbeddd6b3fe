-- Which probes count for an inspection: those of the seven days that end on its as_of, without void rounds and without days
-- on which the site was offline with approval.
-- result: reached, failed (the site's doing) or missed (trouble on our side, or a refusal that proves a living server).
CREATE OR REPLACE VIEW govcrawl.counted_probes AS
SELECT s.inspection_id, s.site_id_code, p.probed_at, p.vantage, p.seconds,
       CASE
           WHEN p.outcome IN ('ok', 'ok_repaired', 'ok_truncated', 'too_large', 'bomb', 'decode_error')
                OR p.outcome LIKE 'tls\_%' THEN 'reached'
           WHEN p.outcome IN ('empty', 'soft_404', 'http_5xx', 'redirect_loop', 'redirect_bad', 'timeout_first_byte',
                              'timeout_total', 'dns_nxdomain', 'connect_refused', 'reset', 'incomplete', 'protocol_error')
                OR (p.outcome = 'http_4xx' AND p.status IN (404, 410)) THEN 'failed'
           ELSE 'missed'
       END AS result
FROM govcrawl.inspection_sites AS s
JOIN govcrawl.inspections AS i ON i.id = s.inspection_id
JOIN govcrawl.probes AS p
    ON p.site_id_code = s.site_id_code
    AND p.probed_at >= (i.as_of - 6)::timestamp AT TIME ZONE 'Asia/Shanghai'
    AND p.probed_at < (i.as_of + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
JOIN govcrawl.sites AS r ON r.site_id_code = s.site_id_code
WHERE NOT p.is_void
    AND NOT (
        r.state = 'temporarily_offline' AND coalesce(r.offline_approval, '') <> ''
        AND (p.probed_at AT TIME ZONE 'Asia/Shanghai')::date
            BETWEEN coalesce(r.offline_from, '-infinity') AND coalesce(r.offline_to, 'infinity')
    );

COMMENT ON VIEW govcrawl.counted_probes IS 'Probes that count for an inspection, each reached, failed or missed.';
