"""A crew crawls sites in a process of its own, and says as JSON what is left in memory after each turn of sites.

Arguments: the inspection, how many sites side by side, codes of the sites.
"""

import asyncio
import gc
import json
import os
import sys
from collections import Counter
from typing import Any

import aiohttp
from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor
from sqlalchemy import Engine, text

from govcrawl.dispatch.crew import Crew
from govcrawl.middlewares.link_pool import LinkPool
from govcrawl.middlewares.link_shared import shared_links
from govcrawl.model.vocabulary import SiteKind
from govcrawl.spiders.base import SiteSpider
from govcrawl.spiders.work import SiteWork
from govcrawl.store.database import Database
from govcrawl.store.host_turns import close_turns, shared_turns
from govcrawl.store.save import PageWriter
from govcrawl.store.shared import shared_database

DELAY = 0.01
_KINDS = (
    Crawler,
    ExecutionEngine,
    SiteSpider,
    SiteWork,
    LinkPool,
    PageWriter,
    Engine,
    aiohttp.ClientSession,
    asyncio.Task,
)
_CONNECTIONS = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")


class _Sites:
    """Counts while sites are crawled."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.connections = 0

    def done(self) -> None:
        """A site is done."""
        with self._database.engine.connect() as connection:
            self.connections = max(self.connections, connection.scalar(_CONNECTIONS) or 0)


def left(inspection: str, database: Database) -> dict[str, int]:
    """Live objects by kind, and hosts that are still known to be somebody's."""
    gc.collect()
    counted = Counter(kind.__name__ for each in gc.get_objects() for kind in _KINDS if isinstance(each, kind))
    turns = shared_turns(database.url, DELAY, 300)
    shared = shared_links(inspection, 500)
    owing = sum(1 for future in shared.outside._results.values() if future.result().rows)
    return {kind.__name__: counted[kind.__name__] for kind in _KINDS} | {"hosts": turns.known, "rows owed": owing}


async def work(inspection: str, at_once: int, codes: list[str]) -> None:
    """Crawls the sites, so many side by side, and prints what is left after each turn."""
    settings = Settings()
    settings.setmodule("govcrawl.settings")
    settings.update({"HOST_TURNS_SHARED": True, "MEMUSAGE_ENABLED": False, "LOG_LEVEL": "ERROR"}, priority="cmdline")
    own = {"DOWNLOAD_DELAY": str(DELAY), "LINK_CONFIRM_SECONDS": "0", "BROWSER_ENABLED": "False"}
    told = []
    with shared_database() as database:
        sites = _Sites(database)
        crew = Crew(settings, sites.done)
        for start in range(0, len(codes), at_once):
            turn = codes[start : start + at_once]
            await asyncio.gather(*(crew.crawl(inspection, code, SiteKind.DEPARTMENT, own) for code in turn))
            await asyncio.sleep(4 * DELAY)  # the pause after a host's last answer is over
            told.append(left(inspection, database))
        await close_turns()
    print(json.dumps({"left": told, "connections": sites.connections}))


def main() -> None:
    """Runs the reactor until the sites are done."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "govcrawl.settings"
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor as installed

    reactor: Any = installed

    def begin() -> None:
        done = asyncio.ensure_future(work(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
        done.add_done_callback(lambda _: reactor.stop())

    reactor.callWhenRunning(begin)
    reactor.run(installSignalHandlers=False)


if __name__ == "__main__":
    main()
