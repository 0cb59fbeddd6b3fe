"""One job a site, in the same PostgreSQL: which jobs there are, how they are queued, and when one is tried again."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import procrastinate
from procrastinate import App, JobContext, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.retry import BaseRetryStrategy
from procrastinate.types import JSONDict

from govcrawl.extract.urls import host_of
from govcrawl.store.database import Database
from govcrawl.store.inspections import stored_inspection
from govcrawl.store.queue import CRAWL_TASK, NAME_WORKER, SiteJob, sites_to_queue
from govcrawl.store.queue_tables import QUEUE_SCHEMA, prepare_queue

if TYPE_CHECKING:
    from govcrawl.dispatch.crew import Crew

SITES = "sites"
BROWSER = "browser"
UPKEEP = "upkeep"
"""Queues: sites of plain pages, sites whose home page needs the browser, and the queue's own housekeeping."""

MOST_ATTEMPTS = 8
"""A site that fails or takes its worker down this often is given up: it must not hold the others back for ever."""
WORKER_LOST = "worker_lost"
"""The cause noted on a site whose worker died over it or lost its database."""
_FIRST_PAUSE = 60
_PATIENCE = 120.0
"""Seconds that the queue's own connections wait for a database that is away."""
_PRIORITY = {"undetermined": 20, "unqualified": 10}
"""By last verdict: where a red line is open or was crossed, an answer is needed first. Others: 0."""
_HOUSEKEEPING_PRIORITY = 1000


class HandedBackError(Exception):
    """The worker leaves before the site is done; what is stored stays, another worker goes on from there."""


class TryAgain(BaseRetryStrategy):
    """What was handed back is queued again at once; what failed, after a growing pause and not for ever."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, HandedBackError | asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        if _is_last(job):
            return None
        return RetryDecision(retry_in={"seconds": _FIRST_PAUSE * 2**job.attempts})


NoteFailure = Callable[[str, str, str, bool], None]
"""Notes of an inspection's site the cause of a failed attempt, and whether it was the last one."""

tasks = procrastinate.Blueprint()


@tasks.task(name=CRAWL_TASK, queue=SITES, retry=TryAgain(), pass_context=True)
async def crawl_site(context: JobContext, inspection: str, site: str, kind: str, settings: dict[str, str]) -> None:
    """Crawls, stores and judges one site of an inspection."""
    crew: Crew = context.additional_context["crew"]
    try:
        await crew.crawl(inspection, site, kind, settings)
    except HandedBackError:
        raise
    except Exception as error:
        await _note(context, context.job, str(error) or type(error).__name__)
        raise


async def _note(context: JobContext, job: Job, cause: str) -> None:
    """Notes on the site of a job why its attempt came to nothing; the last attempt ends the site."""
    note_failure: NoteFailure = context.additional_context["note_failure"]
    named = job.task_kwargs
    await asyncio.to_thread(note_failure, str(named["inspection"]), str(named["site"]), cause, _is_last(job))


def _is_last(job: Job) -> bool:
    return job.attempts + 1 >= MOST_ATTEMPTS


# A `lock` on this task could stop it for good when its own worker dies; `queueing_lock` keeps it from piling up.
@tasks.periodic(cron="* * * * * */10")
@tasks.task(
    name="retry_stalled",
    queue=UPKEEP,
    queueing_lock="retry_stalled",
    priority=_HOUSEKEEPING_PRIORITY,
    pass_context=True,
)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Queues the jobs of dead workers again: those without a heartbeat for `stalled_after` seconds, and for as long again.

    A worker that was only busy, or cut off together with its database, has spoken by then and keeps its sites: two workers
    are not to read one site.
    """
    manager = context.app.job_manager
    silence = context.additional_context["stalled_after"]
    suspected = {job.id for job in await manager.get_stalled_jobs(seconds_since_heartbeat=silence)}
    if not suspected:
        return
    await asyncio.sleep(silence)
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=silence):
        if job.id not in suspected:
            continue
        if job.task_name != CRAWL_TASK:
            await manager.finish_job(job, Status.FAILED, delete_job=True)
            continue
        await _note(context, job, WORKER_LOST)
        if _is_last(job):
            await manager.finish_job(job, Status.FAILED, delete_job=False)
        else:
            await manager.retry_job(job)


class _NamedWorkers(JobManager):
    """Notes beside a worker's number which machine and process it is."""

    def __init__(self, connector: PsycopgConnector, name: str) -> None:
        super().__init__(connector)
        self._name = name

    async def register_worker(self) -> int:
        number = await super().register_worker()
        await self.connector.execute_query_async(NAME_WORKER, number=number, name=self._name)
        return number


def open_queue(database_url: str, worker_name: str = "") -> App:
    """The queue in a database (libpq's form of its address), not connected yet."""
    options = f"-c search_path={QUEUE_SCHEMA} -c timezone=UTC"
    connector = PsycopgConnector(
        conninfo=database_url, min_size=1, max_size=4, timeout=_PATIENCE, kwargs={"options": options}
    )
    app = App(connector=connector)
    app.add_tasks_from(tasks, namespace="")
    if worker_name:
        app.job_manager = _NamedWorkers(connector, worker_name)
    return app


def queue_inspection(
    database: Database,
    inspection: str,
    *,
    kinds: Sequence[str] = (),
    sites: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
) -> int:
    """Queues one job for each site that is neither done nor queued; returns how many. `settings` are Scrapy's.

    Raises UnknownInspectionError, and procrastinate's AlreadyEnqueued where another command does the same just now.
    """
    prepare_queue(database.engine)
    with database.engine.connect() as connection:
        number = stored_inspection(connection, inspection).number
        wanted = sites_to_queue(connection, number, inspection, kinds, sites)
    if not wanted:
        return 0
    app = open_queue(database.url)
    with app.open():
        app.job_manager.batch_defer_jobs([_job(inspection, site, settings or {}) for site in wanted])
    return len(wanted)


def _job(inspection: str, site: SiteJob, settings: Mapping[str, str]) -> Job:
    arguments: JSONDict = {
        "inspection": inspection,
        "site": site.site_id_code,
        "kind": site.kind,
        "settings": dict(settings),
    }
    return Job(
        id=None,
        queue=BROWSER if site.renders else SITES,
        # Sites of one host (集约化) are crawled one after the other, whichever worker has them.
        lock=f"host:{host_of(site.url)}",
        queueing_lock=f"{inspection}/{site.site_id_code}",
        task_name=CRAWL_TASK,
        task_kwargs=arguments,
        priority=_PRIORITY.get(site.last_verdict or "", 0),
    )
