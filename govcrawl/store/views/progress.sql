CREATE OR REPLACE VIEW operations.progress AS
SELECT i.name AS inspection, x.site_id_code, s.name AS site_name, s.kind,
       CASE WHEN x.is_offline THEN 'offline' ELSE x.status END AS status,
       x.started_at, x.finished_at, extract(epoch FROM x.finished_at - x.started_at)::float8 AS seconds,
       x.reason, x.budget_spent
FROM govcrawl.inspection_sites AS x
JOIN govcrawl.inspections AS i ON i.id = x.inspection_id
JOIN govcrawl.sites AS s ON s.site_id_code = x.site_id_code;

COMMENT ON VIEW operations.progress IS 'How far an inspection is: one row a selected site.';
COMMENT ON COLUMN operations.progress.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN operations.progress.site_id_code IS '网站标识码.';
COMMENT ON COLUMN operations.progress.site_name IS '网站名称.';
COMMENT ON COLUMN operations.progress.kind IS 'Kind of site.';
COMMENT ON COLUMN operations.progress.status IS 'waiting, running, done, failed or offline.';
COMMENT ON COLUMN operations.progress.started_at IS 'When the site was begun.';
COMMENT ON COLUMN operations.progress.finished_at IS 'When the site was done.';
COMMENT ON COLUMN operations.progress.seconds IS 'Seconds from the one to the other.';
COMMENT ON COLUMN operations.progress.reason IS 'Why the crawl of the site ended as it did.';
COMMENT ON COLUMN operations.progress.budget_spent IS 'The budget that ended the crawl before its frontier was empty.';
