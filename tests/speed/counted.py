"""An inspection in a process of its own that counts what it does: `python -m tests.speed.counted NAME`, JSON at the end."""

import asyncio
import json
import logging
import os
import sys
from collections import Counter
from typing import Any
from weakref import WeakSet

import scrapy

from govcrawl.cms import read as reading_room
from govcrawl.extract.page import Page
from govcrawl.spiders.base import SiteSpider
from govcrawl.spiders.run import run_inspection

COUNTS: Counter[str] = Counter()


def counting(name: str, function: Any) -> Any:
    """The same function, its calls counted."""

    def counted(*arguments: Any, **named: Any) -> Any:
        COUNTS[name] += 1
        return function(*arguments, **named)

    return counted


def count_tasks() -> None:
    """Counts the tasks of the running loop from now on."""

    def factory(loop: asyncio.AbstractEventLoop, coroutine: Any, **named: Any) -> asyncio.Task[Any]:
        COUNTS["tasks"] += 1
        return asyncio.Task(coroutine, loop=loop, **named)

    asyncio.get_running_loop().set_task_factory(factory)


def count_open_pages() -> None:
    """Notes how many parsed pages were alive at once."""
    alive: WeakSet[Page] = WeakSet()
    made = Page.__init__

    def noted(self: Page, *arguments: Any, **named: Any) -> None:
        made(self, *arguments, **named)
        alive.add(self)
        COUNTS["pages_alive"] = max(COUNTS["pages_alive"], len(alive))

    Page.__init__ = noted  # type: ignore[method-assign]


def main() -> None:
    """Runs the inspection and prints the counts."""
    take_work = SiteSpider.take_work

    def take_work_counted(self: SiteSpider, *arguments: Any, **named: Any) -> None:
        count_tasks()
        take_work(self, *arguments, **named)

    SiteSpider.take_work = take_work_counted  # type: ignore[method-assign]
    scrapy.Request.__init__ = counting("requests", scrapy.Request.__init__)  # type: ignore[method-assign]
    reading_room.open_page = counting("parses", reading_room.open_page)
    count_open_pages()
    logging.setLogRecordFactory(counting("log_records", logging.getLogRecordFactory()))
    settings = {"LINK_CONFIRM_SECONDS": "0", "BROWSER_ENABLED": "False"}
    result = run_inspection(os.environ["GOVCRAWL_DATABASE_URL"], sys.argv[1], delay=0, settings=settings)
    print(json.dumps({**COUNTS, "asked": result.pages}))


if __name__ == "__main__":
    main()
