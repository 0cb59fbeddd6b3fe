"""Merges all pages of a column into one ColumnFacts: pure functions of stored rows.

A column is blank only where that was confirmed, and unknown wherever something that could have shown items was not read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from govcrawl.extract.column_names import is_organ
from govcrawl.extract.urls import same_page_key
from govcrawl.model.facts import ColumnFacts
from govcrawl.model.items import ColumnSeen, ItemSeen, MessageSeen
from govcrawl.model.vocabulary import ColumnKind, ColumnState, PageKind, Scope, VisitRole
from govcrawl.store.column_path import settled, with_archives
from govcrawl.store.rows import PageRow
from govcrawl.store.shared_blocks import without_shared_blocks
from govcrawl.store.years import with_years

MOST_RECENT = 40
"""Items kept of a column, newest first."""

_NOT_OF_A_LIST = frozenset(
    {
        VisitRole.ARTICLE,
        VisitRole.ASSET,
        VisitRole.LINK,
        VisitRole.ROBOTS,
        VisitRole.CONTROL,
        VisitRole.HOME,
        VisitRole.SEARCH,
    }
)
_LISTS = frozenset({PageKind.LIST, PageKind.LETTERS})
_NO_CONTENT = frozenset({PageKind.STUB, PageKind.ERROR})
_WITH_ITEMS = frozenset({ColumnState.DATED, ColumnState.UNDATED})
_LEADS_ON = "leads to columns only"
_STANDING = frozenset({ColumnKind.OVERVIEW, ColumnKind.SERVICE})
"""Kinds that no edition binds to a time."""


def merge_columns(seen: Sequence[ColumnSeen], pages: Sequence[PageRow], as_of: date) -> tuple[ColumnFacts, ...]:
    """The columns in order of discovery, each with what its pages, and where it has none its child columns, say."""
    by_column = _pages_by_column(pages)
    others = frozenset(page.read.url for page in pages if page.read.is_of_another_site)
    mine = [replace(one, scope=Scope.OTHER_GOV) if one.url in others else one for one in _once(seen, by_column)]
    placed = [settled(column, by_column.get(column.url, ()), as_of) for column in mine]
    placed = with_archives(placed)
    known = frozenset(same_page_key(column.url) for column in placed)
    dates = {url: day for url, day in article_dates(pages).items() if same_page_key(url) not in known}
    own = [_own_facts(column, by_column.get(column.url, ()), dates, known, as_of) for column in placed]
    told = without_shared_blocks(own)
    listed = {column.url: _led_to(by_column.get(column.url, ())) for column in told if _lists_topics(column)}
    return tuple(_with_children(column, told, listed.get(column.url, frozenset())) for column in told)


def _lists_topics(column: ColumnFacts) -> bool:
    return column.kind is ColumnKind.SPECIAL_COLUMN and column.state not in _WITH_ITEMS


def _led_to(pages: Iterable[PageRow]) -> frozenset[str]:
    """Where the rows of a column's pages lead, as keys of pages."""
    return frozenset(same_page_key(item.url) for page in pages for item in page.items)


def _once(seen: Sequence[ColumnSeen], by_column: Mapping[str, Sequence[PageRow]]) -> Sequence[ColumnSeen]:
    """One column a page: of several addresses of it (www twin, index file) the one that was read stands for all."""
    chosen: dict[str, ColumnSeen] = {}
    for column in seen:
        key = same_page_key(column.url)
        known = chosen.setdefault(key, column)
        if known.url not in by_column and column.url in by_column:
            chosen[key] = column
    return tuple(chosen.values())


def article_dates(pages: Iterable[PageRow]) -> dict[str, date]:
    """The dates printed in articles that were read, by their addresses."""
    dates: dict[str, date] = {}
    for page in pages:
        article = page.read.article
        if article is None or article.printed_on is None:
            continue
        for url in (page.read.url, page.final_url):
            if url is not None:
                dates.setdefault(url, article.printed_on)
    return dates


def dated(items: Iterable[ItemSeen], dates: Mapping[str, date]) -> list[ItemSeen]:
    """Items, those without a date dated by their own article where it was read (place `article`)."""
    return [
        replace(item, printed_on=dates[item.url], place="article")
        if item.printed_on is None and item.url in dates
        else item
        for item in items
    ]


def _pages_by_column(pages: Sequence[PageRow]) -> dict[str, list[PageRow]]:
    """Pages by the column they were asked for; a page also speaks for a column at whose address it lies itself."""
    by_column: dict[str, list[PageRow]] = {}
    for page in pages:
        if page.read.role not in _NOT_OF_A_LIST and page.read.column_url is not None:
            by_column.setdefault(page.read.column_url, []).append(page)
    for page in pages:
        if page.has_facts and page.read.role not in {VisitRole.LINK, VisitRole.SEARCH}:
            for url in (page.read.url, page.final_url):
                if url is not None:
                    by_column.setdefault(url, [page])
    return by_column


def _own_facts(
    column: ColumnSeen, pages: Sequence[PageRow], dates: Mapping[str, date], columns: frozenset[str], as_of: date
) -> ColumnFacts:
    """`columns` are the addresses of all columns (`same_page_key`): undated rows that lead to them are a menu, not items; so
    are those that name organs (the directory of a city's offices)."""
    rows = _newest_first(dated(_distinct(pages, dates), dates), as_of)
    with_date = [item for item in rows if item.printed_on is not None]
    items = [item for item in rows if item.printed_on is not None or not _is_entry(item, columns)]
    state, why = _state(column, pages, len(items), len(with_date))
    if rows and state is ColumnState.TEXT:
        why = _LEADS_ON
    told = with_date if state is ColumnState.DATED else []
    newest = next((item for item in told if item.printed_on is not None and item.printed_on <= as_of), None)
    return ColumnFacts(
        name=column.name,
        url=column.url,
        level=column.level,
        kind=column.kind,
        state=state,
        path=column.path,
        historical=column.historical,
        newest_item_on=newest.printed_on if newest else None,
        newest_item_url=newest.url if newest else None,
        items=len(items),
        dated_items=len(with_date),
        recent=tuple(items[:MOST_RECENT]),
        why=why,
        scope=column.scope,
        notice=next((page.notice for page in pages if page.notice), None),
    )


def _is_entry(item: ItemSeen, columns: frozenset[str]) -> bool:
    return same_page_key(item.url) in columns or is_organ(item.title)


def _distinct(pages: Sequence[PageRow], dates: Mapping[str, date]) -> Iterable[ItemSeen]:
    """The rows of all pages of a column, each once; published letters are the rows of a letter box."""
    seen: dict[tuple[str, str], ItemSeen] = {}
    for page in pages:
        rows = with_years(page.items, dates) or [_letter(message) for message in page.messages]
        for item in rows:
            known = seen.setdefault((item.url, item.title), item)
            if known.printed_on is None and item.printed_on is not None:
                seen[item.url, item.title] = item
    return seen.values()


def _letter(message: MessageSeen) -> ItemSeen:
    days = [day for day in (message.asked_on, message.answered_on) if day is not None]
    return ItemSeen(message.title, message.url, max(days) if days else None, place="row" if days else None)


def _newest_first(items: Iterable[ItemSeen], as_of: date) -> list[ItemSeen]:
    """Sorted by date, undated ones last; a date that lies in the future of `as_of` is no update and comes after all."""

    def order(item: ItemSeen) -> int:
        if item.printed_on is None:
            return 0
        return item.printed_on.toordinal() if item.printed_on <= as_of else -1

    return sorted(items, key=order, reverse=True)


def _state(column: ColumnSeen, pages: Sequence[PageRow], items: int, with_date: int) -> tuple[ColumnState, str | None]:
    if with_date:
        template = next(
            (need.reason for page in pages if page.items for need in page.needs if need.kind == "browser"), None
        )
        return (ColumnState.UNKNOWN, template) if template else (ColumnState.DATED, None)
    if items:
        return ColumnState.UNDATED, None
    if not pages:
        return ColumnState.UNKNOWN, _why_unread(column)
    failed = next((page.read for page in pages if not page.read.outcome.is_ok), None)
    if failed is not None:
        return ColumnState.UNKNOWN, f"{failed.outcome.value} at {failed.url}"
    if any(page.confirmed_empty for page in pages):
        return ColumnState.BLANK, None
    return _without_list(pages)


def _why_unread(column: ColumnSeen) -> str:
    if column.scope is Scope.SAME_SITE:
        return "not read"
    return f"not read: lies on another host ({column.scope.value})"


def _without_list(pages: Sequence[PageRow]) -> tuple[ColumnState, str | None]:
    """No row and no word that there is none. A page that leaves nothing to be asked, and says so, is a text."""
    with_facts = [page for page in pages if page.has_facts]
    if not with_facts:
        return ColumnState.UNKNOWN, "nothing of the page could be stored"
    told = next((page.why["items"] for page in with_facts if "items" in page.why), None)
    open_needs = [need for page in with_facts for need in page.needs if need.kind in ("endpoint", "browser", "follow")]
    if open_needs:
        return ColumnState.UNKNOWN, told or open_needs[0].reason
    kinds = {page.read.page_kind for page in with_facts}
    if kinds & _NO_CONTENT:
        return ColumnState.UNKNOWN, told or "no content of its own on the page"
    if told is None and kinds <= _LISTS:
        return ColumnState.UNKNOWN, "a list that could not be read"
    return ColumnState.TEXT, told


def _with_children(column: ColumnFacts, columns: Sequence[ColumnFacts], listed: frozenset[str]) -> ColumnFacts:
    """A column without items of its own shows those of its child columns, if all that it could show was read.

    `listed` are the pages to which its rows lead: the topics of a page of topics are its own, whatever a menu elsewhere says
    that they stand under.
    """
    if column.state in _WITH_ITEMS:
        if not _shows_standing_columns(column, columns):
            return column
        return column.without_rows(ColumnState.TEXT, _LEADS_ON)
    children = _children(column, columns, listed)
    living = [child for child in children if child.state in _WITH_ITEMS]
    if not living:
        return column
    unread = [child.name for child in children if child.state is ColumnState.UNKNOWN]
    if unread:
        # Their items might be the newest: the column's own date cannot be told.
        if column.state is ColumnState.BLANK:
            return replace(column, state=ColumnState.UNKNOWN, why=f"child columns not read: {', '.join(unread)}")
        return column
    newest = max(living, key=lambda child: child.newest_item_on or date.min)
    is_dated = any(child.state is ColumnState.DATED for child in living)
    recent = sorted(
        (item for child in living for item in child.recent), key=lambda item: item.printed_on or date.min, reverse=True
    )
    return replace(
        column,
        state=ColumnState.DATED if is_dated else ColumnState.UNDATED,
        newest_item_on=newest.newest_item_on,
        newest_item_url=newest.newest_item_url,
        items=sum(child.items for child in living),
        dated_items=sum(child.dated_items for child in living),
        recent=tuple(recent[:MOST_RECENT]),
        why=f"from child columns: {', '.join(child.name for child in living)}",
    )


def _shows_standing_columns(column: ColumnFacts, columns: Sequence[ColumnFacts]) -> bool:
    """Whether all rows of a column are those of overviews and services below it (pictures of a town): it is no list itself."""
    if column.kind in _STANDING or len(column.recent) < column.items:
        return False
    children = (child for child in _children(column, columns, frozenset()) if child.kind in _STANDING)
    standing = {item.url for child in children for item in child.recent}
    return bool(standing) and all(item.url in standing for item in column.recent)


def _children(column: ColumnFacts, columns: Sequence[ColumnFacts], listed: frozenset[str]) -> list[ColumnFacts]:
    return [
        other
        for other in columns
        if other.url != column.url and (_is_below(other, column) or same_page_key(other.url) in listed)
    ]


def _is_below(other: ColumnFacts, column: ColumnFacts) -> bool:
    depth = len(column.path)
    return 0 < depth < len(other.path) and other.path[:depth] == column.path
