CREATE OR REPLACE VIEW report.columns AS
SELECT i.name AS inspection, c.site_id_code, c.name AS column_name, c.kind AS column_kind, c.level, c.url,
       c.newest_item_on, c.items, c.dated_items, i.as_of - c.newest_item_on AS days_since_update, c.state
FROM govcrawl.site_columns AS c
JOIN govcrawl.inspections AS i ON i.id = c.inspection_id;

COMMENT ON VIEW report.columns IS 'Columns of the sites with the date of their newest item.';
COMMENT ON COLUMN report.columns.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN report.columns.site_id_code IS '网站标识码.';
COMMENT ON COLUMN report.columns.column_name IS 'Name as the site prints it.';
COMMENT ON COLUMN report.columns.column_kind IS 'What the column publishes.';
COMMENT ON COLUMN report.columns.level IS '1 for a 一级栏目.';
COMMENT ON COLUMN report.columns.url IS 'Address of the column.';
COMMENT ON COLUMN report.columns.newest_item_on IS 'Date of the newest item, not later than as_of.';
COMMENT ON COLUMN report.columns.items IS 'Items read.';
COMMENT ON COLUMN report.columns.dated_items IS 'Items with a date.';
COMMENT ON COLUMN report.columns.days_since_update IS 'Days from the newest item to as_of of the inspection, Asia/Shanghai.';
COMMENT ON COLUMN report.columns.state IS 'dated, undated, blank, text or unknown.';
