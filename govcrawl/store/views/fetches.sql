CREATE OR REPLACE VIEW report.fetches AS
SELECT i.name AS inspection, f.site_id_code, f.url, f.parent_url, f.asked_at, f.outcome, f.status, f.tls,
       f.first_byte_seconds, f.seconds, f.bytes, f.attempts, f.client, f.vantage, f.detail
FROM govcrawl.fetches AS f
JOIN govcrawl.inspections AS i ON i.id = f.inspection_id;

COMMENT ON VIEW report.fetches IS 'Exactly one row for every address asked.';
COMMENT ON COLUMN report.fetches.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN report.fetches.site_id_code IS '网站标识码.';
COMMENT ON COLUMN report.fetches.url IS 'Address asked.';
COMMENT ON COLUMN report.fetches.parent_url IS 'Page that led here, or the address that redirected here.';
COMMENT ON COLUMN report.fetches.asked_at IS 'When it was asked.';
COMMENT ON COLUMN report.fetches.outcome IS 'How asking ended, a word of the closed list.';
COMMENT ON COLUMN report.fetches.status IS 'HTTP status, null where none came.';
COMMENT ON COLUMN report.fetches.tls IS 'What the certificate looked like, even where the content was read all the same.';
COMMENT ON COLUMN report.fetches.first_byte_seconds IS 'Seconds to the first byte.';
COMMENT ON COLUMN report.fetches.seconds IS 'Seconds in all.';
COMMENT ON COLUMN report.fetches.bytes IS 'Size of the body as received.';
COMMENT ON COLUMN report.fetches.attempts IS 'How often it was tried.';
COMMENT ON COLUMN report.fetches.client IS 'Which client asked.';
COMMENT ON COLUMN report.fetches.vantage IS 'Place of measurement.';
COMMENT ON COLUMN report.fetches.detail IS 'The rule or the error in words.';
