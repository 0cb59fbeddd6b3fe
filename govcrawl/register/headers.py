"""Find the header of a table and say which column is which, whatever the order, language, wording and number of its rows."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from opencc import OpenCC

from govcrawl.register.grid import Sheet

WORDS = tomllib.loads(resources.files(__package__).joinpath("headers.toml").read_text("utf-8"))
"""headers.toml: columns, parts, kinds, levels, states, answers, names, rows."""

_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_HEADER_SEARCH_ROWS = 60
_NUMBERING = re.compile(WORDS["rows"]["numbering"])
_PARTS = {group: re.compile(pattern) for group, pattern in WORDS["parts"].items()}


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header ends (index into the sheet's rows) and the index of each known column."""

    at: int
    columns: Mapping[str, int]
    repeated: tuple[tuple[int, str], ...] = ()
    """Columns whose header had been seen before: (index, header text)."""
    unknown: tuple[tuple[int, str], ...] = ()
    """Columns whose header means nothing to us: (index, header text)."""


def find_header(sheet: Sheet) -> Header | None:
    """The row that names most columns, at least the site id code and one more, with the second row of a header that has two
    (临时下线 over 开始日期, 结束日期, 批复文号); None where the sheet has none.

    Titles and notes above it are passed over, as annexes of circulars have them.
    """
    found = [(len(names), -at, at) for at, names in _named_rows(sheet) if len(names) >= 2]
    if not found:
        return None
    at = max(found)[2]
    lower = at + 1 if _goes_on(sheet, at) else at
    upper = at - 1 if lower == at and _is_group_row(sheet, at - 1) else at
    columns: dict[str, int] = {}
    repeated: list[tuple[int, str]] = []
    unknown: list[tuple[int, str]] = []
    for index, (text, column) in enumerate(_named(sheet, upper, lower)):
        if column is None and bare_word(text):
            unknown.append((index, text))
        if column is None or column == "other":
            continue
        if column in columns:
            repeated.append((index, text))
        else:
            columns[column] = index
    if "unit" in columns:
        # 单位名称 is the name where there is no 网站名称, else the unit that runs the site.
        columns.setdefault("host_unit" if "name" in columns else "name", columns["unit"])
    if "name" not in columns and "host_unit" in columns:
        columns["name"] = columns["host_unit"]
    return Header(_with_numbering(sheet, lower), columns, tuple(repeated), tuple(unknown))


def is_header(row: Sequence[str]) -> bool:
    """Whether a row repeats a header (printed again on the next page of a table)."""
    return any(column_of(cell) == "site_id_code" for cell in row)


def column_of(cell: str) -> str | None:
    """The column that a header cell names, `other` for a known one that is not needed, None for an unknown one."""
    return _COLUMNS.get(bare_word(cell))


def bare_word(text: str) -> str:
    """A header or a coded cell for comparison: half-width, simplified, small letters, no blanks, brackets or `*`."""
    text = unicodedata.normalize("NFKC", text)
    text = _BRACKETS.sub("", _simplified(text))
    return re.sub(r"\s+", "" if re.search(r"[一-鿿]", text) else " ", text).strip(" *:'\"").lower()


def words_of(table: str) -> dict[str, str]:
    """A table of headers.toml turned round: word -> what it means."""
    return {bare_word(word): meaning for meaning, words in WORDS[table].items() for word in words}


def _named_rows(sheet: Sheet) -> list[tuple[int, set[str]]]:
    rows = []
    for at, row in enumerate(sheet.rows[:_HEADER_SEARCH_ROWS]):
        names = {column for cell in row if cell and (column := column_of(cell))}
        if "site_id_code" in names:
            rows.append((at, names))
    return rows


def _goes_on(sheet: Sheet, at: int) -> bool:
    """Whether the row below is the header's second: no code, and nothing below a column's name but the name of a column."""
    if at + 1 >= len(sheet.rows):
        return False
    upper, lower = sheet.rows[at], sheet.rows[at + 1]
    code = next(index for index, cell in enumerate(upper) if column_of(cell) == "site_id_code")
    if sheet.text(at + 1, code) and column_of(sheet.text(at + 1, code)) != "site_id_code":
        return False
    added = [
        (column_of(sheet.text(at, index)), _column_below(sheet, at, at + 1, index))
        for index, cell in enumerate(lower)
        if cell and cell != sheet.text(at, index)
    ]
    # Below 序号 stands the title of a section (门户网站) as well: alone it makes no header.
    return any(new for old, new in added if old is None) and all(
        new for old, new in added if old not in (None, "other")
    )


def _is_group_row(sheet: Sheet, above: int) -> bool:
    """Whether the row above a header holds names of groups; a title is one cell."""
    return above >= 0 and len({cell for cell in sheet.rows[above] if cell}) > 1


def _named(sheet: Sheet, upper: int, lower: int) -> list[tuple[str, str | None]]:
    """(header text, column) of every column."""
    named = []
    for index in range(max(len(sheet.rows[upper]), len(sheet.rows[lower]))):
        above, below = sheet.text(upper, index), sheet.text(lower, index)
        if upper == lower or not bare_word(below) or below == above:
            named.append((above, column_of(above)))
        else:
            text = f"{_group(sheet, upper, index)} {below}".strip()
            named.append((text, _column_below(sheet, upper, lower, index) or column_of(above)))
    return named


def _column_below(sheet: Sheet, upper: int, lower: int, index: int) -> str | None:
    """What a cell of the second header row names: with its group's name (主办单位 名称), alone, or as a part of the group."""
    group, below = _group(sheet, upper, index), sheet.text(lower, index)
    return column_of(group + below) or column_of(below) or _part(bare_word(group), bare_word(below))


def _group(sheet: Sheet, upper: int, index: int) -> str:
    """The name above a cell, or the nearest to its left: a merged area keeps its text in its first cell."""
    return next((text for left in range(index, -1, -1) if (text := sheet.text(upper, left))), "")


def _part(group: str, below: str) -> str | None:
    if not _PARTS["group"].search(group):
        return None
    return next((column for column, words in _PARTS.items() if column != "group" and words.search(below)), None)


def _with_numbering(sheet: Sheet, at: int) -> int:
    """Forms number their columns (栏次: 甲 乙 1 2 3) below the header."""
    cells = [cell for cell in sheet.rows[at + 1] if cell] if at + 1 < len(sheet.rows) else []
    return at + 1 if len(cells) > 2 and all(_NUMBERING.fullmatch(bare_word(cell) or cell) for cell in cells) else at


def _simplified(text: str) -> str:
    return text if text.isascii() else _converter().convert(text)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


_COLUMNS = words_of("columns")
