"""XLSX workbooks as grids of text, with what a grid alone does not tell: merged cells, links, and what is hidden."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from govcrawl.register.grid import Place, Sheet

BROKEN = (InvalidFileException, zipfile.BadZipFile, KeyError, TypeError, ValueError, OSError)
"""What openpyxl raises for a file that is no whole workbook."""

_LINK = re.compile(r"""^=HYPERLINK\(\s*"([^"]+)"(?:\s*,\s*"([^"]*)")?.*\)$""", re.IGNORECASE | re.DOTALL)


def read_workbook(body: bytes) -> tuple[Sheet, ...]:
    """Every sheet of a workbook. Raises one of BROKEN."""
    shown = load_workbook(io.BytesIO(body), data_only=True)
    # A formula's own text is only in a second reading, which most registers can do without.
    formulas = load_workbook(io.BytesIO(body)) if _has_formulas(body) else shown
    return tuple(_sheet(sheet, formulas[sheet.title]) for sheet in shown.worksheets)


def _has_formulas(body: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f" in archive.read(name) for name in names)


def _sheet(sheet: Worksheet, formulas: Worksheet) -> Sheet:
    texts, links = _cells(sheet), _links(sheet)
    for place, text in _cells(formulas).items() if formulas is not sheet else ():
        link = _LINK.match(text)
        if link:
            links.setdefault(place, link[1])
            texts.setdefault(place, link[2] or link[1])
        # A formula that was never computed stands as it is: the reader refuses it by name where it needs the cell.
        texts.setdefault(place, text)
    return Sheet(
        sheet.title,
        _grid(texts),
        merged={
            (row - 1, area.min_col - 1): (area.min_row - 1, area.min_col - 1)
            for area in sheet.merged_cells.ranges
            for row in range(area.min_row + 1, min(area.max_row, sheet.max_row) + 1)
        },
        links=links,
        is_hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(number for number, form in sheet.row_dimensions.items() if form.hidden),
    )


def _cells(sheet: Worksheet) -> dict[Place, str]:
    """Only the cells that the file has: a stray one far below or to the right must not make millions of empty ones."""
    found = {(row - 1, column - 1): as_text(cell.value) for (row, column), cell in sheet._cells.items()}
    return {place: text for place, text in found.items() if text}


def _links(sheet: Worksheet) -> dict[Place, str]:
    cells = {(row - 1, column - 1): cell for (row, column), cell in sheet._cells.items()}
    links = {place: getattr(cell, "hyperlink", None) for place, cell in cells.items()}
    return {place: str(link.target) for place, link in links.items() if link is not None and link.target}


def _grid(texts: Mapping[Place, str]) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = [[] for _ in range(max((row for row, _ in texts), default=-1) + 1)]
    for (row, column), text in sorted(texts.items()):
        rows[row] += [""] * (column - len(rows[row])) + [text]
    return tuple(map(tuple, rows))


def as_text(value: object) -> str:
    """A cell as a person reads it: a code stored as a number is digits without `.0`, a date is ISO,
    with its hour and minute where they are not midnight."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time.min else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
