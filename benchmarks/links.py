"""Link checks beside other checkers: `python -m benchmarks.links [--pages 3000] [--slow-pages 3000] [--rounds 5]`.

First pure link checks, the pool beside a bare aiohttp HEAD loop over the same links. Then a whole generated site, every page
with all its links (the short form; the long one is `--pages 17000 --slow-pages 17000`), beside the link checkers of
link_peers.py; one that is not installed is left out. Each is a process of its own, start-up included. The slow ones
(LinkChecker, linkinator, idiomatic Scrapy) get a site of `--slow-pages` at most, and so does this project beside them.

Recall counts the links of which a status or a connection tells that they are dead; of them this project leaves those suspected
that only another day confirms (5xx, refused). A live link that is called dead or suspected is a false alarm. Soft 404s are
counted apart, since no other checker looks for them.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from benchmarks.link_peers import PEERS, Checker, Run, govcrawl, versions
from benchmarks.link_site import FAILING, GONE, SOFT, LinkedSite, known_as, planted
from benchmarks.measuring import in_process, interleaved, medians, say, verdict

_LINKS = 4_000
_SLOW = frozenset({"LinkChecker", "linkinator", "Scrapy, idiomatic"})
_LIMITS = {"LinkChecker": (10.0, 25.0), "Scrapy, idiomatic": (8.0, 18.0), "linkinator": (1.5, 3.0)}
"""How many times a peer's pages a CPU second are asked for, and aimed at."""


@contextmanager
def served(pages: int) -> Iterator[str]:
    """The origin of a fresh site."""
    command = [sys.executable, "-m", "benchmarks.link_server", str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.terminate()


def compare_site(pages: int, peers: Mapping[str, Checker]) -> None:
    """One table of checkers on one site."""
    runs: dict[str, Run] = {}
    with served(pages) as origin:
        urls = [origin + path for path in LinkedSite(pages).paths()]
        for name, side in {"govcrawl": govcrawl, **peers}.items():
            try:
                runs[name] = side(f"{origin}/", urls)
            except (FileNotFoundError, ValueError, KeyError) as error:
                say(f"  {name}: left out ({type(error).__name__}: {error})")
                continue
            say(f"  {name:18}{_figures(runs[name], pages)}")
    mine = runs.pop("govcrawl")
    for name, done in runs.items():
        if name == "lychee":
            verdict("memory, of lychee's", mine.memory / done.memory, 0.1, 0.05)
        else:
            verdict(f"pages a CPU second, of {name}'s", done.cpu / mine.cpu, *_LIMITS[name])


def _figures(done: Run, pages: int) -> str:
    dead, soft = planted(GONE | FAILING), planted(SOFT)
    called, suspected = (set(map(known_as, links)) for links in (done.dead, done.suspected))
    said = called | suspected
    return (
        f"{pages / done.cpu:7.0f} pages a CPU s {done.cpu:7.1f} CPU s {done.seconds:7.1f} s {done.memory:6.0f} MiB"
        f"   recall {len(said & dead) / len(dead):.3f} ({len(suspected & dead)} suspected)"
        f"   false alarms {len(said - dead - soft)}   soft 404 {len(said & soft)} of {len(soft)}"
    )


def compare_pure(rounds: int) -> None:
    """Links a CPU second of the pool beside a bare HEAD loop."""
    with served(_LINKS + 2 * _LINKS // 10) as origin:

        def side(name: str) -> Callable[[], float]:
            arguments = ("benchmarks.link_checks", name, origin, str(_LINKS))
            return lambda: float(in_process(*arguments, environment={"no_proxy": "*"})["cpu"])

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
    os.environ["no_proxy"] = "*"
    if given.rounds:
        compare_pure(given.rounds)
    say(f"{versions()}; {given.pages} pages")
    if given.pages <= given.slow_pages:
        compare_site(given.pages, PEERS)
    else:
        compare_site(given.pages, {name: side for name, side in PEERS.items() if name not in _SLOW})
        say(f"{given.slow_pages} pages")
        compare_site(given.slow_pages, {name: side for name, side in PEERS.items() if name in _SLOW})


if __name__ == "__main__":
    main()
