"""A page's facts joined with what was asked on its behalf; pure."""

from collections.abc import Iterable
from dataclasses import replace

from govcrawl.extract.urls import same_page_key
from govcrawl.model.items import ColumnSeen, Need, PageFacts


def with_menu(facts: PageFacts, columns: Iterable[ColumnSeen]) -> PageFacts:
    """The page's facts with the columns of a menu that is no part of its bytes. What the menu nests says more of a column's
    place than the block of the page that shows it, too."""
    menu = {same_page_key(column.url): column for column in columns}
    settled = bool(menu) and not facts.columns
    placed = tuple(_deeper(column, menu.pop(same_page_key(column.url), column)) for column in facts.columns)
    needs = tuple(need for need in facts.needs if not (settled and need.kind == "browser"))
    return replace(facts, columns=(*placed, *menu.values()), needs=needs)


def behind_stub(target: PageFacts, stub: PageFacts, *, is_home: bool) -> PageFacts:
    """The facts of the page that a stub or a frame leads to, with the menu of the page that leads there.

    A menu settles what a home page needs the browser for; the rows that a column's frame lacks it does not bring. Its tags
    and its place on the site are those of the page round a frame.
    """
    facts = replace(with_menu(target, stub.columns), tags={**stub.tags, **target.tags}, way=target.way or stub.way)
    menus = tuple(need for need in stub.needs if need.kind == "menu")
    return replace(facts, needs=(*(facts if is_home else target).needs, *menus))


def _deeper(shown: ColumnSeen, listed: ColumnSeen) -> ColumnSeen:
    return listed if listed.level > shown.level == 1 else shown


def with_marks(facts: PageFacts, rendered: PageFacts) -> PageFacts:
    """The page's facts with the marks that only the browser tells; all else is as the bytes say."""
    shown = {mark.mark: mark for mark in rendered.marks}
    marks = tuple(shown.get(mark.mark, mark) if mark.present is None else mark for mark in facts.marks)
    return replace(facts, marks=marks)


def with_payload(facts: PageFacts, payload: PageFacts, need: Need) -> PageFacts:
    """The page's facts with the list that its data endpoint gave; an endpoint that answered settles the browser's need."""
    rest = tuple(other for other in facts.needs if other is not need)
    if not payload.items and not payload.confirmed_empty:
        return replace(facts, needs=rest)
    newest = max((day for day in (facts.newest_item_on, payload.newest_item_on) if day), default=None)
    return replace(
        facts,
        items=(*facts.items, *payload.items),
        newest_item_on=newest,
        confirmed_empty=not facts.items and payload.confirmed_empty,
        page_kind=payload.page_kind if payload.items else facts.page_kind,
        why={key: value for key, value in facts.why.items() if key != "items"},
        needs=tuple(other for other in rest if other.kind != "browser"),
    )


def unopened(facts: PageFacts, reason: str, most: int) -> PageFacts:
    """The facts of a page that the browser did not open: `why` says that our own budget is the cause."""
    if not most:
        return facts
    return replace(facts, why={**facts.why, "items": f"{reason}; the site's budget of {most} browser pages is spent"})


def behind_wall(facts: PageFacts) -> PageFacts:
    """What was read behind a challenge: what is absent may be the wall's doing."""
    return kept_back(facts, "read behind a challenge: what is absent may have been kept back")


BROKEN_OFF = "the answer broke off before the page's end"


def broken_off(facts: PageFacts) -> PageFacts:
    """What was read of half a page: what is absent may stand in the other half, and so may newer rows."""
    facts = kept_back(facts, BROKEN_OFF)
    if not facts.items or any(need.kind == "browser" for need in facts.needs):
        return facts
    return replace(facts, needs=(*facts.needs, Need("browser", facts.url, BROKEN_OFF)))


def kept_back(facts: PageFacts, why: str) -> PageFacts:
    """A page that did not come whole shows what is there; that something is absent is unknown."""
    marks = tuple(replace(mark, present=None, detail=why) if mark.present is False else mark for mark in facts.marks)
    if not facts.confirmed_empty:
        return replace(facts, marks=marks)
    return replace(
        facts,
        marks=marks,
        confirmed_empty=False,
        why={**facts.why, "items": why},
        needs=(*facts.needs, Need("browser", facts.url, why)),
    )
