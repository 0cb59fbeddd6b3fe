"""The server side of the simulated city: run as a process, it takes a pickled plan on standard input and prints its port.

It ends when its standard input closes, so it never outlives its starter.
"""

import asyncio
import gc
import pickle
import sys
import threading
import time

import uvloop
from aiohttp import web

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.city import City

_RCODES = {"dns_error": '; rcode="NXDOMAIN"'}


class Proxy:
    """Answers for every host of a city, as a forward proxy does."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._log: list[tuple[str, str, str, int, float, float]] = []

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        url = request.message.url
        if not url.host:
            return web.json_response(self._log)
        if request.method == "CONNECT":
            return self._faulty("connection_refused")
        began = time.time()
        asked = Asked(request.method, url.host, url.raw_path, url.raw_query_string, await request.read())
        answer = self._city.answer(asked)
        if answer.seconds:
            await asyncio.sleep(answer.seconds)
        self._log.append((asked.method, asked.host, asked.target, answer.status, time.time(), began))
        return self._faulty(answer.fault) if answer.fault else _respond(answer)

    @staticmethod
    def _faulty(error: str) -> web.Response:
        status = f"govcrawl-demo; error={error}{_RCODES.get(error, '')}"
        return web.Response(status=504 if error.endswith("timeout") else 502, headers={"Proxy-Status": status})


def _respond(answer: Answer) -> web.Response:
    headers = {"Content-Type": answer.content_type, **answer.headers}
    return web.Response(status=answer.status, body=answer.body, headers=headers)


async def _run(city: City) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(web.Server(Proxy(city).handle, access_log=None), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    ended = asyncio.Event()
    threading.Thread(target=_wait_for_starter, args=(loop, ended), daemon=True).start()
    await ended.wait()


def _wait_for_starter(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    sys.stdin.buffer.read()
    loop.call_soon_threadsafe(ended.set)


if __name__ == "__main__":
    gc.disable()  # a look at all its pages stops it for a part of a second, which its log would call a crowding of hosts
    uvloop.run(_run(City(pickle.load(sys.stdin.buffer))))
