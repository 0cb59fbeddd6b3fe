"""The page of 54 link cases given to this project and to other link checkers: `python -m benchmarks.link_cases`.

The cases are those of tests/links/cases.py: 23 links are dead, nine nobody can tell of in one run (walls, failing servers),
the others are live or no links. All checkers ask the same web through the same proxy; each is a process of its own.
"""

import os
import re
from collections.abc import Callable, Collection
from urllib.parse import unquote

from benchmarks.link_peers import Run, linkchecker, linkinator, lychee, versions
from benchmarks.measuring import say
from govcrawl.extract.urls import join
from govcrawl.middlewares.fates import ACCUSING
from govcrawl.model.vocabulary import LinkFate
from tests.links.cases import CASES, SITE, Case, answer
from tests.links.crawled import crawled
from tests.links.web import served

_HOME = f"{SITE}/"
_HREF = re.compile(r'(?:href|src)="([^"]+)"')
_PEERS: dict[str, Callable[[], Run]] = {
    "LinkChecker": lambda: linkchecker(_HOME, [_HOME]),
    "lychee": lambda: lychee(_HOME, [_HOME]),
    "linkinator": lambda: linkinator(_HOME, [_HOME]),
}


def govcrawl() -> set[str]:
    """What an inspection calls dead, confirmed."""
    links = crawled(answer).links.values()
    return {str(row["url"]) for row in links if row["confirmed"] and LinkFate(str(row["fate"])) in ACCUSING}


def peer(side: Callable[[], Run]) -> set[str]:
    """What another checker calls dead, in the same web."""
    with served(answer) as web:
        os.environ |= {"http_proxy": web.url, "https_proxy": web.url, "no_proxy": "", "NO_PROXY": ""}
        return set(side().dead)


def row(name: str, called: Collection[str]) -> str:
    """One line of the table: what was found, and the names of what was missed and accused."""
    known = {_key(url) for url in called}
    dead = [case for case in CASES if case.fate in ACCUSING]
    open_still = [case for case in CASES if case.fate in {LinkFate.SUSPECTED, LinkFate.UNKNOWN}]
    live = [case for case in CASES if case.fate in {LinkFate.ALIVE, None}]
    found, unsure, wrong = (_called(cases, known) for cases in (dead, open_still, live))
    missed = [case.name for case in dead if case.name not in found]
    figures = (f"{len(found)} of {len(dead)}", f"{len(wrong)} of {len(live)}", f"{len(unsure)} of {len(open_still)}")
    return f"| {name} | {' | '.join(figures)} | {', '.join(missed) or '-'} | {', '.join([*wrong, *unsure]) or '-'} |"


def _called(cases: Collection[Case], known: Collection[str]) -> list[str]:
    """The cases that a checker calls dead, whether it tells the link or where that led."""
    return [case.name for case in cases if not known.isdisjoint(map(_key, _told(case)))]


def _told(case: Case) -> set[str]:
    """The addresses by which a case may be told: its own, as it is published, and what it leads to."""
    hrefs = _HREF.findall(case.markup)
    location = case.answer.headers.get("Location") if case.answer else None
    leads_to = [location] if isinstance(location, str) and location.startswith("/n/") else []
    return {case.url, *filter(None, (join(_HOME, href) for href in (*hrefs, *leads_to)))}


def _key(url: str) -> str:
    return unquote(url).strip().replace("\\", "/")


def main() -> None:
    say(versions())
    say("| checker | dead found | live accused | undecided accused | missed | accused |")
    say("|---|---|---|---|---|---|")
    say(row("govcrawl", govcrawl()))
    for name, side in _PEERS.items():
        try:
            say(row(name, peer(side)))
        except (FileNotFoundError, ValueError, KeyError) as error:
            say(f"| {name} | left out ({type(error).__name__}: {error}) |")


if __name__ == "__main__":
    main()
