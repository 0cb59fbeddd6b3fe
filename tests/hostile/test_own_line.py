"""Our own line fails in the midst of a run: the run ends, says so, and accuses nobody of it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.store.database import Database
from tests.hostile.certificates import Certificates
from tests.hostile.fault import HOME, Fault, Handler, answer, hang, reset
from tests.hostile.neighbours import INVITING
from tests.hostile.server import served
from tests.hostile.test_hostile import crawl, prepare

_SITES = 8
_LOGIN = "<html><title>宽带认证</title><body><form action='/login'><input name=u></form>您的宽带已欠费，请登录缴费</body></html>"


def _sites(port: int) -> Iterator[Fault]:
    for number in range(_SITES):
        page = answer(INVITING.replace("模拟局".encode(), f"模拟{number}局".encode()))
        columns = {f"/c{n}/": page for n in range(6)}
        articles = {f"/c1/{n}.html": answer(HOME.replace(b"2018", f"{number}号2018".encode())) for n in range(1, 9)}
        yield Fault(f"www.s{number}.gov.cn", "ok", page, columns | articles)


def _says(reply: bytes) -> Handler:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(reply)
        await writer.drain()

    return handler


_BROKEN = [
    pytest.param(reset, id="gone"),
    pytest.param(hang, id="hangs"),
    pytest.param(_says(answer(b"<html>bad gateway</html>", status="502 Bad Gateway")), id="bad gateway"),
]
_PORTAL_LOGIN = pytest.param(_says(answer(_LOGIN.encode())), id="login")
_MID_RUN = 5 * _SITES
_ACCUSED = text(
    "SELECT site_id_code, problem, url FROM report.findings WHERE outcome = 'breached' AND confidence = 'confirmed'"
    " AND problem IN ('site_unreachable', 'dead_link', 'blank_column', 'broken_image', 'slow_site')"
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("broken", "after"),
    [
        *(pytest.param(*case.values, 0, id=f"{case.id} from the first") for case in (*_BROKEN, _PORTAL_LOGIN)),
        pytest.param(*_PORTAL_LOGIN.values, _MID_RUN, id="login in mid-run"),
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
        assert connection.execute(_ACCUSED).all() == []


@pytest.mark.slow
@pytest.mark.parametrize("broken", _BROKEN)
def test_an_outage_in_mid_run_is_waited_for(broken: Handler, database: Database, tmp_path: Path) -> None:
    """First for longer than the crawl waits: it ends, nothing is lost. Then it heals, and all is as if nothing had been."""
    certificates = Certificates(tmp_path)
    with served(_sites, certificates) as web:
        codes = prepare(database, web)
        web.broken, web.breaks_after = broken, _MID_RUN
        first, _ = crawl(database, web, certificates.root, tmp_path / "log", "-s", "LINE_PATIENCE=1")
        ended_early = (tmp_path / "log").read_text()
        web.breaks_after = web.proxied + 2 * _SITES
        web.is_healed = lambda: "疑似中断" in (tmp_path / "log2").read_text()
        second, _ = crawl(database, web, certificates.root, tmp_path / "log2")
        waited = (tmp_path / "log2").read_text()
    assert (first, second) == (1, 0), ended_early + waited
    assert "疑似中断" in ended_early
    assert "再次运行同一命令即可继续" in ended_early
    assert "疑似中断" in waited
    assert "已恢复" in waited
    with database.engine.connect() as connection:
        pages = connection.execute(
            text(
                "SELECT site_id_code, role, outcome, count(*) FROM govcrawl.fetches WHERE role <> 'beside' GROUP BY 1, 2, 3"
            )
        ).all()
        open_sites = connection.scalar(text("SELECT count(*) FROM govcrawl.inspection_sites WHERE status <> 'done'"))
        accused = {problem for _, problem, _ in connection.execute(_ACCUSED)}
        links = connection.execute(
            text("SELECT DISTINCT fate, status FROM report.links WHERE fate NOT IN ('alive', 'unchecked')")
        ).all()
    assert {outcome for _, _, outcome, _ in pages} <= {"ok", "http_4xx", "soft_404"}, pages
    homes = {code for code, role, outcome, _ in pages if (role, outcome) == ("home", "ok")}
    assert homes == set(codes.values())
    assert open_sites == 0
    assert links == [("dead", 404)]
    assert accused == {"dead_link"}  # as is true: most of what these sites link to is not there
