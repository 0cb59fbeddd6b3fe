"""`govcrawl schedule`: runs commands at their times, where neither systemd nor cron does."""

import logging
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from govcrawl.cli.console import CommandError, ExitCode
from govcrawl.cli.files import refused_files
from govcrawl.cli.worker import need_queue


def schedule(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="计划文件（TOML：每项有 cron 和 run）")],
    now: Annotated[str | None, typer.Option("--now", metavar="JOB", help="立即运行其中一项，然后结束")] = None,
) -> None:
    """定时运行计划文件中的命令（北京时间），直到收到 SIGTERM；同一项不会同时运行两次。"""
    need_queue()
    from govcrawl.dispatch.schedule import Schedule, read_schedule

    with refused_files():
        jobs = read_schedule(file)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(message)s")
    kept = Schedule(jobs)
    if now is None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: kept.end())
        kept.keep()
    elif now not in jobs:
        raise CommandError(f"--now：没有“{now}”，可用 {'、'.join(jobs)}", f"--now: no {now!r}, use {', '.join(jobs)}")
    elif code := kept.run(jobs[now]):
        raise CommandError(f"“{now}”以 {code} 结束", f"{now!r} ended with {code}", ExitCode.FAILED)
