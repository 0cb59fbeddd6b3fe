"""Rows of the tables that an office hands in: found below their header wherever it stands, every cell with its name.

CSV (UTF-8, GB18030, UTF-16, with or without a mark) or XLSX. Headers are compared as the register's are: full-width forms,
blanks, line breaks and brackets do not matter. These figures go into print: one bad cell refuses the file.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl.utils import get_column_letter

from govcrawl.register.cells import read_date
from govcrawl.register.headers import WORDS, bare_word
from govcrawl.register.sheets import Sheet, read_sheets
from govcrawl.reports.words import table

_MAX_HEADER_ROW = 20
_TOTALS = frozenset(WORDS["rows"]["totals"])
_REMARK = re.compile(WORDS["rows"]["remark"])
_COUNT = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?\s*(?:人次|人|条|个|次|件|期|家|起|项|天)?")


class ImportFileError(ValueError):
    """A file that cannot be used; the message is one Chinese line with file, cell and cure."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column word. `place` names the file and sheet, `number` is the row as a spreadsheet shows it."""

    place: str
    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]
    is_total: bool = False
    is_subtotal: bool = False

    def refusal(self, column: str, message: str) -> ImportFileError:
        """The error that names the cell of `column`."""
        return ImportFileError(f"{self.name(column)}：{message}")

    def name(self, column: str) -> str:
        """Where the cell of `column` stands: people.csv 第 4 行（B4）."""
        cell = f"（{get_column_letter(self.columns[column] + 1)}{self.number}）" if column in self.columns else ""
        return f"{self.place} 第 {self.number} 行{cell}"

    def text(self, column: str) -> str:
        """The cell as text; empty where the column or the cell is missing."""
        return self.cells.get(column, "")

    def count(self, column: str) -> int:
        """The whole number of a cell: ３, 1,204 and 3人 are numbers. Raises ImportFileError for anything else."""
        text = self.text(column)
        if not text:
            raise self.refusal(column, "数字为空，请填写整数（没有的填 0；合并的单元格请拆开逐行填写）")
        count = read_count(text)
        if count is None:
            raise self.refusal(column, f"“{text}”不是数字，请填写整数")
        return count

    def day(self, column: str) -> date | None:
        """The day of a cell, None where it is empty. Raises ImportFileError for anything that is no date."""
        text = self.text(column)
        if not text:
            return None
        day = read_date(text)
        if day is None:
            raise self.refusal(column, f"日期“{text}”无法识别，请按 2026-11-22 的格式填写")
        return day


def read_count(text: str) -> int | None:
    """A whole number as people write it (３, 1,204, 3人), or None."""
    match = _COUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return None if match is None else int(match[1].replace(",", ""))


def rows_below(path: Path, kind: str, needed: Sequence[str], *, one_sheet: bool = True) -> Iterator[Row]:
    """The rows of every sheet whose header has all `needed` columns of `imports.toml`; total rows are marked, notes left out.

    Raises ImportFileError where no sheet has them or, with `one_sheet`, where several have: figures would be added twice.
    """
    synonyms = columns_of(kind)
    yield from rows_where(
        path, synonyms, lambda found: all(one in found for one in needed), needed, one_sheet=one_sheet
    )


def rows_where(
    path: Path,
    synonyms: Mapping[str, Sequence[str]],
    is_header: Callable[[Mapping[str, int]], bool],
    needed: Sequence[str],
    *,
    one_sheet: bool = True,
) -> Iterator[Row]:
    """As `rows_below`, for columns of any kind; `is_header` says whether the columns that were found suffice."""
    words = {bare_word(text): column for column, texts in synonyms.items() for text in texts}
    found = [(sheet, *header) for sheet in read_sheets(path) if (header := _header(sheet, words, is_header))]
    if not found:
        names = "、".join(synonyms[column][0] for column in needed)
        raise ImportFileError(f"{path.name}：找不到表头，须有列 {names}；请把列名写在数据上方的一行里")
    if one_sheet and len(found) > 1:
        names = "、".join(sheet.name for sheet, *_ in found)
        raise ImportFileError(f"{path.name}：工作表 {names} 都有这些列，会重复计数；请只保留一张")
    for sheet, at, columns in found:
        yield from _rows(sheet, at, columns, f"{path.name} {sheet.name}".strip())


def columns_of(kind: str) -> Mapping[str, Sequence[str]]:
    """The columns of a kind of file with the headers under which they are met."""
    return {column: texts for column, texts in table("imports")[kind].items() if isinstance(texts, list)}


def _header(
    sheet: Sheet, words: Mapping[str, str], is_header: Callable[[Mapping[str, int]], bool]
) -> tuple[int, Mapping[str, int]] | None:
    """Index of the header's last row, and the columns. A header of two rows has its upper cells merged over both."""
    for at, row in enumerate(sheet.rows[:_MAX_HEADER_ROW]):
        above = sheet.rows[at - 1] if at else ()
        for header in (row, _joined(above, row)):
            bare = [bare_word(cell) for cell in header]
            columns = {words[text]: index for index, text in reversed([*enumerate(bare)]) if text in words}
            if is_header(columns):
                return at, columns
    return None


def _joined(above: Sequence[str], row: Sequence[str]) -> list[str]:
    return [cell or (above[index] if index < len(above) else "") for index, cell in enumerate(row)]


def _rows(sheet: Sheet, at: int, columns: Mapping[str, int], place: str) -> Iterator[Row]:
    for number, cells in enumerate(sheet.rows[at + 1 :], sheet.first_row + at + 1):
        said = [cell.strip() for cell in cells if cell.strip()]
        named = {column: cells[index].strip() if index < len(cells) else "" for column, index in columns.items()}
        if not any(named.values()) or _REMARK.match(said[0]):
            continue
        bare = {bare_word(cell) for cell in said}
        yield Row(place, number, named, columns, bool(bare & _TOTALS), "小计" in bare)
