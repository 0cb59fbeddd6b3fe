"""Tables whose cells stand a line each, with or without a closing `|`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govcrawl.circulars.alignment import align
from govcrawl.circulars.headers import LEAVES, PARENTS, TOTALS, bare_header, column_of
from govcrawl.circulars.table import FEWEST_HEADERS, CircularTable, title_above

_LONGEST_HEADER = 24
_WIDEST = 40
_CLEAR_RUN = 4
_NUMBER_SLIP = 3
_NUMBERED_CELL = re.compile(r"\s*\d{1,4}\s*\|")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    line: int


def cell_a_line(lines: Sequence[str], at: int) -> CircularTable | None:
    """Cells as lines, with or without a closing `|`; rows are found by their running number or by the header's width."""
    first = lines[at].rstrip(" |").strip()
    if not column_of(first) or len(lines[at]) > _LONGEST_HEADER:
        return None
    cells = list(_cells(lines, at))
    start = next((i for i, cell in enumerate(cells[:_WIDEST]) if i and cell.text == "1"), None)
    if start is not None and column_of(first) == "number":
        names = [cell.text for cell in cells[:start]]
        if sum(column_of(name) is not None for name in names) < FEWEST_HEADERS:
            return None
        width = _width(cells, start, names)
        header, columns = _leaves(names, width)
        rows, totals, end = _numbered_rows(cells, start, columns)
    else:
        names = [cell.text for cell in _leading_headers(cells)]
        if len(names) < FEWEST_HEADERS:
            return None
        header, columns = _leaves(names, len(names))
        rows, totals, end = _counted_rows(cells, len(names), columns)
    end_line = cells[end - 1].line + 1
    return CircularTable(title_above(lines, at), header, columns, tuple(rows), tuple(totals), at, end_line)


def _cells(lines: Sequence[str], at: int) -> Iterator[_Cell]:
    """The cells from a line on. Where lines end in `|` an empty cell counts and a cell may run over several lines; a lone
    `|` above the header means that one stands above every row."""
    if not lines[at].rstrip().endswith("|"):
        for number, line in enumerate(lines[at:], at):
            if line.strip():
                yield _Cell(line.strip(), number)
        return
    has_row_marks = at > 0 and lines[at - 1].strip() == "|"
    pending: list[str] = []
    for number, line in enumerate(lines[at:], at):
        if has_row_marks and line.strip() == "|" and _NUMBERED_CELL.match("".join(lines[number + 1 : number + 2])):
            continue
        pieces = line.split("|")
        for piece in pieces[:-1]:
            yield _Cell(" ".join([*pending, piece.strip()]).strip(), number)
            pending = []
        if pieces[-1].strip():
            pending.append(pieces[-1].strip())
    if pending:
        yield _Cell(" ".join(pending), len(lines) - 1)


def _width(cells: Sequence[_Cell], start: int, names: Sequence[str]) -> int:
    """How many cells a row has: as the header says, unless the running numbers stand clearly at another distance (a header
    in two rows with names that are not known)."""

    def run(width: int) -> int:
        length = 0
        while start + length * width < len(cells) and cells[start + length * width].text == str(length + 1):
            length += 1
        return length

    columns = [column_of(name) for name in names]
    has_leaves = columns[-1] in LEAVES
    said = len(names) - sum(column in PARENTS for column in columns) * has_leaves
    length, width = max((run(width), -width) for width in range(2, _WIDEST))
    return -width if length >= _CLEAR_RUN and run(said) < 2 else said


def _leaves(names: Sequence[str], width: int) -> tuple[tuple[str, ...], tuple[str | None, ...]]:
    """Header texts and columns of the data's width. A header in two rows names parents first, then the leaves under them."""
    columns = [column_of(name) for name in names]
    if len(names) == width:
        return tuple(names), tuple(columns)
    tail = len(names)
    while tail and columns[tail - 1] in LEAVES:
        tail -= 1
    leaves = list(names[tail:])
    parents = [i for i in range(tail) if columns[i] in PARENTS]
    if not parents or len(leaves) % len(parents) or tail - len(parents) + len(leaves) != width:
        padded = [*names[:width], *[""] * (width - len(names))]
        return tuple(padded), tuple(column_of(name) for name in padded)
    share = len(leaves) // len(parents)
    texts: list[str] = []
    words: list[str | None] = []
    for i in range(tail):
        if i not in parents:
            texts.append(names[i])
            words.append(columns[i])
            continue
        mine = [leaves.pop(0) for _ in range(share)]
        texts += [f"{names[i]} {leaf}" for leaf in mine]
        words += [f"{columns[i]}.{column_of(leaf)}" for leaf in mine]
    return tuple(texts), tuple(words)


def _numbered_rows(
    cells: Sequence[_Cell], start: int, columns: Sequence[str | None]
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]], int]:
    width, number, at = len(columns), 1, start
    rows: list[tuple[str, ...]] = []
    while at < len(cells) and _may_be(cells[at].text, number):
        number = int(cells[at].text) + 1
        end = _next_row(cells, at, number, width)
        rows.append(align([cell.text for cell in cells[at:end]], columns))
        at = end
    totals: list[tuple[str, ...]] = []
    while at < len(cells) and bare_header(cells[at].text) in TOTALS:
        end = at + 1
        while end < len(cells) and end - at < width and _is_figure(cells[end].text):
            end += 1
        blank = [""] * (width - (end - at))
        totals.append((*blank, *(cell.text for cell in cells[at:end])))
        at = end
    return rows, totals, at


def _may_be(text: str, number: int) -> bool:
    """Whether a cell is the running number that is due, slips of the printed numbering forgiven."""
    return text.isdigit() and abs(int(text) - number) <= _NUMBER_SLIP


def _is_figure(text: str) -> bool:
    return not text or bool(re.fullmatch(r"[\d,.]+[%％]?|[-—/]", text))


def _next_row(cells: Sequence[_Cell], at: int, number: int, width: int) -> int:
    """Where the row that begins at `at` ends: at the next running number, nearest to the table's width."""
    nearest_first = sorted(range(2, width + 4), key=lambda size: (abs(size - width), size))
    for size in nearest_first:
        if at + size < len(cells) and cells[at + size].text == str(number):
            return at + size
    return min(at + width, len(cells))


def _leading_headers(cells: Sequence[_Cell]) -> list[_Cell]:
    names: list[_Cell] = []
    for cell in cells[:_WIDEST]:
        if column_of(cell.text) is None:
            break
        names.append(cell)
    return names


def _counted_rows(
    cells: Sequence[_Cell], start: int, columns: Sequence[str | None]
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]], int]:
    """Rows without a running number: as many cells as the header has, as long as the typed columns fit."""
    width, at = len(columns), start
    rows: list[tuple[str, ...]] = []
    totals: list[tuple[str, ...]] = []
    while at + width <= len(cells):
        row = tuple(cell.text for cell in cells[at : at + width])
        if not _plausible(row, columns):
            break
        (totals if bare_header(row[0]) in TOTALS else rows).append(row)
        at += width
    return rows, totals, at


def _plausible(row: Sequence[str], columns: Sequence[str | None]) -> bool:
    figures = {"running", "inspected", "problem_sites", "pass_rate", "score"}
    return all(_is_figure(cell) for cell, column in zip(row, columns, strict=True) if column in figures) and all(
        len(cell) <= 2 * _LONGEST_HEADER
        for cell, column in zip(row, columns, strict=True)
        if column in ("name", "region")
    )
