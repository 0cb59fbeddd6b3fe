"""Files of tables as grids of text: CSV of any encoding and delimiter met in offices, XLSX, and the text of a circular."""

from pathlib import Path

from govcrawl.circulars.clean import clean
from govcrawl.circulars.documents import html_tables, is_html
from govcrawl.circulars.tables import read_tables
from govcrawl.register.delimited import DelimitedError, read_delimited
from govcrawl.register.grid import Sheet
from govcrawl.register.remarks import RegisterFileError, RowRemark, cell_name
from govcrawl.register.workbook import BROKEN, read_workbook

__all__ = ["Sheet", "read_parts", "read_sheets"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_NO_TABLES = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TEXT_SUFFIXES = {".txt", ".md"}


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a CSV, XLSX or text file, cells as text. The content decides what it is, not the suffix.

    Raises RegisterFileError where the file is missing, unreadable, empty, an old workbook, of no known encoding, or where
    a part of it cannot be read as rows.
    """
    sheets = read_parts(path)
    for sheet in sheets:
        for remark in sheet.broken:
            raise RegisterFileError(remark)
    return sheets


def read_parts(path: Path) -> tuple[Sheet, ...]:
    """As `read_sheets`, but what cannot be read as rows stands in `Sheet.broken` and the rest is read."""
    body = _body(path)
    if body.startswith(_ZIP):
        try:
            return read_workbook(body)
        except BROKEN as error:
            if b"word/document.xml" in body:
                raise _refuse(path, "file_no_table", "Word") from error
            raise _refuse(path, "file_broken", str(error)) from error
    if is_html(body):
        return tuple(Sheet("", tuple(map(tuple, rows))) for rows in html_tables(body))
    text = _decode(path, body)
    if path.suffix.lower() in _TEXT_SUFFIXES and (tables := read_tables(clean(text).text)):
        return tuple(Sheet(table.title, (table.header, *table.rows)) for table in tables)
    return (_delimited(path, text),)


def _body(path: Path) -> bytes:
    if path.is_dir():
        raise _refuse(path, "file_is_folder")
    try:
        body = path.read_bytes()
    except FileNotFoundError as error:
        raise _refuse(path, "file_missing") from error
    except OSError as error:
        raise _refuse(path, "file_unreadable", error.strerror) from error
    if not body.strip():
        raise _refuse(path, "file_empty")
    if body.startswith(_OLE):
        raise _refuse(path, "file_old_excel")
    if kind := next((kind for mark, kind in _NO_TABLES.items() if body.startswith(mark)), None):
        raise _refuse(path, "file_no_table", kind)
    return body


def _delimited(path: Path, text: str) -> Sheet:
    try:
        rows, quotes = read_delimited(text)
    except DelimitedError as error:
        raise _refuse(path, "file_unreadable", str(error)) from error
    broken = tuple(
        RowRemark(
            path.name, "", quote.row + 1, cell_name(quote.column, quote.row + 1), "quote_open", {"lines": quote.lines}
        )
        for quote in quotes
    )
    return Sheet("", rows, broken=broken)


def _decode(path: Path, body: bytes) -> str:
    for encoding in _encodings(body):
        try:
            text = body.decode(encoding)
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text
    raise _refuse(path, "file_encoding")


def _encodings(body: bytes) -> tuple[str, ...]:
    if body.startswith(_UTF16):
        return ("utf-16",)
    if b"\x00" in body:  # UTF-16 without its mark: the zeros of commas and digits tell which half comes first
        return ("utf-16-le", "utf-16-be") if body[1::2].count(0) >= body[::2].count(0) else ("utf-16-be", "utf-16-le")
    return "utf-8-sig", "gb18030"


def _refuse(path: Path, key: str, found: object = "") -> RegisterFileError:
    return RegisterFileError(RowRemark(path.name, "", 0, "", key, {"found": found}))
