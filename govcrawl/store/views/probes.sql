CREATE OR REPLACE VIEW report.probes AS
SELECT site_id_code, probed_at, vantage, outcome, seconds
FROM govcrawl.probes;

COMMENT ON VIEW report.probes IS 'Reachability probes of home pages, void rounds included.';
COMMENT ON COLUMN report.probes.site_id_code IS '网站标识码.';
COMMENT ON COLUMN report.probes.probed_at IS 'When the home page was asked.';
COMMENT ON COLUMN report.probes.vantage IS 'Place of measurement.';
COMMENT ON COLUMN report.probes.outcome IS 'How asking ended, a word of the closed list.';
COMMENT ON COLUMN report.probes.seconds IS 'Seconds to a usable page.';
