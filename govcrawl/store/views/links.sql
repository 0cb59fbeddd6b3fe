CREATE OR REPLACE VIEW report.links AS
SELECT i.name AS inspection, l.site_id_code, l.url, l.parent_url, l.anchor, l.place, l.scope, l.resource, l.fate,
       l.status, l.attempts, l.first_seen_at, l.last_checked_at
FROM govcrawl.links AS l
JOIN govcrawl.inspections AS i ON i.id = l.inspection_id;

COMMENT ON VIEW report.links IS 'Links of the sites, each address once a site, and what became of their targets.';
COMMENT ON COLUMN report.links.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN report.links.site_id_code IS 'Site that carries the link.';
COMMENT ON COLUMN report.links.url IS 'Target, or the href itself where it is no http address.';
COMMENT ON COLUMN report.links.parent_url IS 'First page that carries it.';
COMMENT ON COLUMN report.links.anchor IS 'Text of the link.';
COMMENT ON COLUMN report.links.place IS 'Where it stands: navigation, list, body, footer, script, hidden.';
COMMENT ON COLUMN report.links.scope IS 'Whose host it leads to: same_site, same_owner, other_gov, other.';
COMMENT ON COLUMN report.links.resource IS 'What it promises: page, image, attachment, script, style.';
COMMENT ON COLUMN report.links.fate IS 'What is known of the target; only confirmed faults are findings.';
COMMENT ON COLUMN report.links.status IS 'HTTP status of the last check.';
COMMENT ON COLUMN report.links.attempts IS 'How often the target was checked.';
COMMENT ON COLUMN report.links.first_seen_at IS 'When the link was first seen.';
COMMENT ON COLUMN report.links.last_checked_at IS 'When the target was last checked.';
