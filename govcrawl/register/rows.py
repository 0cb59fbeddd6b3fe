"""One row of a register becomes a Site, or the remarks that say why it cannot."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from govcrawl.extract.text import squeeze
from govcrawl.model.site import Site
from govcrawl.model.site_id_code import SiteIdCode, SiteIdCodeError, parse_site_id_code
from govcrawl.model.vocabulary import SiteKind, SiteLevel, SiteState
from govcrawl.register.cells import read_answer, read_date, read_period, read_urls
from govcrawl.register.guess import guess_kind, guess_level, read_kind, read_level
from govcrawl.register.headers import WORDS, bare_word, words_of
from govcrawl.register.remarks import RowRemark, cell_name

_STATES = words_of("states")
_BLANK = frozenset(WORDS["rows"]["blank"])
_MAY_BE_BLANK = frozenset(
    {
        "url",
        "kind",
        "level",
        "region",
        "region_code",
        "host_unit",
        "state",
        "offline_from",
        "offline_to",
        "offline_approval",
    }
)
_OFFLINE = re.compile(WORDS["rows"]["offline"])
_NOT_OFFLINE = re.compile(WORDS["rows"]["not_offline"])
_STATE_COLUMNS = ("state", "offline_from", "offline_to", "offline_approval")
_TOLD_BY = {"kind": ("kind", "is_portal"), "level": ("level", "kind")} | dict.fromkeys(_STATE_COLUMNS, _STATE_COLUMNS)
"""Fields of a site that other columns than their own say, too."""


@dataclass(slots=True)
class Row:
    """A row with its place in the file; remarks gather while it is read."""

    file: str
    sheet: str
    number: int
    columns: Mapping[str, int]
    cells: tuple[str, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    """Where the cell of a column leads when it is clicked."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of the sites read before, by code: a sheet that only adds to them (临时下线) may do without."""
    errors: list[RowRemark] = field(default_factory=list)
    notes: list[RowRemark] = field(default_factory=list)

    def text(self, column: str) -> str:
        """The cell's text without superfluous blanks; empty where the column or the cell is missing or says 无, / or —."""
        index = self.columns.get(column, len(self.cells))
        text = squeeze(self.cells[index]) if index < len(self.cells) else ""
        return "" if column in _MAY_BE_BLANK and text.strip().lower() in _BLANK else text

    def remark(self, column: str, key: str, **values: object) -> RowRemark:
        """A remark on a cell of this row (on the row where the column does not exist)."""
        index = self.columns.get(column)
        cell = "" if index is None else cell_name(index, self.number)
        return RowRemark(self.file, self.sheet, self.number, cell, key, values)

    def refuse(self, column: str, key: str, **values: object) -> None:
        """Note an error: the row does not go in."""
        self.errors.append(self.remark(column, key, **values))


def read_row(row: Row) -> Site | None:
    """The site of a row, or None with at least one error in `row.errors`; every bad cell of the row is named."""
    code = _read_code(row)
    name = row.text("name") or (row.names.get(code.text, "") if code and "name" not in row.columns else "")
    if not name:
        row.refuse("name", "name_empty")
    state, starts, ends = _read_state(row)
    url = _read_url(row, state)
    region_code = _read_region_code(row, code)
    kind_and_level = _read_kind_and_level(row, name, code)
    if row.errors or code is None or kind_and_level is None:
        return None
    approval = row.text("offline_approval") or None
    row.notes += _state_notes(row, state, starts, ends, approval)
    return Site(
        site_id_code=code.text,
        name=name,
        url=url,
        kind=kind_and_level[0],
        level=kind_and_level[1],
        host_unit=row.text("host_unit") or None,
        region_code=region_code,
        region=row.text("region") or None,
        state=state,
        offline_from=starts,
        offline_to=ends,
        offline_approval=approval,
    )


def _read_code(row: Row) -> SiteIdCode | None:
    try:
        return parse_site_id_code(row.text("site_id_code"))
    except SiteIdCodeError as error:
        row.refuse("site_id_code", f"code_{error.problem}", found=error.found, length=len(error.found))
        return None


def told_fields(row: Row) -> frozenset[str]:
    """The fields of the row's site that the row says something of; what an empty cell leaves open the register may know."""
    told = {name for name in Site.__slots__ if any(row.text(column) for column in _TOLD_BY.get(name, (name,)))}
    return frozenset(told | ({"url"} if any(map(row.links.get, ("url", "name"))) else set()))


def _state_notes(
    row: Row, state: SiteState, starts: date | None, ends: date | None, approval: str | None
) -> Iterator[RowRemark]:
    """What makes one ask whether the site runs, or for how long it does not."""
    if state is SiteState.TEMPORARILY_OFFLINE and not approval:
        yield row.remark("offline_approval", "note_no_approval")
    elif state is SiteState.TEMPORARILY_OFFLINE and not ends:
        yield row.remark("offline_to", "note_no_end")
    if state is SiteState.RUNNING and (starts or ends or approval):
        yield row.remark("state", "note_running_offline")
    elif state is SiteState.RUNNING and (found := _offline_elsewhere(row)):
        yield row.remark("state", "note_maybe_offline", found=found)


def _offline_elsewhere(row: Row) -> str | None:
    """A cell that speaks of being offline though no column that we know says it."""
    ours = {index for column, index in row.columns.items() if column in ("url", *_STATE_COLUMNS)}
    cells = (squeeze(cell) for index, cell in enumerate(row.cells) if index not in ours)
    return next((cell for cell in cells if _OFFLINE.search(_NOT_OFFLINE.sub("", cell))), None)


def _read_url(row: Row, state: SiteState) -> str:
    text = row.text("url")
    urls = read_urls(text)
    if not urls:
        # The address behind 点击访问, or behind the site's name where no cell shows an address.
        urls = read_urls(row.links.get("url", "")) or (() if text else read_urls(row.links.get("name", "")))
    if not urls and not text:
        if "url" in row.columns and state is not SiteState.CLOSED:
            row.refuse("url", "url_empty")
        return ""
    if not urls:
        row.refuse("url", "url_bad", found=text)
        return ""
    if len(urls) > 1:
        row.notes.append(row.remark("url", "note_several_urls", url=urls[0]))
    return urls[0]


def _read_region_code(row: Row, code: SiteIdCode | None) -> str | None:
    text = unicodedata.normalize("NFKC", row.text("region_code")).lstrip("'").removesuffix(".0")
    if not text:
        return code.region_code if code else None
    if not text.isascii() or not text.isalnum() or len(text) > 12:
        row.refuse("region_code", "region_code_bad", found=text)
    return text


def _read_kind_and_level(row: Row, name: str, code: SiteIdCode | None) -> tuple[SiteKind, SiteLevel] | None:
    """Explicit columns win: 网站类别 over 是否为门户网 over the name; 层级 over the level in 网站类别 over the code."""
    kind_text, level_text, portal_text = row.text("kind"), row.text("level"), row.text("is_portal")
    kind = read_kind(kind_text) if kind_text else None
    is_portal = read_answer(portal_text) if portal_text else None
    level = read_level(level_text) if level_text else (kind[1] if kind else None)
    if kind_text and not kind:
        row.refuse("kind", "kind_bad", found=kind_text)
    if level_text and not level:
        row.refuse("level", "level_bad", found=level_text)
    if portal_text and is_portal is None:
        row.refuse("is_portal", "is_portal_bad", found=portal_text)
    if code is None:
        return None
    level = level or guess_level(name, code)
    return (kind[0] if kind else guess_kind(name, level, is_portal)), level


def _read_state(row: Row) -> tuple[SiteState, date | None, date | None]:
    starts, ends = _read_offline_days(row)
    text = row.text("state")
    if not text:
        # Dates and approval of an offline period without a word for the state still say what they say.
        is_offline = starts or ends or row.text("offline_approval")
        return (SiteState.TEMPORARILY_OFFLINE if is_offline else SiteState.RUNNING), starts, ends
    word = _STATES.get(bare_word(text))
    if word is None:
        row.refuse("state", "state_bad", found=text)
        return SiteState.RUNNING, starts, ends
    return SiteState(word), starts, ends


def _read_offline_days(row: Row) -> tuple[date | None, date | None]:
    """First and last day offline, each in its cell or both in the first one's."""
    period = read_period(row.text("offline_from"))
    starts, ends = period or (_read_day(row, "offline_from"), None)
    ends = _read_day(row, "offline_to") or ends
    if starts and ends and ends < starts:
        row.refuse("offline_to" if row.text("offline_to") else "offline_from", "dates_reversed", start=starts, to=ends)
    return starts, ends


def _read_day(row: Row, column: str) -> date | None:
    text = row.text(column)
    day = read_date(text) if text else None
    if text and day is None:
        row.refuse(column, "date_bad", found=text)
    return day
