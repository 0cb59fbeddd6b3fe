CREATE OR REPLACE VIEW report.articles AS
SELECT site_id_code, url, title, column_name, printed_on, url_date, first_seen_at, content_digest
FROM govcrawl.articles;

COMMENT ON VIEW report.articles IS 'Articles across inspections.';
COMMENT ON COLUMN report.articles.site_id_code IS '网站标识码.';
COMMENT ON COLUMN report.articles.url IS 'Address of the article.';
COMMENT ON COLUMN report.articles.title IS 'Title when last seen.';
COMMENT ON COLUMN report.articles.column_name IS 'Column in which it was first seen.';
COMMENT ON COLUMN report.articles.printed_on IS 'Date printed when last seen.';
COMMENT ON COLUMN report.articles.url_date IS 'Date in the address.';
COMMENT ON COLUMN report.articles.first_seen_at IS 'When any inspection first saw it.';
COMMENT ON COLUMN report.articles.content_digest IS 'SHA-256 of the page when last read.';
