CREATE OR REPLACE VIEW report.messages AS
SELECT i.name AS inspection, p.site_id_code, c.name AS column_name, m.url, m.title, m.asked_on, m.answered_on,
       m.answering_unit, coalesce(m.answered_on, i.as_of) - m.asked_on AS days_open
FROM govcrawl.pages AS p
JOIN govcrawl.inspections AS i ON i.id = p.inspection_id
CROSS JOIN LATERAL jsonb_to_recordset(p.messages)
    AS m (url text, title text, asked_on date, answered_on date, answering_unit text)
LEFT JOIN govcrawl.site_columns AS c
    ON c.inspection_id = p.inspection_id AND c.site_id_code = p.site_id_code AND c.url_key = md5(p.column_url)::uuid;

COMMENT ON VIEW report.messages IS 'Published letters and questions of citizens.';
COMMENT ON COLUMN report.messages.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN report.messages.site_id_code IS '网站标识码.';
COMMENT ON COLUMN report.messages.column_name IS 'Column in which it stands.';
COMMENT ON COLUMN report.messages.url IS 'Address of the letter.';
COMMENT ON COLUMN report.messages.title IS 'Title as published.';
COMMENT ON COLUMN report.messages.asked_on IS 'Day it was asked.';
COMMENT ON COLUMN report.messages.answered_on IS 'Day it was answered, null where no answer is shown.';
COMMENT ON COLUMN report.messages.answering_unit IS 'Who answered.';
COMMENT ON COLUMN report.messages.days_open IS 'Days from the question to its answer, or to as_of where there is none.';
