"""What is known of one site in one inspection, assembled from stored facts for the checks.

Checks are pure functions of these records, an indicator's parameters and `as_of`; nothing here knows SQL or HTML.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from govcrawl.model.findings import ReviewKey
from govcrawl.model.items import (
    ArticleSeen,
    ContentSeen,
    GuideSeen,
    ItemSeen,
    MarkSeen,
    MessageSeen,
    SearchSeen,
    SearchTrial,
    SourceItem,
    StatisticsSeen,
    SurveySeen,
    TamperingSeen,
)
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import (
    ColumnKind,
    ColumnState,
    FetchOutcome,
    LinkFate,
    PageKind,
    Place,
    Resource,
    Review,
    Scope,
    VisitRole,
)


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A column after all its pages were read. `items` counts rows, `dated_items` those with a date."""

    name: str
    url: str
    level: int
    kind: ColumnKind
    state: ColumnState
    path: tuple[str, ...] = ()
    historical: bool = False
    newest_item_on: date | None = None
    newest_item_url: str | None = None
    items: int = 0
    dated_items: int = 0
    recent: tuple[ItemSeen, ...] = ()
    """The newest items (at most 40), newest first."""
    why: str | None = None
    scope: Scope = Scope.SAME_SITE
    notice: str | None = None
    """The words that an empty list or letter box shows in place of rows (暂无信件 ...)."""

    def without_rows(self, state: ColumnState, why: str) -> "ColumnFacts":
        """The column without the rows that stand on its pages and are not its own."""
        return replace(
            self, state=state, newest_item_on=None, newest_item_url=None, items=0, dated_items=0, recent=(), why=why
        )


ANOTHER_CODE = "another site's page: it carries that site's code"
"""What the record of a column's page says (`detail`) whose footer names another site."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page that was asked, without its lists."""

    url: str
    role: VisitRole
    outcome: FetchOutcome
    page_kind: PageKind | None = None
    title: str | None = None
    status: int | None = None
    first_byte_seconds: float | None = None
    seconds: float | None = None
    asked_at: datetime | None = None
    digest: str = ""
    article: ArticleSeen | None = None
    marks: tuple[MarkSeen, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    statistics: tuple[StatisticsSeen, ...] = ()
    guide: GuideSeen | None = None
    search: SearchSeen | None = None
    tampering: tuple[TamperingSeen, ...] = ()
    content: tuple[ContentSeen, ...] = ()
    trial: SearchTrial | None = None
    column_url: str | None = None
    detail: str | None = None

    @property
    def is_of_another_site(self) -> bool:
        """Whether the page was read and says, by the code in its footer, that it is another site's."""
        return ANOTHER_CODE in (self.detail or "")


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """A link of the site and what became of its target."""

    url: str
    parent_url: str
    anchor: str
    place: Place
    scope: Scope
    resource: Resource
    fate: LinkFate
    on_home: bool
    status: int | None = None
    attempts: int = 0
    confirmed: bool = False
    outcome: FetchOutcome | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """A published message with the column it stands in."""

    message: MessageSeen
    column_name: str
    column_url: str


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """A survey with the column it stands in."""

    survey: SurveySeen
    column_name: str
    column_url: str


@dataclass(frozen=True, slots=True)
class ProbeSummary:
    """A week of reachability probes; counts after void rounds were dropped."""

    probes: int
    failures: int
    p95_seconds: float | None = None
    days: int = 0
    vantages: int = 0
    missed_by_us: int = 0


@dataclass(frozen=True, slots=True)
class EarlierVisit:
    """What the inspection before this one saw of the same site: `kept` of its `columns` have the same address today."""

    inspection: str
    columns: int
    kept: int
    template_changed: bool
    """The home page's structure is another one."""


@dataclass(frozen=True, slots=True)
class PageBefore:
    """A list or an article as the inspection before this one saw it; `read_on` is the day of that reading."""

    url: str
    read_on: date
    items: tuple[ItemSeen, ...] = ()
    article: ArticleSeen | None = None


@dataclass(frozen=True, slots=True)
class TwinFacts:
    """A front page on another host that the site's home page leads to under the site's own name, as it was read."""

    page: PageRead
    items: tuple[ItemSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Everything the checks may look at for one site.

    `gathered` names the kinds of facts that this inspection collected (`columns`, `links`, `marks`, `tags`, `messages`,
    `guides`, `search`, `probes`, `articles` ...): a check whose facts are not in it answers unknown, "not gathered yet".
    """

    site: Site
    as_of: date
    columns: tuple[ColumnFacts, ...] = ()
    home_items: tuple[ItemSeen, ...] = ()
    pages: tuple[PageRead, ...] = ()
    links: tuple[LinkFacts, ...] = ()
    messages: tuple[MessageFacts, ...] = ()
    surveys: tuple[SurveyFacts, ...] = ()
    probes: ProbeSummary | None = None
    gathered: frozenset[str] = frozenset()
    home_is_navigation_only: bool = False
    reviews: Mapping[ReviewKey, Review] = field(default_factory=dict)
    """A person's decisions on earlier findings."""
    earlier: EarlierVisit | None = None
    registered_hosts: frozenset[str] = frozenset()
    """Those hosts outside the site, among its links, that the register has a site for."""
    pages_before: tuple[PageBefore, ...] = ()
    """Lists and articles of the last finished inspection before this one."""
    sources: tuple[SourceItem, ...] = ()
    """Items of the State Council's site that the office's source list names, the newest first."""
    twins: tuple[TwinFacts, ...] = ()
    """Front pages elsewhere that may be second addresses or copies of the site."""
    home_led_to: str | None = None
    """Where asking for the registered address ended; None where the home page was not read."""
    budget_spent: str | None = None
    """Why the crawl of this site stopped before its frontier was empty, if it did."""

    @property
    def home(self) -> PageRead | None:
        """The home page as asked, or None where it was never asked."""
        return next((page for page in self.pages if page.role is VisitRole.HOME), None)
