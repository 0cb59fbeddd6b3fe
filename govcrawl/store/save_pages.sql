-- Stores a batch of whole pages in one statement, so in one transaction and one round trip.
-- inspection: number of the inspection; vantage: place of measurement; pages: array of pages as `save.py` encodes them.
-- Every row is an upsert on its natural key: the same batch may be sent again after a lost answer.
WITH page AS MATERIALIZED (
    SELECT p.*
    FROM ROWS FROM (
        jsonb_to_recordset(%(pages)s::jsonb) AS (
            site text, cleaned boolean, visit jsonb, answer jsonb, hops jsonb, follow jsonb, facts jsonb, columns jsonb,
            links jsonb
        )
    ) WITH ORDINALITY AS p (site, cleaned, visit, answer, hops, follow, facts, columns, links, ord)
), begun AS (
    UPDATE govcrawl.inspection_sites AS s
    SET status = 'running', started_at = coalesce(s.started_at, now())
    WHERE s.inspection_id = %(inspection)s AND s.status = 'waiting' AND s.site_id_code IN (SELECT site FROM page)
), asked AS (
    SELECT p.site, v.url, v.body, v.role = 'beside' AS is_hop, v.role, v.depth, v.parent_url, v.column_url,
           f.asked_at, f.outcome, f.status, coalesce(f.final_url, nullif(f.url, v.url)) AS final_url, f.tls,
           f.first_byte_seconds, f.seconds, f.bytes, f.attempts, f.client, f.detail
    FROM page AS p,
         jsonb_to_record(p.visit) AS v (url text, role text, depth int, parent_url text, column_url text, body text),
         jsonb_to_record(p.answer) AS f (
             url text, outcome text, asked_at timestamptz, status int, final_url text, tls text,
             first_byte_seconds float8, seconds float8, bytes bigint, attempts int, client text, detail text
         )
    UNION ALL
    SELECT p.site, h.url, NULL, true, p.visit ->> 'role', (p.visit ->> 'depth')::int, p.visit ->> 'url', NULL,
           h.asked_at, h.outcome, h.status, h.final_url, h.tls,
           h.first_byte_seconds, h.seconds, h.bytes, h.attempts, h.client, h.detail
    FROM page AS p,
         jsonb_to_recordset(p.hops) AS h (
             url text, outcome text, asked_at timestamptz, status int, final_url text, tls text,
             first_byte_seconds float8, seconds float8, bytes bigint, attempts int, client text, detail text
         )
), new_fetches AS (
    INSERT INTO govcrawl.fetches AS old (
        inspection_id, site_id_code, url, body, is_hop, role, depth, parent_url, column_url, asked_at, outcome, status,
        final_url, tls, first_byte_seconds, seconds, bytes, attempts, client, detail, vantage
    )
    SELECT DISTINCT ON (site, url, body)
           %(inspection)s, site, url, body, is_hop, role, depth, parent_url, column_url, asked_at, outcome, status,
           final_url, tls, first_byte_seconds, seconds, bytes, attempts, client, detail, %(vantage)s
    FROM asked
    ORDER BY site, url, body, is_hop, role = 'link', asked_at DESC
    ON CONFLICT (inspection_id, site_id_code, url_key) DO UPDATE SET
        is_hop = excluded.is_hop, role = excluded.role, depth = excluded.depth, parent_url = excluded.parent_url,
        column_url = excluded.column_url, asked_at = excluded.asked_at, outcome = excluded.outcome,
        status = excluded.status, final_url = excluded.final_url, tls = excluded.tls,
        first_byte_seconds = excluded.first_byte_seconds, seconds = excluded.seconds, bytes = excluded.bytes,
        attempts = excluded.attempts, client = excluded.client, detail = excluded.detail, vantage = excluded.vantage
    -- A page outranks a link check, that what was asked on the way (a redirect, beside a page); among equals the later counts.
    WHERE (old.is_hop, old.role = 'link', excluded.asked_at) > (excluded.is_hop, excluded.role = 'link', old.asked_at)
), new_pages AS (
    INSERT INTO govcrawl.pages AS old (
        inspection_id, site_id_code, url, body, role, column_url, read_at, charset, cms, page_kind, title, digest,
        template_digest, repaired, cleaned, confirmed_empty, newest_item_on, why, items, article, marks, tags, messages,
        surveys, notice, statistics, guide, search, tampering, content, trial, needs, way
    )
    SELECT DISTINCT ON (p.site, v.url, v.body)
           %(inspection)s, p.site, v.url, v.body, v.role, v.column_url, (p.answer ->> 'asked_at')::timestamptz, f.charset,
           f.cms, f.page_kind, f.title, f.digest, f.template_digest, f.repaired, p.cleaned, f.confirmed_empty,
           f.newest_item_on, f.why, f.items, f.article, f.marks, f.tags, f.messages, f.surveys, f.notice, f.statistics, f.guide,
           f.search, f.tampering, f.content, f.trial, f.needs, f.way
    FROM page AS p,
         jsonb_to_record(p.visit) AS v (url text, role text, column_url text, body text),
         jsonb_to_record(p.facts) AS f (
             charset text, cms text, page_kind text, title text, digest text, template_digest text, repaired boolean,
             confirmed_empty boolean, newest_item_on date, why jsonb, items jsonb, article jsonb, marks jsonb, tags jsonb,
             messages jsonb, surveys jsonb, notice text, statistics jsonb, guide jsonb, search jsonb, tampering jsonb, content jsonb,
             trial jsonb, needs jsonb, way text[]
         )
    WHERE p.facts IS NOT NULL
    ORDER BY p.site, v.url, v.body, (p.answer ->> 'asked_at')::timestamptz DESC
    ON CONFLICT (inspection_id, site_id_code, url_key) DO UPDATE SET
        role = excluded.role, column_url = excluded.column_url, read_at = excluded.read_at, charset = excluded.charset,
        cms = excluded.cms, page_kind = excluded.page_kind, title = excluded.title, digest = excluded.digest,
        template_digest = excluded.template_digest, repaired = excluded.repaired, cleaned = excluded.cleaned,
        confirmed_empty = excluded.confirmed_empty, newest_item_on = excluded.newest_item_on, why = excluded.why,
        items = excluded.items, article = excluded.article, marks = excluded.marks, tags = excluded.tags,
        messages = excluded.messages, surveys = excluded.surveys,
        notice = excluded.notice, statistics = excluded.statistics, guide = excluded.guide, search = excluded.search, tampering = excluded.tampering,
        content = excluded.content, trial = excluded.trial, needs = excluded.needs,
        way = excluded.way
    WHERE old.read_at < excluded.read_at
), new_visits AS (
    INSERT INTO govcrawl.visits (inspection_id, site_id_code, url, body, role, depth, parent_url, column_url)
    SELECT %(inspection)s, p.site, v.url, v.body, v.role, v.depth, v.parent_url, v.column_url
    FROM page AS p,
         ROWS FROM (
             jsonb_to_recordset(p.follow) AS (
                 url text, role text, depth int, parent_url text, column_url text, body text
             )
         ) WITH ORDINALITY AS v (url, role, depth, parent_url, column_url, body, place)
    ORDER BY p.ord, v.place
    ON CONFLICT (inspection_id, site_id_code, url_key) DO NOTHING
), new_columns AS (
    INSERT INTO govcrawl.site_columns AS old (inspection_id, site_id_code, url, name, level, kind, path, historical, scope, found_on)
    SELECT %(inspection)s, site, url, name, level, kind, path, historical, scope, found_on
    FROM (
        SELECT DISTINCT ON (p.site, c.url)
               p.site, c.url, c.name, c.level, c.kind, c.path, c.scope, p.visit ->> 'url' AS found_on, p.ord, c.place,
               bool_or(c.historical) OVER (PARTITION BY p.site, c.url) AS historical
        FROM page AS p,
             ROWS FROM (
                 jsonb_to_recordset(p.columns) AS (
                     name text, url text, level int, kind text, path text[], historical boolean, scope text
                 )
             ) WITH ORDINALITY AS c (name, url, level, kind, path, historical, scope, place)
        ORDER BY p.site, c.url, p.ord, c.place
    ) AS seen
    ORDER BY ord, place
    -- One page that puts a topic among the past ones (往期专题) is enough: a menu elsewhere does not say.
    ON CONFLICT (inspection_id, site_id_code, url_key) DO UPDATE SET historical = true
    WHERE excluded.historical AND NOT old.historical
), new_links AS (
    INSERT INTO govcrawl.links AS old (
        inspection_id, site_id_code, url, href, parent_url, anchor, place, scope, resource, on_home, first_seen_at
    )
    SELECT DISTINCT ON (p.site, l.url)
           %(inspection)s, p.site, l.url, l.href, p.visit ->> 'url', l.anchor, l.place, l.scope, l.resource,
           p.visit ->> 'role' = 'home', (p.answer ->> 'asked_at')::timestamptz
    FROM page AS p,
         ROWS FROM (
             jsonb_to_recordset(p.links) AS (url text, href text, anchor text, place text, scope text, resource text)
         ) WITH ORDINALITY AS l (url, href, anchor, place, scope, resource, ord)
    ORDER BY p.site, l.url, p.visit ->> 'role' <> 'home', p.ord, l.ord
    -- The home page is asked first; where another page's batch overtook it, its links are its own all the same.
    ON CONFLICT (inspection_id, site_id_code, url_key) DO UPDATE SET
        on_home = true, href = excluded.href, parent_url = excluded.parent_url, anchor = excluded.anchor,
        place = excluded.place, scope = excluded.scope, resource = excluded.resource,
        first_seen_at = least(old.first_seen_at, excluded.first_seen_at)
    WHERE excluded.on_home AND NOT old.on_home
)
SELECT count(*) FROM page
