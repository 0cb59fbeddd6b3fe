"""Links of one host asked by the pool as a process of its own. Arguments: the database, the delay in seconds, addresses."""

import asyncio
import sys

from scrapy.settings import Settings

from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.link_pool import LinkPool
from govcrawl.store.host_turns import HostTurns


async def main(database: str, delay: float, urls: list[str]) -> None:
    settings = Settings()
    settings.setmodule("govcrawl.settings")
    pool, turns = LinkPool(settings, HostClock(delay)), HostTurns(database, delay, patience=5)
    pool.turn = turns.turn
    for answer in await asyncio.gather(*(pool.ask(url) for url in urls)):
        print(answer.seen.outcome.value)
    await pool.close()
    await turns.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2]), sys.argv[3:]))
