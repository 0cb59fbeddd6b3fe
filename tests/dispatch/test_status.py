"""`govcrawl status` as somebody sees it who watches a worker from a terminal."""

import os
import pty
import re
import signal
import subprocess
from pathlib import Path

import pytest

from govcrawl.demo.generate import many_sites
from govcrawl.store.database import Database
from tests.acceptance.crawling import NAME, prepared, start
from tests.dispatch.workers import command, start_worker


def watched(database: Database) -> str:
    """All that the view shows until the inspection is over and it ends by itself. Raises AssertionError where it fails."""
    screen, terminal = pty.openpty()
    environment = os.environ | {"GOVCRAWL_DATABASE_URL": database.url, "TERM": "xterm", "COLUMNS": "120", "LINES": "40"}
    with subprocess.Popen(command("status", NAME), env=environment, stdout=terminal, stdin=terminal) as view:
        os.close(terminal)
        shown = b""
        try:
            while piece := os.read(screen, 65536):
                shown += piece
        except OSError:  # the terminal's other side is closed
            pass
        os.close(screen)
        assert view.wait() == 0
    return shown.decode()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_view_refreshes_until_all_is_over(database: Database, tmp_path: Path) -> None:
    with prepared(database, many_sites(8, columns=2, pages=1)) as served:
        assert start(database.url, served, "--distributed", "--delay", "0.1").wait() == 0
        worker = start_worker(database, served, tmp_path / "log", "--concurrency", "1")
        shown = watched(database)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0, (tmp_path / "log").read_text()
    done = [int(count) for count in re.findall(r"完成 (\d+)", shown)]
    assert done == sorted(done)
    assert len(set(done)) >= 3, "it shows sites come in"
    assert done[-1] == 8
    assert "预计还需" in shown
    assert "已结束" in shown
    assert re.search(rf"工作进程 \d+　\S+:{worker.pid}　网站 1　心跳 \d+ 秒前", shown)
