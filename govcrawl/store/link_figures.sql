-- What one run of the links spider came to: its checks, those that our own side spoilt, those that told nothing.
SELECT count(*) AS checked,
       count(*) FILTER (WHERE outcome IN ('own_trouble', 'dns_failure')) AS ours,
       count(*) FILTER (WHERE fate IN ('unchecked', 'unknown')) AS unknown
FROM govcrawl.link_checks
WHERE inspection_id = :inspection AND checked_at >= :since
