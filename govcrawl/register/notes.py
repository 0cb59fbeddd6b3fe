"""What the keeper of a register should know of a sheet that was read: columns not understood, rows not seen."""

from collections.abc import Iterator

from govcrawl.register.grid import Sheet
from govcrawl.register.headers import Header
from govcrawl.register.remarks import RowRemark, cell_name

_MOST_NAMED = 20
"""Rows or columns that one note names."""


def sheet_notes(file: str, sheet: Sheet, header: Header) -> Iterator[RowRemark]:
    """The notes on a sheet."""
    number = sheet.first_row + header.at
    for index, text in header.repeated:
        place = cell_name(index, number)
        yield RowRemark(file, sheet.name, number, place, "note_column_twice", {"found": _one_line(text)})
    unknown = [(index, _one_line(text)) for index, text in header.unknown if _is_filled(sheet, header, index)]
    if unknown:
        place = cell_name(unknown[0][0], number)
        found = "”“".join(text for _, text in unknown[:_MOST_NAMED])
        yield RowRemark(file, sheet.name, number, place, "note_unknown_columns", {"found": found})
    hidden = [row for row in sorted(sheet.hidden_rows) if row > number and any(_cells(sheet, row))]
    if hidden:
        rows = "、".join(map(str, hidden[:_MOST_NAMED])) + ("……" if len(hidden) > _MOST_NAMED else "")
        yield RowRemark(file, sheet.name, hidden[0], "", "note_hidden_rows", {"rows": rows, "count": len(hidden)})


def _cells(sheet: Sheet, number: int) -> tuple[str, ...]:
    at = number - sheet.first_row
    return sheet.rows[at] if at < len(sheet.rows) else ()


def _is_filled(sheet: Sheet, header: Header, index: int) -> bool:
    return any(sheet.text(row, index) for row in range(header.at + 1, len(sheet.rows)))


def _one_line(text: str) -> str:
    return "".join(text.split("\n"))
