"""A crawl as in crawl.py that takes turns at hosts with other processes. Arguments: the database, the delay, those of crawl.py."""

import sys
from collections.abc import AsyncIterator
from typing import Any

from govcrawl.store.host_turns import HostTurns
from tests.links import crawl


class SharingSpider(crawl.LonelySpider):
    """Shares its turns."""

    database = ""
    delay = 0.0

    async def start(self) -> AsyncIterator[Any]:
        turns = HostTurns(self.database, self.delay, patience=5)
        self.share_turns(turns.turn)
        async for item in super().start():
            yield item


if __name__ == "__main__":
    SharingSpider.database, SharingSpider.delay = sys.argv[1], float(sys.argv[2])
    crawl.main(*sys.argv[3:], spider=SharingSpider)
