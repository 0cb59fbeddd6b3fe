"""A circular's file as text: pages, Word documents, sheets and plain text; a row of a table becomes a line of cells with bars.

What a merged cell says stands in every cell that it covers, so that a row can be read by itself.
"""

import csv
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.circulars.headers import column_of
from govcrawl.circulars.table import FEWEST_HEADERS
from govcrawl.extract.page import RawPage, open_page
from govcrawl.extract.text import squeeze

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "tr"}
)
_UNSEEN = frozenset({"script", "style", "head", "noscript", "select", "figure"})
_MOST_SPAN = 60
_HEADER_SEARCH_LINES = 10
_TABLE_SHARE = 0.8
"""Of the lines from a header on, that have as many cells as it: a table saved as CSV, not a text with commas."""
_TITLE_CELLS = 2
"""Above a table a sheet has lines of one or two texts: a title, the unit that filled it in."""


class UnreadableDocumentError(ValueError):
    """A file that holds no text to read, or of a kind that is not read here (PDF, pictures, old Word)."""


def document_text(body: bytes) -> str:
    """The text of a file by what its bytes say it is.

    Raises:
        UnreadableDocumentError: it is none of HTML, DOCX, XLSX or text in UTF-8 or GB18030.
    """
    if body.startswith(b"PK"):
        return _office(body)
    if b"\x00" in body[:4096] or body.startswith(b"%PDF"):
        raise UnreadableDocumentError
    if is_html(body):
        return _html(body)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return _with_bars(body.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableDocumentError


def _with_bars(text: str) -> str:
    """A delimited table in bars, before anything takes the comma behind a full stop or an empty cell for a slip of the pen."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    for at, line in enumerate(lines[:_HEADER_SEARCH_LINES]):
        for mark in ",\t":
            header = next(csv.reader((line,), delimiter=mark), [])
            if sum(column_of(cell) is not None for cell in header) < FEWEST_HEADERS:
                continue
            rows = [row for row in csv.reader(lines[at:], delimiter=mark) if any(row)]
            if sum(len(row) == len(header) for row in rows) >= _TABLE_SHARE * len(rows):
                whole = [[_one_line(cell) for cell in row] for row in rows]
                return "".join(lines[:at]) + _bars(whole) + "\n"
    return text


def is_html(body: bytes) -> bool:
    """Whether a file is a page, whatever its name says: many systems export one under the name of a workbook."""
    return any(tag in body[:4096].lower() for tag in (b"<html", b"<body", b"<table", b"<!doctype html"))


def html_tables(body: bytes) -> tuple[list[list[str]], ...]:
    """The tables of a page as rows of cells; a cell that spans columns stands in the first of them."""
    tables = _tree(body).css("table")
    return tuple(_grid(table, across=False) for table in tables if not table.css("table table"))


def _tree(body: bytes) -> LexborHTMLParser:
    return open_page(RawPage(url="http://unknown.invalid/", body=body, headers={}, status=200)).tree


def _html(body: bytes) -> str:
    tree = _tree(body)
    return "" if tree.body is None else "".join(_pieces(tree.body))


def _pieces(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield squeeze(child.text(deep=False))
        elif child.tag == "table" and not child.css("table table"):
            yield "\n" + _bars(_grid(child)) + "\n"
        elif child.tag not in _UNSEEN:
            is_block = child.tag in _BLOCKS
            yield "\n" if is_block else ""
            yield from _pieces(child)
            yield "\n" if is_block else ""


def _grid(table: LexborNode, across: bool = True) -> list[list[str]]:
    """The cells of a table, spans filled with what they say (those to the right only with `across`)."""
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for tr in table.css("tr"):
        row: list[str] = []
        for cell in tr.css("td, th"):
            _let_hang(row, hanging)
            text = _one_line("".join(_pieces(cell)))
            down = _span(cell, "rowspan")
            for number in range(_span(cell, "colspan")):
                text = text if across or not number else ""
                if down > 1:
                    hanging[len(row)] = (down - 1, "" if text.isdecimal() else text)  # a running number stays alone
                row.append(text)
        _let_hang(row, hanging)
        rows.append(row)
    return rows


def _let_hang(row: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Add the cells that hang down from the rows above at this place."""
    while len(row) in hanging:
        left, text = hanging.pop(at := len(row))
        if left > 1:
            hanging[at] = (left - 1, text)
        row.append(text)


def _one_line(text: str) -> str:
    """The lines of a cell as parts of one."""
    return squeeze("；".join(piece.strip() for piece in text.split("\n") if piece.strip()))


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "").strip()
    return min(int(value), _MOST_SPAN) if value.isdecimal() and int(value) else 1


def _bars(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines; a header of two rows becomes one, the lower names where they differ."""
    lines = [list(row) for row in rows if any(row)]
    if (
        len(lines) > 1
        and len(lines[0]) == len(lines[1])
        and any(a == b for a, b in zip(lines[0], lines[1], strict=True))
    ):
        lines[0:2] = [lines[1]]
    return "\n".join("|" + "|".join(cell.replace("|", "/") for cell in line) + "|" for line in lines)


def _office(body: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            names = archive.namelist()
        if any(name.startswith("word/") for name in names):
            return _word(body)
        if any(name.startswith("xl/") for name in names):
            return _sheets(body)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableDocumentError from error
    raise UnreadableDocumentError


def _word(body: bytes) -> str:
    from docx import Document
    from docx.table import Table

    lines = []
    for part in Document(BytesIO(body)).iter_inner_content():
        if isinstance(part, Table):
            lines.append(_bars([[_one_line(cell.text) for cell in row.cells] for row in part.rows]))
        else:
            lines.append(part.text)
    return "\n".join(lines)


def _sheets(body: bytes) -> str:
    from openpyxl import load_workbook

    parts = []
    for sheet in load_workbook(BytesIO(body), data_only=True).worksheets:
        cells = [["" if cell is None else _one_line(str(cell)) for cell in row] for row in sheet.values]
        for area in sheet.merged_cells.ranges:
            _fill(cells, area.bounds)
        first = next((at for at, row in enumerate(cells) if len(set(row) - {""}) > _TITLE_CELLS), len(cells))
        parts += ["".join(dict.fromkeys(row)) for row in cells[:first]]
        parts.append(_bars(cells[first:]))
    return "\n".join(parts)


def _fill(cells: list[list[str]], bounds: tuple[int, int, int, int]) -> None:
    """What a merged area says, in each of its cells; a running number stays alone."""
    left, top, right, bottom = bounds
    text = cells[top - 1][left - 1]
    for row in cells[top - 1 : bottom]:
        row[left - 1 : right] = [text if right > left or not text.isdecimal() else row[left - 1]] * (right - left + 1)
