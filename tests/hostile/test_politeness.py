"""No two requests arrive at a host closer together than the delay, whatever client sends them, redirects included."""

import asyncio
import time
from itertools import pairwise
from pathlib import Path

import pytest

from govcrawl.store.database import Database
from tests.hostile.certificates import Certificates
from tests.hostile.fault import Fault, answer, redirect
from tests.hostile.server import served
from tests.hostile.test_hostile import crawl, prepare

DELAY = 0.5
JITTER = 0.05
"""Seconds by which the way here may differ between two requests."""
_LINKS = "".join(f"<p><a href='/{name}.html'>关于{name}的通知公告</a></p>" for name in ("moved", "gone"))
_PAGES = {
    # Both clients ask: the first cannot read the head.
    "/": answer(b"<html><meta http-equiv=refresh content='0;url=/on'></html>", "this is no header"),
    "/on": redirect("/real"),
    "/real": answer(f"<html><title>模拟局</title><body>{_LINKS}<p>主办单位：模拟局</p></body></html>".encode()),
    "/moved.html": redirect("/there.html"),
}


@pytest.mark.slow
def test_every_request_keeps_its_distance(database: Database, tmp_path: Path) -> None:
    arrivals: list[tuple[float, str]] = []

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
        arrivals.append((time.monotonic(), path.decode()))
        writer.write(_PAGES.get(path.decode(), answer(b"<html>x</html>")))

    certificates = Certificates(tmp_path)
    with served(lambda port: [Fault("polite", "ok", reply, {"*": reply})], certificates) as web:
        prepare(database, web)
        crawl(database, web, certificates.root, tmp_path / "log", "--delay", str(DELAY))
    gaps = {f"{first} {second}": later - at for (at, first), (later, second) in pairwise(arrivals)}
    assert {"/", "/on", "/real", "/moved.html", "/there.html"} <= {path for _, path in arrivals}
    assert sum(path == "/" for _, path in arrivals) >= 2
    assert min(gaps.values()) >= DELAY - JITTER, {way: round(gap, 3) for way, gap in gaps.items() if gap < DELAY}
