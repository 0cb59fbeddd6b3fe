"""One simulated site while it is being laid out and drawn."""

from dataclasses import dataclass, field
from datetime import date

from govcrawl.demo.plan import CityPlan, SitePlan
from govcrawl.demo.records import Article, Column
from govcrawl.demo.text import Writer

_CITY = 60
"""Sites of one city, rounded up: the largest that is planned here has 57."""


@dataclass(slots=True, eq=False)
class DemoSite:
    """One simulated site, ready to be drawn by its publishing system."""

    plan: SitePlan
    city: CityPlan
    place: str
    unit: str
    columns: list[Column]
    writer: Writer
    traps: set[str] = field(default_factory=set)
    """Peculiarities of every page of the site, by the words of `traps.toml`."""
    home_links: list[tuple[str, str]] = field(default_factory=list)
    home_images: list[tuple[str, str]] = field(default_factory=list)
    flaky: set[str] = field(default_factory=set)
    """Paths that answer 503 the first time they are asked."""
    next_number: int = 0

    @property
    def as_of(self) -> date:
        """The day that the site is shown on."""
        return self.city.as_of

    @property
    def neighbours(self) -> tuple[SitePlan, ...]:
        """The sites that its menu of friends names: those of its city. A generated web is many cities side by side."""
        start = self.city.sites.index(self.plan) // _CITY * _CITY
        return self.city.sites[start : start + _CITY]

    @property
    def last_day(self) -> date:
        """The last day on which the site published anything."""
        return self.plan.frozen or self.as_of

    @property
    def top_columns(self) -> list[Column]:
        """The columns of the main navigation; the home page's slides are none of them."""
        return [column for column in self.columns if column.parent is None and column.kind != "slides"]

    @property
    def hot_news(self) -> list[Article]:
        """What the block of hot news shows: the newest of the first column of news."""
        return next(column for column in self.columns if column.kind == "news" and column.articles).ordered[:6]

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.plan.code} {self.plan.name}: no column {name}")

    def number(self) -> int:
        """The next free number of this site (columns, articles, letters share one counter)."""
        self.next_number += 1
        return self.next_number

    def add_column(self, name: str, slug: str, page: str, kind: str, parent: Column | None) -> Column:
        """A new column below `parent`, empty."""
        rows = 12 if self.plan.portal else 8
        column = Column(self.number(), slug or f"lm{self.next_number}", name, page, kind, parent, rows=rows)
        self.columns.append(column)
        if parent:
            parent.children.append(column)
        return column

    def add_article(self, column: Column, day: date, title: str = "") -> Article:
        """A new article of `column`."""
        article = Article(self.number(), title or self.writer.title(column.kind), day, column)
        column.articles.append(article)
        return article
