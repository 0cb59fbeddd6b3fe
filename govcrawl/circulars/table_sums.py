"""The sums inside and between the tables of a circular, and between tables and text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from govcrawl.circulars.records import Circular, CircularRow
from govcrawl.circulars.rounding import Agreement
from govcrawl.circulars.sums import Computation, computation
from govcrawl.circulars.table import CircularTable
from govcrawl.model.site_id_code import SiteIdCodeError, parse_site_id_code
from govcrawl.model.vocabulary import Verdict

_FAILURES_ONLY = re.compile(r"不合格|问题网站|突出问题|名单")
_PARTS = ("province_sites", "city_sites", "county_sites")
_SUMMED = frozenset({"running", "inspected", "problem_sites"})


def table_sums(circular: Circular) -> Iterator[Computation]:
    """All sums of all tables."""
    for table in circular.tables:
        yield from _rows_of_parts(table)
        yield from _columns(table)
        yield from _numbers(table)
        yield from _codes(table)
    yield from _rows_against_text(circular)
    yield from _named_against_aggregate(circular)
    yield from _region_lists(circular)


def problem_total(circular: Circular, inspected: Decimal) -> Decimal | None:
    """How many of `inspected` sites failed by the aggregate table, where its own total of inspected sites is that number."""
    for table in circular.tables:
        if {"inspected", "problem_sites"} <= set(table.columns) and _sum(table, "inspected") == inspected:
            return _sum(table, "problem_sites")
    return None


def _is_summed(column: str | None) -> bool:
    return column is not None and (column in _SUMMED or column.split(".")[0] in _PARTS)


def _figure(cell: str) -> Decimal | None:
    try:
        return Decimal(cell.replace(",", ""))
    except InvalidOperation:
        return None


def _values(table: CircularTable, column: str) -> list[Decimal | None]:
    at = table.columns.index(column)
    return [_figure(row[at]) for row in table.rows]


def _sum(table: CircularTable, column: str) -> Decimal:
    return sum((value for value in _values(table, column) if value is not None), Decimal(0))


def _label(table: CircularTable, row: Sequence[str]) -> str:
    at = next((i for i, column in enumerate(table.columns) if column in ("region", "name")), 0)
    return row[at]


def _rows_of_parts(table: CircularTable) -> Iterator[Computation]:
    """运行网站总数 must be the sum of its parts, in every row and in the row of sums."""
    parts = [i for i, column in enumerate(table.columns) if column and column.split(".")[0] in _PARTS]
    if "running" not in table.columns or len(parts) < 2:
        return
    at = table.columns.index("running")
    for number, row in enumerate((*table.rows, *table.totals), 1):
        total, figures = _figure(row[at]), [_figure(row[i]) for i in parts]
        known = [figure for figure in figures if figure is not None]
        if total is not None and len(known) == len(parts):
            computed = sum(known, Decimal(0))
            words = {"table": table.title, "row": number, "label": _label(table, row)}
            yield computation("table_row", total, computed, words)


def _columns(table: CircularTable) -> Iterator[Computation]:
    for totals in table.totals:
        for at, column in enumerate(table.columns):
            printed = _figure(totals[at])
            if column is not None and _is_summed(column) and printed is not None:
                words = {"table": table.title, "column": table.header[at]}
                yield computation("table_column", printed, _sum(table, column), words)


def _numbers(table: CircularTable) -> Iterator[Computation]:
    """Running numbers 1, 2, 3 ... (排名 may repeat and is left alone); rows under a merged number have none of their own."""
    if "number" not in table.columns or "排" in table.header[table.columns.index("number")]:
        return
    printed = [value for value in _values(table, "number") if value is not None]
    for expected, value in enumerate(printed, 1):
        if value != expected:
            yield computation("table_numbers", value, expected, {"table": table.title})
            return


_MOST_TWICE = 0.1
"""Of a table's sites: more that stand there twice are no slips."""


def _codes(table: CircularTable) -> Iterator[Computation]:
    if "site_id_code" not in table.columns:
        return
    at = table.columns.index("site_id_code")
    codes = [row[at].strip() for row in table.rows]
    counted = Counter(code for code in codes if code)
    # A list of problems has a row for each problem of a site: there a code that returns is no slip.
    again = sum(count > 1 for count in counted.values())
    for code, count in counted.items():
        if count > 1 and again <= max(1, _MOST_TWICE * len(counted)):
            yield computation("code_twice", 1, count, {"table": table.title, "label": code})
    for number, code in enumerate(codes, 1):
        try:
            parse_site_id_code(code)
        except SiteIdCodeError as error:
            if error.problem != "empty":
                words = {"table": table.title, "row": number, "label": code}
                yield computation("code_malformed", 10, len(code), words)


def _rows_against_text(circular: Circular) -> Iterator[Computation]:
    """A table of all sites has as many rows, passes and failures as the text says; a list of failing sites as many failures."""
    totals = circular.totals
    for title in dict.fromkeys(row.table for row in circular.rows):
        rows = [row for row in circular.rows if row.table == title]
        if _lists_all(rows):
            printed = totals.get("inspected") or totals.get("inspectable") or totals.get("running_sites")
            if printed:
                # Sites that a table lists as 未检查 or 待定 may stand among those inspected or not.
                decided = sum(row.verdict is not None or row.result is None for row in rows)
                counted = len(rows) if printed == len(rows) else decided
                yield computation("table_rows", printed, counted, {"table": title})
            for verdict, name, word in (
                (Verdict.QUALIFIED, "qualified", "合格"),
                (Verdict.UNQUALIFIED, "unqualified", "不合格"),
            ):
                counted = sum(row.verdict is verdict for row in rows)
                if name in totals and any(row.verdict for row in rows):
                    yield computation("table_verdicts", totals[name], counted, {"table": title, "verdict": word})
        elif "unqualified" in totals and "不合格" in title:
            yield computation("table_rows", totals["unqualified"], len(rows), {"table": title})


def _lists_all(rows: Sequence[CircularRow]) -> bool:
    """Whether a table holds all sites and not only those with problems: some of its rows have none."""
    return (
        not _FAILURES_ONLY.search(rows[0].table)
        and any(not row.problems and not row.unmapped for row in rows)
        and all(row.problems_text is not None or row.verdict for row in rows)
    )


def _named_against_aggregate(circular: Circular) -> Iterator[Computation]:
    """The list of problem sites has as many sites of each region as the aggregate table counts."""
    for table in circular.tables:
        if not {"region", "problem_sites"} <= set(table.columns):
            continue
        named = [row for row in circular.rows if row.region]
        if not named:
            return
        at = table.columns.index("region")
        counted = Counter(row.region for row in named)
        for row, printed in zip(table.rows, _values(table, "problem_sites"), strict=True):
            if printed is not None and (printed or counted[row[at]]):
                words = {"table": table.title, "label": row[at]}
                yield computation("problem_sites", printed, counted[row[at]], words)
        words = {"table": table.title, "label": "合计"}
        yield computation("problem_sites", _sum(table, "problem_sites"), len(named), words)


def _region_lists(circular: Circular) -> Iterator[Computation]:
    """Regions said to pass at 100 % or below 90 % against what the aggregate table gives."""
    table = next(
        (t for t in circular.tables if {"region", "inspected", "problem_sites"} <= set(t.columns)),
        None,
    )
    if table is None:
        return
    at = table.columns.index("region")
    figures = zip(table.rows, _values(table, "inspected"), _values(table, "problem_sites"), strict=True)
    rates = {row[at]: (1 - failed / seen) * 100 for row, seen, failed in figures if seen and failed is not None}
    for listed in circular.region_lists:
        if "合格率" not in listed.condition or "连续" in listed.condition:
            continue
        if "低于90%" in listed.condition:
            computed = {region for region, rate in rates.items() if rate < 90}
        elif "100%" in listed.condition:
            computed = {region for region, rate in rates.items() if rate == 100}
        else:
            continue
        right = computed & set(listed.names)
        odd = sorted(computed ^ set(listed.names))
        detail = f",不一致的有:{'、'.join(odd)}" if odd else ""
        words = {"table": table.title, "label": listed.condition, "detail": detail}
        agreement = Agreement.DIFFERENT if odd else Agreement.EXACT
        yield computation("region_list", len(listed.names), len(right), words, agreement=agreement)
