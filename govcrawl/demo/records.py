"""What a simulated site is made of, before any publishing system draws it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

LIST_PAGES = frozenset({"list", "interviews"})
"""The kinds of column pages that are lists of articles."""


@dataclass(slots=True, eq=False)
class Article:
    """One published text. `printed` overrides the date that the list shows (a trap); `day` is the true one."""

    number: int
    title: str
    day: date
    column: Column
    printed: str | None = None
    pinned: bool = False
    link: str | None = None
    """Address elsewhere that the list row points to instead of an article page."""
    body_links: list[tuple[str, str]] = field(default_factory=list)
    """Extra (anchor, address) pairs in the text."""
    text_of: int | None = None
    """Number whose text this article repeats (a second release of the same)."""
    image: str | None = None
    """Path of its picture where it is not the usual one."""

    @property
    def clock(self) -> str:
        """Hour and minute of publication, fixed by the number."""
        return f"{8 + self.number % 10:02d}:{self.number * 7 % 60:02d}"


@dataclass(slots=True, eq=False)
class Letter:
    """One citizen's letter; `answered` is None while it is open."""

    number: int
    title: str
    asked: date
    answered: date | None
    unit: str
    column: Column


@dataclass(slots=True, eq=False)
class Survey:
    """One survey with its closing day. Without a result, its link leads to a viewer that does not exist."""

    number: int
    title: str
    opened: date
    closed: date
    has_result: bool
    column: Column


@dataclass(slots=True, eq=False)
class Guide:
    """One service guide. `elements` maps the label of an element to its text."""

    number: int
    title: str
    elements: dict[str, str]
    column: Column
    form: str | None = None


@dataclass(slots=True, eq=False)
class Column:
    """One column. `page` says how its page is drawn: list, text, blocks, stub, letters, surveys, guides, forms, service."""

    number: int
    slug: str
    name: str
    page: str
    kind: str
    parent: Column | None = None
    children: list[Column] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    guides: list[Guide] = field(default_factory=list)
    rows: int = 12
    """Rows on one list page."""
    traps: set[str] = field(default_factory=set)
    """Peculiarities of the page, by the words of `traps.toml`."""
    body_links: list[tuple[str, str]] = field(default_factory=list)
    """Extra (anchor, address) pairs in the body of the column's page."""

    @property
    def pages(self) -> int:
        """Number of list pages, at least one."""
        return max(1, -(-len(self.articles) // self.rows))

    @property
    def ordered(self) -> list[Article]:
        """All articles as the lists show them: pinned ones on top, then newest first."""
        return sorted(
            self.articles, key=lambda article: (not article.pinned, -article.day.toordinal(), -article.number)
        )

    def page_rows(self, page: int) -> list[Article]:
        """The rows of list page `page`, from 1."""
        return self.ordered[(page - 1) * self.rows : page * self.rows]

    @property
    def trail(self) -> list[Column]:
        """The columns from the top down to this one."""
        return [*self.parent.trail, self] if self.parent else [self]
