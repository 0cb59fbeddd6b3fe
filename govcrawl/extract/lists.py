"""The list of a page: its items, their printed days, the newest of them, and whether it is certainly empty."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.dates import date_in_url, find_dates, month_in_url
from govcrawl.extract.page import Page, RawPage
from govcrawl.extract.payload import Payload, read_arrays, read_payload
from govcrawl.extract.row_dates import own_date
from govcrawl.extract.rows import Row, read_rows, title_text
from govcrawl.extract.script_text import written_html
from govcrawl.extract.text_rows import TextRow, read_text_rows
from govcrawl.extract.wordlist import load_words
from govcrawl.extract.zones import Zones
from govcrawl.model.items import ItemSeen

_MIN_TITLE = 2
_PAGER = frozenset({"下一页", "下页", "后一页", "尾页", "末页", "最后一页", "next", "last"})
_NO_PUBLICATION = re.compile("|".join(load_words("zones")["utilities"]), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListReading:
    """What a page says as a list. `why` tells, where there is no dated item, what could not be told.

    `is_own`: the rows are surely the page's own list (dated, or links to articles), not those of a side block or some
    menu beside a list that a script has yet to bring.
    """

    items: tuple[ItemSeen, ...] = ()
    newest_item_on: date | None = None
    confirmed_empty: bool = False
    why: str | None = None
    is_own: bool = False


@dataclass(slots=True)
class _Block:
    """Rows of one structure: candidates for the page's list."""

    zone: str
    items: list[ItemSeen] = field(default_factory=list)

    @property
    def dated(self) -> int:
        """Rows with a date of their own."""
        return sum(item.place == "row" for item in self.items)

    @property
    def is_list(self) -> bool:
        """Whether it can be a list of content: not in navigation or footer, unless most of its rows are dated."""
        return self.zone not in ("navigation", "footer") or self.dated > min(2, len(self.items) // 2)

    @property
    def is_own(self) -> bool:
        """Whether the rows are surely items: dated, or mostly links to articles."""
        articles = sum(shape_of(item.url) is Shape.ARTICLE for item in self.items)
        return self.zone != "side" and (self.dated > 0 or articles * 2 > len(self.items))

    @property
    def score(self) -> float:
        """Weight among the blocks of a page: rows with a date of their own count most, long titles more than short."""
        weights = {"row": 5, "href": 2, None: 1}
        return sum(min(len(item.title), 40) * weights[item.place] for item in self.items)


def read_items(page: Page, as_of: date, *, whole_page: bool = False) -> ListReading:
    """The items of a page's own list; with `whole_page` (home pages) of all its blocks."""
    payload = read_payload(page, as_of)
    if payload is not None and (payload.items or payload.fragments or not page.anchors):
        return _payload_reading(page, payload, as_of)
    blocks = [block for block in _blocks(page, as_of) if block.is_list]
    chosen = blocks if whole_page else _choose(blocks, page)
    items = _once([block.items for block in chosen], page)
    if not any(item.printed_on for item in items):
        items = _scripted_items(page, as_of) or items
    if not items:
        return _reading((), why="no list row in the page")
    is_own = any(block.is_own for block in chosen) or any(item.place in ("script", "payload") for item in items)
    why = None if any(item.printed_on for item in items) else "rows without a date"
    return replace(_reading(items, why=why), is_own=is_own)


def _payload_reading(page: Page, payload: Payload, as_of: date) -> ListReading:
    items = list(payload.items)
    if payload.fragments:
        items.extend(_fragment_items(page, payload.fragments, as_of, "payload"))
    why = None if items else f"endpoint answered {payload.failed}" if payload.failed else "no record in the data"
    return replace(_reading(tuple(items), confirmed_empty=payload.confirmed_empty, why=why), is_own=bool(items))


def _scripted_items(page: Page, as_of: date) -> tuple[ItemSeen, ...]:
    """Items that inline scripts hold as arrays, or write into the page row by row."""
    items = read_arrays(page, as_of)
    if not items:
        written = [html for node in page.tree.css("script") if "<" in (html := written_html(node.text()))]
        items = [item for item in _fragment_items(page, written, as_of, "script") if item.printed_on]
    return tuple(items)


def _whole(fragment: str) -> str:
    """Table rows keep their cells only inside a table."""
    return f"<table>{fragment}</table>" if fragment.lstrip()[:3].lower() in ("<tr", "<td", "<tb") else fragment


def _fragment_items(page: Page, fragments: list[str], as_of: date, place: str) -> list[ItemSeen]:
    """The items of pieces of HTML, read as one page of their own at the same address."""
    if not fragments:
        return []
    inner = Page(
        RawPage(page.base_url, b""), "<body>" + "\n".join(map(_whole, fragments)), page.charset, repaired=False
    )
    items = [item for block in _blocks(inner, as_of) for item in block.items]
    return [replace(item, place=place) if item.place == "row" else item for item in items]


def _reading(items: tuple[ItemSeen, ...], *, confirmed_empty: bool = False, why: str | None = None) -> ListReading:
    printed = [item.printed_on for item in items if item.printed_on and item.place != "href"]
    newest = max(printed or [item.printed_on for item in items if item.printed_on], default=None)
    return ListReading(items, newest, confirmed_empty, why)


def _blocks(page: Page, as_of: date) -> list[_Block]:
    zones = Zones()
    blocks: dict[str, _Block] = {}
    rows = read_rows(page)
    for row in rows:
        title = title_text(row)
        if len(title) < _MIN_TITLE or _NO_PUBLICATION.fullmatch(title):
            continue
        zone = zones.zone_of(row.node)
        block = blocks.setdefault(zone + row.signature, _Block(zone))
        block.items.append(_item(page, row, title, as_of))
    for text_row in read_text_rows(page, {row.node.mem_id for row in rows}):
        item = _text_item(page, text_row, as_of)
        if item is not None:
            parent = text_row.node.parent
            block = blocks.setdefault(f"{parent.mem_id if parent else 0}", _Block(zones.zone_of(text_row.node)))
            block.items.append(item)
    return list(blocks.values())


def _text_item(page: Page, row: TextRow, as_of: date) -> ItemSeen | None:
    found = own_date(row.text, as_of)
    if found is None or not row.title:
        return None
    return ItemSeen(row.title, page.join(row.href) or page.url, found.on, found.pattern, "row")


def _item(page: Page, row: Row, title: str, as_of: date) -> ItemSeen:
    url = row.title.url or page.url
    found = own_date(row.outside, as_of)
    if found is None and (found := own_date(row.inside, as_of)) is not None:
        title = _without_date(title, as_of)
    if found is not None and not found.yearless:
        return ItemSeen(title, url, found.on, found.pattern, "row")
    in_url = date_in_url(url, as_of)
    near = in_url.on if in_url else month_in_url(url)
    if found is not None:
        dated = (own_date(row.outside, as_of, near) or own_date(row.inside, as_of, near) or found) if near else found
        return ItemSeen(title, url, dated.on, dated.pattern, "row")
    if in_url is not None:
        return ItemSeen(title, url, in_url.on, in_url.pattern, "href")
    return ItemSeen(title, url)


def _without_date(title: str, as_of: date) -> str:
    """A title whose link also holds the date, without it at either end."""
    for found in find_dates(title, as_of):
        if found.end == len(title) or found.start == 0:
            rest = (title[: found.start] + title[found.end :]).strip(" []()【】-|")
            return rest or title
    return title


def _choose(blocks: list[_Block], page: Page) -> list[_Block]:
    """The page's own list: the block that weighs most; on a front page of several blocks all that weigh alike."""
    content = [block for block in blocks if block.is_own] or [block for block in blocks if block.dated] or blocks
    if not content:
        return []
    best = max(content, key=lambda block: block.score)
    if _is_paged(page):
        return [best]
    return [block for block in content if block is best or (block.dated and best.dated < 3 * block.dated)]


def _is_paged(page: Page) -> bool:
    """Whether the page is one of several of a list."""
    if "createPage" in page.scripts:
        return True
    return any(anchor.text.strip(" []()<>»›").lower() in _PAGER for anchor in page.anchors)


def _once(blocks: list[list[ItemSeen]], page: Page) -> tuple[ItemSeen, ...]:
    """The items of all blocks; what an earlier block said already (a slider's copies) is not repeated."""
    seen: set[tuple[str, date | None]] = set()
    kept: list[ItemSeen] = []
    for block in blocks:
        kept.extend(item for item in block if (item.url, item.printed_on) not in seen)
        seen.update((item.url, item.printed_on) for item in block if item.url.partition("#")[0] != page.url)
    return tuple(kept)
