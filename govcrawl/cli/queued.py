"""`govcrawl inspect NAME --distributed`: its sites into the queue, for workers on any machine."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from govcrawl.cli.console import CommandError, ExitCode, out, say
from govcrawl.cli.selection import Choice
from govcrawl.cli.worker import need_queue

if TYPE_CHECKING:
    from govcrawl.store.database import Database


def queue_sites(opened: "Database", name: str, choice: Choice, settings: Mapping[str, str]) -> None:
    """Queues the sites of an inspection that are left, and says how many."""
    need_queue()
    from procrastinate.exceptions import AlreadyEnqueued

    from govcrawl.dispatch.queue import queue_inspection

    try:
        queued = queue_inspection(
            opened, name, kinds=[kind.value for kind in choice.kinds], sites=choice.codes, settings=settings
        )
    except AlreadyEnqueued:
        raise CommandError(
            f"检查“{name}”正由另一命令排队；请稍后再试",
            f"another command queues {name!r} just now; try again",
            ExitCode.FAILED,
        ) from None
    out(
        say(
            f"已排队 {queued} 个网站；进度见 govcrawl status {name}",
            f"{queued} sites queued; see govcrawl status {name}",
        )
    )
