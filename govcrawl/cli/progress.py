"""Progress of long work: one moving line on a terminal, a plain line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from govcrawl.cli.console import note, one_line, say

if TYPE_CHECKING:
    from govcrawl.spiders.run import Progress

_SECONDS_BETWEEN_LINES = 10.0


def progress_line(progress: "Progress") -> str:
    """How far the work is, in one line."""
    counts = say(
        f"网站 {progress.sites_done}/{progress.sites_total}　页面 {progress.pages}　每秒 {progress.pages_per_second:.1f} 页",
        f"sites {progress.sites_done}/{progress.sites_total}, {progress.pages} pages, {progress.pages_per_second:.1f} pages/s",
    )
    return f"{counts}　{one_line(progress.reading, 100)}" if progress.reading else counts


@contextmanager
def shown_progress() -> "Iterator[Callable[[Progress], None]]":
    """A function to call with each Progress while the work runs."""
    if sys.stderr.isatty():
        with _terminal() as show:
            yield show
    else:
        yield _plain_lines()


@contextmanager
def _terminal() -> "Iterator[Callable[[Progress], None]]":
    from rich.console import Console
    from rich.live import Live
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    with Live(console=Console(stderr=True), refresh_per_second=4, transient=True) as live:

        def show(progress: "Progress") -> None:
            grid = Table.grid(padding=(0, 1))
            bar = ProgressBar(total=max(progress.sites_total, 1), completed=progress.sites_done, width=30)
            grid.add_row(bar, Text(progress_line(progress), overflow="ellipsis", no_wrap=True))
            live.update(grid)

        yield show


def _plain_lines() -> "Callable[[Progress], None]":
    last_said = time.monotonic()
    sites_said = -1

    def show(progress: "Progress") -> None:
        nonlocal last_said, sites_said
        now = time.monotonic()
        is_end = progress.sites_total > 0 and progress.sites_done == progress.sites_total != sites_said
        if is_end or now - last_said >= _SECONDS_BETWEEN_LINES:
            note(progress_line(progress))
            last_said, sites_said = now, progress.sites_done

    return show
