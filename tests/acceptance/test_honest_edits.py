"""Two real inspections a day apart of a site on which much was edited honestly in between, and two columns dishonestly."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.store.database import Database
from tests.acceptance.form_sites import article, footer, site
from tests.acceptance.small_web import AS_OF, SmallSite, SmallWeb, crawled

CODE, HOST, NAME = "2103000007", "www.edits.gov.cn", "某某市人民政府"
Row = tuple[str, str, date, str]
"""Title, address, day, and the words before the day."""
YESTERDAY = AS_OF - timedelta(days=1)


def rows_of(column: str) -> list[Row]:
    """Twelve rows, one every third day back from the day before yesterday."""
    return [
        (
            f"{column}第{'一二三四五六七八九十百千'[number]}号事项的办理情况",
            f"art_{number}.html",
            YESTERDAY - timedelta(days=3 * number + 1),
            "",
        )
        for number in range(12)
    ]


def shifted(rows: list[Row]) -> list[Row]:
    return [
        (title, url, day + timedelta(days=number % 2), words) for number, (title, url, day, words) in enumerate(rows)
    ]


def re_dated(rows: list[Row], to: date) -> list[Row]:
    return [(title, url, to if number == 4 else day, words) for number, (title, url, day, words) in enumerate(rows)]


def filled(rows: list[Row]) -> list[Row]:
    behind = [
        (f"补充公开第{number}批资金分配结果", f"late_{number}.html", rows[0][2] - timedelta(days=4), "")
        for number in "甲乙丙丁戊"
    ]
    return sorted([*rows, *behind], key=lambda row: row[2], reverse=True)


HONEST: dict[str, Callable[[list[Row]], list[Row]]] = {
    "通知公告": lambda rows: [(rows[0][0].replace("事项", "事項"), *rows[0][1:]), *rows[1:]],
    "公示公告": lambda rows: [("[置顶]" + rows[7][0], *rows[7][1:]), *rows[:7], *rows[8:]],
    "工作动态": lambda rows: [*rows[6:], *rows[:6]],
    "政策文件": lambda rows: [(title, f"/content/post_{number}.html", day, words) for number, (title, _, day, words) in enumerate(rows)],
    "政务要闻": lambda rows: [(title.replace("办理情况", "办理情况（更新）"), f"/content/news_{number}.html", day, words) for number, (title, _, day, words) in enumerate(rows)],
    "部门动态": shifted,
    "乡镇动态": lambda rows: [(title, url, YESTERDAY if number == 5 else day, words) for number, (title, url, day, words) in enumerate(rows)],
    "图片新闻": lambda rows: [*rows, *((f"往年第{n}期图片报道", f"old_{n}.html", rows[-1][2] - timedelta(days=n), "") for n in range(1, 9))],
    "人事信息": lambda rows: [*rows[:3], *rows[4:]],
    "招聘信息": lambda rows: [*((f"招聘第{n}批工作人员的公告", f"new_{n}.html", YESTERDAY, "") for n in range(6)), *rows],
}  # fmt: skip
"""Columns and what became of their rows on the next day."""
FORGED = {"规划计划": lambda rows: re_dated(rows, AS_OF), "财政资金": filled}


def edited(is_later: bool) -> SmallSite:
    bodies, below = {}, {}
    for number, (column, change) in enumerate({**HONEST, **FORGED}.items()):
        words = "更新时间：" if column == "乡镇动态" else ""
        rows = [(title, url, day, words) for title, url, day, _ in rows_of(column)]
        shown = change(rows) if is_later else rows
        listed = "".join(
            f"<li><a href='{url}'>{title}</a><span>{words}{day}</span></li>" for title, url, day, words in shown
        )
        bodies[column] = f"<ul class=list>{listed}</ul>"
        for title, url, day, _ in shown:
            path = url if url.startswith("/") else f"/c{number}/{url}"
            below[path] = article(NAME, column, title, "", footer(CODE)).replace("2026-11-20", str(day))
    return site(CODE, HOST, bodies, **below)


@pytest.mark.slow
def test_honest_edits_tell_nothing(database: Database, tmp_path: Path) -> None:
    for name, is_later, as_of in (("前一日", False, YESTERDAY), ("次日", True, AS_OF)):
        with crawled(database, SmallWeb((edited(is_later),)), tmp_path / name, as_of=as_of, name=name):
            pass
    with database.engine.connect() as connection:
        found = connection.execute(
            text("SELECT inspection, subject, detail FROM report.findings WHERE problem = 'forged_date'")
        ).all()
    re_dated_title = rows_of("规划计划")[4][0]
    assert {(row.inspection, row.subject) for row in found} == {("次日", re_dated_title), ("次日", "财政资金")}, found
