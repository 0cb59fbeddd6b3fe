"""Find the header row of a table and say which column is which, whatever the order, language and wording."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from opencc import OpenCC

from govcrawl.register.sheets import Sheet

WORDS = tomllib.loads(resources.files(__package__).joinpath("headers.toml").read_text("utf-8"))
"""headers.toml: columns, kinds, levels, states, answers, names, rows."""

_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_HEADER_SEARCH_ROWS = 60


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (index into the sheet's rows) and the index of each known column."""

    at: int
    columns: Mapping[str, int]
    repeated: tuple[tuple[int, str], ...] = ()
    """Columns whose header had been seen before: (index, header text)."""


def find_header(sheet: Sheet) -> Header | None:
    """The row that names most columns, at least the site id code and one more; None where the sheet has none.

    Titles and notes above it are passed over, as annexes of circulars have them.
    """
    found = [(len(names), -at, at) for at, names in _named_rows(sheet) if len(names) >= 2]
    if not found:
        return None
    at = max(found)[2]
    columns: dict[str, int] = {}
    repeated: list[tuple[int, str]] = []
    for index, cell in enumerate(sheet.rows[at]):
        column = column_of(cell)
        if column is None or column == "other":
            continue
        if column in columns:
            repeated.append((index, cell))
        else:
            columns[column] = index
    if "unit" in columns:
        # 单位名称 is the name where there is no 网站名称, else the unit that runs the site.
        columns.setdefault("host_unit" if "name" in columns else "name", columns["unit"])
    if "name" not in columns and "host_unit" in columns:
        columns["name"] = columns["host_unit"]
    return Header(at, columns, tuple(repeated))


def is_header(row: tuple[str, ...]) -> bool:
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


def _simplified(text: str) -> str:
    return text if text.isascii() else _converter().convert(text)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


_COLUMNS = words_of("columns")
