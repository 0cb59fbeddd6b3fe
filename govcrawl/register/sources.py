"""The source list: items of the State Council's site that others must re-post, out of a table file."""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

from govcrawl.model.items import SourceItem
from govcrawl.register.headers import bare_word
from govcrawl.register.remarks import RegisterFileError, RowRemark
from govcrawl.register.sheets import Sheet, read_sheets

SHANGHAI = ZoneInfo("Asia/Shanghai")
_WORDS: dict[str, list[str]] = tomllib.loads(resources.files(__package__).joinpath("sources.toml").read_text("utf-8"))[
    "columns"
]
_COLUMNS = {bare_word(word): column for column, words in _WORDS.items() for word in words}
_INSTANT = re.compile(
    r"(?P<year>20\d\d)\D{1,2}(?P<month>\d\d?)\D{1,2}(?P<day>\d\d?)日?(?:[T\s]*(?P<hour>\d\d?)[:：时](?P<minute>\d\d))?"
)
_HEADER_SEARCH_ROWS = 20


@dataclass(frozen=True, slots=True)
class SourceReading:
    """The items in the file's order, and the rows refused."""

    items: tuple[SourceItem, ...]
    errors: tuple[RowRemark, ...] = ()


def read_sources(path: Path) -> SourceReading:
    """Read a CSV or XLSX list with a title and a time of publication (Asia/Shanghai) a row, and an address if there is one.

    Raises RegisterFileError where the file cannot be read or no row of its first sheets names those columns.
    """
    tables = [(sheet, found) for sheet in read_sheets(path) if (found := _header(sheet))]
    if not tables:
        raise RegisterFileError(RowRemark(path.name, "", 0, "", "sources_no_header"))
    items: list[SourceItem] = []
    errors: list[RowRemark] = []
    for sheet, (at, columns) in tables:
        for number, cells in enumerate(sheet.rows[at + 1 :], sheet.first_row + at + 1):
            if any(cells):
                read = _row(cells, columns)
                items += [read] if isinstance(read, SourceItem) else []
                errors += [] if isinstance(read, SourceItem) else [RowRemark(path.name, sheet.name, number, "", read)]
    return SourceReading(tuple(items), tuple(errors))


def read_instant(text: str) -> tuple[datetime, bool] | None:
    """A time of publication in Shanghai and whether its hour is told; None where the text holds no day that exists."""
    match = _INSTANT.search(text)
    if match is None:
        return None
    hour, minute = int(match["hour"] or 0), int(match["minute"] or 0)
    try:
        day = datetime(int(match["year"]), int(match["month"]), int(match["day"]), hour, minute, tzinfo=SHANGHAI)
    except ValueError:
        return None
    return day, match["hour"] is not None


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(sheet.rows[:_HEADER_SEARCH_ROWS]):
        columns = {column: index for index, cell in enumerate(row) if (column := _COLUMNS.get(bare_word(cell)))}
        if {"title", "published"} <= columns.keys():
            return at, columns
    return None


def _row(cells: tuple[str, ...], columns: dict[str, int]) -> SourceItem | str:
    """The item of a row, or the key of the message that says what it lacks."""
    text = {name: cells[index].strip() if index < len(cells) else "" for name, index in columns.items()}
    instant = read_instant(text["published"])
    if not text["title"]:
        return "sources_no_title"
    if instant is None:
        return "sources_no_time"
    return SourceItem(text["title"], text.get("url", ""), *instant)
