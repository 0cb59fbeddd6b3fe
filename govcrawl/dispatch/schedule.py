"""What runs when, for places that have no timers of their own (containers): a file of jobs, kept by APScheduler."""

import logging
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from govcrawl.model.toml_file import TomlFileError, read_toml

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
    """The jobs of a file by name. Raises TomlFileError where it is not such a file."""
    return {name: _read_job(file, name, told) for name, told in read_toml(file).items()}


def _read_job(file: Path, name: str, told: Any) -> Job:
    if (
        not isinstance(told, dict)
        or set(told) != {"cron", "run"}
        or not all(isinstance(one, str) for one in told.values())
    ):
        raise TomlFileError(
            f"{file} [{name}]：应有 cron 和 run 两项，都是文字，不能有别的项",
            f"{file} [{name}]: needs `cron` and `run`, both text, and nothing else",
        )
    try:
        return Job(name, CronTrigger.from_crontab(told["cron"], timezone=_SHANGHAI), told["run"])
    except ValueError as error:
        raise TomlFileError(
            f"{file} [{name}] cron：应为五段（分 时 日 月 星期），如 30 1 * * *（{error}）",
            f"{file} [{name}] cron: five fields are needed, such as 30 1 * * * ({error})",
        ) from error


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
