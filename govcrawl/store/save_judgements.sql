-- Appends judgements with their findings, except those that equal the one that counts now, and lets the new ones count.
WITH judged AS MATERIALIZED (
    SELECT *
    FROM jsonb_to_recordset(%(judgements)s::jsonb) AS j (
        site_id_code text, edition text, edition_digest text, code_version text, verdict text, score_low numeric,
        score_high numeric, deductions numeric, bonus numeric, veto_indicators text[], problems text[],
        open_questions text[], by_indicator jsonb, findings jsonb, digest text
    )
), changed AS MATERIALIZED (
    SELECT j.*
    FROM judged AS j
    LEFT JOIN govcrawl.current_judgements AS c
        ON c.inspection_id = %(inspection)s AND c.edition = j.edition AND c.site_id_code = j.site_id_code
    LEFT JOIN govcrawl.judgements AS o ON o.id = c.judgement_id
    WHERE o.digest IS DISTINCT FROM j.digest
), added AS (
    INSERT INTO govcrawl.judgements (
        inspection_id, site_id_code, edition, edition_digest, code_version, as_of, verdict, score_low, score_high,
        deductions, bonus, veto_indicators, problems, open_questions, by_indicator, digest
    )
    SELECT %(inspection)s, site_id_code, edition, edition_digest, code_version, %(as_of)s, verdict, score_low, score_high,
           deductions, bonus, veto_indicators, problems, open_questions, by_indicator, digest
    FROM changed
    ORDER BY site_id_code
    RETURNING id, site_id_code, edition
), counted AS (
    INSERT INTO govcrawl.current_judgements (inspection_id, edition, site_id_code, judgement_id)
    SELECT %(inspection)s, edition, site_id_code, id FROM added
    ON CONFLICT (inspection_id, edition, site_id_code) DO UPDATE SET judgement_id = excluded.judgement_id
), said AS (
    INSERT INTO govcrawl.findings (
        judgement_id, ordinal, indicator, kind, outcome, subject, problem, url, parent_url, detail, points, confidence,
        observed_at, review, evidence
    )
    SELECT a.id, f.ordinal, f.indicator, f.kind, f.outcome, f.subject, f.problem, f.url, f.parent_url, f.detail, f.points,
           f.confidence, f.observed_at, f.review, coalesce(f.evidence, (
               -- The record of the address itself, else of the page that carries it; of the home page where neither is
               -- named. The last answer outranks the first.
               SELECT concat_ws('#', e.file, e."offset")
               FROM govcrawl.evidence AS e
               LEFT JOIN govcrawl.sites AS h
                   ON h.site_id_code = e.site_id_code AND f.outcome = 'breached' AND coalesce(f.url, f.parent_url) IS NULL
               WHERE f.outcome IN ('breached', 'unknown')
                 AND e.inspection_id = %(inspection)s AND e.site_id_code = a.site_id_code AND e.kind <> 'screenshot'
                 AND e.url_key IN (md5(f.url)::uuid, md5(f.parent_url)::uuid, md5(h.url)::uuid)
               ORDER BY e.url = f.url DESC NULLS LAST, e.url = f.parent_url DESC NULLS LAST, e.recorded_at DESC, e."offset" DESC
               LIMIT 1
           ))
    FROM added AS a
    JOIN changed AS c ON c.site_id_code = a.site_id_code AND c.edition = a.edition,
         ROWS FROM (
             jsonb_to_recordset(c.findings) AS (
                 indicator text, kind text, outcome text, subject text, problem text, url text, parent_url text,
                 detail text, points numeric, confidence text, observed_at timestamptz, review text, evidence text
             )
         ) WITH ORDINALITY AS f (
             indicator, kind, outcome, subject, problem, url, parent_url, detail, points, confidence, observed_at, review,
             evidence, ordinal
         )
)
SELECT count(*) FROM added
