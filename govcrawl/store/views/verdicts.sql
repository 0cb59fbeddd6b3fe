CREATE OR REPLACE VIEW report.verdicts AS
SELECT i.name AS inspection, j.edition, j.site_id_code, s.name AS site_name, s.kind, s.region_code, s.url,
       j.verdict, o.verdict AS official_verdict, j.score_low, j.score_high, j.deductions, j.bonus,
       j.veto_indicators, j.problems, j.judged_at
FROM govcrawl.current_judgements AS c
JOIN govcrawl.judgements AS j ON j.id = c.judgement_id
JOIN govcrawl.inspections AS i ON i.id = c.inspection_id
JOIN govcrawl.sites AS s ON s.site_id_code = c.site_id_code
LEFT JOIN LATERAL (
    SELECT v.verdict FROM govcrawl.official_verdicts AS v
    WHERE v.inspection_id = c.inspection_id AND v.site_id_code = c.site_id_code
    ORDER BY v.id DESC LIMIT 1
) AS o ON true;

COMMENT ON VIEW report.verdicts IS 'The verdict that counts now, one row a site, inspection and edition.';
COMMENT ON COLUMN report.verdicts.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN report.verdicts.edition IS 'Edition of the checklist it was judged under.';
COMMENT ON COLUMN report.verdicts.site_id_code IS '网站标识码.';
COMMENT ON COLUMN report.verdicts.site_name IS '网站名称.';
COMMENT ON COLUMN report.verdicts.kind IS 'Kind of site.';
COMMENT ON COLUMN report.verdicts.region_code IS '行政区划代码.';
COMMENT ON COLUMN report.verdicts.url IS 'Address of the home page.';
COMMENT ON COLUMN report.verdicts.verdict IS 'Computed: qualified, unqualified, undetermined, not_inspected.';
COMMENT ON COLUMN report.verdicts.official_verdict IS 'Verdict published by the office, null where none was entered.';
COMMENT ON COLUMN report.verdicts.score_low IS 'Lowest score that the open questions allow, points of the edition.';
COMMENT ON COLUMN report.verdicts.score_high IS 'Highest score that the open questions allow, points of the edition.';
COMMENT ON COLUMN report.verdicts.deductions IS 'Points taken.';
COMMENT ON COLUMN report.verdicts.bonus IS 'Bonus points given.';
COMMENT ON COLUMN report.verdicts.veto_indicators IS 'Veto indicators that were breached.';
COMMENT ON COLUMN report.verdicts.problems IS 'Problem words of the findings.';
COMMENT ON COLUMN report.verdicts.judged_at IS 'When the verdict was computed.';
