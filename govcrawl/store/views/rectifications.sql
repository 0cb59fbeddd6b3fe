CREATE OR REPLACE VIEW report.rectifications AS
SELECT i.name AS inspection, r.site_id_code, r.problem, r.subject, r.notified_on, r.rectify_by, r.rectified_on, r.state
FROM govcrawl.rectifications AS r
JOIN govcrawl.inspections AS i ON i.id = r.inspection_id;

COMMENT ON VIEW report.rectifications IS '整改台账: what became of each problem.';
COMMENT ON COLUMN report.rectifications.inspection IS 'Inspection that found it.';
COMMENT ON COLUMN report.rectifications.site_id_code IS '网站标识码.';
COMMENT ON COLUMN report.rectifications.problem IS 'Problem word.';
COMMENT ON COLUMN report.rectifications.subject IS 'Subject of the finding.';
COMMENT ON COLUMN report.rectifications.notified_on IS 'Day of the notice.';
COMMENT ON COLUMN report.rectifications.rectify_by IS 'Deadline.';
COMMENT ON COLUMN report.rectifications.rectified_on IS 'Day on which it was found fixed.';
COMMENT ON COLUMN report.rectifications.state IS 'open, notified, fixed, overdue or waived.';
