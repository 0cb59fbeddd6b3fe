CREATE OR REPLACE VIEW report.inspections AS
WITH editions AS (
    SELECT id AS inspection_id, edition FROM govcrawl.inspections
    UNION
    SELECT inspection_id, edition FROM govcrawl.current_judgements
), selected AS (
    SELECT inspection_id, count(*) AS selected, count(*) FILTER (WHERE is_offline) AS offline
    FROM govcrawl.inspection_sites GROUP BY inspection_id
), judged AS (
    SELECT c.inspection_id, c.edition,
           count(*) FILTER (WHERE j.verdict <> 'not_inspected') AS inspected,
           count(*) FILTER (WHERE j.verdict = 'qualified') AS qualified,
           count(*) FILTER (WHERE j.verdict = 'unqualified') AS unqualified,
           count(*) FILTER (WHERE j.verdict = 'undetermined') AS undetermined
    FROM govcrawl.current_judgements AS c JOIN govcrawl.judgements AS j ON j.id = c.judgement_id
    JOIN govcrawl.inspection_sites AS x ON x.inspection_id = c.inspection_id AND x.site_id_code = c.site_id_code
    WHERE NOT x.is_offline
    GROUP BY c.inspection_id, c.edition
)
SELECT i.name AS inspection, e.edition, i.as_of, i.scope,
       coalesce(s.selected, 0) AS sites_selected, coalesce(j.inspected, 0) AS sites_inspected,
       coalesce(s.offline, 0) AS sites_offline, coalesce(j.unqualified, 0) AS sites_unqualified,
       coalesce(j.undetermined, 0) AS sites_undetermined,
       j.qualified::numeric / nullif(j.qualified + j.unqualified, 0) AS pass_rate,
       i.started_at, i.finished_at
FROM govcrawl.inspections AS i
JOIN editions AS e ON e.inspection_id = i.id
LEFT JOIN selected AS s ON s.inspection_id = i.id
LEFT JOIN judged AS j ON j.inspection_id = i.id AND j.edition = e.edition
ORDER BY i.id, e.edition <> i.edition, e.edition;

COMMENT ON VIEW report.inspections IS 'One row an inspection and edition: its own edition first, then those it was judged under again.';
COMMENT ON COLUMN report.inspections.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN report.inspections.edition IS 'Edition of the checklist.';
COMMENT ON COLUMN report.inspections.as_of IS 'Day on which freshness is judged, Asia/Shanghai.';
COMMENT ON COLUMN report.inspections.scope IS 'How the sites were chosen.';
COMMENT ON COLUMN report.inspections.sites_selected IS 'Sites selected, offline ones included.';
COMMENT ON COLUMN report.inspections.sites_inspected IS 'Sites with a verdict: qualified, unqualified or undetermined.';
COMMENT ON COLUMN report.inspections.sites_offline IS 'Selected sites that are closed or offline with approval; they leave the denominator.';
COMMENT ON COLUMN report.inspections.sites_unqualified IS 'Sites judged unqualified.';
COMMENT ON COLUMN report.inspections.sites_undetermined IS 'Sites whose open questions could change the verdict.';
COMMENT ON COLUMN report.inspections.pass_rate IS 'Qualified sites divided by qualified and unqualified ones, 0 to 1, as circulars print it: an undetermined site neither raises nor lowers it; null where no site has a verdict either way.';
COMMENT ON COLUMN report.inspections.started_at IS 'When the first site was begun.';
COMMENT ON COLUMN report.inspections.finished_at IS 'When the last site was done.';
