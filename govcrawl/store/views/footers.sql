CREATE OR REPLACE VIEW report.footers AS
SELECT i.name AS inspection, p.site_id_code, p.url, m.mark, m.present, m.value, m."where" AS where_found
FROM govcrawl.pages AS p
JOIN govcrawl.inspections AS i ON i.id = p.inspection_id
CROSS JOIN LATERAL jsonb_to_recordset(p.marks) AS m (mark text, present boolean, value text, "where" text)
WHERE p.role <> 'twin';

COMMENT ON VIEW report.footers IS 'Footer marks as read from each page.';
COMMENT ON COLUMN report.footers.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN report.footers.site_id_code IS '网站标识码.';
COMMENT ON COLUMN report.footers.url IS 'Page that was read.';
COMMENT ON COLUMN report.footers.mark IS 'Which mark.';
COMMENT ON COLUMN report.footers.present IS 'Whether it is there; null where it could not be told.';
COMMENT ON COLUMN report.footers.value IS 'What it says.';
COMMENT ON COLUMN report.footers.where_found IS 'html, script, include, tag or browser.';
