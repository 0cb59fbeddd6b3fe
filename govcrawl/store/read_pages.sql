-- Every address that some sites' pages were asked at, with what each said; redirects passed through are left out.
-- In an order that does not depend on when a page was asked, so that a resumed inspection reads the same.
SELECT f.site_id_code, f.url, f.role, f.column_url, f.outcome, f.status, f.first_byte_seconds, f.seconds, f.asked_at,
       f.detail, f.final_url, p.page_kind, p.title, p.digest, p.newest_item_on, p.confirmed_empty,
       p.items::text AS items, p.article::text AS article, p.marks::text AS marks, p.tags::text AS tags,
       p.messages::text AS messages, p.surveys::text AS surveys, p.notice, p.guide::text AS guide, p.search::text AS search, p.tampering::text AS tampering,
       p.content::text AS content, p.trial::text AS trial,
       p.needs::text AS needs, p.why::text AS why, p.way
FROM govcrawl.fetches AS f
LEFT JOIN govcrawl.pages AS p
    ON p.inspection_id = f.inspection_id AND p.site_id_code = f.site_id_code AND p.url_key = f.url_key
WHERE f.inspection_id = :inspection AND f.site_id_code = ANY(:codes) AND NOT f.is_hop
ORDER BY f.site_id_code COLLATE "C", f.depth, f.url COLLATE "C", f.body COLLATE "C"
