CREATE OR REPLACE VIEW report.guides AS
SELECT i.name AS inspection, p.site_id_code, p.url, p.guide ->> 'title' AS title,
       ARRAY(SELECT jsonb_array_elements_text(p.guide -> 'elements_present')) AS elements_present,
       ARRAY(SELECT jsonb_array_elements_text(p.guide -> 'elements_missing')) AS elements_missing
FROM govcrawl.pages AS p
JOIN govcrawl.inspections AS i ON i.id = p.inspection_id
WHERE p.guide IS NOT NULL;

COMMENT ON VIEW report.guides IS 'Service guides and their elements.';
COMMENT ON COLUMN report.guides.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN report.guides.site_id_code IS '网站标识码.';
COMMENT ON COLUMN report.guides.url IS 'Address of the guide.';
COMMENT ON COLUMN report.guides.title IS 'Title of the guide.';
COMMENT ON COLUMN report.guides.elements_present IS 'Elements found.';
COMMENT ON COLUMN report.guides.elements_missing IS 'Elements not found.';
