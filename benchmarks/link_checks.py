"""One side of `benchmarks.links` as a process of its own; prints what it found as JSON.

`heads ORIGIN N`: a bare aiohttp HEAD loop; `pool ORIGIN N`: the same links by the link pool, read; `site ORIGIN`: every
page of the site with all its links, from its front door on, settled as in an inspection.
"""

import asyncio
import json
import resource
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import aiohttp
import uvloop

from benchmarks.link_site import article_path
from govcrawl import settings
from govcrawl.extract.link_targets import read_targets
from govcrawl.extract.urls import host_of
from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.fates import ACCUSING, fate_of
from govcrawl.middlewares.link_answer import Errand, LinkAnswer
from govcrawl.middlewares.link_book import LinkBook
from govcrawl.middlewares.link_pool import LinkPool
from govcrawl.middlewares.link_reading import page_of, read_answer
from govcrawl.middlewares.link_shared import SharedLinks
from govcrawl.middlewares.links import LinkChecker
from govcrawl.middlewares.once import side_by_side
from govcrawl.model.items import FetchSeen, LinkChecked, LinkSeen, PageVisited, Visit
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Place, Resource, Scope, VisitRole

_AT_ONCE = 64
_UNBRIDLED = {
    "GUARD_ALLOW_NETWORKS": ["127.0.0.0/8"],
    "DOWNLOAD_DELAY": 0,
    "LINK_CONFIRM_SECONDS": 0,
    "SITE_MAX_LINK_CHECKS": 10**6,
}


class _Settings:
    """The settings as shipped, but for a server of our own; an inspection has Scrapy for that, the pool needs none of it."""

    def __getitem__(self, name: str) -> Any:
        return _UNBRIDLED.get(name, getattr(settings, name))

    getint = getfloat = getlist = getdict = __getitem__


async def heads(origin: str, count: int) -> int:
    """Links asked by HEAD and nothing else."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def ask(number: int) -> bool:
            async with session.head(f"{origin}{article_path(number)}", allow_redirects=False) as response:
                return response.status == 200

        return sum([alive async for alive in side_by_side(range(count), ask, _AT_ONCE)])


async def pool(origin: str, count: int) -> int:
    """The same links by the pool, each answer read as in a crawl."""
    asking = LinkPool(_Settings(), HostClock(0))

    async def ask(number: int) -> bool:
        link = _link(f"{origin}{article_path(number)}")
        seen = read_answer(link, await asking.ask(link.url, link.resource, origin)).seen
        return fate_of(seen, link.resource) is LinkFate.ALIVE

    alive = sum([alive async for alive in side_by_side(range(count), ask, _AT_ONCE)])
    await asking.close()
    return alive


class _ReadingPool(LinkPool):
    """Notes the links of the site's own pages as these are asked, each link once."""

    def __init__(self, origin: str) -> None:
        super().__init__(_Settings(), HostClock(0))
        self._site = [host_of(origin)]
        self._known: set[str] = set()
        self.pages = 0
        self.book = LinkBook()

    async def ask(
        self, url: str, resource: Resource = Resource.PAGE, referer: str | None = None, errand: Errand | None = None
    ) -> LinkAnswer:
        """See LinkPool."""
        errand = errand or Errand()
        answer = await super().ask(url, resource, referer, errand)
        at = answer.seen.final_url or url
        is_page = answer.seen.outcome is FetchOutcome.OK and resource is Resource.PAGE
        if is_page and errand.role is VisitRole.LINK and host_of(at) in self._site:
            links = read_targets(page_of(answer), self._site)
            self.pages += bool(links)
            for link in links:
                self.note(link, at)
        return answer

    def note(self, link: LinkSeen, parent: str) -> None:
        """A link to ask, if it is new."""
        if link.url not in self._known:
            self._known.add(link.url)
            self.book.add(link, parent, on_home=False)


async def site(origin: str) -> dict[str, object]:
    """Every page with all its links, one wave after another."""
    asking = _ReadingPool(origin)
    checker = LinkChecker(_second_client, asking, SharedLinks(10**6), _Settings())
    asking.note(_link(f"{origin}/"), origin)
    fates: dict[LinkFate, list[str]] = {}
    while asking.book.tasks:
        book, asking.book = asking.book, LinkBook()
        async for item in checker.check_site("", book, f"{origin}/"):
            if isinstance(item, LinkChecked) and item.fate is not LinkFate.ALIVE:
                fates.setdefault(item.fate, []).append(item.url)
    await asking.close()
    accused = [url for fate in ACCUSING for url in fates.get(fate, ())]
    return {"pages": asking.pages, "dead": accused, "suspected": fates.get(LinkFate.SUSPECTED, [])}


class _Reply(NamedTuple):
    """What the second client brought, as a spider would hand it on."""

    page: PageVisited
    headers: Mapping[str, str]
    start: bytes


async def _second_client(code: str, visit: Visit, **meta: Any) -> _Reply:
    """The standard library's client, which shares nothing with the pool."""
    return await asyncio.to_thread(_ask_again, code, visit)


def _ask_again(code: str, visit: Visit) -> _Reply:
    try:
        with urllib.request.urlopen(visit.url, timeout=30) as response:
            seen = _seen(visit.url, FetchOutcome.OK, response.status, response.url)
            return _Reply(PageVisited(code, visit, seen), {"content-type": "text/html"}, response.read())
    except urllib.error.HTTPError as error:
        outcome = FetchOutcome.REDIRECT_LOOP if error.code < 400 else FetchOutcome.HTTP_4XX
        seen = _seen(visit.url, outcome if error.code < 500 else FetchOutcome.HTTP_5XX, error.code, error.url)
    except urllib.error.URLError:
        seen = _seen(visit.url, FetchOutcome.CONNECT_REFUSED, None, visit.url)
    return _Reply(PageVisited(code, visit, seen), {}, b"")


def _seen(url: str, outcome: FetchOutcome, status: int | None, final_url: str | None) -> FetchSeen:
    return FetchSeen(url, outcome, datetime.now(UTC), status, final_url=final_url)


def _link(url: str) -> LinkSeen:
    return LinkSeen(url, url, "", Place.BODY, Scope.SAME_SITE, Resource.PAGE)


def _main() -> None:
    side, origin, *more = sys.argv[1:]
    started, since = _cpu(), time.monotonic()
    result: object
    if side == "site":
        result = uvloop.run(site(origin))
    else:
        result = uvloop.run((heads if side == "heads" else pool)(origin, int(more[0])))
    print(json.dumps({"result": result, "cpu": _cpu() - started, "seconds": time.monotonic() - since}))


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    _main()
