"""The spider of an owner's claim: the finding's addresses are asked again at once, and the answers kept as evidence."""

import os
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.utils.project import get_project_settings

from govcrawl.cms.read import read_page
from govcrawl.evidence.recorder import Recorder
from govcrawl.extract.urls import host_of
from govcrawl.middlewares.body import take_body
from govcrawl.middlewares.recording import recorder_of
from govcrawl.model.items import FetchSeen, Visit
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import FetchOutcome, VisitRole
from govcrawl.spiders.asking import raw_page


@dataclass(frozen=True, slots=True)
class Look:
    """What one address answered to one client: the outcome, and what the page says, where it answered."""

    url: str
    asked_at: str
    client: str
    outcome: str
    status: int | None = None
    detail: str = ""
    title: str = ""
    page_kind: str = ""
    items: int | None = None
    newest_item_on: str | None = None

    def row(self) -> Mapping[str, Any]:
        """As it is stored."""
        return asdict(self)


class AppealSpider(Spider):
    """Asks each address by the crawl's client, and where it does not open by the second one."""

    name = "appeal"
    custom_settings = {  # noqa: RUF012 - Scrapy's own name and type
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "ITEM_PIPELINES": {},
        "EVIDENCE": "all",
        "LOG_LEVEL": "WARNING",
    }

    def __init__(
        self, inspection: str, site: Site, urls: Sequence[str], as_of: date, looks: list[Look], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.inspection = inspection
        self.site = site
        self.urls = urls
        self.as_of = as_of
        self.looks = looks

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            first = await self._look(url)
            self.looks.append(first)
            if not FetchOutcome(first.outcome).is_ok:
                self.looks.append(await self._look(url, client="twisted"))
        answers: tuple[Any, ...] = ()  # what was seen goes back to the caller, not through pipelines
        for item in answers:
            yield item

    async def _look(self, url: str, **meta: Any) -> Look:
        about = {
            "site": self.site.site_id_code,
            "visit": Visit(url, VisitRole.COLUMN),
            "verbatim_url": True,
        }
        assert self.crawler.engine is not None
        try:
            request = Request(url, dont_filter=True, meta={**about, **meta})
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # whatever broke here broke on our side: it tells nothing of the site
            outcome, asked_at = FetchOutcome.OWN_TROUBLE.value, datetime.now(UTC).isoformat()
            return Look(url, asked_at, "", outcome, detail=repr(error)[:300])
        return self._told(url, response)

    def _told(self, url: str, response: Response) -> Look:
        seen: FetchSeen = response.meta["fetch"]
        head = (url, seen.asked_at.isoformat(), seen.client, seen.outcome.value, seen.status, seen.detail or "")
        raw = raw_page(seen, response, *take_body(response))
        if raw is None:
            return Look(*head)
        hosts = (host_of(self.site.url),)
        facts = read_page(raw, self.as_of, site_name=self.site.name, site_hosts=hosts, role=VisitRole.COLUMN)
        newest = facts.newest_item_on.isoformat() if facts.newest_item_on else None
        return Look(*head, facts.title or "", facts.page_kind.value, len(facts.items), newest)


def ask_again(
    inspection: str, site: Site, urls: Iterable[str], as_of: date, settings: Mapping[str, str]
) -> tuple[list[Look], Recorder | None]:
    """Asks the addresses now; returns what each answered, and the recorder that holds the answers until they are kept.

    Blocks; a process can do this once, for a reactor does not start twice.
    """
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "govcrawl.settings")
    chosen = get_project_settings()
    chosen.set("LOG_LEVEL", "WARNING", priority="project")
    for name, value in settings.items():
        chosen.set(name, value, priority="cmdline")
    looks: list[Look] = []
    process = AsyncCrawlerProcess(chosen)
    crawler = process.create_crawler(AppealSpider)
    process.crawl(crawler, inspection=inspection, site=site, urls=tuple(urls), as_of=as_of, looks=looks)
    process.start()
    return looks, recorder_of(inspection, crawler.settings)
