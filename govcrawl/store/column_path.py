"""Where on its site a column stands: its own page's breadcrumb knows better than the page on which it was first seen."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from govcrawl.extract.column_kinds import is_historical, kind_of
from govcrawl.model.items import ColumnSeen
from govcrawl.store.rows import PageRow

_YEAR = re.compile(r"((?:19|20)\d{2})年?度?(.*)$")
"""A year and what it is the year of (2025年度部门预算)."""


def settled(column: ColumnSeen, pages: Sequence[PageRow], as_of: date) -> ColumnSeen:
    """The column with path, level and kind by the breadcrumb of its own page, where that names it.

    A breadcrumb that names nothing above the column does not undo a menu in which it stands below another: such
    templates leave the levels between out.
    """
    path = _own_path(column, pages)
    if not path or (len(path) == 1 < len(column.path)) or path == column.path:
        return column
    historical = column.historical or is_historical(column.name, path[:-1], as_of.year)
    return replace(column, path=path, level=len(path), kind=kind_of(column.name, path), historical=historical)


def with_archives(columns: Sequence[ColumnSeen]) -> list[ColumnSeen]:
    """The columns, those of a year that has a later one beside it (2024年 where there is 2025年) told as archives: nothing
    new can come there. The latest year is none, however long it is past."""
    years = [(column, _YEAR.match(column.name)) for column in columns]
    latest: dict[tuple[tuple[str, ...], str], int] = {}
    for column, year in years:
        if year:
            key = column.path[:-1], year[2]
            latest[key] = max(latest.get(key, 0), int(year[1]))
    return [
        replace(column, historical=True) if year and int(year[1]) < latest[column.path[:-1], year[2]] else column
        for column, year in years
    ]


def _own_path(column: ColumnSeen, pages: Sequence[PageRow]) -> tuple[str, ...]:
    """The names down to the column on its own page's breadcrumb, or () where it is not named there."""
    ways = (page.way for page in pages if column.url in (page.read.url, page.final_url) and column.name in page.way)
    return next((way[: way.index(column.name) + 1] for way in ways), ())
