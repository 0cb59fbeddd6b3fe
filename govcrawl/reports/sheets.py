"""XLSX and CSV of tables: codes are text, numbers are numbers, and no cell ever runs."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any

from govcrawl.reports.guard import guard
from govcrawl.reports.words import table

Cell = str | int | float | Decimal | date | datetime | None
_A4, _A3, _WIDE = 9, 8, 180
"""Paper sizes of SpreadsheetML, and the characters of a row above which A4 would print it too small to read."""
_LINE, _MOST_LINES = 15, 27
"""Points of a line, and the lines that fit into the highest row that there is (409 points)."""
_LONGEST_CELL = 32_767
"""Characters that an XLSX cell holds (ECMA-376, Excel's limit)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `columns` names every column once; `headers` are the header rows as printed (mostly one, with `columns`);
    `merges` join header cells: (row, column, row, column)."""

    name: str
    columns: Sequence[str]
    headers: Sequence[Sequence[str]]
    rows: Iterable[Sequence[Cell]]
    title: str | None = None
    widths: Sequence[int] = ()
    merges: Sequence[tuple[int, int, int, int]] = ()


def sheet(table_name: str, rows: Iterable[Sequence[Cell]], lang: str = "zh", title: str | None = None) -> Sheet:
    """A sheet with the headers and widths of a published table (`tables.toml`)."""
    entry = table("tables")[table_name]
    return Sheet(
        entry["sheet"][lang],
        entry[lang],
        entry.get("header_rows", [entry[lang]]),
        rows,
        title,
        entry["widths"],
        [tuple(corners) for corners in entry.get("merges", [])],
    )


def write_xlsx(sheets: Sequence[Sheet], out: Path) -> None:
    """Write sheets one after another; rows are streamed and never held, unless a header has cells over two rows."""
    from xlsxwriter import Workbook

    options = {
        "constant_memory": not any(sheet.merges for sheet in sheets),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": False,
    }
    with Workbook(str(out), options) as book:
        title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        header = book.add_format(
            {
                "bold": True,
                "border": 1,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                "bg_color": "#F2F2F2",
            }
        )
        body = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
        as_text = book.add_format({"border": 1, "valign": "top", "text_wrap": True, "num_format": "@"})
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name[:31]), sheet, title, header, body, as_text)


def _write_sheet(page: Any, sheet: Sheet, title: Any, header: Any, body: Any, as_text: Any) -> None:
    columns = max(len(row) for row in sheet.headers)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    line = 0
    if sheet.title:
        page.merge_range(0, 0, 0, columns - 1, sheet.title, title)
        page.set_row(0, 30)
        line = 1
    else:
        page.set_header("&C&14&A")  # the sheet's name, on paper only: the first row of cells is the header of the table
    page.set_footer("&C&P / &N")
    first = line
    corners = {(first + top, left): (first + bottom, right) for top, left, bottom, right in sheet.merges}
    for header_row in sheet.headers:
        for column, text in enumerate(header_row):
            if (line, column) in corners:
                page.merge_range(line, column, *corners[line, column], text, header)
            elif text:
                page.write_string(line, column, text, header)
        line += 1
    page.freeze_panes(line, 0)
    page.repeat_rows(first, line - 1)
    page.set_landscape()
    page.set_paper(_A3 if sum(sheet.widths) > _WIDE else _A4)
    page.fit_to_pages(1, 0)
    for row in sheet.rows:
        page.set_row(line, _LINE * min(_MOST_LINES, _lines(row, sheet.widths)))
        for column, cell in enumerate(row):
            _write_cell(page, line, column, cell, body, as_text)
        line += 1


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the longest cell of a row takes; not every program finds the height of wrapped rows by itself."""
    cells = zip(row, widths, strict=False)
    return max(
        (sum(_wrapped(line, width) for line in str(cell).split("\n")) for cell, width in cells if cell), default=1
    )


def _wrapped(line: str, width: int) -> int:
    """Lines of `width` digits; a Chinese character, three bytes of UTF-8, is a little more than two digits wide."""
    letters = len(line)
    if letters * 2.1 <= width:
        return 1
    wide = letters + 0.55 * (len(line.encode("utf-8", "replace")) - letters)
    return max(1, ceil(wide / width))


def _write_cell(page: Any, line: int, column: int, cell: Cell, body: Any, as_text: Any) -> None:
    if cell is None:
        page.write_blank(line, column, None, body)
    elif isinstance(cell, int | float | Decimal):
        page.write_number(line, column, cell, body)
    else:
        page.write_string(line, column, str(cell)[:_LONGEST_CELL], as_text)


def write_csv(sheet: Sheet, out: Path) -> None:
    """Write one table as CSV: UTF-8 with the mark that spreadsheet programs need to read Chinese, guarded cells."""
    with out.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerows(sheet.headers)
        writer.writerows([guard(cell) for cell in row] for row in sheet.rows)
