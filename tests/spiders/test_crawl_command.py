"""`scrapy crawl` as timers call it: wrong use is one line and exit code 2, a crawl that did nothing has failed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from govcrawl.store.database import Database


def crawl(database: Database, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", "crawl", *words]
    environment = os.environ | {"GOVCRAWL_DATABASE_URL": database.url}
    root = Path(__file__).parents[2]
    return subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("words", [("portal",), ("portal", "-a", "site=4210000001"), ("links", "-a", "inspection=")])
def test_the_inspection_must_be_named(database: Database, words: tuple[str, ...]) -> None:
    done = crawl(database, *words)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith("name the inspection: -a inspection=NAME")
    assert "Traceback" not in done.stderr


def test_an_empty_register_is_no_success(database: Database) -> None:
    done = crawl(database, "portal", "-a", "inspection=2018q1")
    assert done.returncode == 1
    assert "the register is empty: govcrawl sites import FILE" in done.stderr
