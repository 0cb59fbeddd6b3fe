"""Good sites beside hostile ones: none of them waits for a neighbour, at whatever step the neighbour holds the crawler.

The server answers for the hostile sites only after every page of every good one was asked: a crawl that waits for the
former before it asks the latter runs into its time limit, and their pages end as timeouts.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import text

from govcrawl.store.database import Database
from tests.hostile.certificates import Certificates
from tests.hostile.fault import Fault, Handler, Reply, answer, redirect
from tests.hostile.neighbours import COLUMNS, INVITING
from tests.hostile.server import served
from tests.hostile.test_hostile import crawl, prepare

GOOD = 4
_PAGES = ("/", *(f"/c{number}/" for number in range(len(COLUMNS))))
_ENTRY = answer(INVITING)
_LONG = ["-s", "FIRST_BYTE_TIMEOUT=90", "-s", "DOWNLOAD_TIMEOUT=90", "-s", "SITE_MAX_LINK_CHECKS=0"]


class _Gate:
    """Opens when all pages of all good sites were asked."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._missing = {(site, path) for site in range(GOOD) for path in _PAGES}

    def good(self, site: int) -> Handler:
        """A good site's answer to everything."""

        async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
            self._missing.discard((site, path.decode("latin-1")))
            if not self._missing:
                self._open.set()
            writer.write(_ENTRY)

        return handler

    def held(self, first: bytes = b"", rest: bytes = _ENTRY, part: bytes = b"") -> Handler:
        """Sends `first`, then `part` now and then until the gate opens, then `rest`."""

        async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
            writer.write(first)
            while not self._open.is_set() and not writer.is_closing():
                writer.write(part)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._open.wait(), 0.2)
            writer.write(rest)

        return handler


def _hostile(gate: _Gate) -> dict[str, tuple[Reply, dict[str, Reply]]]:
    head, body = _ENTRY.split(b"\r\n\r\n", 1)
    return {
        "robots": (_ENTRY, {"/robots.txt": gate.held()}),
        "home": (gate.held(), {}),
        "columns": (_ENTRY, {f"/c{number}/": gate.held() for number in range(len(COLUMNS))}),
        "body": (gate.held(head + b"\r\n\r\n", body), {}),
        "drips": (gate.held(head + b"\r\nX-A: b", b"\r\n\r\n" + body, part=b"\r\nX-A: b"), {}),
        "maze": (redirect("/1"), {"/1": redirect("/2"), "/2": gate.held()}),
    }


def _sites(_internal_port: int) -> Iterator[Fault]:
    gate = _Gate()
    for name, (home, pages) in _hostile(gate).items():
        yield Fault(f"hostile-{name}", "ok", home, pages)
    for site in range(GOOD):
        yield Fault(f"good-{site}", "ok", gate.good(site), {path: gate.good(site) for path in _PAGES})


def test_no_good_site_waits_for_a_hostile_one(database: Database, tmp_path: Path) -> None:
    with served(_sites, Certificates(tmp_path)) as web:
        codes = prepare(database, web)
        exit_code, _ = crawl(database, web, tmp_path / "root.pem", tmp_path / "log", *_LONG)
    log = (tmp_path / "log").read_text()
    assert exit_code in {0, 3}, log[-3000:]
    with database.engine.connect() as connection:
        timeouts = connection.scalars(text("SELECT url FROM govcrawl.fetches WHERE outcome LIKE 'timeout%'")).all()
        homes = connection.scalars(
            text("SELECT DISTINCT site_id_code FROM govcrawl.fetches WHERE role = 'home' AND outcome = 'ok'")
        ).all()
    assert timeouts == []
    assert sorted(homes) == sorted(codes.values())
