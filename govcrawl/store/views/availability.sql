CREATE OR REPLACE VIEW report.availability AS
SELECT i.name AS inspection, p.site_id_code,
       count(*) FILTER (WHERE p.result <> 'missed') AS probes,
       count(*) FILTER (WHERE p.result = 'failed') AS failures,
       count(*) FILTER (WHERE p.result = 'failed')::numeric
           / nullif(count(*) FILTER (WHERE p.result <> 'missed'), 0) AS failure_rate,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY p.seconds) FILTER (WHERE p.result = 'reached') AS p95_seconds
FROM govcrawl.counted_probes AS p
JOIN govcrawl.inspections AS i ON i.id = p.inspection_id
GROUP BY i.id, i.name, p.site_id_code;

COMMENT ON VIEW report.availability IS 'Probes of the seven days that end on as_of, void rounds left out.';
COMMENT ON COLUMN report.availability.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN report.availability.site_id_code IS '网站标识码.';
COMMENT ON COLUMN report.availability.probes IS 'Probes that tell something; trouble on our side is not counted.';
COMMENT ON COLUMN report.availability.failures IS 'Probes that the site failed.';
COMMENT ON COLUMN report.availability.failure_rate IS 'Failures divided by probes, 0 to 1.';
COMMENT ON COLUMN report.availability.p95_seconds IS '95th percentile of the seconds to a usable page.';
