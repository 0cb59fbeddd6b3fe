"""`govcrawl status`: how far an inspection is, when it will be done, and which workers are at it."""

import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govcrawl.cli.console import LANGUAGE, CommandError, out, print_json, say
from govcrawl.cli.options import AsJson, DatabaseUrl, InspectionName
from govcrawl.cli.session import database
from govcrawl.model.inspection import LINE_DOWN
from govcrawl.model.vocabulary import FetchOutcome

if TYPE_CHECKING:
    from rich.console import RenderableType
    from sqlalchemy import Connection

    from govcrawl.store.inspections import Status
    from govcrawl.store.queue import QueueStatus
    from govcrawl.store.troubles import TroubledSite

_PACE_WINDOW = 3600.0
"""Seconds over which the pace is measured that the estimate rests on."""
_REFRESH_SECONDS = 2.0
_MOST_TROUBLES = 10
"""Sites in trouble that are shown: a terminal has a bottom."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An inspection at one moment. `seconds_left` is None where nothing was finished lately."""

    name: str
    sites: "Status"
    queue: "QueueStatus"
    troubled: "tuple[TroubledSite, ...]"
    seconds_left: float | None

    @property
    def is_over(self) -> bool:
        """Whether no site is left that somebody would still begin."""
        return self.sites.waiting + self.sites.running == 0 and self.queue.waiting + self.queue.running == 0

    def as_json(self) -> dict[str, Any]:
        """The contract's JSON."""
        queue = {"waiting": self.queue.waiting, "running": self.queue.running, "failed": self.queue.failed}
        left = None if self.seconds_left is None else round(self.seconds_left)
        workers = [asdict(worker) for worker in self.queue.workers]
        return {
            "inspection": self.name,
            "sites": asdict(self.sites),
            "seconds_left": left,
            "queue": queue,
            "workers": workers,
            "troubled": [asdict(site) for site in self.troubled],
        }


def status(
    name: InspectionName,
    once: Annotated[bool, typer.Option("--once", help="在终端上也只显示一次，不刷新")] = False,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """进度：网站完成、进行、等待、失败各多少，预计还需多久，各工作进程及其心跳。"""
    with database(database_url) as opened:
        with opened.engine.connect() as connection:
            seen = look(connection, name)
        if as_json:
            print_json(seen.as_json())
        elif sys.stdout.isatty() and not once and not seen.is_over:
            _keep_looking(opened.engine.connect, name)
        else:
            for line in lines(seen):
                out(line)


def look(connection: "Connection", name: str) -> Seen:
    """The inspection as it stands now. Raises CommandError where there is none of the name."""
    from govcrawl.store.inspections import UnknownInspectionError, inspection_status, stored_inspection
    from govcrawl.store.queue import queue_status, sites_per_second
    from govcrawl.store.troubles import troubled_sites

    try:
        number = stored_inspection(connection, name).number
    except UnknownInspectionError:
        raise CommandError(f"没有名为“{name}”的检查", f"no inspection is named {name!r}") from None
    sites = inspection_status(connection, number)
    left = sites.waiting + sites.running
    pace = sites_per_second(connection, number, _PACE_WINDOW)
    seconds_left = 0.0 if left == 0 else left / pace if pace else None
    return Seen(name, sites, queue_status(connection, number, name), troubled_sites(connection, number), seconds_left)


def lines(seen: Seen) -> list[str]:
    """What is said of it, line by line."""
    sites, queue = seen.sites, seen.queue
    said = [
        say(
            f"检查“{seen.name}”　完成 {sites.done}　进行 {sites.running}　等待 {sites.waiting}　"
            f"失败 {sites.failed}　下线 {sites.offline}　{_left(seen.seconds_left)}",
            f"{seen.name!r}: done {sites.done}, running {sites.running}, waiting {sites.waiting}, "
            f"failed {sites.failed}, offline {sites.offline}; {_left(seen.seconds_left)}",
        )
    ]
    if queue.waiting + queue.running + queue.failed:
        said.append(
            say(
                f"队列　等待 {queue.waiting}　进行 {queue.running}　放弃 {queue.failed}",
                f"queue: waiting {queue.waiting}, running {queue.running}, given up {queue.failed}",
            )
        )
    for worker in queue.workers:
        heard = f"{worker.silent_seconds:.0f}"
        said.append(
            say(
                f"工作进程 {worker.number}　{worker.name}　网站 {worker.sites}　心跳 {heard} 秒前",
                f"worker {worker.number} {worker.name}: {worker.sites} sites, heartbeat {heard} s ago",
            )
        )
    return said + _troubles(seen.troubled)


def _troubles(troubled: "Sequence[TroubledSite]") -> list[str]:
    waiting = sum(site.cause == LINE_DOWN for site in troubled)
    said = [_line_down(waiting)] if waiting else []
    others = [site for site in troubled if site.cause != LINE_DOWN]
    for site in others[:_MOST_TROUBLES]:
        stands = say("失败", "failed") if site.status == "failed" else say("待重试", "to be tried again")
        said.append(f"{stands}　{site.site_id_code}　{site.site_name}　{_cause(site.cause)}")
    if more := len(others[_MOST_TROUBLES:]):
        said.append(say(f"……另有 {more} 个网站，见 --json", f"... and {more} more sites, see --json"))
    return said


def _line_down(waiting: int) -> str:
    return say(
        f"我方线路（网络、代理或域名解析）疑似中断，{waiting} 个网站暂停，恢复后自动继续",
        f"our own line (network, proxy or name servers) seems to be down: {waiting} sites wait until it is back",
    )


def _cause(cause: str) -> str:
    """An outcome in the user's words, its detail in brackets; what a program raised stays as it is."""
    from govcrawl.checks.outcomes import outcome_words
    from govcrawl.store.inspections import NO_ADDRESS

    word, _, detail = cause.partition("：")
    if cause == NO_ADDRESS:
        return say("名录中没有网址", "the register has no address")
    if LANGUAGE.get() == "en" or word not in set(FetchOutcome):
        return cause
    return outcome_words(FetchOutcome(word), None) + (f"（{detail}）" if detail else "")


def _left(seconds: float | None) -> str:
    if seconds is None:
        return say("预计时间未知", "time left unknown")
    if seconds == 0:
        return say("已结束", "over")
    hours, minutes = divmod(round(seconds / 60), 60)
    return say(f"预计还需 {hours} 小时 {minutes} 分", f"about {hours} h {minutes} min left")


def _keep_looking(connect: Any, name: str) -> None:
    from rich.live import Live

    with Live(refresh_per_second=4) as live:
        while True:
            with connect() as connection:
                seen = look(connection, name)
            live.update(_view(seen))
            if seen.is_over:
                return
            time.sleep(_REFRESH_SECONDS)


def _view(seen: Seen) -> "RenderableType":
    from rich.console import Group
    from rich.progress_bar import ProgressBar
    from rich.text import Text

    sites = seen.sites
    total = sites.done + sites.failed + sites.running + sites.waiting
    bar = ProgressBar(total=max(total, 1), completed=sites.done + sites.failed, width=60)
    return Group(bar, *(Text(line) for line in lines(seen)))
