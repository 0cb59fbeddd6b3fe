"""A small simulated web: healthy sites, each with a few problems planted into its answers, and decoys beside them."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, cast

from aiohttp import web

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.city import City
from govcrawl.demo.plan import CityPlan, SitePlan, read_city
from govcrawl.demo.server import Proxy

AS_OF = date(2019, 11, 20)
Change = Callable[[Asked, Answer], Answer]


@dataclass(frozen=True)
class Planted:
    """A site of the web: its plan, what is changed in its answers, and the problems that this plants."""

    plan: SitePlan
    problems: frozenset[str]
    changes: tuple[Change, ...] = ()
    extra: Mapping[str, Answer] = field(default_factory=dict)


class Answering(Protocol):
    """Whatever answers requests."""

    def answer(self, asked: Asked) -> Answer: ...


class PlantedCity(City):
    """A city whose answers are changed after they were drawn; `hosts` answer what the test says, `mirrors` what another host does."""

    def __init__(self, sites: tuple[Planted, ...], hosts: Mapping[str, Change], mirrors: Mapping[str, str]) -> None:
        city: CityPlan = replace(
            read_city("anshan_2018m08"),
            sites=tuple(site.plan for site in sites),
            as_of=AS_OF,
            relay_column="重要信息转载",
        )
        super().__init__(city)
        self._planted = {site.plan.host: site for site in sites}
        self._others = hosts
        self._mirrors = mirrors

    def answer(self, asked: Asked) -> Answer:
        asked = replace(asked, host=self._mirrors.get(asked.host, asked.host))
        if other := self._others.get(asked.host):
            return other(asked, Answer(404))
        planted = self._planted.get(asked.host)
        if planted and asked.path in planted.extra:
            return planted.extra[asked.path]
        answer = super().answer(asked)
        for change in planted.changes if planted else ():
            answer = change(asked, answer)
        return answer


@contextmanager
def served(city: Answering) -> Iterator[str]:
    """The address of a proxy in a thread of this process that serves the city."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def listen() -> asyncio.Server:
        return await loop.create_server(web.Server(Proxy(cast("City", city)).handle, access_log=None), "127.0.0.1", 0)

    server = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
