"""`python -m tests.hostile.breaking PEAK inspect ...`: govcrawl, broken on purpose at addresses that name the place."""

import runpy
from collections.abc import Callable
from typing import Any

from scrapy import Request
from scrapy.http import Response

from govcrawl.middlewares.link_asking import LinkAsker
from govcrawl.middlewares.outcome import OutcomeMiddleware
from govcrawl.model.items import PageVisited
from govcrawl.model.vocabulary import VisitRole
from govcrawl.spiders.complete import Completer
from govcrawl.spiders.work import SiteWork
from govcrawl.store.save import PageWriter


class BrokenError(Exception):
    """Stands for any fault of our own."""


def _breaks(place: str, url: str) -> None:
    if f"/breaks-{place}" in url:
        raise BrokenError(place)


def _break_everything() -> None:
    """Each place raises where an address says so."""
    answered, read, links = OutcomeMiddleware.process_response, SiteWork.read, LinkAsker._read
    completed, added = Completer._ask_menus, PageWriter.add

    def process_response(self: OutcomeMiddleware, request: Request, response: Response) -> Any:
        _breaks("outcome", request.url)
        return answered(self, request, response)

    def read_page(self: SiteWork, raw: Any, *more: Any, **named: Any) -> Any:
        _breaks("reading", raw.url)
        return read(self, raw, *more, **named)

    async def read_link(self: LinkAsker, code: str, book: Any, task: Any, answer: Any) -> Any:
        _breaks("links", task.link.url)
        return await links(self, code, book, task, answer)

    async def ask_menus(self: Completer, work: Any, reading: Any) -> None:
        _breaks("completing", reading.fetch.final_url)
        await completed(self, work, reading)

    async def add(self: PageWriter, item: Any) -> None:
        if isinstance(item, PageVisited) and item.visit.role is not VisitRole.BESIDE:
            _breaks("storing", item.visit.url)
        await added(self, item)

    broken: tuple[tuple[type, str, Callable[..., Any]], ...] = (
        (OutcomeMiddleware, "process_response", process_response),
        (SiteWork, "read", read_page),
        (LinkAsker, "_read", read_link),
        (Completer, "_ask_menus", ask_menus),
        (PageWriter, "add", add),
    )
    for kind, name, method in broken:
        setattr(kind, name, method)


if __name__ == "__main__":
    _break_everything()
    runpy.run_module("tests.peak_memory", run_name="__main__")
