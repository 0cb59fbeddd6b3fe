"""What must still be asked before the facts of a page can be told, and what may be said already.

A blank list is said only where the publishing system itself wrote the empty list, where the page counts zero, or where
a browser ran the page. Everything else asks: the list's endpoint, the frame, the browser.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from govcrawl.cms.base import Adapter
from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.article import content_of
from govcrawl.extract.emptiness import (
    awaits_rows,
    calls_for_more,
    is_bare,
    is_text,
    may_be_filled,
    shows_empty_list,
    shows_no_more,
    shows_trouble,
)
from govcrawl.extract.endpoints import fetches_something, has_empty_list, has_template_rows, is_fed_by_script
from govcrawl.extract.footer import footer_assets
from govcrawl.extract.letters import heads_no_letter
from govcrawl.extract.list_choice import has_bare_cell, has_lone_list, has_own_empty_box
from govcrawl.extract.lists import ListReading
from govcrawl.extract.main_menu import main_menus
from govcrawl.extract.menu_includes import menu_includes
from govcrawl.extract.page import Page
from govcrawl.extract.stubs import asks_itself_again, list_frame, menu_frames, read_door, read_target
from govcrawl.extract.urls import same_page_key
from govcrawl.model.items import ColumnSeen, MarkSeen, Need
from govcrawl.model.vocabulary import PageKind, VisitRole

_LISTS = frozenset({PageKind.LIST, PageKind.OTHER, PageKind.LETTERS})
_MENU_SHAPES = frozenset({Shape.ROOT, Shape.FOLDER, Shape.COLUMN, Shape.OTHER})
MENU_IS_PART = "the menu is put into the page"
_MORE_BY_SCRIPT = "rows of a template beside those in the page"
_DRAWS = re.compile(r"innerHTML|insertAdjacentHTML|\.html\(|\.append\(")
_ROWS_OF_A_LIST = 3
_ENTRIES = 2
_SENT_TO_ITSELF = "a page that sends its visitor to itself"
_SHOWN = frozenset({VisitRole.HOME, VisitRole.COLUMN})
_NO_COLUMN = "home page without a column"
_NO_ROW = "no list row in the raw page"
_DIRECTORY = "a directory: it leads to columns"
_TEXT = "a text, not a list"
_DID_NOT_COME = "the page says in the browser that its list did not come yet, or not at all"
_BY_SCRIPT = "list comes by script and was not rendered"


@dataclass(slots=True)
class Asked:
    """The listing as far as it may be told now, what to ask next, and why facts are missing."""

    listing: ListReading
    needs: tuple[Need, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)


def needs_of(
    page: Page,
    adapter: Adapter,
    kind: PageKind,
    listing: ListReading,
    *,
    columns: tuple[ColumnSeen, ...],
    marks: tuple[MarkSeen, ...],
    rendered: bool,
    role: VisitRole | None,
) -> Asked:
    """What this page makes necessary. `columns` are those that it shows; `role` is why it was asked."""
    target = None if rendered else read_target(page)
    if target is not None and (kind is PageKind.STUB or not listing.items):
        follow = Need("follow", target.url, target.reason)
        others = _menu_needs(page, all_frames=True) if role is VisitRole.HOME else []
        beside = (need for need in others if need.url != target.url)
        return Asked(listing, (follow, *beside), {"items": f"stub: {target.reason}"})
    if kind is PageKind.STUB and (role in _SHOWN or asks_itself_again(page)):
        once_more = () if rendered else (Need("browser", page.url, _SENT_TO_ITSELF),)
        return Asked(_untold(listing, _SENT_TO_ITSELF), once_more, {"items": _SENT_TO_ITSELF})
    door = read_door(page) if kind is PageKind.HOME and not columns else None
    if door is not None:
        return Asked(listing, (Need("follow", door.url, door.reason), *_menu_needs(page, all_frames=True)), {})
    if role is VisitRole.ENDPOINT:
        return Asked(listing, (), _why(listing))
    needs: list[Need] = []
    if role is VisitRole.COLUMN and not listing.is_own and adapter.is_directory(page):
        return Asked(_untold(listing, _DIRECTORY), (), {"items": _DIRECTORY})
    if kind in _LISTS:
        menus = frozenset(same_page_key(column.url) for column in columns)
        listing, needs = _list_needs(page, adapter, listing, menus, rendered=rendered)
        undated = not any(item.printed_on for item in listing.items)
        if kind is PageKind.LETTERS and undated and not is_fed_by_script(page) and heads_no_letter(page):
            listing, needs = _empty(listing), []
    elif kind is PageKind.ARTICLE and not _is_list_with_text(page, listing):
        listing = _untold(listing, _TEXT)  # the rows of a menu or of links beside a text
        if role is VisitRole.COLUMN and not rendered and has_template_rows(page):
            needs = [Need("browser", page.url, _BY_SCRIPT)]
    elif kind is PageKind.HOME and not rendered and (not columns or has_template_rows(page) or _draws_menu(page)):
        needs = [Need("browser", page.url, _BY_SCRIPT if columns else _NO_COLUMN)]
    if kind is PageKind.HOME and not rendered:
        needs = [*_menu_needs(page, all_frames=not columns or not main_menus(page)), *needs]
    needs.extend(_asset_needs(page, marks))
    return Asked(listing, tuple(needs), _why(listing))


def _draws_menu(page: Page) -> bool:
    """Whether a home page shows no main menu, and a script of its own draws links: they may be the menu, whatever the names
    of its data."""
    return not main_menus(page) and any("<a " in script and _DRAWS.search(script) for script in page.inline_scripts)


def _is_list_with_text(page: Page, listing: ListReading) -> bool:
    """Whether a page that reads as an article holds a list of its own: not at an article's address, and not a row or two
    beside a text that stands in an element named so."""
    if not listing.is_own or shape_of(page.url) is Shape.ARTICLE:
        return False
    own = same_page_key(page.url)
    dated = [item for item in listing.items if item.printed_on is not None]
    if not any(same_page_key(item.url) != own for item in dated):
        return False  # labels of the article's head, each with its day
    return len(dated) >= _ROWS_OF_A_LIST or content_of(page) is None


def _menu_needs(page: Page, *, all_frames: bool) -> list[Need]:
    frames = [Need("menu", url, "the menu stands in a frame") for url in menu_frames(page, all_frames=all_frames)]
    return [*frames, *(Need("menu", url, MENU_IS_PART) for url in menu_includes(page))]


def _why(listing: ListReading) -> dict[str, str]:
    return {"items": listing.why} if listing.why else {}


def _list_needs(
    page: Page, adapter: Adapter, listing: ListReading, menus: frozenset[str], *, rendered: bool
) -> tuple[ListReading, list[Need]]:
    """A list page's listing and needs: rows told, zero confirmed, or what to ask."""
    if rendered:
        if _is_empty_rendered(page, adapter, listing, menus):
            return _empty(listing), []
        if not listing.items and shows_trouble(page):
            return _untold(listing, _DID_NOT_COME), [Need("browser", page.url, _DID_NOT_COME)]
        is_doubtful = shows_trouble(page) or (has_empty_list(page) and _are_mixed(page, listing, menus))
        if _are_foreign(listing, menus) and not is_text(page) and (frame := list_frame(page)) is not None:
            return _untold(listing, frame.reason), [Need("follow", frame.url, frame.reason)]
        did_not_come = listing.is_beside or ((not listing.is_own or listing.is_of_another) and is_doubtful)
        return (_untold(listing, _NO_ROW) if did_not_come else listing), []
    templated, endpoints = has_template_rows(page), adapter.endpoints(page)
    by_script = awaits_rows(page) or _comes_beside(page, listing, menus)
    frame = list_frame(page, named=listing.is_own)
    if listing.is_own and (listing.is_named or not (endpoints or by_script or frame)):
        browser = [Need("browser", page.url, _MORE_BY_SCRIPT)] if templated and not listing.is_named else []
        return listing, [*browser, *_paging_needs(page, adapter, listing)]
    if listing.confirmed_empty:
        return listing, []
    if endpoints:
        return _untold(listing), [*endpoints, Need("browser", page.url, _BY_SCRIPT)]
    if by_script or templated:
        return _untold(listing), [Need("browser", page.url, _BY_SCRIPT)]
    if _is_empty_raw(page, adapter, listing, menus):
        return _empty(listing), []
    if not (listing.is_own or _are_foreign(listing, menus)):
        frame = None
    is_plain_text = is_text(page) and not fetches_something(page)
    if frame is None and is_plain_text and _are_menus(listing, menus):
        return _untold(listing, _TEXT), []
    if listing.items and frame is None and not listing.is_beside and not shows_empty_list(page):
        return listing, _paging_needs(page, adapter, listing)
    if frame is not None:
        return _untold(listing, frame.reason), [Need("follow", frame.url, frame.reason)]
    return _untold(listing, _NO_ROW), [Need("browser", page.url, _NO_ROW)]


def _comes_beside(page: Page, listing: ListReading, menus: frozenset[str]) -> bool:
    """Whether a script asks for more, and all rows so far are another column's, filters or entries of a menu: the list may come,
    though nothing shows where."""
    if listing.is_of_another:
        return calls_for_more(page)
    if not listing.items or listing.newest_item_on is not None:
        return False
    return (_are_filters(page, listing) or _are_menus(listing, menus)) and fetches_something(page)


def _is_empty_raw(page: Page, adapter: Adapter, listing: ListReading, menus: frozenset[str]) -> bool:
    """Whether the raw page is certainly a list without a row: the system wrote it so, or no script could fill it."""
    if _is_front(page) or not _are_foreign(listing, menus):
        return False
    if _is_written_empty(page, adapter):
        return not calls_for_more(page)
    return _shows_empty(page) and not may_be_filled(page)


def _is_empty_rendered(page: Page, adapter: Adapter, listing: ListReading, menus: frozenset[str]) -> bool:
    """Whether a page that a browser ran is a list without a row, and not a text, a form or a list that did not come."""
    if listing.is_own or listing.confirmed_empty or not _are_foreign(listing, menus):
        return listing.confirmed_empty
    if _is_front(page):
        return False
    if listing.is_beside and (has_bare_cell(page) or (has_own_empty_box(page) and shows_no_more(page))):
        return True
    return _shows_empty(page) or _is_written_empty(page, adapter) or (not listing.items and is_bare(page))


def _is_written_empty(page: Page, adapter: Adapter) -> bool:
    """Whether the publishing system's own marks tell a list without a row, and no text stands in its place: the same paging
    call stands under questions and answers (常见问题), of which none is a link."""
    return adapter.is_empty_list(page) and not is_text(page)


def _shows_empty(page: Page) -> bool:
    """Whether a page shows a list without a row: by its words or names, or as all that stands under the page's own name."""
    return shows_empty_list(page) or (has_lone_list(page) and shows_no_more(page))


def _is_front(page: Page) -> bool:
    """Whether a page is the front page of a host (a disclosure platform beside the site): it leads to columns, and is no list."""
    return shape_of(page.url) is Shape.ROOT


def _are_foreign(listing: ListReading, menus: frozenset[str]) -> bool:
    """Whether there is no row but those of menus and of blocks beside a list."""
    return listing.is_beside or _are_menus(listing, menus)


def _are_menus(listing: ListReading, menus: frozenset[str]) -> bool:
    """Whether the rows only lead to columns: a menu beside the list (or no row at all)."""
    return not listing.is_own and all(
        shape_of(item.url) in _MENU_SHAPES or same_page_key(item.url) in menus for item in listing.items
    )


def _are_filters(page: Page, listing: ListReading) -> bool:
    """Whether the rows only lead to the page itself and bear no date: filters above a list that is to come."""
    own = same_page_key(page.url)
    return bool(listing.items) and all(
        item.printed_on is None and same_page_key(item.url) == own for item in listing.items
    )


def _are_mixed(page: Page, listing: ListReading, menus: frozenset[str]) -> bool:
    """Whether entries of menus, or links to nothing but the page, are among the rows: then they are what stands round a list."""
    own = same_page_key(page.url)
    keys = [same_page_key(item.url) for item in listing.items]
    return sum(key == own or key in menus for key in keys) >= _ENTRIES


def _empty(listing: ListReading) -> ListReading:
    why = "the page holds a list without a row"
    return replace(listing, items=(), newest_item_on=None, confirmed_empty=True, why=why)


def _untold(listing: ListReading, why: str = _BY_SCRIPT) -> ListReading:
    """Nothing said yet: rows of side blocks must not pass for the list that is still to come."""
    return replace(listing, items=(), newest_item_on=None, why=why)


def _paging_needs(page: Page, adapter: Adapter, listing: ListReading) -> list[Need]:
    """Further pages, only where the first cannot tell the newest item: rows sorted upwards, or none of them dated."""
    days = [item.printed_on for item in listing.items if item.printed_on]
    if len(days) < 3 or days[0] >= days[-1]:
        return []
    pages = adapter.pages(page)
    return (
        [Need("next_page", pages[-1], "rows are sorted from old to new: the newest stand on the last page")]
        if pages
        else []
    )


def _asset_needs(page: Page, marks: tuple[MarkSeen, ...]) -> list[Need]:
    if not any(mark.present is None for mark in marks):
        return []
    return [Need("asset", url, "footer marks come by a script or include") for url in footer_assets(page)]
