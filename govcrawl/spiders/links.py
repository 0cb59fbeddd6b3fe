"""The links spider: settles on another day what a crawl had to leave open, and has the sites judged again.

`scrapy crawl links -a inspection=NAME [-a site=CODE]`. Every link is asked once a run and at most for some days after it was
first seen (fates.toml): there is no endless queue.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from govcrawl.extract.urls import host_of, same_page_key
from govcrawl.middlewares.clock import SteadyTime
from govcrawl.middlewares.link_book import LinkTask
from govcrawl.middlewares.link_shared import Settled
from govcrawl.middlewares.once import side_by_side
from govcrawl.model.items import SiteFinished
from govcrawl.model.work import OpenLink, SiteTodo
from govcrawl.spiders.base import SiteSpider
from govcrawl.spiders.work import SiteWork

_SHANGHAI = ZoneInfo("Asia/Shanghai")


class LinksSpider(SiteSpider):
    """Sites of all kinds whose pages are done."""

    name = "links"

    async def start(self) -> AsyncIterator[Any]:
        self.time = SteadyTime()
        at_once = self.settings.getint("SITES_AT_ONCE")
        async for items in side_by_side(list(self.waiting), self._settle_site, at_once):
            for item in items:
                yield item

    async def _settle_site(self, todo: SiteTodo) -> list[Any]:
        site = todo.site
        self.work[site.site_id_code] = SiteWork(site, self.as_of, (host_of(site.url),))
        items: list[Any] = []
        async for settled in side_by_side(todo.open_links, lambda link: self._settle(todo, link), at_once=64):
            items += [*settled.rows, settled.checked]
        del self.work[site.site_id_code]
        self.finished += 1
        return [*items, SiteFinished(site.site_id_code, todo.ended)]

    async def _settle(self, todo: SiteTodo, link: OpenLink) -> Settled:
        """A target outside is asked once for all sites that link to it."""
        code, url = todo.site.site_id_code, link.link.url
        task = LinkTask(link.link, link.parent, link.on_home)
        later = is_another_day(link.last.asked_at, self.time.now())
        key, shared = same_page_key(url), self.checker.shared.outside
        owes_rows = not shared.knows(key)
        settled = await shared.get(key, lambda: self.checker.confirm(code, task, link.last, another_day=later))
        return settled.seen_from(code, url, with_rows=owes_rows)


def is_another_day(before: datetime, now: datetime) -> bool:
    """Whether two instants lie on different calendar days in Shanghai."""
    return before.astimezone(_SHANGHAI).date() != now.astimezone(_SHANGHAI).date()
