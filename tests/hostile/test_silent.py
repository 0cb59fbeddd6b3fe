"""Links to many hosts that accept and never answer do not hold up those of other sites.

The silent hosts answer only after every link of the good site was asked: a pool whose places they hold runs into its time
limit, and they end as timeouts.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings
from sqlalchemy import text

from govcrawl.store.database import Database
from tests.hostile.certificates import Certificates
from tests.hostile.fault import Fault, Handler, answer
from tests.hostile.server import served
from tests.hostile.test_hostile import crawl, prepare

_PLACES = get_project_settings().getint("LINK_CHECKS_AT_ONCE")
_A_SITE = 16
_HOSTILE = _PLACES // _A_SITE + 1
"""Sites of sixteen links each: together more than there are places."""
_GOOD = [f"127.2.9.{number}" for number in range(1, 21)]
_SILENT = [[f"127.2.{site}.{number}" for number in range(1, _A_SITE + 1)] for site in range(_HOSTILE)]
_OPEN = "127.1.0.0/16,127.2.0.0/16"
_LONG = ["-s", "FIRST_BYTE_TIMEOUT=60", "-s", "DOWNLOAD_TIMEOUT=60", "-s", f"GUARD_ALLOW_NETWORKS={_OPEN}"]


class _Outside:
    """All hosts outside. `are_held` is set when the silent ones hold every place, `are_free` when the good were asked."""

    def __init__(self) -> None:
        self.port = 0
        self.loop: asyncio.AbstractEventLoop
        self.are_held = asyncio.Event()
        self.are_free = asyncio.Event()
        self._missing = set(_GOOD)
        self._waiting = 0

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        with suppress(OSError, asyncio.IncompleteReadError):
            while await reader.readuntil(b"\r\n\r\n"):
                await self._silence(host)
                writer.write(answer().replace(b"Connection: close\r\n", b""))
        writer.close()

    async def _silence(self, host: str) -> None:
        self._missing.discard(host)
        if not self._missing:
            self.are_free.set()
        if host not in _GOOD:
            self._waiting += 1
            if self._waiting >= _PLACES:
                self.are_held.set()
            await self.are_free.wait()


@contextmanager
def _outside() -> Iterator[_Outside]:
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    outside = _Outside()
    outside.loop = loop
    server = asyncio.run_coroutine_threadsafe(asyncio.start_server(outside.take, "0.0.0.0", 0), loop).result(60)
    outside.port = server.sockets[0].getsockname()[1]
    try:
        yield outside
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


def _links(hosts: list[str], port: int) -> bytes:
    links = "".join(f"<p><a href='http://{host}:{port}/x'>相关链接{host}</a></p>" for host in hosts)
    return answer(f"<html><title>模拟局</title><body>{links}<p>主办单位：模拟局</p></body></html>".encode())


def _last(outside: _Outside) -> Handler:
    """The good site's home page, which comes when every place is held."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
        held = asyncio.run_coroutine_threadsafe(outside.are_held.wait(), outside.loop)
        await asyncio.wrap_future(held)
        writer.write(_links(_GOOD, outside.port))

    return handler


@pytest.mark.slow
def test_silent_hosts_hold_up_nobody(database: Database, tmp_path: Path) -> None:
    with _outside() as outside:

        def sites(_internal_port: int) -> Iterator[Fault]:
            for number, hosts in enumerate(_SILENT):
                yield Fault(f"hostile-{number}", "ok", _links(hosts, outside.port))
            yield Fault("good", "ok", _last(outside))

        with served(sites, Certificates(tmp_path)) as web:
            web.direct_hosts += [*_GOOD, *(host for hosts in _SILENT for host in hosts)]
            codes = prepare(database, web)
            exit_code, _ = crawl(database, web, tmp_path / "root.pem", tmp_path / "log", *_LONG)
    log = (tmp_path / "log").read_text()
    assert exit_code in {0, 3}, log[-3000:]
    with database.engine.connect() as connection:
        fates = connection.execute(
            text("SELECT site_id_code, outcome, fate, attempts FROM govcrawl.links WHERE url LIKE 'http://127.2.%'")
        ).all()
    assert len(fates) == len(_GOOD) + _HOSTILE * _A_SITE
    assert {row.fate for row in fates if row.site_id_code == codes["good"]} == {"alive"}
    assert not [row for row in fates if row.outcome != "ok" or row.attempts > 1]
