CREATE OR REPLACE VIEW report.regions AS
SELECT i.name AS inspection, s.region_code, min(s.region) AS region,
       count(*) FILTER (WHERE s.kind = 'portal') AS portal,
       count(*) FILTER (WHERE s.kind = 'department') AS department,
       count(*) FILTER (WHERE s.kind = 'county_and_below') AS county_and_below,
       count(*) FILTER (WHERE s.kind = 'platform') AS platform,
       count(*) FILTER (WHERE j.verdict <> 'not_inspected') AS inspected,
       count(*) FILTER (WHERE j.verdict = 'unqualified') AS unqualified,
       count(*) FILTER (WHERE j.verdict = 'qualified')::numeric
           / nullif(count(*) FILTER (WHERE j.verdict IN ('qualified', 'unqualified')), 0) AS pass_rate
FROM govcrawl.inspection_sites AS x
JOIN govcrawl.inspections AS i ON i.id = x.inspection_id
JOIN govcrawl.sites AS s ON s.site_id_code = x.site_id_code
LEFT JOIN govcrawl.current_judgements AS c
    ON c.inspection_id = x.inspection_id AND c.edition = i.edition AND c.site_id_code = x.site_id_code AND NOT x.is_offline
LEFT JOIN govcrawl.judgements AS j ON j.id = c.judgement_id
GROUP BY i.id, i.name, s.region_code;

COMMENT ON VIEW report.regions IS 'Selected sites and results by region, under the edition of the inspection.';
COMMENT ON COLUMN report.regions.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN report.regions.region_code IS '行政区划代码.';
COMMENT ON COLUMN report.regions.region IS 'Name of the region.';
COMMENT ON COLUMN report.regions.portal IS 'Selected portals.';
COMMENT ON COLUMN report.regions.department IS 'Selected sites of departments.';
COMMENT ON COLUMN report.regions.county_and_below IS 'Selected sites below county level.';
COMMENT ON COLUMN report.regions.platform IS 'Selected shared platforms.';
COMMENT ON COLUMN report.regions.inspected IS 'Sites with a verdict: qualified, unqualified or undetermined.';
COMMENT ON COLUMN report.regions.unqualified IS 'Sites judged unqualified.';
COMMENT ON COLUMN report.regions.pass_rate IS 'Qualified sites divided by qualified and unqualified ones, 0 to 1; null where no site has a verdict either way.';
