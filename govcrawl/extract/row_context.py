"""What a row's date borrows from around it: heads of table columns, a year above the rows, attributes of its elements."""

import calendar
import re
from datetime import date
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from govcrawl.extract.cues import shape
from govcrawl.extract.dates import Found, date_in_payload, find_dates
from govcrawl.extract.day_order import straightened
from govcrawl.extract.page import Page
from govcrawl.extract.row_dates import TIME, is_publication
from govcrawl.extract.rows import Row
from govcrawl.extract.text import narrow, squeeze
from govcrawl.extract.visible import ELEMENT_END

_DATED_HEAD = re.compile(r"日期|时间|期限|截止|有效期")
_LONGEST_HEAD = 12
_YEAR_HEAD = re.compile(
    r"\W{0,3}((?:19|20)\d\d)\s?(?:年度?\s?(?:(1[0-2]|0?[1-9])月份?)?|[-./](1[0-2]|0?[1-9]))?\W{0,3}"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_TEXT = shape(rb">[^<>0-9a-z_]{0,12}(?:19|20)[^<>]{2,8}[^<>0-9a-z]{0,36}(?:[^<>]{1,8}[^<>0-9a-z]{0,20})?<")
"""What every heading of a year looks like in the source: the quick test."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"})
_LONGEST_HEADING = 14
_DAY_ALONE = re.compile(r"[\[(【]?\s?([0-3]?\d)\s?[日号]?\s?[\])】]?")
_LEVELS = 4
"""Elements above a row before which a year may stand."""
_DATED_ATTRIBUTE = shape(rb"\s(?:title|datetime|data-[^\s<>=]*)\s*=\s*[\"']?[^\"'<>]*(?:19|20|1[3-7])[^<>a-z]{2}")
_MACHINE_NAME = re.compile(r"datetime|data-[\w-]*(?:date|time|pub|day|rq|sj)[\w-]*", re.IGNORECASE)
_OTHER_NAME = re.compile(r"end|expir|dead|stop|close|over|now|current|server|count", re.IGNORECASE)


class _Heading(NamedTuple):
    """A year, month or day above rows: the day itself, or the middle of the year or month."""

    on: date
    day: Found | None = None
    is_month: bool = False


class RowContext:
    """The surroundings of the rows of one page, each looked at once."""

    def __init__(self, page: Page, as_of: date) -> None:
        self._page = page
        self._as_of = as_of
        self._heads: dict[int, tuple[str, ...]] = {}
        self._headings: dict[int, _Heading | None] = {}
        self._straightened = straightened(page, as_of)
        self._has_years = not page.lacks(_YEAR_TEXT)
        self._has_attributes = not page.lacks(_DATED_ATTRIBUTE)

    def straight(self, text: str) -> str:
        """A text with days of the form 09/11/2026 written as 2026-11-09, where the page tells which number is the day."""
        return self._straightened(text) if self._straightened else text

    def text_of(self, row: Row) -> str:
        """The text of a row outside its links; each cell after the head of its column where several columns hold dates."""
        heads = self._heads_of(row.node)
        if not heads:
            return row.outside
        cells = list(row.node.iter())
        if len(cells) != len(heads):
            return row.outside
        visible = self._page.visible
        text = ELEMENT_END.join(f"{head}:{visible.of(cell)}" for head, cell in zip(heads, cells, strict=True))
        for anchor in row.anchors:
            if own := visible.of(anchor.node):
                text = text.replace(own, ELEMENT_END, 1)
        return text

    def year_above(self, node: LexborNode) -> date | None:
        """The middle of the year (or month) that stands as a heading above the rows, or None."""
        heading = self._heading_above(node) if self._has_years else None
        return heading.on if heading else None

    def day_in_month(self, text: str, node: LexborNode) -> Found | None:
        """The day of a row that prints a bare number (20日) under the heading of its month (2020年11月), or None."""
        heading = self._heading_above(node) if self._has_years else None
        if heading is None or not heading.is_month:
            return None
        parts = (_DAY_ALONE.fullmatch(part.strip()) for part in text.split(ELEMENT_END))
        days = [int(part[1]) for part in parts if part]
        last = calendar.monthrange(heading.on.year, heading.on.month)[1]
        if len(days) != 1 or not 1 <= days[0] <= last or (on := heading.on.replace(day=days[0])) > self._as_of:
            return None
        return Found(on, "day_under_month", 0, 0)

    def day_above(self, node: LexborNode) -> Found | None:
        """The day that stands as a heading above the rows, or None."""
        heading = self._heading_above(node)
        return heading.day if heading else None

    def _heading_above(self, node: LexborNode) -> _Heading | None:
        current: LexborNode | None = node
        for _ in range(_LEVELS):
            if current is None or current.tag in ("body", "html"):
                return None
            if (found := self._heading_before(current)) is not None:
                return found
            current = current.parent
        return None

    def in_attributes(self, *parts: LexborNode) -> Found | None:
        """The day that the elements of a row carry in an attribute: `datetime`, `data-date`, a labelled or bare `title`."""
        if not self._has_attributes:
            return None
        for part in parts:
            for node in part.traverse():
                for name, value in node.attributes.items():
                    if value and (found := self._in_attribute(name, value.strip())):
                        return found
        return None

    def _in_attribute(self, name: str, value: str) -> Found | None:
        if name == "title" and _YEAR.search(value):
            found = next((one for one in find_dates(value, self._as_of) if _is_printed(value, one)), None)
            return None if found is None or found.yearless else found
        if _MACHINE_NAME.fullmatch(name) and not _OTHER_NAME.search(name):
            return date_in_payload(value, self._as_of)
        return None

    def _heads_of(self, row: LexborNode) -> tuple[str, ...]:
        """The heads of the columns of a row's table, where several of them announce a date; otherwise ()."""
        holder = row.parent
        while row.tag == "tr" and holder is not None and holder.tag not in ("table", "body"):
            holder = holder.parent
        if holder is None or holder.tag in ("body", "html"):
            return ()
        if holder.mem_id not in self._heads:
            first = holder.css_first("tr") if row.tag == "tr" else next(iter(holder.iter()), None)
            known = (() if one is None else _dated_heads(one) for one in (first, _element_before(holder)))
            self._heads[holder.mem_id] = next((heads for heads in known if heads), ())
        return self._heads[holder.mem_id]

    def _heading_before(self, node: LexborNode) -> _Heading | None:
        """The year or day that stands nearest before an element among its siblings."""
        passed: list[int] = []
        current: LexborNode | None = node
        found: _Heading | None = None
        while current is not None:
            if current.mem_id in self._headings:
                found = self._headings[current.mem_id]
                break
            passed.append(current.mem_id)
            current = current.prev
            if current is not None and (found := _heading_of(current, self._as_of)) is not None:
                break
        self._headings.update(dict.fromkeys(passed, found))
        return found


def _element_before(node: LexborNode) -> LexborNode | None:
    current = node.prev
    while current is not None and not current.is_element_node:
        current = current.prev
    return current


def _dated_heads(row: LexborNode) -> tuple[str, ...]:
    """The texts of a row's cells where they are the heads of columns and several of them announce a date."""
    heads = tuple(squeeze(cell.text()) for cell in row.iter())
    dated = sum(_DATED_HEAD.search(head) is not None for head in heads)
    return heads if dated > 1 and all(len(head) <= _LONGEST_HEAD for head in heads) else ()


def _heading_of(node: LexborNode, as_of: date) -> _Heading | None:
    """The year or day that an element says and nothing else."""
    if not node.is_element_node or (node.tag not in _HEADINGS and node.css_first("a") is not None):
        return None
    text = narrow(squeeze(node.text()))
    if not 4 <= len(text) <= _LONGEST_HEADING:
        return None
    if match := _YEAR_HEAD.fullmatch(text):
        month = match[2] or match[3]
        year = int(match[1])
        return _Heading(date(year, int(month), 15), is_month=True) if month else _Heading(date(year, 7, 2))
    found = next(iter(find_dates(text, as_of)), None)
    if found is None or found.yearless or text[: found.start].strip(" [(") or text[found.end :].strip(" ])日"):
        return None
    return _Heading(found.on, found)


def _is_printed(text: str, found: Found) -> bool:
    """Whether a `title` is nothing but a date and time, or labels it as the day of publication: with a colon, or as its end.
    A headline may speak of a day, too (…（附件更新于2017年8月3日）)."""
    ends = not TIME.sub("", text[found.end :]).strip(" .")
    is_labelled = ends or text[: found.start].rstrip().endswith((":", "："))
    return (ends and found.start == 0) or (is_labelled and is_publication(text[: found.start]))
