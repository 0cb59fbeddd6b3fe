"""The rows of a page, read as items and gathered into blocks: rows of one structure in one part of the page."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from selectolax.lexbor import LexborNode

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.block_heads import Layout
from govcrawl.extract.dates import date_in_url, find_dates, month_in_url
from govcrawl.extract.main_menu import main_menus
from govcrawl.extract.page import Page
from govcrawl.extract.row_context import RowContext
from govcrawl.extract.row_dates import own_date, place_of
from govcrawl.extract.row_text import DETAILS
from govcrawl.extract.rows import Row, read_rows, title_text
from govcrawl.extract.text import squeeze
from govcrawl.extract.text_rows import TextRow, opened_by_script, read_text_rows
from govcrawl.extract.urls import same_page_key
from govcrawl.extract.visible import ELEMENT_END
from govcrawl.extract.wordlist import load_words
from govcrawl.extract.zones import Zones
from govcrawl.model.items import ItemSeen

_MIN_TITLE = 2
_LONG_TITLE = 6
_UTILITY = re.compile("|".join(load_words("zones")["utilities"]), re.IGNORECASE)
_DIGITS = "0123456789"
_FRAMES = frozenset({"ul", "ol", "dl", "tbody", "table", "tr", "td"})
"""Elements that only lay rows out: what holds a list stands above them."""
_WEIGHTS = {"row": 5, "updated": 5, "script": 5, "href": 2, None: 1}


@dataclass(slots=True)
class Block:
    """Rows of one structure in one part of the page: a candidate for the page's list. `first` is its first row."""

    zone: str
    first: LexborNode
    items: list[ItemSeen] = field(default_factory=list)
    parts: dict[int, LexborNode] = field(default_factory=dict)
    """The first row of each element that holds rows of the block."""

    @property
    def dated(self) -> int:
        """Rows with a date of their own."""
        return sum(item.place in ("row", "updated", "script") for item in self.items)

    @property
    def is_list(self) -> bool:
        """Whether it can be a list of content: not in navigation or footer, unless its rows are dated."""
        return self.zone not in ("navigation", "footer") or self.dated > min(2, len(self.items) // 2)

    @property
    def is_own(self) -> bool:
        """Whether the rows are surely items: dated, or mostly links to articles."""
        if self.zone == "side":
            return False
        return self.dated > 0 or 2 * sum(shape_of(item.url) is Shape.ARTICLE for item in self.items) > len(self.items)

    @property
    def weight(self) -> int:
        """Weight among the blocks of a page: rows with a date of their own count most, long titles more than short."""
        return sum(min(len(item.title), 40) * _WEIGHTS[item.place] for item in self.items)


def read_blocks(page: Page, as_of: date) -> list[Block]:
    """All blocks of a page in document order, those of navigation and footer included."""
    zones = Zones(main_menus(page))
    blocks: dict[tuple[str, str, int], Block] = {}
    layout = Layout(page)
    rows = read_rows(page)
    context = RowContext(page, as_of)
    undated: list[tuple[Block, int, LexborNode]] = []
    for row in rows:
        title = title_text(row) or _picture_title(row)
        if DETAILS.fullmatch(title):
            title = _title_beside(row, as_of) or title
        if len(title) >= _MIN_TITLE and not _UTILITY.fullmatch(title) and not _is_here(page, row):
            item = _item(page, row, title, context, as_of)
            if item.printed_on is not None and _leads_home(row):
                continue
            zone = zones.zone_of(row.node)
            signature = row.signature + layout.part_of(row.node)
            block = blocks.setdefault((zone, signature, _holder(row.node)), Block(zone, row.node))
            block.items.append(item)
            block.parts.setdefault(_parent_of(row.node), row.node)
            if block.items[-1].printed_on is None and not zone:
                undated.append((block, len(block.items) - 1, row.node))
    for text_row in read_text_rows(page, {row.node.mem_id for row in rows}):
        told = _text_item(page, text_row, context, as_of)
        if told is not None:
            zone, holder = zones.zone_of(text_row.node), _holder(text_row.node)
            beside = _block_beside(blocks, zone, holder) if text_row.lone else None
            block = beside or blocks.setdefault((zone, "", holder), Block(zone, text_row.node))
            block.items.append(told)
    _date_by_headings(undated, context)
    return list(blocks.values())


def _block_beside(blocks: dict[tuple[str, str, int], Block], zone: str, holder: int) -> Block | None:
    """The list with most dated rows in the same part of the page, or None."""
    beside = [block for (where, _, part), block in blocks.items() if (where, part) == (zone, holder) and block.dated]
    return max(beside, key=lambda block: block.dated, default=None)


def _date_by_headings(undated: list[tuple[Block, int, LexborNode]], context: RowContext) -> None:
    """Undated rows that stand in groups below days take the day above them: several days, for one may be a clock."""
    above = [(block, place, context.day_above(node)) for block, place, node in undated]
    if len({found.on for _, _, found in above if found}) < 2:
        return
    for block, place, found in above:
        if found is not None:
            dated = replace(block.items[place], printed_on=found.on, pattern=found.pattern, place="row")
            block.items[place] = dated


def _title_beside(row: Row, as_of: date) -> str:
    """The title of a row whose only link says "details": its first longer text, or ""."""
    texts = (squeeze(part) for part in row.outside.split(ELEMENT_END))
    return next(
        (_without_date(text, as_of) for text in texts if len(text) >= _LONG_TITLE and text[0] not in _DIGITS), ""
    )


def _picture_title(row: Row) -> str:
    """What the picture of a link to an article says (carousels), or ""."""
    image = row.title.node.css_first("img[alt]") if row.title.url and shape_of(row.title.url) is Shape.ARTICLE else None
    return squeeze(image.attributes.get("alt") or "") if image is not None else ""


def _is_here(page: Page, row: Row) -> bool:
    """Whether a row links to nothing but the page on which it stands: a title of the list, not an item."""
    url, href = row.title.url, row.title.href
    if url is None or not href or "#" in href or len(url) > len(page.url) + 1:
        return False
    return same_page_key(url) == same_page_key(page.url)


def _leads_home(row: Row) -> bool:
    """Whether a row leads to the front page of a host: with a day beside it that is the site's name beside a clock."""
    return row.title.url is not None and shape_of(row.title.url) is Shape.ROOT


def _parent_of(node: LexborNode) -> int:
    return node.parent.mem_id if node.parent is not None else 0


def _holder(node: LexborNode) -> int:
    """The part of the page that a row's list stands in: the parent of the first element above that is no mere frame."""
    current = node.parent
    while current is not None and current.tag in _FRAMES:
        current = current.parent
    parent = current.parent if current is not None else None
    return parent.mem_id if parent is not None else 0


def _item(page: Page, row: Row, title: str, context: RowContext, as_of: date) -> ItemSeen:
    url = row.title.url or page.join(opened_by_script(row.title.node)) or page.url
    text, inside = context.straight(context.text_of(row)), context.straight(row.inside)
    found = own_date(text, as_of)
    if found is None and (found := own_date(inside, as_of)) is not None:
        title = _heading_inside(row) or _title_inside(row.inside) or _without_date(title, as_of)
    found = found or context.day_in_month(text, row.node)
    if found is not None and not found.yearless:
        return ItemSeen(title, url, found.on, found.pattern, place_of(text, found))
    in_url = date_in_url(url, as_of) if same_page_key(url) != same_page_key(page.url) else None
    in_attribute = None if found and in_url else context.in_attributes(row.node, *row.beside)
    told = in_url or in_attribute
    near = told.on if told else month_in_url(url)
    if found is not None:
        near = near or context.year_above(row.node)
        dated = (own_date(text, as_of, near) or own_date(inside, as_of, near) or found) if near else found
        return ItemSeen(title, url, dated.on, dated.pattern, "row")
    written = own_date(page.visible.strings_of_scripts(row.node).replace("\n", ELEMENT_END), as_of, near)
    if written is not None:
        return ItemSeen(title, url, written.on, written.pattern, "script")
    if in_attribute is not None:
        return ItemSeen(title, url, in_attribute.on, in_attribute.pattern, "row")
    if in_url is not None:
        return ItemSeen(title, url, in_url.on, in_url.pattern, "href")
    return ItemSeen(title, url)


def _heading_inside(row: Row) -> str:
    """The heading of a card that is one link: beside the day and a summary that may start with a day, too."""
    heading = row.title.node.css_first("h2, h3, h4, h5, h6")
    text = squeeze(heading.text()) if heading is not None else ""
    return text if len(text) >= _LONG_TITLE else ""


def _title_inside(inside: str) -> str:
    """The first longer text of a link that is made of several elements, one its date; "" where it is one text."""
    parts = [squeeze(part) for part in inside.split(ELEMENT_END)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return ""
    return next((part for part in parts if len(part) >= _LONG_TITLE and not part[0].isdigit()), max(parts, key=len))


def _without_date(title: str, as_of: date) -> str:
    """A title whose link also holds the date, without it at either end."""
    for found in find_dates(title, as_of):
        if found.end == len(title) or found.start == 0:
            rest = (title[: found.start] + title[found.end :]).strip(" []()【】-|")
            return rest or title
    return title


def _text_item(page: Page, row: TextRow, context: RowContext, as_of: date) -> ItemSeen | None:
    found = own_date(context.straight(row.text), as_of)
    if not row.title:
        return None
    if found is None:
        return _undated_text_item(page, row, as_of)
    if found.yearless and (full := context.in_attributes(row.node)) is not None:
        found = full
    return ItemSeen(row.title, page.join(row.href) or page.url, found.on, found.pattern, "row")


def _undated_text_item(page: Page, row: TextRow, as_of: date) -> ItemSeen | None:
    """A row without a date that opens an article by script; what opens anything else may be a button."""
    url = page.join(row.href) if row.href else None
    if url is None or shape_of(url) is not Shape.ARTICLE:
        return None
    in_url = date_in_url(url, as_of)
    return ItemSeen(row.title, url, in_url.on, in_url.pattern, "href") if in_url else ItemSeen(row.title, url)
