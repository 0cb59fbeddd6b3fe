"""Delimited text (CSV, TSV) as rows, a record at a time: a quote that is never closed costs its own row, not all below it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_DELIMITERS = ",\t;|"
_TEXT_GUARD = re.compile(r'="(.*)"', re.DOTALL)
_CODE = re.compile(r"(?<!\d)(?:\d{10}|(?:bm|BT)\d{8})(?!\d)", re.IGNORECASE)
_UNENDED = "unexpected end of data"


class DelimitedError(ValueError):
    """The text cannot be read as a table at all; the message names the line."""


@dataclass(frozen=True, slots=True)
class OpenQuote:
    """A cell whose quote is not closed in its row: index of row and column, and the lines that it would have swallowed."""

    row: int
    column: int
    lines: int


def read_delimited(text: str) -> tuple[tuple[tuple[str, ...], ...], tuple[OpenQuote, ...]]:
    """The rows, and the cells whose quote stays open; such a row is empty and the lines below it are rows again."""
    lines = io.StringIO(text, newline="").readlines()
    mark = max(_DELIMITERS, key=lambda one: _regularity(lines[:200], one))
    rows: list[tuple[str, ...]] = []
    quotes: list[OpenQuote] = []
    for cells, quote in _records(lines, mark):
        if quote is not None:
            quotes.append(OpenQuote(len(rows), *quote))
        rows.append(tuple(_bare(cell) for cell in cells))
    return tuple(rows), tuple(quotes)


def _records(lines: list[str], mark: str) -> Iterator[tuple[list[str], tuple[int, int] | None]]:
    at = 0
    while at < len(lines):
        more = range(at, len(lines) if '"' in lines[at] else at + 1)
        reader = csv.reader((lines[number] for number in more), delimiter=mark, strict=True)
        error = ""
        cells: list[str] = []
        try:
            cells = next(reader)
        except csv.Error as raised:
            error = str(raised)
            if "field limit" in error:
                raise DelimitedError(f"第 {at + 1} 行，{error}") from raised
        except StopIteration:
            pass
        used = max(reader.line_num, 1)
        if used == 1 and error != _UNENDED:
            # A quote inside one line ("某局"分站) is forgiven, as spreadsheets do.
            yield cells if not error else next(csv.reader((lines[at],), delimiter=mark)), None
            at += 1
        elif error or any(_has_swallowed(cell, mark) for cell in cells):
            column = len(next(csv.reader((lines[at],), delimiter=mark))) - 1
            yield [], (column, used)
            at += 1
        else:
            yield cells, None
            at += used


def _has_swallowed(cell: str, mark: str) -> bool:
    """Whether a cell holds a whole row of a register below its first line."""
    below = cell.splitlines()[1:]
    return any(mark in line and _CODE.search(line) for line in below)


def _bare(cell: str) -> str:
    """A cell without the guard (="4210000001") by which Excel keeps digits as text."""
    guarded = _TEXT_GUARD.fullmatch(cell.strip())
    return guarded[1].strip() if guarded else cell.strip()


def _regularity(lines: Iterable[str], mark: str) -> int:
    """How many lines hold the mark at least once: commas inside Chinese cells are full-width and do not count."""
    return sum(mark in line for line in lines)
