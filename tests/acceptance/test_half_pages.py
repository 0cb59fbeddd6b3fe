"""Columns and a home page that came in part, or not as pages, really crawled and looked at with a browser: nobody is accused."""

import gzip
import json
import zlib
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.demo.answers import Answer
from govcrawl.store.database import Database
from tests.acceptance.form_sites import rows, site
from tests.acceptance.small_web import SmallSite, SmallWeb, crawled

_LIST = "<html><head><title>{name}</title></head><body><div><a href='/'>首页</a></div><h2>{name}</h2><ul class=list>"
_OLD = rows([f"关于第{number}批事项的通知" for number in "一二三四五六"], "2020-01-05").removeprefix("<ul class=list>")


ABSENT = [
    *(
        "blank_column",
        "stale_column",
        "home_not_updated",
        "too_few_updates",
        "missing_required_column",
        "missing_contact",
    ),
    *("missing_icp_filing", "missing_police_filing", "missing_party_government_mark", "missing_error_report_entry"),
    *("missing_site_id_code", "missing_host_unit", "missing_site_map"),
]
"""What half a page could seem to lack."""


def _half(coded: bytes, coding: str, share: float = 0.6) -> Answer:
    return Answer(200, coded[: int(len(coded) * share)], headers={"Content-Encoding": coding})


def _page(name: str, rest: str) -> bytes:
    return (_LIST.format(name=name) + rest).encode()


def _odd_columns() -> dict[str, Answer]:
    """Columns none of whose pages came whole, by name."""
    filled = _OLD + "<!-- " + "".join(chr(0x4E00 + 7 * n) for n in range(3000)) + " --></body></html>"
    return {
        "通知公告": _half(gzip.compress(_page("通知公告", filled)), "gzip"),
        "公示公告": _half(zlib.compress(_page("公示公告", filled)), "deflate"),
        "工作动态": _half(gzip.compress(_page("工作动态", filled)), "gzip", 0.05),
        "政策文件": Answer(206, _page("政策文件", ""), headers={"Content-Range": "bytes 0-199/9999"}),
        "政务要闻": Answer(200, b"\r\n  \t\r\n"),
        "部门动态": Answer(200, json.dumps({"code": 0, "data": []}).encode(), "application/json"),
        "人事信息": Answer(200, b"<html><body></body></html>"),
    }


def _web() -> SmallWeb:
    columns = _odd_columns()
    odd = site("2103000011", "www.banye.gov.cn", dict.fromkeys(columns, ""))
    pages = {f"/c{number}/": answer for number, answer in enumerate(columns.values())}
    whole = odd.pages["/"]
    assert isinstance(whole, str)
    cut = whole.index("ICP")
    front = "<!DOCTYPE html><html>" + whole[:cut]
    pages["/"] = Answer(206, front.encode(), headers={"Content-Range": f"bytes 0-{cut}/99999"})
    return SmallWeb((SmallSite(odd.code, odd.host, odd.name, {**odd.pages, **pages}),))


@pytest.mark.slow
@pytest.mark.browser
def test_what_came_in_part_accuses_nobody(database: Database, tmp_path: Path) -> None:
    web = _web()
    with (
        crawled(database, web, tmp_path / "log", "-s", "BROWSER_ENABLED=True"),
        database.engine.connect() as connection,
    ):
        accused = connection.execute(
            text(
                "SELECT problem, subject, detail FROM report.findings WHERE outcome = 'breached' AND confidence = 'confirmed'"
                " AND problem = ANY(:absent)"
            ),
            {"absent": ABSENT},
        ).all()
        states = connection.execute(text("SELECT name, state FROM govcrawl.site_columns WHERE level = 1")).all()
        fetches = connection.execute(text("SELECT url, outcome FROM report.fetches WHERE url LIKE '%/c_/'")).all()
    assert accused == []
    assert {row.state for row in states if row.name in _odd_columns()} == {"unknown", "text"}
    assert [outcome for _, outcome in sorted(map(tuple, fetches))] == ["ok_truncated"] * 4 + ["empty", "ok", "ok"]
