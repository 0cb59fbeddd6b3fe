"""`govcrawl worker`: takes sites of inspections that were queued with `govcrawl inspect NAME --distributed`."""

import os
import socket
import sys
from typing import Annotated

import typer

from govcrawl.cli.console import CommandError, ExitCode, out, say
from govcrawl.cli.options import DatabaseUrl
from govcrawl.cli.session import database, require_home

QUEUES = ("sites", "browser")


def worker(
    concurrency: Annotated[
        int, typer.Option("--concurrency", min=1, metavar="N", help="同时检查的网站数（数据库连接由全部网站共用）")
    ] = 40,
    queue: Annotated[
        list[str] | None, typer.Option("--queue", metavar="sites|browser", help="只取此队列（可重复）；省略时取全部")
    ] = None,
    recycle: Annotated[
        int, typer.Option("--recycle", min=0, metavar="N", help="检查多少个网站后重新启动进程；0 为从不")
    ] = 500,
    heartbeat: Annotated[
        float, typer.Option("--heartbeat", min=0.1, metavar="SECONDS", help="心跳间隔；三次未到即视为失联，须各处一致")
    ] = 10.0,
    grace: Annotated[
        float, typer.Option("--grace", min=0, metavar="SECONDS", help="停止时最多等待正在进行的请求多少秒")
    ] = 45.0,
    check: Annotated[
        bool, typer.Option("--check", help="不工作，只看本机的工作进程是否还有心跳（供健康检查）")
    ] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """工作进程：领取排队的网站，采集、存储、判定，直到收到 SIGTERM；未完的网站交还队列。"""
    chosen = queue or list(QUEUES)
    for name in chosen:
        if name not in QUEUES:
            known = "、".join(QUEUES)
            raise CommandError(f"--queue：没有“{name}”，可用 {known}", f"--queue: no {name!r}, use {known}")
    need_queue()
    if check:
        _check(database_url, heartbeat)
        return
    from govcrawl.dispatch.worker import Ending, WorkerOptions, run_worker

    require_home()
    with database(database_url) as opened:
        ending = run_worker(opened, WorkerOptions(chosen, concurrency, recycle, heartbeat, grace))
    if ending is Ending.LOST:
        raise CommandError("与队列的连接中断", "the connection to the queue was lost", ExitCode.FAILED)
    if ending is Ending.RECYCLED:
        # The same process number with fresh memory: whoever supervises it need not notice.
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def _check(database_url: str | None, heartbeat: float) -> None:
    """Raises CommandError where no worker of this machine has been heard for as long as makes it dead to the others."""
    from govcrawl.store.queue import STALLED_HEARTBEATS, machine_silence

    with database(database_url, migrate=False) as opened, opened.engine.connect() as connection:
        silent = machine_silence(connection, socket.gethostname())
    if silent is None or silent > STALLED_HEARTBEATS * heartbeat:
        raise CommandError("本机没有活动的工作进程", "no worker of this machine is alive", ExitCode.FAILED)
    out(say(f"心跳 {silent:.0f} 秒前", f"heartbeat {silent:.0f} s ago"))


def need_queue() -> None:
    """Raises CommandError where the parts of many machines are not installed."""
    from importlib.util import find_spec

    if find_spec("procrastinate") is None:
        raise CommandError(
            "未安装分布式组件：pip install 'govcrawl[ops]'",
            "the parts of many machines are not installed: pip install 'govcrawl[ops]'",
            ExitCode.FAILED,
        )
