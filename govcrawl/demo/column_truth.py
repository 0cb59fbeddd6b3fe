"""What is true of every column of a simulated site: its place, its kind, its newest day, and whether it is blank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from govcrawl.demo.records import LIST_PAGES, Column
from govcrawl.model.vocabulary import ColumnKind

if TYPE_CHECKING:
    from govcrawl.demo.drawing import SiteDrawing

_BY_KIND = {
    "special": ColumnKind.SPECIAL_COLUMN,
    "campaign": ColumnKind.SPECIAL_COLUMN,
    "relay": ColumnKind.NEWS,
    "report": ColumnKind.OTHER,
    "disclosure": ColumnKind.OTHER,
    "interview": ColumnKind.INTERACTION,
    "solicitation": ColumnKind.INTERACTION,
}
_BY_PAGE = {
    "letters": ColumnKind.INTERACTION,
    "surveys": ColumnKind.INTERACTION,
    "guides": ColumnKind.SERVICE,
    "forms": ColumnKind.SERVICE,
    "service": ColumnKind.SERVICE,
    "text": ColumnKind.OVERVIEW,
}


@dataclass(frozen=True, slots=True)
class ColumnTruth:
    """One column. `newest_item_on` is None where its page is no list of dated items."""

    site_id_code: str
    name: str
    url: str
    level: int
    kind: ColumnKind
    newest_item_on: date | None
    is_blank: bool


def tell_columns(drawing: SiteDrawing) -> tuple[ColumnTruth, ...]:
    """The columns of a site that its pages name; the home page's slides are none."""
    return tuple(
        ColumnTruth(
            drawing.site.plan.code,
            column.name,
            drawing.url(drawing.shape.column_path(column)),
            len(column.trail),
            kind_of(column),
            newest_on(column),
            column.page in LIST_PAGES | {"letters"} and not (column.articles or column.letters),
        )
        for column in drawing.site.columns
        if column.kind != "slides"
    )


def kind_of(column: Column) -> ColumnKind:
    """The kind that a person gives the column."""
    if column.kind != "other":
        return _BY_KIND.get(column.kind) or ColumnKind(column.kind)
    return _BY_PAGE.get(column.page, ColumnKind.OTHER)


def newest_on(column: Column) -> date | None:
    """The newest day that stands on the column's page: of its items, or of those below it that it shows."""
    if column.page == "blocks":
        return max((article.day for child in column.children for article in child.articles), default=None)
    return newest_on(column.children[0]) if column.page == "stub" else _of_items(column)


def _of_items(column: Column) -> date | None:
    days = [article.day for article in column.articles] if column.page in LIST_PAGES else []
    days += [survey.opened for survey in column.surveys]
    days += [day for letter in column.letters for day in (letter.asked, letter.answered) if day]
    return max(days, default=None)
