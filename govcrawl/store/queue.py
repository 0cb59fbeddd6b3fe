"""The job queue of many machines: which sites to queue, and what the queue says of the work.

A worker keeps its crawls' facts in the tables of `govcrawl`; here stands only who is at which site.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from govcrawl.store.queue_tables import QUEUE_SCHEMA, has_queue

CRAWL_TASK = "crawl_site"

STALLED_HEARTBEATS = 3
"""A worker that has missed this many heartbeats is taken for dead: its sites go to others."""
NAME_WORKER = "INSERT INTO worker_names VALUES (%(number)s, %(name)s) ON CONFLICT DO NOTHING"
"""Notes which machine and process a worker is, as `host:pid`; for a connection that searches the queue's schema."""


@dataclass(frozen=True, slots=True)
class SiteJob:
    """A site to queue. `last_verdict` is that of the newest judgement of any inspection; `renders`: its home page needed
    the browser when it was last read."""

    site_id_code: str
    url: str
    kind: str
    last_verdict: str | None
    renders: bool


@dataclass(frozen=True, slots=True)
class WorkerSeen:
    """A worker that has not signed off. `silent_seconds` have passed since its last heartbeat."""

    number: int
    name: str
    last_heartbeat: datetime
    silent_seconds: float
    sites: int


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """Jobs of one inspection by state; `failed` ones were given up after their last attempt."""

    waiting: int = 0
    running: int = 0
    failed: int = 0
    workers: tuple[WorkerSeen, ...] = ()


_TO_QUEUE = text(f"""
    SELECT s.site_id_code, s.url, s.kind, last.verdict, coalesce(home.client = 'browser', false) AS renders
    FROM govcrawl.inspection_sites AS i
    JOIN govcrawl.sites AS s USING (site_id_code)
    LEFT JOIN LATERAL (
        SELECT j.verdict, j.inspection_id FROM govcrawl.judgements AS j
        WHERE j.site_id_code = s.site_id_code ORDER BY j.judged_at DESC LIMIT 1
    ) AS last ON true
    LEFT JOIN LATERAL (
        SELECT f.client FROM govcrawl.fetches AS f
        WHERE f.inspection_id = last.inspection_id AND f.site_id_code = s.site_id_code AND f.url_key = md5(s.url)::uuid
    ) AS home ON true
    WHERE i.inspection_id = :inspection AND i.status <> 'done' AND NOT i.is_offline AND s.url <> ''
      AND (CAST(:kinds AS text[]) IS NULL OR s.kind = ANY(:kinds))
      AND (CAST(:codes AS text[]) IS NULL OR s.site_id_code = ANY(:codes))
      AND NOT EXISTS (
        SELECT 1 FROM {QUEUE_SCHEMA}.procrastinate_jobs AS q
        WHERE q.status IN ('todo', 'doing') AND q.queueing_lock = :name || '/' || s.site_id_code)
    ORDER BY s.site_id_code COLLATE "C"
""")


def sites_to_queue(
    connection: Connection, number: int, name: str, kinds: Sequence[str], codes: Sequence[str]
) -> list[SiteJob]:
    """Sites of an inspection that are neither done nor queued; `kinds` and `codes` restrict where they are not empty."""
    named = {"inspection": number, "name": name, "kinds": list(kinds) or None, "codes": list(codes) or None}
    return [SiteJob(*row) for row in connection.execute(_TO_QUEUE, named)]


_COUNT_JOBS = text(f"""
    SELECT count(*) FILTER (WHERE q.status = 'todo'), count(*) FILTER (WHERE q.status = 'doing'),
           count(*) FILTER (WHERE q.status = 'failed' AND i.status <> 'done')
    FROM {QUEUE_SCHEMA}.procrastinate_jobs AS q
    JOIN govcrawl.inspection_sites AS i ON i.inspection_id = :number AND i.site_id_code = q.args ->> 'site'
    WHERE q.task_name = :task AND q.args ->> 'inspection' = :name
""")
_WORKERS = text(f"""
    SELECT w.id, coalesce(n.name, ''), w.last_heartbeat, extract(epoch FROM now() - w.last_heartbeat)::float8, count(q.id)
    FROM {QUEUE_SCHEMA}.procrastinate_workers AS w
    LEFT JOIN {QUEUE_SCHEMA}.worker_names AS n ON n.worker_id = w.id
    LEFT JOIN {QUEUE_SCHEMA}.procrastinate_jobs AS q
           ON q.worker_id = w.id AND q.status = 'doing' AND q.task_name = :task
    GROUP BY w.id, n.name ORDER BY w.id
""")


def queue_status(connection: Connection, number: int, name: str) -> QueueStatus:
    """Jobs of an inspection and all workers; zeros where nothing was ever queued."""
    if not has_queue(connection):
        return QueueStatus()
    waiting, running, failed = connection.execute(
        _COUNT_JOBS, {"number": number, "name": name, "task": CRAWL_TASK}
    ).one()
    workers = tuple(WorkerSeen(*row) for row in connection.execute(_WORKERS, {"task": CRAWL_TASK}))
    return QueueStatus(waiting, running, failed, workers)


_SILENCE = text(f"""
    SELECT extract(epoch FROM now() - max(w.last_heartbeat))::float8
    FROM {QUEUE_SCHEMA}.procrastinate_workers AS w JOIN {QUEUE_SCHEMA}.worker_names AS n ON n.worker_id = w.id
    WHERE split_part(n.name, ':', 1) = :machine
""")


def machine_silence(connection: Connection, machine: str) -> float | None:
    """Seconds since any worker of a machine was heard; None where none has signed on."""
    if not has_queue(connection):
        return None
    silent: float | None = connection.scalar(_SILENCE, {"machine": machine})
    return silent


_PACE = text("""
    SELECT count(*), extract(epoch FROM now() - min(coalesce(started_at, finished_at)))::float8
    FROM govcrawl.inspection_sites
    WHERE inspection_id = :number AND finished_at > now() - make_interval(secs => :window)
""")


def sites_per_second(connection: Connection, number: int, window: float) -> float:
    """How many sites ended a second over the last `window` seconds, or since the first of those sites was begun."""
    ended, since = connection.execute(_PACE, {"number": number, "window": window}).one()
    return ended / max(min(since, window), 1.0) if ended else 0.0


_SITES_STANDING = text("""
    SELECT x.status, count(*) FROM govcrawl.inspection_sites AS x
    JOIN govcrawl.inspections AS i ON i.id = x.inspection_id
    WHERE i.finished_at IS NULL AND i.started_at IS NOT NULL AND NOT x.is_offline GROUP BY x.status
""")
_JOBS_STANDING = text(
    f"SELECT CAST(status AS text), count(*) FROM {QUEUE_SCHEMA}.procrastinate_jobs WHERE task_name = :task GROUP BY 1"
)


def standing(connection: Connection) -> tuple[dict[str, int], dict[str, int]]:
    """Sites of inspections under way by status, and jobs of the queue by status."""
    sites = {str(status): int(count) for status, count in connection.execute(_SITES_STANDING)}
    if not has_queue(connection):
        return sites, {}
    jobs = connection.execute(_JOBS_STANDING, {"task": CRAWL_TASK})
    return sites, {str(status): int(count) for status, count in jobs}
