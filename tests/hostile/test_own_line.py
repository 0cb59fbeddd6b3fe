"""Our own line fails in the midst of a run: the run ends, says so, and accuses nobody of it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.store.database import Database
from tests.hostile.certificates import Certificates
from tests.hostile.fault import Fault, Handler, answer, hang, reset
from tests.hostile.neighbours import INVITING
from tests.hostile.server import served
from tests.hostile.test_hostile import crawl, prepare

_SITES = 8
_LOGIN = "<html><title>宽带认证</title><body><form action='/login'><input name=u></form>您的宽带已欠费，请登录缴费</body></html>"


def _sites(port: int) -> Iterator[Fault]:
    for number in range(_SITES):
        page = answer(INVITING.replace("模拟局".encode(), f"模拟{number}局".encode()))
        columns = {f"/c{n}/": page for n in range(6)}
        yield Fault(f"www.s{number}.gov.cn", "ok", page, columns | {f"/c1/{n}.html": answer() for n in range(1, 9)})


def _says(reply: bytes) -> Handler:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(reply)
        await writer.drain()

    return handler


@pytest.mark.slow
@pytest.mark.parametrize("after", [0, 5 * _SITES])
@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(reset, id="gone"),
        pytest.param(hang, id="hangs"),
        pytest.param(_says(answer(b"<html>bad gateway</html>", status="502 Bad Gateway")), id="bad gateway"),
        pytest.param(_says(answer(_LOGIN.encode())), id="login"),
    ],
)
def test_a_run_says_that_our_own_line_failed(broken: Handler, after: int, database: Database, tmp_path: Path) -> None:
    certificates = Certificates(tmp_path)
    with served(_sites, certificates) as web:
        prepare(database, web)
        web.broken, web.breaks_after = broken, after
        exit_code, _ = crawl(database, web, certificates.root, tmp_path / "log")
    log = (tmp_path / "log").read_text()
    assert exit_code == 3, log
    assert "自身线路故障" in log
    assert "我方线路" in log
    with database.engine.connect() as connection:
        accused = connection.execute(
            text(
                "SELECT site_id_code, problem, url FROM report.findings WHERE outcome = 'breached' AND confidence = 'confirmed'"
                " AND problem IN ('site_unreachable', 'dead_link', 'blank_column', 'broken_image', 'slow_site')"
            )
        ).all()
    assert accused == []
