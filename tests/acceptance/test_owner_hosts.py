"""Columns that a home page names on other hosts of the same owner: the site's own are read, another site's are left to it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from govcrawl.checks.columns import own_columns
from govcrawl.demo.answers import Answer, Asked
from govcrawl.model.vocabulary import ColumnState
from govcrawl.store.database import Database
from govcrawl.store.load import site_facts
from tests.acceptance.crawling import NAME
from tests.acceptance.form_sites import NEWS, footer, inner, rows, site
from tests.acceptance.small_web import SmallWeb, crawled, html

pytestmark = pytest.mark.slow

HOST, CODE = "www.owner.gov.cn", "2103000401"
ONE = site(CODE, HOST, {"公告公示": rows(NEWS)})
FEET = {"wj": footer(CODE), "rs": footer("2103000402"), "gh": "", "tj": footer("0000"), "xk": footer("2103000402")}
"""Footers by host: this site's code, another's, none, one that is no code, and a platform's under the name of this site."""

BOARD = {"wj": "政策文件", "rs": "人事信息", "gh": "规划计划", "tj": "统计信息", "xk": "行政许可"}


@dataclass
class OwnersWeb(SmallWeb):
    """The site, and a list on each of the other hosts."""

    def answer(self, asked: Asked) -> Answer:
        host = asked.host.removesuffix(".owner.gov.cn")
        if host not in FEET:
            return super().answer(asked)
        name = ONE.name if host == "xk" else "某某市"
        page = inner(name, BOARD[host], rows(NEWS), FEET[host])
        return html(page) if asked.path == "/a/" else Answer(404)


def test_a_page_that_names_another_site_is_none_of_ours(database: Database, tmp_path: Path) -> None:
    board = "".join(f"<li><a href='http://{host}.owner.gov.cn/a/'>{name}</a></li>" for host, name in BOARD.items())
    pages = dict(ONE.pages)
    pages["/"] = str(pages["/"]).replace("<h2>", f"<div class=con><ul>{board}</ul></div><h2>")
    with (
        crawled(database, OwnersWeb((type(ONE)(CODE, HOST, ONE.name, pages),)), tmp_path / "log"),
        database.engine.connect() as connection,
    ):
        facts = site_facts(connection, NAME, CODE)
    found = {column.name: column.state for column in own_columns(facts) if column.name in BOARD.values()}
    unknown = dict.fromkeys(("规划计划", "统计信息", "行政许可"), ColumnState.UNKNOWN)
    assert found == {"政策文件": ColumnState.DATED} | unknown, [
        (page.url, page.detail) for page in facts.pages if page.url.endswith("/a/")
    ]
