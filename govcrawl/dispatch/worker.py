"""A worker: takes sites from the queue until it is told to leave, its sites are handed back, or it is time to start afresh."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from procrastinate.jobs import DeleteJobCondition
from procrastinate.worker import Worker
from scrapy.settings import Settings
from scrapy.utils.log import configure_logging
from scrapy.utils.project import get_project_settings
from scrapy.utils.reactor import install_reactor

from govcrawl.dispatch.crew import Crew
from govcrawl.dispatch.failures import note_failure
from govcrawl.dispatch.queue import UPKEEP, open_queue
from govcrawl.store.database import Database
from govcrawl.store.host_turns import close_turns
from govcrawl.store.queue import STALLED_HEARTBEATS
from govcrawl.store.queue_tables import prepare_queue
from govcrawl.store.shared import shared_database

logger = logging.getLogger(__name__)

_FORGOTTEN_HEARTBEATS = 60
"""A worker that has missed this many is struck off the list; it could not take part again, should it live after all."""
_POLL_SECONDS = 2.0
"""A site that waits for its host to be free is not announced by anybody; the queue is looked at this often."""
_QUIET = ("scrapy", "twisted", "procrastinate", "asyncio", "scrapy_playwright")


class Ending(StrEnum):
    """Why a worker ended: told to; its number of sites done; its connection to the queue lost."""

    TOLD = "told"
    RECYCLED = "recycled"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How a worker works. Times in seconds.

    `concurrency`: sites side by side; they share a dozen database connections. `recycle_after`: sites after which the
    process starts afresh, 0 for never. `grace`: how long requests under way may take when the worker is told to leave.
    """

    queues: Sequence[str]
    concurrency: int
    recycle_after: int
    heartbeat: float
    grace: float


def run_worker(database: Database, options: WorkerOptions) -> Ending:
    """Works until told to leave (SIGTERM, SIGINT); blocks. Call it once a process: it runs the reactor."""
    os.environ["GOVCRAWL_DATABASE_URL"] = database.url
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "govcrawl.settings")
    prepare_queue(database.engine)
    settings = _settings()
    _log()
    install_reactor(settings["TWISTED_REACTOR"], settings["ASYNCIO_EVENT_LOOP"])
    from twisted.internet import reactor as installed

    reactor: Any = installed  # its interface in Twisted's types is not the one that it has
    shift = _Shift(database, options, settings)

    def begin() -> None:
        asyncio.ensure_future(shift.work()).add_done_callback(lambda _: reactor.stop())

    reactor.callWhenRunning(begin)
    reactor.run(installSignalHandlers=False)
    if shift.error:
        raise shift.error
    return shift.ending


def _settings() -> Settings:
    settings = get_project_settings()
    # It measures the process, which all crawls share: none of them is to close for it.
    settings.set("MEMUSAGE_ENABLED", False, priority="cmdline")
    settings.set("HOST_TURNS_SHARED", True, priority="cmdline")
    settings.set("STATS_DUMP", False, priority="cmdline")
    settings.set("LOG_LEVEL", "INFO", priority="cmdline")
    return settings


def _log() -> None:
    configure_logging({"LOG_LEVEL": "INFO"})
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class _SiteWorker(Worker):
    """Whoever stops the worker (a signal, recycling, a lost database), its crawls end too: nobody would speak for them."""

    crew: Crew

    def stop(self) -> None:
        super().stop()  # type: ignore[no-untyped-call]
        self.crew.leave()


class _Shift:
    """One worker's life."""

    def __init__(self, database: Database, options: WorkerOptions, settings: Settings) -> None:
        self._database = database
        self._options = options
        self._settings = settings
        self._sites = 0
        self.ending = Ending.LOST
        self.error: Exception | None = None

    async def work(self) -> None:
        """Works to the end; what went wrong is kept in `error`."""
        try:
            await self._work()
        except Exception as error:  # the fence: raised again when the reactor has stopped
            self.error = error

    async def _work(self) -> None:
        options = self._options
        name = f"{socket.gethostname()}:{os.getpid()}"
        app = open_queue(self._database.url, name)
        crew = Crew(self._settings, self._site_done)
        self._worker = _SiteWorker(
            app,
            queues=[*options.queues, UPKEEP],
            name=name,
            concurrency=options.concurrency,
            fetch_job_polling_interval=_POLL_SECONDS,
            shutdown_graceful_timeout=options.grace,
            delete_jobs=DeleteJobCondition.SUCCESSFUL,
            additional_context={
                "crew": crew,
                "note_failure": partial(note_failure, self._database.engine),
                "stalled_after": STALLED_HEARTBEATS * options.heartbeat,
            },
            install_signal_handlers=False,
            update_heartbeat_interval=options.heartbeat,
            stalled_worker_timeout=_FORGOTTEN_HEARTBEATS * options.heartbeat,
        )
        self._worker.crew = crew
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._leave, Ending.TOLD)
        # The crawls come and go: the worker holds open what they share.
        with shared_database():
            async with app.open_async():
                logger.info("worker %s: %d sites side by side, queues %s", name, options.concurrency, options.queues)
                await self._worker.run()  # type: ignore[no-untyped-call]  # procrastinate leaves it untyped
        await close_turns()
        logger.info("worker %s left (%s) after %d sites", name, self.ending, self._sites)

    def _leave(self, why: Ending, *_: Any) -> None:
        self.ending = why
        self._worker.stop()

    def _site_done(self) -> None:
        self._sites += 1
        if self._sites == self._options.recycle_after:
            self._leave(Ending.RECYCLED)
