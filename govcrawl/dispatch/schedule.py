"""What runs when, for places that have no timers of their own (containers): a file of jobs, kept by APScheduler."""

import logging
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

logger = logging.getLogger(__name__)

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_LATE_SECONDS = 3600
"""A job whose time came while the machine was busy still starts within the hour."""


@dataclass(frozen=True, slots=True)
class Job:
    """`run` is a line for the shell; `when` is its cron expression, in times of Asia/Shanghai."""

    name: str
    when: CronTrigger
    run: str


def read_schedule(file: Path) -> Mapping[str, Job]:
    """The jobs of a file by name. Raises OSError, and ValueError where it is not such a file."""
    jobs = {}
    for name, told in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if not isinstance(told, dict) or set(told) != {"cron", "run"}:
            raise ValueError(f"[{name}]: `cron` and `run` are needed, and nothing else")
        try:
            jobs[name] = Job(name, CronTrigger.from_crontab(told["cron"], timezone=_SHANGHAI), told["run"])
        except (ValueError, AttributeError) as error:
            raise ValueError(f"[{name}]: {error}") from error
    return jobs


@dataclass(slots=True)
class Schedule:
    """Runs jobs at their times until it is ended; a job never runs twice at once."""

    jobs: Mapping[str, Job]
    _running: set[subprocess.Popen[bytes]] = field(default_factory=set)
    _ended: Event = field(default_factory=Event)

    def keep(self) -> None:
        """Runs every job at its time; returns after `end`."""
        scheduler = BackgroundScheduler(timezone=_SHANGHAI)
        for job in self.jobs.values():
            scheduler.add_job(self.run, job.when, [job], name=job.name, coalesce=True, misfire_grace_time=_LATE_SECONDS)
        scheduler.start()
        self._ended.wait()
        scheduler.shutdown()

    def run(self, job: Job) -> int:
        """Runs one job now; returns its exit code."""
        logger.info("%s begins: %s", job.name, job.run)
        with subprocess.Popen(["/bin/sh", "-c", job.run]) as process:
            self._running.add(process)
            try:
                code = process.wait()
            finally:
                self._running.discard(process)
        logger.log(logging.INFO if code == 0 else logging.ERROR, "%s ended with %d", job.name, code)
        return code

    def end(self) -> None:
        """Tells running jobs to end (SIGTERM), and `keep` to return when they have."""
        for process in tuple(self._running):
            process.terminate()
        self._ended.set()
