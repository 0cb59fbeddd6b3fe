"""The register of sites out of a table file: every good row goes in, every bad one is named with its cell and cure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from govcrawl.circulars.clean import clean, is_traditional
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteState
from govcrawl.register.grid import Sheet
from govcrawl.register.headers import WORDS, Header, bare_word, find_header, is_header
from govcrawl.register.merge import completed
from govcrawl.register.notes import sheet_notes
from govcrawl.register.remarks import RegisterFileError, RowRemark
from govcrawl.register.rows import Row, read_row, told_fields
from govcrawl.register.sheets import read_parts

_REMARK = re.compile(WORDS["rows"]["remark"], re.IGNORECASE)
_TOTALS = frozenset(WORDS["rows"]["totals"])


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """The sites in the file's order, the rows refused and what else the keeper should know."""

    sites: tuple[Site, ...]
    errors: tuple[RowRemark, ...] = ()
    notes: tuple[RowRemark, ...] = ()
    told: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What the file says of each site, by its code: fields of Site. The others are guesses and defaults, which must not
    replace what the register knows."""


@dataclass(slots=True)
class _Reading:
    file: str
    sites: list[Site] = field(default_factory=list)
    errors: list[RowRemark] = field(default_factory=list)
    notes: list[RowRemark] = field(default_factory=list)
    code_seen: dict[str, tuple[str, int]] = field(default_factory=dict)
    url_seen: dict[str, int] = field(default_factory=dict)
    told: dict[str, frozenset[str]] = field(default_factory=dict)
    index_of: dict[str, int] = field(default_factory=dict)
    homeless: list[tuple[RowRemark, range]] = field(default_factory=list)
    """Sheets without a column of addresses, and the indexes of their sites: another sheet may give the addresses."""


def read_register(path: Path | str) -> RegisterReading:
    """Read a CSV, XLSX or circular text file.

    Raises RegisterFileError where the file as a whole is no register: missing, unreadable, empty, or without a header that
    names the site id code.
    """
    path = Path(path)
    sheets = read_parts(path)
    reading = _Reading(path.name)
    headers = [(sheet, find_header(sheet)) for sheet in map(_readable, sheets)]
    if not any(header and not sheet.is_hidden for sheet, header in headers):
        raise RegisterFileError(RowRemark(path.name, "", 0, "", _no_table(headers)))
    for sheet, header in headers:
        reading.errors += sheet.broken
        if header and sheet.is_hidden:
            reading.notes.append(RowRemark(path.name, sheet.name, sheet.first_row, "", "note_hidden_sheet"))
        elif header:
            _read_sheet(reading, sheet, header)
        elif any(any(row) for row in sheet.rows):
            reading.notes.append(RowRemark(path.name, sheet.name, sheet.first_row, "", "note_no_table"))
    for note, indexes in reading.homeless:
        if count := sum(not reading.sites[at].url for at in indexes):
            reading.notes.append(replace(note, values={"count": count}))
    if not (reading.sites or reading.errors):
        raise RegisterFileError(RowRemark(path.name, "", 0, "", "file_no_rows"))
    errors = sorted(reading.errors, key=lambda error: (error.sheet, error.row)) if len(sheets) == 1 else reading.errors
    return RegisterReading(tuple(reading.sites), tuple(errors), tuple(reading.notes), reading.told)


def _no_table(headers: Sequence[tuple[Sheet, Header | None]]) -> str:
    return "file_all_hidden" if any(header for _, header in headers) else "file_no_header"


def _readable(sheet: Sheet) -> Sheet:
    """Merged cells filled. Tables taken from mirrors carry traditional characters and pinyin glosses; tables as offices keep
    them stay untouched."""
    sheet = sheet.filled_down()
    if not is_traditional("".join(cell for row in sheet.rows for cell in row)):
        return sheet
    return replace(sheet, rows=tuple(tuple(clean(cell).text for cell in row) for row in sheet.rows))


def _read_sheet(reading: _Reading, sheet: Sheet, header: Header) -> None:
    before = len(reading.sites)
    names = {site.site_id_code: site.name for site in reading.sites}
    for at, cells in enumerate(sheet.rows[header.at + 1 :], header.at + 1):
        links = {column: sheet.links.get((at, index), "") for column, index in header.columns.items()}
        _read_one(reading, Row(reading.file, sheet.name, sheet.first_row + at, header.columns, cells, links, names))
    reading.notes += sheet_notes(reading.file, sheet, header)
    if "url" not in header.columns:
        place = RowRemark(reading.file, sheet.name, sheet.first_row + header.at, "", "note_no_url_column")
        reading.homeless.append((place, range(before, len(reading.sites))))


def _read_one(reading: _Reading, row: Row) -> None:
    if not any(row.cells) or is_header(row.cells):
        return
    if not_a_site := _not_a_site(row):
        reading.notes.append(row.remark("", "note_not_a_site", found=not_a_site))
        return
    site = read_row(row)
    if site and site.site_id_code in reading.code_seen:
        _take_again(reading, row, site)
        site = None
    reading.errors += row.errors
    if site is None:
        return
    reading.index_of[site.site_id_code] = len(reading.sites)
    reading.sites.append(site)
    reading.told[site.site_id_code] = told_fields(row)
    reading.notes += row.notes
    reading.code_seen[site.site_id_code] = (row.sheet, row.number)
    first = reading.url_seen.setdefault(site.url, row.number)
    if site.url and first != row.number:
        reading.notes.append(row.remark("url", "note_same_url", first=first, url=site.url))


def _take_again(reading: _Reading, row: Row, site: Site) -> None:
    """A code that stood in the table already: the row completes the site from another sheet, or is refused."""
    code = site.site_id_code
    sheet, first = reading.code_seen[code]
    at = reading.index_of[code]
    told, also = reading.told[code], told_fields(row)
    known = reading.sites[at]
    if sheet != row.sheet and (whole := completed(known, told, site, also)):
        reading.sites[at], reading.told[code] = whole, told | also
        reading.notes.append(row.remark("site_id_code", "note_completed", first=first, first_sheet=sheet))
        return
    key = "code_twice" if sheet == row.sheet else "code_twice_in_sheets"
    if known.state is SiteState.RUNNING and site.state is not SiteState.RUNNING:
        key = "code_twice_offline"
    row.refuse("site_id_code", key, code=code, first=first, first_sheet=sheet)


def _not_a_site(row: Row) -> str | None:
    """Sums, footnotes and section titles: what its first word or a lonely cell shows to be no site."""
    filled = [cell for cell in row.cells if cell.strip()]
    words = [bare_word(cell) for cell in filled[:2]]
    if any(word in _TOTALS for word in words):
        return filled[0]
    if code := row.text("site_id_code"):
        # The title of a section, where the codes stand in the first column.
        return filled[0] if len(filled) == 1 and not any(map(str.isdigit, code)) else None
    return filled[0] if len(filled) == 1 or _REMARK.search(words[0]) else None
