"""Tables in the plain text of a circular, in the forms that copying leaves: a cell a line, cells ended by `|`, a row a line."""

import csv
import re
from collections.abc import Sequence

from govcrawl.circulars.alignment import align
from govcrawl.circulars.cell_tables import cell_a_line
from govcrawl.circulars.headers import TOTALS, bare_header, column_of
from govcrawl.circulars.table import FEWEST_HEADERS, CircularTable, title_above

_MERGED = "region"
_RULE = re.compile(r"[\s|:+\-—─=]+")


def read_tables(text: str) -> tuple[CircularTable, ...]:
    """Every table with a header of at least three known columns, in the order of the text."""
    lines = text.split("\n")
    tables: list[CircularTable] = []
    at = 0
    while at < len(lines):
        table = _row_a_line(lines, at) or cell_a_line(lines, at)
        if table and (table.rows or table.totals):
            tables.append(table)
            at = table.end_line
        else:
            at += 1
    return tuple(tables)


def _row_a_line(lines: Sequence[str], at: int) -> CircularTable | None:
    """Rows as lines: Markdown pipes, tabs or blanks between the cells."""
    header = _split(lines[at])
    columns = tuple(column_of(cell) for cell in header)
    if sum(column is not None for column in columns) < FEWEST_HEADERS or len(header) < FEWEST_HEADERS:
        return None
    rows: list[tuple[str, ...]] = []
    totals: list[tuple[str, ...]] = []
    end = at + 1
    for number, line in enumerate(lines[at + 1 :], at + 1):
        cells = _filled(_split(line), columns, rows)
        if not any(cells) or _RULE.fullmatch(line):
            if rows and not line.strip() and not _continues(lines, number, len(header)):
                break
            continue
        if len(cells) == 1 and rows and not _is_row(cells, columns):
            break
        if not _is_row(cells, columns):
            break
        target = totals if any(bare_header(cell) in TOTALS for cell in cells[:2]) else rows
        target.append(align([cell for cell in cells if cell] if len(cells) != len(header) else cells, columns))
        end = number + 1
    return CircularTable(title_above(lines, at), header, columns, tuple(rows), tuple(totals), at, end)


def _split(line: str) -> tuple[str, ...]:
    bare = line.strip()
    if bare.count("|") >= 2:
        is_framed = bare.startswith("|") and bare.endswith("|")
        return tuple(cell.strip() for cell in (bare[1:-1] if is_framed else bare).split("|"))
    if "\t" in bare:
        return tuple(cell.strip() for cell in line.strip("\n").split("\t"))
    if bare.count(",") >= FEWEST_HEADERS - 1:
        return tuple(cell.strip() for cell in next(csv.reader([bare])))
    return tuple(bare.split())


def _filled(cells: tuple[str, ...], columns: Sequence[str | None], rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """A row under a merged cell: its region is that of the row above."""
    if not rows or len(cells) != len(columns) or not any(cells):
        return cells
    merged = zip(cells, columns, rows[-1], strict=True)
    return tuple(above if not cell and column == _MERGED else cell for cell, column, above in merged)


def _is_row(cells: Sequence[str], columns: Sequence[str | None]) -> bool:
    if any(bare_header(cell) in TOTALS for cell in cells[:2]):
        return True
    if columns[0] == "number":
        return (cells[0].isdigit() and len(cells) >= 2) or (not cells[0] and len(cells) == len(columns))
    return len(cells) in (len(columns), len(columns) - 1)


def _continues(lines: Sequence[str], at: int, width: int) -> bool:
    following = next((line for line in lines[at:] if line.strip()), "")
    cells = _split(following)
    return len(cells) == width and cells[0].isdigit()
