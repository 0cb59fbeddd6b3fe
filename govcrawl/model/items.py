"""What the crawler sees, as frozen records: facts of pages, no opinions.

Dates (`_on`) are calendar days in Asia/Shanghai; instants (`_at`) are timezone-aware UTC datetimes; URLs are absolute
WHATWG-normalised strings unless a field says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from govcrawl.model.vocabulary import (
    ColumnKind,
    FetchOutcome,
    LinkFate,
    Mark,
    PageKind,
    Place,
    Resource,
    Scope,
    TlsState,
    VisitRole,
)

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One row of a list. `pattern` names the table of `patterns.toml` that read the date, `place` where it stood
    (`row`, `updated` where the row calls it the day of the last change, `href`, `script`, `payload`, `article`); both are
    None where no date was read."""

    title: str
    url: str
    printed_on: date | None = None
    pattern: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column as a page names it. `level` is 1 for a 一级栏目; `path` holds the names from the home page down."""

    name: str
    url: str
    level: int = 1
    kind: ColumnKind = ColumnKind.OTHER
    path: tuple[str, ...] = ()
    historical: bool = False
    """Candidate for exclusion: a special topic of a past campaign (历史性工作专题)."""
    scope: Scope = Scope.SAME_SITE


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """One link. `href` is kept as published; `url` is its absolute form, or the href itself where it is no http(s) URL."""

    url: str
    href: str
    anchor: str
    place: Place
    scope: Scope
    resource: Resource


@dataclass(frozen=True, slots=True)
class MarkSeen:
    """A footer mark. `present` is None where it could not be told (a footer that comes by a script not yet read)."""

    mark: Mark
    present: bool | None
    value: str | None = None
    where: str | None = None
    """`html`, `script`, `include`, `tag` or `browser`."""
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class RelatedSeen:
    """A link between an interpretation and its document; `kind` says what it leads to: `document` or `interpretation`."""

    kind: str
    url: str
    anchor: str


@dataclass(frozen=True, slots=True)
class StatisticsSeen:
    """Figures that a page publishes of services or letters (`kind`: `service`, `letters`) in its own `words`; `as_of` is
    the day that they are of, None where none is printed."""

    kind: str
    words: str
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class ArticleSeen:
    """An article's head. `origin` says where `printed_on` was read: list, shown, url, tag or other."""

    title: str | None
    printed_on: date | None
    origin: str | None = None
    source: str | None = None
    url_on: date | None = None
    tag_on: date | None = None
    text_length: int = 0
    clock: str | None = None
    """The hour and minute (`HH:MM`, Asia/Shanghai) printed beside `printed_on`, where the page tells them."""
    related: tuple[RelatedSeen, ...] = ()
    """Links to documents and interpretations (解读关联)."""


@dataclass(frozen=True, slots=True)
class SourceItem:
    """An item that the State Council's site released and others must re-post. `published_at` is the start of its day in
    Shanghai where only the day is known (`has_time` False)."""

    title: str
    url: str
    published_at: datetime
    has_time: bool = True


@dataclass(frozen=True, slots=True)
class MessageSeen:
    """A citizen's letter or question as published."""

    title: str
    url: str
    asked_on: date | None = None
    answered_on: date | None = None
    answering_unit: str | None = None
    answered: bool | None = None
    answer_shown: bool | None = None
    """Whether the answer's text is printed; None on lists that give none for any letter."""


@dataclass(frozen=True, slots=True)
class SurveySeen:
    """A survey or call for opinions (调查征集) as listed or on its own page. `has_result` is None where it could not be
    told; `ended` by the state that the page prints, otherwise by the last day."""

    title: str
    url: str
    ends_on: date | None = None
    has_result: bool | None = None
    result_url: str | None = None
    starts_on: date | None = None
    ended: bool | None = None


@dataclass(frozen=True, slots=True)
class GuideSeen:
    """A service guide: the element identifiers found and missing (`checklists.md` 3.1: ten elements, eight in 2015)."""

    title: str
    elements_present: tuple[str, ...] = ()
    elements_missing: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    attachment_only: bool = False
    forms_missing: tuple[str, ...] = ()
    """Forms that the guide asks for and gives no way to get."""
    formats_stated: bool | None = None
    """Whether the materials say original or copy, paper or electronic, how many; None where no materials are listed."""


@dataclass(frozen=True, slots=True)
class SearchSeen:
    """A site search. `action` is empty and `method` `script` where only a browser can ask; `fixed` are the form's other
    parameters (already in the query of `action` for GET); `charset` is what the words are sent in, empty: the page's own."""

    action: str
    method: str
    field: str
    fixed: tuple[tuple[str, str], ...] = ()
    charset: str = ""


@dataclass(frozen=True, slots=True)
class TamperingSeen:
    """A sign of tampering; `kind` is a word of `tampering.toml`."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class ContentSeen:
    """Doubtful text on a page. `kind`: `garbled_text`, `suspect_wording` or `personal_data`; `detail` says what stands there,
    personal data masked; `severity`: 1 slight, 2 plain, 3 grave."""

    kind: str
    detail: str
    severity: int = 2


@dataclass(frozen=True, slots=True)
class SearchTrial:
    """The site's own search, asked for a title just read from the site. `found`: whether the first page of results shows
    it; False only where the page says that there is no result, None where it could not be told."""

    title: str
    found: bool | None


@dataclass(frozen=True, slots=True)
class Need:
    """What must still be asked before a fact of this page can be told.

    `kind`: `endpoint` (the list's data address), `browser` (render the page), `follow` (stub, frame or refresh target),
    `asset` (a footer script or include), `menu` (a frame that can hold the page's menu), `next_page`. `body` is a form
    body: then the request is a POST.
    """

    kind: str
    url: str
    reason: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All that one page says. A fact that could not be told is None or absent, and `why` says why by field name."""

    url: str
    charset: str
    cms: str
    page_kind: PageKind
    title: str | None = None
    digest: str = ""
    """SHA-256 of the decoded body, hexadecimal."""
    template_digest: str = ""
    """Digest of the page's structure without its text: equal for pages of one template."""
    repaired: bool = False
    why: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    items: tuple[ItemSeen, ...] = ()
    newest_item_on: date | None = None
    confirmed_empty: bool = False
    """A list was recognised with certainty and it has no row (static list, endpoint answered zero, or rendered)."""
    article: ArticleSeen | None = None
    marks: tuple[MarkSeen, ...] = ()
    tags: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    columns: tuple[ColumnSeen, ...] = ()
    way: tuple[str, ...] = ()
    """Names on the breadcrumb from below the home page down to the page itself; () where it shows none."""
    links: tuple[LinkSeen, ...] = ()
    messages: tuple[MessageSeen, ...] = ()
    surveys: tuple[SurveySeen, ...] = ()
    notice: str | None = None
    """The words that an empty list or letter box shows in place of rows (暂无信件 ...)."""
    statistics: tuple[StatisticsSeen, ...] = ()
    guide: GuideSeen | None = None
    search: SearchSeen | None = None
    tampering: tuple[TamperingSeen, ...] = ()
    content: tuple[ContentSeen, ...] = ()
    trial: SearchTrial | None = None
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """A URL to ask, and why. The frontier of a site is an ordered list of these.

    `column_url` attributes the page to a column (its own URL for the column's first page); `body` makes it a POST.
    `level`, `name` and `kind` describe the column where the visit belongs to one.
    """

    url: str
    role: VisitRole
    depth: int = 0
    parent_url: str | None = None
    column_url: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class FetchSeen:
    """How asking for one URL ended. Seconds are floats; `bytes` counts the body as received."""

    url: str
    outcome: FetchOutcome
    asked_at: datetime
    status: int | None = None
    final_url: str | None = None
    tls: TlsState = TlsState.NONE
    first_byte_seconds: float | None = None
    seconds: float | None = None
    bytes: int = 0
    attempts: int = 1
    client: str = "scrapy"
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class PageVisited:
    """The one item of the crawl: a visit, how it ended, what the page said and what to ask next.

    Stored in one transaction: `hops` are the URLs redirected through (each gets its own outcome row), `follow` the visits
    that this page makes necessary.
    """

    site_id_code: str
    visit: Visit
    fetch: FetchSeen
    facts: PageFacts | None = None
    hops: tuple[FetchSeen, ...] = ()
    follow: tuple[Visit, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteFinished:
    """Says that a site's frontier is empty (or its budget spent): time to judge it."""

    site_id_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkChecked:
    """What became of one link target, after all attempts of this inspection. `confirmed` only when a second, different
    attempt agreed; `checked_at` is the instant of the last attempt."""

    site_id_code: str
    url: str
    fate: LinkFate
    outcome: FetchOutcome
    checked_at: datetime
    status: int | None = None
    attempts: int = 1
    confirmed: bool = False
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class ProbeSeen:
    """One reachability probe of a home page. `round` names the round it belongs to, in which canaries were asked too."""

    site_id_code: str
    probed_at: datetime
    vantage: str
    outcome: FetchOutcome
    round: str
    status: int | None = None
    first_byte_seconds: float | None = None
    seconds: float | None = None
    detail: str | None = None
