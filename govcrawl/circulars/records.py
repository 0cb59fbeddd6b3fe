"""What a circular says, as records. Figures are kept as published; what they should be is for `arithmetic`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from govcrawl.circulars.phrases import Mapped
from govcrawl.circulars.table import CircularTable
from govcrawl.model.vocabulary import Problem, Verdict


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure. `name` is a word of figures.toml; `decimals` counts the digits printed after the point."""

    name: str
    value: Decimal
    quote: str
    is_rate: bool = False
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of one sentence, which belong together. `scope` is national, province, city, county or None."""

    figures: tuple[Figure, ...]
    quote: str
    scope: str | None = None

    def get(self, name: str) -> Figure | None:
        """The first figure of that name."""
        return next((figure for figure in self.figures if figure.name == name), None)


@dataclass(frozen=True, slots=True)
class Split:
    """A total and the parts that it is said to consist of: (label, count)."""

    total: Decimal
    parts: tuple[tuple[str, Decimal], ...]
    quote: str


@dataclass(frozen=True, slots=True)
class NameCount:
    """A list of names with the number that the text gives for it (`市规划局、…等22个政府网站`)."""

    names: tuple[str, ...]
    declared: int
    open_ended: bool
    quote: str


@dataclass(frozen=True, slots=True)
class NamedSite:
    """A site that the prose blames, with its complaints as published and mapped. `unqualified` only where the prose says 不合格
    of this very site."""

    name: str
    phrase: str
    problems: tuple[Mapped, ...] = ()
    unqualified: bool = False
    site_id_code: str | None = None


@dataclass(frozen=True, slots=True)
class RegionList:
    """A row of a "who reached what" matrix: the condition and the regions or departments listed under it."""

    condition: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CircularRow:
    """One site of a published table. A field is None where the table has no such column or the cell cannot be told;
    `rectified` is False only where the table says so."""

    number: int | None
    name: str
    site_id_code: str | None = None
    url: str | None = None
    is_portal: bool | None = None
    region: str | None = None
    problems_text: str | None = None
    problems: tuple[Mapped, ...] = ()
    unmapped: tuple[str, ...] = ()
    result: str | None = None
    verdict: Verdict | None = None
    rectified: bool | None = None
    rectified_text: str | None = None
    table: str = ""

    @property
    def problem_words(self) -> frozenset[Problem]:
        """The problem words of the row without what they are about."""
        return frozenset(mapped.problem for mapped in self.problems)


@dataclass(frozen=True, slots=True)
class Circular:
    """A published circular. `totals` holds the issuer's own figures by name; `tallies` all figures sentence by sentence."""

    title: str | None
    issuer: str | None
    document_no: str | None
    period: str | None
    published_on: date | None
    signed_on: date | None
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    rows: tuple[CircularRow, ...] = ()
    named_sites: tuple[NamedSite, ...] = ()
    tables: tuple[CircularTable, ...] = ()
    tallies: tuple[Tally, ...] = ()
    splits: tuple[Split, ...] = ()
    name_counts: tuple[NameCount, ...] = ()
    region_lists: tuple[RegionList, ...] = ()
    repairs: tuple[tuple[str, int], ...] = ()
    text: str = ""
