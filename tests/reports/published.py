"""The five published circulars beside our own tables: read from the seeds, rebuilt in a database, and read back."""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

from docx import Document
from openpyxl import load_workbook
from sqlalchemy import Connection

from govcrawl.circulars.read import read_circular
from govcrawl.circulars.records import Circular
from govcrawl.demo.city import City
from govcrawl.model.inspection import Inspection
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel, SiteState, Verdict
from govcrawl.reports.words import headers, table
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites

from .city import AS_OF, EDITION, finding, judge

SEEDS = Path(os.environ.get("GOVCRAWL_SHARED") or Path(__file__).resolve().parents[3] / "shared") / "seeds"
Rows = list[list[str]]


@cache
def published(number: str) -> Circular:
    """A seed as our reader of circulars reads it."""
    return read_circular(next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8"))


def rows_of(path: Path, table_name: str) -> Rows:
    """The rows below the header of a published table in one of our documents, as text."""
    last = table("tables")[table_name].get("header_rows", [headers(table_name)])[-1]
    for rows in _tables_of(path):
        for index, row in enumerate(rows):
            if len(row) == len(last) and all(cell in ("", ours) for cell, ours in zip(last, row, strict=True)):
                return rows[index + 1 :]
    raise AssertionError(f"{path.name} has no table that ends its header with {last}")


def _tables_of(path: Path) -> list[Rows]:
    if path.suffix == ".docx":
        return [[[cell.text for cell in row.cells] for row in one.rows] for one in Document(str(path)).tables]
    cells = (sheet.iter_rows(values_only=True) for sheet in load_workbook(path).worksheets)
    return [[["" if cell is None else str(cell) for cell in row] for row in sheet] for sheet in cells]


def as_circular(path: Path, table_name: str) -> Circular:
    """A table of ours as a web page would show it, read by our reader of circulars."""
    lines = ["附件", "检查情况统计表", *(f"{cell} |" for cell in headers(table_name))]
    lines += [f"{cell} |" for row in rows_of(path, table_name) for cell in row]
    return read_circular("\n".join(lines))


def fill_city(connection: Connection, city: City) -> str:
    """Store a simulated city as its inspection leaves it: every planted fault found, nothing else; returns the name."""
    save_sites(connection, city.sites)
    inspection = Inspection(city.name, city.edition, city.as_of, {"demo": city.name})
    number = create_inspection(connection, inspection, [site.site_id_code for site in city.sites]).number
    planted: dict[str, list[dict[str, object]]] = {}
    for one in city.truth.problems:
        found = finding("column_not_updated", one.subject, one.problem.value, url=one.url, parent_url=one.parent_url)
        planted.setdefault(one.site_id_code, []).append(found)
    for site in city.sites:
        if site.state is SiteState.RUNNING:
            verdict = city.truth.verdicts.get(site.site_id_code, Verdict.QUALIFIED)
            judge(
                connection, number, site.site_id_code, verdict.value, planted.get(site.site_id_code, []), city.edition
            )
    return city.name


def fill_nation(connection: Connection, circular: Circular) -> str:
    """Store a register with the counts of the national annex and judge as many sites as were drawn; returns the name."""
    codes = {name: code for code, name in table("provinces")["names"].items()}
    drawn: dict[str, tuple[str, list[dict[str, object]]]] = {}
    register: list[Site] = []
    for row in next(one for one in circular.tables if "running" in one.columns).rows:
        sites = _sites_of(codes[row[1]], [int(cell) for cell in row[3:9]])
        failing = [one for one in circular.rows if one.region == row[1]]
        named = [_renamed(site, one.name, one.site_id_code) for site, one in zip(sites[::-1], failing, strict=False)]
        sites = [*sites[: len(sites) - len(named)], *named]
        for site, one in zip(named, failing, strict=True):
            problems = [finding("column_not_updated", "要闻", word.value) for word in one.problem_words]
            drawn[site.site_id_code] = ("unqualified", problems)
        for site in sites[: int(row[9]) - len(failing)]:
            drawn[site.site_id_code] = ("qualified", [])
        register += sites
    save_sites(connection, register)
    number = create_inspection(connection, Inspection("全国", EDITION, AS_OF, {"sample": "303"}), list(drawn)).number
    for code, (verdict, problems) in drawn.items():
        judge(connection, number, code, verdict, problems)
    return "全国"


_CATEGORIES = (
    (SiteKind.PORTAL, SiteLevel.PROVINCE),
    (SiteKind.DEPARTMENT, SiteLevel.PROVINCE),
    (SiteKind.PORTAL, SiteLevel.CITY),
    (SiteKind.DEPARTMENT, SiteLevel.CITY),
    (SiteKind.PORTAL, SiteLevel.COUNTY),
    (SiteKind.COUNTY_AND_BELOW, SiteLevel.COUNTY),
)
"""In the order of the annex's columns."""


def _sites_of(region: str, counts: list[int]) -> list[Site]:
    wanted = [category for category, count in zip(_CATEGORIES, counts, strict=True) for _ in range(count)]
    return [
        Site(
            f"{region}9{number:07}", f"{region}第{number}网站", f"http://www.s{number}.{region.lower()}.gov.cn/", kind, level,
            region_code=f"{region}0000" if region.isdigit() else None,
        )
        for number, (kind, level) in enumerate(wanted, 1)
    ]  # fmt: skip


def _renamed(site: Site, name: str, code: str | None) -> Site:
    return replace(site, name=name, site_id_code=code or site.site_id_code)
