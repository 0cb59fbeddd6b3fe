"""One side of `benchmarks.links` as a process of its own; prints what it found as JSON.

`heads ORIGIN N`: a bare aiohttp HEAD loop; `pool ORIGIN N`: the same links by the link pool, read; `site ORIGIN`: every
page of the site with all its links, from its front door on.
"""

import asyncio
import json
import resource
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from datetime import UTC, datetime

import aiohttp
import uvloop
from scrapy.settings import Settings

from govcrawl.extract.link_targets import read_targets
from govcrawl.extract.urls import host_of
from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.fates import ACCUSING, fate_of, settle
from govcrawl.middlewares.link_pool import LinkPool
from govcrawl.middlewares.link_reading import page_of, read_answer
from govcrawl.middlewares.once import side_by_side
from govcrawl.model.items import FetchSeen, LinkSeen
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Place, Resource, Scope

_AT_ONCE = 64


def _pool() -> LinkPool:
    settings = Settings()
    settings.setmodule("govcrawl.settings")
    settings.set("GUARD_ALLOW_NETWORKS", ["127.0.0.0/8"])
    return LinkPool(settings, HostClock(0))


async def heads(origin: str, count: int) -> int:
    """Links asked by HEAD and nothing else."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def ask(number: int) -> bool:
            async with session.head(f"{origin}/p/{number}.html", allow_redirects=False) as response:
                return response.status == 200

        return sum([alive async for alive in side_by_side(range(1, count), ask, _AT_ONCE)])


async def pool(origin: str, count: int) -> int:
    """The same links by the pool, each answer read as in a crawl."""
    asking = _pool()

    async def ask(number: int) -> bool:
        link = _link(f"{origin}/p/{number}.html")
        seen = read_answer(link, await asking.ask(link.url, link.resource, origin)).seen
        return fate_of(seen, link.resource) is LinkFate.ALIVE

    alive = sum([alive async for alive in side_by_side(range(1, count), ask, _AT_ONCE)])
    await asking.close()
    return alive


async def site(origin: str) -> dict[str, object]:
    """Every page with all its links; what does not answer well is asked again by another client."""
    asking, host = _pool(), host_of(origin)
    found: dict[str, LinkSeen] = {f"{origin}/": _link(f"{origin}/")}
    waiting = deque(found.values())
    pages, dead = 0, []

    async def check(link: LinkSeen) -> tuple[LinkSeen, LinkFate, tuple[LinkSeen, ...]]:
        reading = read_answer(link, await asking.ask(link.url, link.resource, origin))
        fate = fate_of(reading.seen, link.resource)
        if fate is not LinkFate.ALIVE:
            again = await asyncio.to_thread(_second_client, link.url)
            return link, settle(reading.seen, again, link.resource)[0], ()
        own = reading.is_html and host_of(reading.seen.final_url or "") == host
        return link, fate, read_targets(page_of(reading.answer), [host]) if own else ()

    while waiting:
        batch = [waiting.popleft() for _ in range(len(waiting))]
        async for link, fate, links in side_by_side(batch, check, _AT_ONCE):
            pages += bool(links)
            if fate in ACCUSING:
                dead.append(link.url)
            for fresh in links:
                if fresh.url not in found:
                    found[fresh.url] = fresh
                    waiting.append(fresh)
    await asking.close()
    return {"pages": pages, "links": len(found), "dead": dead}


def _second_client(url: str) -> FetchSeen:
    """The standard library's client, which shares nothing with the pool."""
    outcome, status = FetchOutcome.OK, 200
    try:
        with urllib.request.urlopen(url, timeout=30) as response:
            if "不存在".encode() in response.read():
                outcome = FetchOutcome.SOFT_404
    except urllib.error.HTTPError as error:
        outcome, status = FetchOutcome.HTTP_4XX, error.code
    return FetchSeen(url, outcome, datetime.now(UTC), status)


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
