"""Sites that make up addresses without end, in their navigation, where a crawler follows them."""

import asyncio
import random
import re
from collections.abc import Callable

from tests.hostile.fault import Fault, Handler, answer

_COLUMNS = ("新闻动态", "通知公告", "政务公开", "政策文件", "人事信息", "互动交流")


def _page(more: list[str]) -> bytes:
    """A page with an ordinary navigation and a second one of the addresses that the trap offers."""
    usual = "".join(f'<li><a href="/c{n}/">{name}</a></li>' for n, name in enumerate(_COLUMNS))
    offered = "".join(f'<li><a href="{href}">{_COLUMNS[n % 6]}</a></li>' for n, href in enumerate(more))
    rows = "".join(
        f'<li><a href="/c1/{n}.html">关于第{n}号事项的通知公告</a><span>2018-02-{n:02d}</span></li>'
        for n in range(1, 9)
    )
    return (
        f'<html><head><title>模拟局</title></head><body><div class="nav"><ul>{usual}</ul></div>'
        f'<div class="menu"><ul>{offered}</ul></div><ul class="list">{rows}</ul></body></html>'
    ).encode()


def _trap(offer: Callable[[str], list[str]]) -> Handler:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
        writer.write(answer(_page(offer(path.decode("latin-1")))))
        await writer.drain()

    return handler


def _next_months(path: str) -> list[str]:
    found = re.search(r"year=(\d+)&month=(\d+)", path)
    month = int(found[1]) * 12 + int(found[2]) if found else 2018 * 12 + 2
    return [f"/rl?year={n // 12}&month={n % 12 + 1}" for n in (month, month + 1, month - 2)]


def _fault(name: str, offer: Callable[[str], list[str]]) -> Fault:
    return Fault(f"trap-{name}", "ok", _trap(offer), {"*": _trap(offer)})


_CHANCE = random.Random(7)
TRAPS = (
    _fault("calendar", _next_months),
    _fault("growth", lambda path: [f"{path.split('?')[0].rstrip('/')}/zwgk/", "/zwgk/"]),
    _fault("sessions", lambda path: [f"/c{n}/;jsessionid={_CHANCE.getrandbits(128):032X}" for n in range(3)]),
    _fault("facets", lambda path: [f"/s?a={_CHANCE.randrange(9)}&b={_CHANCE.randrange(9)}&c={_CHANCE.randrange(9)}" for _ in range(20)]),
    _fault("random", lambda path: [f"/r{_CHANCE.getrandbits(60)}/" for _ in range(6)]),
)  # fmt: skip
MOST_PAGES = 200
"""Pages that a trap may cost."""
RULES = {
    "trap-calendar": "calendar",
    "trap-growth": "repeated_segments",
    "trap-facets": "query_facets",
    "trap-random": "same_content",
}
