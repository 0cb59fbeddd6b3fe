CREATE OR REPLACE VIEW operations.queue AS
SELECT q.queue_name::text AS queue, q.status::text AS status, q.args ->> 'inspection' AS inspection, count(*) AS jobs,
       max(q.attempts) AS most_attempts, count(DISTINCT q.worker_id) AS workers,
       max(w.last_heartbeat) AS last_heartbeat
FROM govcrawl_queue.procrastinate_jobs AS q
LEFT JOIN govcrawl_queue.procrastinate_workers AS w ON w.id = q.worker_id
WHERE q.task_name = 'crawl_site'
GROUP BY 1, 2, 3;

COMMENT ON VIEW operations.queue IS 'Sites in the queue of the workers; made when an inspection is first spread over workers.';
COMMENT ON COLUMN operations.queue.queue IS 'sites or browser.';
COMMENT ON COLUMN operations.queue.status IS 'todo, doing, or failed: given up after the last attempt.';
COMMENT ON COLUMN operations.queue.inspection IS 'Name of the inspection.';
COMMENT ON COLUMN operations.queue.jobs IS 'Sites.';
COMMENT ON COLUMN operations.queue.most_attempts IS 'Most attempts that one of them took.';
COMMENT ON COLUMN operations.queue.workers IS 'Workers that hold them.';
COMMENT ON COLUMN operations.queue.last_heartbeat IS 'Newest heartbeat of those workers.';
