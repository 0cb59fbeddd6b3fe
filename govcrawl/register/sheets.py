"""Files of tables as grids of text: CSV of any encoding and delimiter met in offices, XLSX, and the text of a circular."""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from govcrawl.circulars.clean import clean
from govcrawl.circulars.tables import read_tables
from govcrawl.register.remarks import RegisterFileError, RowRemark

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = ",\t;|"
_TEXT_SUFFIXES = {".txt", ".md"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: `name` is empty for a CSV file; `first_row` is the number of `rows[0]` as a spreadsheet shows it."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 1


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a CSV, XLSX or text file, cells as text. The content decides what it is, not the suffix.

    Raises RegisterFileError where the file is missing, unreadable, empty, an old workbook or of no known encoding.
    """
    if not path.is_file():
        raise _refuse(path, "file_missing")
    try:
        body = path.read_bytes()
    except OSError as error:
        raise _refuse(path, "file_unreadable", error.strerror) from error
    if not body.strip():
        raise _refuse(path, "file_empty")
    if body.startswith(_OLE):
        raise _refuse(path, "file_old_excel")
    if body.startswith(_ZIP):
        return _read_workbook(path, body)
    text = _decode(path, body)
    if path.suffix.lower() in _TEXT_SUFFIXES and (tables := read_tables(clean(text).text)):
        return tuple(Sheet(table.title, (table.header, *table.rows)) for table in tables)
    return (Sheet("", _read_csv(path, text)),)


def _read_workbook(path: Path, body: bytes) -> tuple[Sheet, ...]:
    try:
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        return tuple(
            Sheet(sheet.title, tuple(tuple(map(_as_text, row)) for row in sheet.iter_rows(values_only=True)))
            for sheet in book.worksheets
        )
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise _refuse(path, "file_broken", str(error)) from error


def _as_text(value: object) -> str:
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


def _read_csv(path: Path, text: str) -> tuple[tuple[str, ...], ...]:
    delimiter = max(_DELIMITERS, key=lambda mark: _regularity(text.splitlines()[:200], mark))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return tuple(tuple(cell.strip() for cell in row) for row in reader)
    except csv.Error as error:
        raise _refuse(path, "file_unreadable", f"第 {reader.line_num} 行,{error}") from error


def _regularity(lines: Iterable[str], mark: str) -> int:
    """How many lines hold the mark at least once: commas inside Chinese cells are full-width and do not count."""
    return sum(mark in line for line in lines)


def _decode(path: Path, body: bytes) -> str:
    for encoding in ("utf-16",) if body.startswith(_UTF16) else ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(encoding)
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text
    raise _refuse(path, "file_encoding")


def _refuse(path: Path, key: str, found: object = "") -> RegisterFileError:
    return RegisterFileError(RowRemark(path.name, "", 0, "", key, {"found": found}))
