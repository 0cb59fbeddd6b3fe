"""Which workers are taken for dead: those that stay silent, not those that were busy or cut off for a while."""

import asyncio
from typing import Any

import pytest
from procrastinate import App, JobContext
from procrastinate.job_context import AbortReason
from procrastinate.jobs import Job, Status
from sqlalchemy import text

from govcrawl.demo.generate import many_sites
from govcrawl.dispatch.queue import WORKER_LOST, open_queue, queue_inspection, retry_stalled
from govcrawl.store.database import Database
from tests.acceptance.crawling import NAME, prepared

SILENCE = 1.0
LONG_SILENT = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"


async def _looked_after(app: App, speaks: bool, noted: list[str]) -> Status:
    """The state of a silent worker's job when its peers have looked; the worker may speak in between."""
    manager = app.job_manager
    worker = await manager.register_worker()
    job = await manager.fetch_job(queues=["sites"], worker_id=worker)
    assert job is not None
    assert job.id is not None
    await app.connector.execute_query_async(LONG_SILENT)

    def note(inspection: str, site: str, cause: str, is_last: bool) -> None:
        noted.append(cause)

    told: dict[str, Any] = {"stalled_after": SILENCE, "note_failure": note}
    look = Job(id=0, queue="upkeep", lock=None, queueing_lock=None, task_name="retry_stalled")
    context = JobContext(
        app=app, job=look, additional_context=told, start_timestamp=0.0, abort_reason=lambda: AbortReason.USER_REQUEST
    )
    looking = asyncio.create_task(retry_stalled.func(context, timestamp=0))
    await asyncio.wait({looking}, timeout=SILENCE / 2)
    if speaks:
        await manager.update_heartbeat(worker)
    await looking
    return await manager.get_job_status_async(job.id)


@pytest.mark.parametrize(
    ("speaks", "stands", "causes"), [(True, Status.DOING, []), (False, Status.TODO, [WORKER_LOST])]
)
def test_who_speaks_again_keeps_its_site(database: Database, speaks: bool, stands: Status, causes: list[str]) -> None:
    with prepared(database, many_sites(1, columns=1, pages=1)):
        queue_inspection(database, NAME)
    noted: list[str] = []

    async def looked() -> Status:
        app = open_queue(database.url, "machine:1")
        async with app.open_async():
            return await _looked_after(app, speaks, noted)

    assert asyncio.run(looked()) is stands
    assert noted == causes
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM govcrawl_queue.procrastinate_jobs")) == 1
