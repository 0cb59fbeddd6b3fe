"""A browser that cannot be started, or dies in mid-crawl: the crawl goes on, says so, and its pages are unknown or shown later."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from govcrawl.middlewares.browser import find_browser
from tests.hostile.certificates import Certificates
from tests.hostile.fault import HOME, Fault, Handler, answer
from tests.hostile.server import HostileWeb, served

pytestmark = pytest.mark.browser

_LIMITS = {"GUARD_ALLOW_NETWORKS": "127.1.0.0/16", "LOG_LEVEL": "WARNING", "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": "1"}


def _render(web: HostileWeb, browser: str) -> tuple[list[str], str]:
    """The outcomes of all pages in the order in which they ended, and what the crawl said."""
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    command = [sys.executable, "-m", "tests.hostile.rendering", json.dumps(_LIMITS), *web.urls.values()]
    done = subprocess.run(
        command,
        env=environment | {"GOVCRAWL_BROWSER": browser},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    return [json.loads(line)[1] for line in done.stdout.splitlines()[:-1]], done.stderr


def test_a_browser_that_cannot_start_is_said_once(tmp_path: Path) -> None:
    with served(lambda port: [Fault(f"page{n}", "", answer()) for n in range(4)], Certificates(tmp_path)) as web:
        outcomes, said = _render(web, "/bin/false")
    assert outcomes == ["own_trouble"] * 4
    assert said.count("pages that need the browser stay unknown") == 1
    assert "Traceback" not in said


def _killing(pid_file: Path) -> Handler:
    async def handler(reader: object, writer: object, path: bytes) -> None:
        os.kill(int(pid_file.read_text()), signal.SIGKILL)

    return handler


def test_a_browser_that_dies_is_started_again(tmp_path: Path) -> None:
    pid_file, wrapper = tmp_path / "pid", tmp_path / "browser"
    wrapper.write_text(f'#!/bin/sh\necho $$ > {pid_file}\nexec {find_browser()} "$@"\n')
    wrapper.chmod(0o755)

    def faults(port: int) -> Iterator[Fault]:
        yield Fault("before", "", answer(HOME))
        yield Fault("deadly", "", _killing(pid_file))
        yield Fault("after", "", answer(HOME))

    with served(faults, Certificates(tmp_path)) as web:
        outcomes, said = _render(web, str(wrapper))
    assert outcomes == ["ok", "own_trouble", "ok"], said
    assert "the browser has ended in mid-crawl" in said
