"""The list of a page: its items, their printed days, the newest of them, and whether it is certainly empty."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from govcrawl.extract.dates import may_hold_date
from govcrawl.extract.emptiness import shows_empty_list
from govcrawl.extract.list_blocks import Block, read_blocks
from govcrawl.extract.list_choice import (
    are_beside,
    are_named,
    are_of_a_named_column,
    are_of_others,
    choose_blocks,
    has_own_empty_list,
    may_be_beside,
    own_islands,
    stand_beside_empty,
    stands_beside,
)
from govcrawl.extract.page import Page, RawPage
from govcrawl.extract.payload import Payload, read_arrays, read_payload
from govcrawl.extract.script_text import written_html
from govcrawl.extract.text import squeeze
from govcrawl.model.items import ItemSeen

_TAG = re.compile(r"<[^<>]{0,2000}>")
_NOTHING = re.compile(r"暂无|没有|无相关|共\s*0|no data", re.IGNORECASE)
_LONGEST_NOTICE = 30
_ONE_RELEASE = timedelta(days=7)


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
    is_named: bool = False
    """Whether more than the rows themselves says so: their head, their addresses, a pager (`list_choice.are_named`)."""
    is_beside: bool = False
    """The only rows are those of a block beside a list (hot news, related items)."""
    is_of_another: bool = False
    """The only rows stand under the name of another column, which the page links to: its own may still come."""


def read_items(page: Page, as_of: date, *, whole_page: bool = False) -> ListReading:
    """The items of a page's own list; with `whole_page` (home pages) of all its blocks."""
    payload = read_payload(page, as_of)
    if payload is not None and (payload.items or payload.fragments or not page.anchors):
        return _payload_reading(page, payload, as_of)
    blocks = [block for block in read_blocks(page, as_of) if block.is_list]
    chosen = blocks if whole_page else choose_blocks(blocks, page)
    items = _once([block.items for block in chosen], page)
    beside = not whole_page and _are_beside(chosen, page)
    another = not whole_page and bool(chosen) and are_of_others(chosen, page) and are_of_a_named_column(chosen, page)
    scripted = beside or another or not any(item.printed_on for item in items)
    if scripted and (by_script := _scripted_items(page, as_of)):
        items, beside, another = by_script, False, False
    if not items:
        return _reading((), why="no list row in the page")
    scripted = any(item.place in ("script", "payload") for item in items)
    is_own = not beside and (scripted or any(block.is_own for block in chosen))
    why = None if any(item.printed_on for item in items) else "rows without a date"
    reading = _reading(items, why=why)
    if whole_page:
        reading = _with_addresses(reading)
    is_named = is_own and (scripted or are_named(chosen, page))
    is_of_another = is_own and not is_named and another
    return replace(reading, is_own=is_own, is_named=is_named, is_beside=beside, is_of_another=is_of_another)


def _are_beside(chosen: list[Block], page: Page) -> bool:
    if not chosen or are_beside(chosen, page):
        return bool(chosen)
    if may_be_beside(chosen, page) and shows_empty_list(page):
        return True
    # Under the page's own name there is nothing: what stands elsewhere is another column's.
    if not are_of_others(chosen, page):
        return stand_beside_empty(chosen, page)
    return has_own_empty_list(page) or (are_of_a_named_column(chosen, page) and shows_empty_list(page))


def _payload_reading(page: Page, payload: Payload, as_of: date) -> ListReading:
    items = list(payload.items)
    if payload.fragments:
        items.extend(_fragment_items(page, own_islands(payload.fragments, page), as_of, "payload"))
        if not items and _say_nothing(payload.fragments):
            payload.fragments, payload.empty_list = [], True
    why = None if items else f"endpoint answered {payload.failed}" if payload.failed else "no record in the data"
    return replace(
        _reading(tuple(items), confirmed_empty=payload.confirmed_empty, why=why),
        is_own=bool(items),
        is_named=bool(items),
    )


def _scripted_items(page: Page, as_of: date) -> tuple[ItemSeen, ...]:
    """Items that inline scripts hold as arrays, or write into the page row by row."""
    items = read_arrays(page, as_of)
    if not items:
        scripts = (node.text() for node in page.tree.css("script") if not stands_beside(node, page))
        written = [html for script in scripts if "<" in (html := written_html(script)) and may_hold_date(html)]
        items = [item for item in _fragment_items(page, written, as_of, "script") if item.printed_on]
    return tuple(items)


def _say_nothing(fragments: list[str]) -> bool:
    """Whether pieces of HTML hold no link and no word, or only words for "nothing"."""
    text = squeeze(_TAG.sub(" ", " ".join(fragments)))
    return not text or (len(text) <= _LONGEST_NOTICE and _NOTHING.search(text) is not None)


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
    items = [item for block in read_blocks(inner, as_of) for item in block.items]
    return [replace(item, place=place) if item.place == "row" else item for item in items]


def _reading(items: tuple[ItemSeen, ...], *, confirmed_empty: bool = False, why: str | None = None) -> ListReading:
    printed = [item.printed_on for item in items if item.printed_on and item.place != "href"]
    newest = max(printed or [item.printed_on for item in items if item.printed_on], default=None)
    return ListReading(items, newest, confirmed_empty, why)


def _with_addresses(reading: ListReading) -> ListReading:
    """A home page whose carousel carries its days in addresses alone: they count where they are newer by a week or more.

    Within the week the printed day and the address speak of one release.
    """
    newest = max((item.printed_on for item in reading.items if item.printed_on), default=None)
    if newest is None or reading.newest_item_on is None or newest < reading.newest_item_on + _ONE_RELEASE:
        return reading
    return replace(reading, newest_item_on=newest)


def _once(blocks: list[list[ItemSeen]], page: Page) -> tuple[ItemSeen, ...]:
    """The items of all blocks; what an earlier block said already (a slider's copies) is not repeated, and a date that is
    printed stands before one that only the address tells."""
    seen: dict[tuple[str, date | None], int] = {}
    kept: list[ItemSeen] = []
    for block in blocks:
        fresh: dict[tuple[str, date | None], int] = {}
        for item in block:
            key = (item.url, item.printed_on)
            if key not in seen:
                fresh.setdefault(key, len(kept))
                kept.append(item)
            elif kept[seen[key]].place == "href":
                kept[seen[key]] = item
        seen.update((key, at) for key, at in fresh.items() if key[0].partition("#")[0] != page.url)
    return tuple(kept)
