"""Sites that turn a crawler away once it has asked for a while, and one that merely keeps some columns shut."""

import asyncio
import re

from tests.hostile.fault import ABSENT, Fault, Handler, Reply, answer, reset

COLUMNS = 30
PAGES_BEFORE = 12
"""Answers that a site gives before it bans."""
MOST_AFTER = 26
"""Requests that a ban may cost: five in a row, each asked twice (by a client that asks a cut connection twice), the door
and the links' own proof."""
_NAMES = (
    "新闻动态",
    "通知公告",
    "政务公开",
    "政策文件",
    "人事信息",
    "财政信息",
    "规划计划",
    "统计信息",
    "工作动态",
    "领导讲话",
)
_HOME = (
    "<html><head><title>模拟局</title></head><body><div class=nav><ul>"
    + "".join(f'<li><a href="/c{n}/">{_NAMES[n % 10]}{"一二三"[n // 10]}</a></li>' for n in range(COLUMNS))
    + "</ul></div><p>主办单位：模拟局</p></body></html>"
).encode()


def _usual(path: bytes) -> bytes:
    """What the site answers while it answers: its home page, columns of their own articles, articles, and 404."""
    name = path.decode("latin-1").strip("/")
    if not name:
        return answer(_HOME)
    if re.fullmatch(r"c\d+", name):
        rows = (f"<li><a href=/a{name}-{n}.html>{name}第{n}号通知</a> 2018-02-{n:02d}</li>" for n in range(1, 4))
        return answer(f"<html><title>{name}</title><body><ul>{''.join(rows)}</ul></body></html>".encode())
    if re.fullmatch(r"ac\d+-\d\.html", name):
        return answer(f"<html><title>{name}</title><body><h1>{name}通知</h1><p>{name * 40}</p></body></html>".encode())
    return ABSENT


def _then(ban: Reply) -> Handler:
    answered = 0

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
        nonlocal answered
        answered += 1
        if answered <= PAGES_BEFORE:
            writer.write(_usual(path))
        elif isinstance(ban, bytes):
            writer.write(ban)
        else:
            await ban(reader, writer, path)

    return handler


async def _shut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: bytes) -> None:
    is_shut = path in {b"/c%d/" % n for n in range(5, 15)}
    refused = answer(b"forbidden", status="403 Forbidden")
    writer.write(refused if is_shut else _usual(path))


def _ban(name: str, ban: Reply) -> Fault:
    handler = _then(ban)
    return Fault(f"ban-{name}", "ok", handler, {"*": handler})


BANS = (
    _ban("403", answer(b"forbidden", status="403 Forbidden")),
    _ban("429", answer(b"", "Retry-After: 99999999999", status="429 Too Many Requests")),
    _ban("503", answer(b"", "Retry-After: Wed, 28 Feb 2999 04:00:30 GMT", status="503 Busy")),
    _ban("reset", reset),
    _ban("wall", answer(b"<html><script src='/cdn-cgi/challenge-platform/x.js'></script></html>")),
)
SHUT = Fault("ban-shut-columns", "ok", _shut, {"*": _shut})
