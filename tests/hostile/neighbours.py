"""Hostile neighbours: a home page that invites a visit, and behind each of its links something that keeps a crawler busy."""

from tests.hostile.fault import Fault, Reply, answer, drip, endless, hang, redirect
from tests.hostile.faults_http import bomb

COLUMNS = ("新闻动态", "通知公告", "政务公开", "政策文件", "人事信息", "互动交流")
_MENU = "".join(f'<li><a href="/c{n}/">{name}</a></li>' for n, name in enumerate(COLUMNS))
_ROWS = "".join(
    f'<li><a href="/c1/{n}.html">关于第{n}号事项的通知公告</a><span>2018-02-{n:02d}</span></li>' for n in range(1, 9)
)
INVITING = (
    "<html><head><title>模拟局</title></head><body>"
    f'<div class="nav"><ul>{_MENU}</ul></div><ul class="list">{_ROWS}</ul></body></html>'
).encode()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def _behind_the_door(name: str, reply: Reply) -> Fault:
    return Fault(f"neighbour-{name}", "ok", answer(INVITING), {"*": reply})


HOSTILE = (
    _behind_the_door("hangs", hang),
    _behind_the_door("drips-headers", drip(_HEAD, b"X-A: b\r\n", 0.2)),
    _behind_the_door("drips", drip(_HEAD + b"Content-Length: 5000\r\n\r\n", b"a", 0.2)),
    _behind_the_door("endless", endless(_HEAD + b"\r\n", b"<p>" + b"x" * 65536)),
    _behind_the_door("mazes", redirect("x/")),
    _behind_the_door("bombs", answer(bomb("gzip"), "Content-Encoding: gzip")),
    Fault("neighbour-silent", "timeout_first_byte", hang, {"*": hang}),
)
"""One of each kind. Only the last has no home page."""
