CREATE OR REPLACE VIEW report.findings AS
SELECT i.name AS inspection, c.edition, c.site_id_code, s.name AS site_name, f.indicator, f.kind, f.problem, f.outcome,
       f.subject, f.url, f.parent_url, f.detail, f.points, f.confidence, f.observed_at, f.review,
       coalesce(f.evidence, p.file) AS evidence
FROM govcrawl.current_judgements AS c
JOIN govcrawl.findings AS f ON f.judgement_id = c.judgement_id
JOIN govcrawl.inspections AS i ON i.id = c.inspection_id
JOIN govcrawl.sites AS s ON s.site_id_code = c.site_id_code
LEFT JOIN LATERAL (
    SELECT e.file
    FROM govcrawl.evidence AS e
    WHERE f.outcome IN ('breached', 'unknown')
      AND e.inspection_id = c.inspection_id AND e.site_id_code = c.site_id_code AND e.kind = 'screenshot'
      AND e.url_key = md5(coalesce(f.url, f.parent_url, s.url))::uuid
    ORDER BY e.recorded_at DESC
    LIMIT 1
) AS p ON true;

COMMENT ON VIEW report.findings IS 'What the checks said, of the judgement that counts now.';
COMMENT ON COLUMN report.findings.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN report.findings.edition IS 'Edition of the checklist.';
COMMENT ON COLUMN report.findings.site_id_code IS '网站标识码.';
COMMENT ON COLUMN report.findings.site_name IS '网站名称.';
COMMENT ON COLUMN report.findings.indicator IS 'Indicator of the edition.';
COMMENT ON COLUMN report.findings.kind IS 'What a breach does: veto, deduction, bonus, finding.';
COMMENT ON COLUMN report.findings.problem IS 'Problem word, null where nothing is complained of.';
COMMENT ON COLUMN report.findings.outcome IS 'met, breached, unknown, not_applicable.';
COMMENT ON COLUMN report.findings.subject IS 'What was judged: a column, a link, a mark, the site.';
COMMENT ON COLUMN report.findings.url IS 'Address of the subject.';
COMMENT ON COLUMN report.findings.parent_url IS 'Page that carries it.';
COMMENT ON COLUMN report.findings.detail IS 'The sentence a circular could print.';
COMMENT ON COLUMN report.findings.points IS 'Points it takes or gives, before caps.';
COMMENT ON COLUMN report.findings.confidence IS 'confirmed, or suspected: a person must look.';
COMMENT ON COLUMN report.findings.observed_at IS 'When it was seen.';
COMMENT ON COLUMN report.findings.review IS 'Decision of a person: none, confirmed, waived.';
COMMENT ON COLUMN report.findings.evidence IS 'Where the proof lies.';
