-- What the keeper of the installation should know and was not told yet: kind, a name for the event, and the words for it.
SELECT kind, event, at, facts FROM (
    SELECT 'hold' AS kind, 'hold/' || h.id AS event, h.held_at AS at,
           jsonb_build_object('inspection', i.name, 'reason', h.reason, 'site', coalesce(h.site_id_code, '全部网站')) AS facts
    FROM govcrawl.holds AS h JOIN govcrawl.inspections AS i ON i.id = h.inspection_id WHERE h.released_at IS NULL
    UNION ALL
    SELECT 'finished', 'finished/' || i.id || '/' || extract(epoch FROM i.finished_at)::bigint, i.finished_at,
           jsonb_build_object('inspection', i.name, 'done', count(*) FILTER (WHERE x.status = 'done'),
                              'failed', count(*) FILTER (WHERE x.status = 'failed'))
    FROM govcrawl.inspections AS i JOIN govcrawl.inspection_sites AS x ON x.inspection_id = i.id
    WHERE i.finished_at IS NOT NULL GROUP BY i.id
    UNION ALL
    SELECT 'void_round', 'round/' || round, max(probed_at),
           jsonb_build_object('round', round, 'probes', count(*))
    FROM govcrawl.probes WHERE is_void AND probed_at > now() - interval '7 days' GROUP BY round
    UNION ALL
    SELECT 'slow', 'slow/' || i.id || '/' || (now() AT TIME ZONE 'Asia/Shanghai')::date, now(),
           jsonb_build_object('inspection', i.name, 'open', count(*))
    FROM govcrawl.inspections AS i JOIN govcrawl.inspection_sites AS x ON x.inspection_id = i.id
    WHERE i.finished_at IS NULL AND i.started_at < now() - interval '24 hours' AND x.status IN ('waiting', 'running')
    GROUP BY i.id
) AS known
WHERE at > now() - interval '7 days' AND NOT EXISTS (SELECT FROM govcrawl.alerts AS a WHERE a.event = known.event)
ORDER BY at, event
