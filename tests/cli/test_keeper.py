"""Processes that keep the embedded database up for other programs, and let go of it when nobody needs it."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.dispatch.workers import command


@pytest.mark.slow
def test_two_keepers_do_not_keep_each_other_up(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "GOVCRAWL_DATABASE_URL"}
    environment["GOVCRAWL_HOME"] = str(tmp_path / "home")
    keepers = [
        subprocess.Popen(command("db", "serve", "--idle", "5"), env=environment, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    try:
        assert [keeper.wait(timeout=120) for keeper in keepers] == [0, 0]
    finally:
        for keeper in keepers:
            keeper.kill()
