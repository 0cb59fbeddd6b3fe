"""The job queue of many machines: procrastinate's tables in a schema of their own, and what they say of the work.

A worker keeps its crawls' facts in the tables of `govcrawl`; here stands only who is at which site.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata, resources

from sqlalchemy import Connection, Engine, text

from govcrawl.store.connection import sql_file
from govcrawl.store.roles import ANALYST, CRAWLER, OWNER

QUEUE_SCHEMA = "govcrawl_queue"
CRAWL_TASK = "crawl_site"

NAME_WORKER = "INSERT INTO worker_names VALUES (%(number)s, %(name)s) ON CONFLICT DO NOTHING"
"""Notes which machine and process a worker is; for a connection that searches the queue's schema."""

_LOCK = 7_406_322
"""Key of the advisory lock that makes two processes prepare the queue one after the other."""


class QueueMissingError(Exception):
    """The parts of many machines are not installed (extra `ops`)."""


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


def prepare_queue(engine: Engine) -> None:
    """Makes the queue's tables, or brings them to the version of procrastinate that is installed."""
    with engine.begin() as connection:
        wanted = _installed_version()
        if _noted_version(connection) == wanted:
            return
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        noted = _noted_version(connection)
        if noted == wanted:
            return
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {QUEUE_SCHEMA}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {QUEUE_SCHEMA}")
        for script in _scripts(noted):
            # Sent as it stands: without parameters psycopg takes several statements at once, and % has no meaning.
            connection.connection.cursor().execute(script.encode())
        _make_names(connection)
        connection.connection.cursor().execute(sql_file("queue_view").encode())
        _grant(connection)
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {QUEUE_SCHEMA} IS 'procrastinate {wanted}'")


def has_queue(connection: Connection) -> bool:
    """Whether any inspection was ever spread over workers here."""
    return _noted_version(connection) is not None


def _installed_version() -> str:
    try:
        return metadata.version("procrastinate")
    except metadata.PackageNotFoundError:
        raise QueueMissingError("procrastinate is not installed: pip install 'govcrawl[ops]'") from None


def _noted_version(connection: Connection) -> str | None:
    note = connection.scalar(text("SELECT obj_description(to_regnamespace(:name))"), {"name": QUEUE_SCHEMA})
    return str(note).removeprefix("procrastinate ") if note else None


def _scripts(noted: str | None) -> list[str]:
    """The whole schema for a new database, else the migrations since the noted version."""
    folder = resources.files("procrastinate.sql")
    if noted is None:
        return [(folder / "schema.sql").read_text(encoding="utf-8")]
    files = sorted((folder / "migrations").iterdir(), key=lambda file: file.name)
    since = _numbers(noted)
    return [
        file.read_text(encoding="utf-8")
        for file in files
        if file.name.endswith(".sql") and _numbers(file.name.partition("_")[0]) > since
    ]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:3])


def _make_names(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS worker_names ("
        "worker_id bigint PRIMARY KEY REFERENCES procrastinate_workers ON DELETE CASCADE, name text NOT NULL)"
    )


def _grant(connection: Connection) -> None:
    if not connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": CRAWLER}):
        return
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {QUEUE_SCHEMA} TO {CRAWLER}")
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        connection.exec_driver_sql(f"GRANT ALL ON ALL {kind} IN SCHEMA {QUEUE_SCHEMA} TO {CRAWLER}")
    # The view's owner must be allowed to read what it shows.
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {QUEUE_SCHEMA} TO {OWNER}")
    connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA {QUEUE_SCHEMA} TO {OWNER}")
    connection.exec_driver_sql(f"GRANT SELECT ON operations.queue TO {CRAWLER}, {ANALYST}")


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
