CREATE OR REPLACE VIEW report.sites AS
SELECT site_id_code, name, host_unit, kind, level, region_code, region, url, state
FROM govcrawl.sites;

COMMENT ON VIEW report.sites IS 'The register of government sites.';
COMMENT ON COLUMN report.sites.site_id_code IS '网站标识码, text; the key of a site everywhere.';
COMMENT ON COLUMN report.sites.name IS '网站名称.';
COMMENT ON COLUMN report.sites.host_unit IS '主办单位.';
COMMENT ON COLUMN report.sites.kind IS 'What the site is for: portal, department, county_and_below, platform.';
COMMENT ON COLUMN report.sites.level IS 'Administrative level: national, province, city, county, township.';
COMMENT ON COLUMN report.sites.region_code IS '行政区划代码.';
COMMENT ON COLUMN report.sites.region IS 'Name of the region.';
COMMENT ON COLUMN report.sites.url IS 'Address of the home page.';
COMMENT ON COLUMN report.sites.state IS 'running, temporarily_offline or closed.';
