CREATE OR REPLACE VIEW operations.pictures AS
SELECT DISTINCT ON (e.inspection_id, e.site_id_code, e.url_key)
       i.name AS inspection, e.site_id_code, e.url_key, e.file AS screenshot, e.recorded_at AS taken_at
FROM govcrawl.evidence AS e
JOIN govcrawl.inspections AS i ON i.id = e.inspection_id
WHERE e.kind = 'screenshot'
ORDER BY e.inspection_id, e.site_id_code, e.url_key, e.recorded_at DESC;

COMMENT ON VIEW operations.pictures IS 'The newest picture of each page that was pictured.';
COMMENT ON COLUMN operations.pictures.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN operations.pictures.site_id_code IS '网站标识码.';
COMMENT ON COLUMN operations.pictures.url_key IS 'MD5 of the page''s address.';
COMMENT ON COLUMN operations.pictures.screenshot IS 'Picture of the page, below the evidence folder.';
COMMENT ON COLUMN operations.pictures.taken_at IS 'When it was taken.';
