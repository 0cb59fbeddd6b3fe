"""The spider of the week of probes (站点无法访问): home pages asked again and again, spread over the day."""

import asyncio
import os
import random
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from scrapy import Request, Spider

from govcrawl.extract.urls import host_of
from govcrawl.middlewares.name_servers import name_is_gone
from govcrawl.middlewares.probe import (  # fmt: skip
    ProbeResult,
    RoundEnded,
    RoundWatch,
    in_time,
    our_side_works,
    result_of,
    settle,
    slots,
    spread,
)
from govcrawl.middlewares.proxies import Proxies
from govcrawl.model.items import FetchSeen, ProbeSeen, Visit
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import FetchOutcome, VisitRole

_CANARY_SECONDS = 60.0
"""An answer of the known-good sites holds so long; a failure after that asks them again."""


class ReachabilitySpider(Spider):
    """Asks every home page of an inspection once a round. Arguments: `inspection` (name) and `site` (codes, optional).

    Runs until the week that ends on the inspection's `as_of` is over, or for PROBE_ROUNDS rounds; started again it goes on.
    Failures are confirmed by a second client at once and count only while the canaries answer.
    """

    name = "reachability"
    custom_settings = {  # noqa: RUF012 - Scrapy's own name and type
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "ITEM_PIPELINES": {"pipelines.probes.ProbePipeline": 500},
    }

    def __init__(self, inspection: str = "", site: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not inspection:
            raise ValueError("name the inspection: -a inspection=NAME")
        self.inspection = inspection
        self.only_sites = tuple(code for code in site.split(",") if code)
        self.vantage = os.environ.get("GOVCRAWL_VANTAGE") or "unnamed"
        self.as_of = date.min
        self.per_day = 0
        self.urls: dict[str, str] = {}
        self._chance = random.Random()
        self._checking = asyncio.Lock()
        self._canaries_at = float("-inf")
        self._canaries_answered = True
        self._watch = RoundWatch()
        self._proxies = Proxies()

    def take_work(self, as_of: date, least_a_day: int, sites: Iterable[Site]) -> None:
        """Receives the last day of the week, the clause's number of probes a day, and the sites."""
        self.as_of = as_of
        self.per_day = max(least_a_day, self.settings.getint("PROBE_ROUNDS_PER_DAY"))
        self.urls = {site.site_id_code: site.url for site in sites}

    async def start(self) -> AsyncIterator[Any]:
        self._room = asyncio.Semaphore(self.settings.getint("PROBES_AT_ONCE"))
        self._limit = self.settings.getfloat("FIRST_BYTE_TIMEOUT")
        for begins, seconds in self._rounds(datetime.now(UTC)):
            await asyncio.sleep(max((begins - datetime.now(UTC)).total_seconds(), 0.0))
            async for item in self._round(begins, seconds):
                yield item

    def _rounds(self, now: datetime) -> Sequence[tuple[datetime, float]]:
        """The rounds to run: their starts, and over how many seconds the sites are spread."""
        length = 86_400 / self.per_day
        wanted = self.settings.getint("PROBE_ROUNDS")
        if wanted:
            seconds = self.settings.getfloat("PROBE_ROUND_SECONDS")
            return [(now + timedelta(seconds=number * seconds), seconds) for number in range(wanted)]
        # The last probes of a slot need their time before the next begins.
        busy = max(length - 4 * self._limit, 0.0)
        left = [
            (begins, busy) for begins in slots(self.as_of, self.per_day) if begins + timedelta(seconds=length) > now
        ]
        if not left:
            self.logger.error("the week of probes of %s ended on %s", self.inspection, self.as_of)
        return left

    async def _round(self, begins: datetime, seconds: float) -> AsyncIterator[ProbeSeen | RoundEnded]:
        name = f"{self.inspection} {begins.astimezone(UTC):%Y-%m-%dT%H:%M:%S} {self.vantage}"
        self._watch = RoundWatch()
        self._canaries_at = float("-inf")  # every round asks them itself
        await self._our_side_works()
        asking = [
            asyncio.ensure_future(self._probe(name, *planned)) for planned in spread(self.urls, seconds, self._chance)
        ]
        for done in asyncio.as_completed(asking):
            yield await done
        void = self._watch.void()
        if void:
            self.logger.warning("round %s is void: %s", name, void)
        yield RoundEnded(name, begins, void)

    async def _probe(self, round_name: str, after: float, code: str) -> ProbeSeen:
        await asyncio.sleep(after)
        async with self._room:
            seen = await self._look(code, self.urls[code])
        result = result_of(seen.outcome, seen.status)
        self._watch.peer(result)
        if result is ProbeResult.FAILED and not await self._our_side_works():
            detail = f"{seen.outcome} while the canaries did not answer; {seen.detail}"
            seen = replace(seen, outcome=FetchOutcome.OWN_TROUBLE, detail=detail)
        return ProbeSeen(
            code,
            seen.asked_at,
            self.vantage,
            seen.outcome,
            round_name,
            seen.status,
            seen.first_byte_seconds,
            seen.seconds,
            seen.detail,
        )

    async def _look(self, code: str, url: str) -> FetchSeen:
        """One probe: by the first client, and where it does not open by the second."""
        first = in_time(await self._ask(code, url), self._limit)
        if result_of(first.outcome, first.status) is ProbeResult.REACHED:
            return first
        if first.outcome is FetchOutcome.DNS_NXDOMAIN and self._proxies.of(url) is None:
            return settle(first, await self._by_other_servers(first))
        return settle(first, in_time(await self._ask(code, url, client="twisted"), self._limit))

    async def _by_other_servers(self, first: FetchSeen) -> FetchSeen:
        """A second client would ask the same name servers: that a name is not there, others must say, too."""
        gone = await name_is_gone(host_of(first.url), self.settings.getlist("LINK_SECOND_RESOLVERS"))
        words = {True: "say so, too", False: "know the name", None: "cannot tell"}[gone]
        outcome = FetchOutcome.DNS_NXDOMAIN if gone else FetchOutcome.DNS_FAILURE
        return replace(first, outcome=outcome, detail=f"other name servers {words}")

    async def _ask(self, code: str, url: str, **meta: Any) -> FetchSeen:
        limits = {"download_timeout": self._limit, "first_byte_timeout": self._limit}
        about = {
            "site": code,
            "visit": Visit(url, VisitRole.HOME),
            "verbatim_url": True,
            "no_retry": True,
        }
        request = Request(url, dont_filter=True, meta={**about, **limits, **meta})
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # whatever broke here broke on our side: a row, and no word about the site
            return FetchSeen(url, FetchOutcome.OWN_TROUBLE, datetime.now(UTC), detail=repr(error)[:300])
        seen: FetchSeen = response.meta["fetch"]
        return seen

    async def _our_side_works(self) -> bool:
        """Whether the known-good sites answer; asked again only where the last answer is a minute old."""
        canaries = self.settings.getlist("PROBE_CANARIES")
        async with self._checking:
            if canaries and time.monotonic() - self._canaries_at > _CANARY_SECONDS:
                seen = await asyncio.gather(*(self._look("canary", url) for url in canaries))
                results = [result_of(one.outcome, one.status) for one in seen]
                for result in results:
                    self._watch.canary(result)
                self._canaries_answered = our_side_works(results)
                self._canaries_at = time.monotonic()
        return self._canaries_answered
