"""Facts of a healthy site, and small changes to it. Days are counted back from AS_OF."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from govcrawl.model.facts import (
    ColumnFacts,
    LinkFacts,
    MessageFacts,
    PageRead,
    ProbeSummary,
    SiteFacts,
)
from govcrawl.model.items import ArticleSeen, GuideSeen, ItemSeen, MarkSeen, MessageSeen, SearchSeen, StatisticsSeen
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import (
    ColumnKind,
    ColumnState,
    FetchOutcome,
    LinkFate,
    Mark,
    PageKind,
    Place,
    Resource,
    Scope,
    SiteKind,
    SiteLevel,
    VisitRole,
)

AS_OF = date(2019, 11, 20)
CODE = "4210000040"
HOME = "http://www.jingzhou.gov.cn/"
GATHERED = frozenset(
    [
        "columns",
        "links",
        "marks",
        "tags",
        "messages",
        "guides",
        "search",
        "probes",
        "articles",
        "tampering",
        "surveys",
    ]
)
TAGS = {
    "SiteName": "荆州市水利局",
    "SiteDomain": "slj.jingzhou.gov.cn",
    "SiteIDCode": CODE,
    "ColumnName": "通知公告",
    "ColumnDescription": "通知",
    "ColumnKeywords": "通知",
    "ColumnType": "通知公告",
    "ArticleTitle": "关于汛期值班的通知",
    "PubDate": "2019-11-01 10:00",
    "ContentSource": "办公室",
}
ELEMENTS = [
    "item_name",
    "legal_basis",
    "conditions",
    "materials",
    "place",
    "authority",
    "fee",
    "time",
    "phone",
    "procedure",
]


def site(kind: SiteKind = SiteKind.PORTAL, level: SiteLevel = SiteLevel.CITY, url: str = HOME) -> Site:
    return Site(CODE, "荆州市水利局", url, kind, level)


def days_ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def item(number: int, printed_on: date | None, title: str = "") -> ItemSeen:
    return ItemSeen(title or f"关于第{number}号事项的情况报道", f"{HOME}art/{number}.html", printed_on)


def column(
    name: str = "工作动态",
    kind: ColumnKind = ColumnKind.NEWS,
    newest: date | None = AS_OF,
    state: ColumnState = ColumnState.DATED,
    **more: object,
) -> ColumnFacts:
    """A column whose newest row is of `newest`; its address is made from its name."""
    is_list = state is ColumnState.DATED
    facts = ColumnFacts(
        name=name,
        url=f"{HOME}{name}/",
        level=1,
        kind=kind,
        state=state,
        newest_item_on=newest if is_list else None,
        items=15 if is_list else 0,
        dated_items=15 if is_list else 0,
    )
    return replace(facts, **more)


def columns(
    count: int, kind: ColumnKind, newest: date | None, state: ColumnState = ColumnState.DATED, name: str = "栏目"
) -> tuple[ColumnFacts, ...]:
    return tuple(column(f"{name}{number}", kind, newest, state) for number in range(count))


def page(url: str = HOME, role: VisitRole = VisitRole.HOME, **more: object) -> PageRead:
    kind = {VisitRole.HOME: PageKind.HOME, VisitRole.ARTICLE: PageKind.ARTICLE}.get(role, PageKind.LIST)
    facts = PageRead(
        url=url,
        role=role,
        outcome=FetchOutcome.OK,
        page_kind=kind,
        title="荆州市水利局",
        status=200,
        asked_at=datetime(2019, 11, 20, 2, 0, tzinfo=UTC),
        tags=dict(TAGS),
    )
    return replace(facts, **more)


def marks(*absent: Mark, unknown: Iterable[Mark] = ()) -> tuple[MarkSeen, ...]:
    """All eight marks, some absent or not told; the site code is the site's own."""
    told = {mark: mark not in absent for mark in Mark} | dict.fromkeys(unknown)
    return tuple(
        MarkSeen(mark, told[mark], CODE if mark is Mark.SITE_ID_CODE and told[mark] else None) for mark in Mark
    )


def figures(kind: str, as_of: date | None) -> StatisticsSeen:
    return StatisticsSeen(kind, "受理 12 办结 11", as_of)


def home(**more: object) -> PageRead:
    shown = {
        "marks": marks(),
        "search": SearchSeen(f"{HOME}search", "get", "q"),
        "statistics": (figures("service", days_ago(1)), figures("letters", days_ago(1))),
    }
    return page(**{**shown, **more})


def link(number: int, fate: LinkFate = LinkFate.DEAD, **more: object) -> LinkFacts:
    facts = LinkFacts(
        url=f"{HOME}link/{number}.html",
        parent_url=HOME,
        anchor=f"链接{number}",
        place=Place.BODY,
        scope=Scope.SAME_SITE,
        resource=Resource.PAGE,
        fate=fate,
        on_home=True,
        status=404 if fate is LinkFate.DEAD else None,
        confirmed=True,
    )
    return replace(facts, **more)


def message(
    asked_on: date, answered: bool | None = False, answered_on: date | None = None, **more: object
) -> MessageFacts:
    unit = "办公室" if answered else None
    seen = MessageSeen("关于供水的咨询", f"{HOME}letter/{asked_on}.html", asked_on, answered_on, unit, answered)
    return MessageFacts(replace(seen, **more), "局长信箱", f"{HOME}局长信箱/")


def guide(number: int, missing: Iterable[str] = (), **more: object) -> PageRead:
    gone = tuple(missing)
    seen = GuideSeen(f"事项{number}", tuple(one for one in ELEMENTS if one not in gone), gone)
    return page(f"{HOME}guide/{number}.html", VisitRole.ARTICLE, page_kind=PageKind.GUIDE, guide=replace(seen, **more))


def article(number: int, printed_on: date | None, url_on: date | None = None, **more: object) -> PageRead:
    seen = ArticleSeen(f"文章{number}", printed_on, "shown", url_on=url_on)
    return page(f"{HOME}art/{number}.html", VisitRole.ARTICLE, title=f"文章{number}", article=seen, **more)


def probes(failures: int, total: int = 140, **more: object) -> ProbeSummary:
    return replace(ProbeSummary(total, failures, p95_seconds=1.0, days=7, vantages=2), **more)


HEALTHY_COLUMNS = (
    column("工作动态", ColumnKind.NEWS),
    column("通知公告", ColumnKind.NOTICE),
    column("政策文件", ColumnKind.POLICY_DOCUMENT),
    column("政策解读", ColumnKind.POLICY_INTERPRETATION),
    column("人事信息", ColumnKind.PERSONNEL),
    column("办事服务", ColumnKind.SERVICE),
    column("局长信箱", ColumnKind.INTERACTION),
    column("市情概况", ColumnKind.OVERVIEW, None, ColumnState.TEXT),
    column("机构职能", ColumnKind.OVERVIEW, None, ColumnState.TEXT),
    column("领导信息", ColumnKind.OVERVIEW, None, ColumnState.TEXT),
)


def facts(**more: object) -> SiteFacts:
    """A healthy portal, everything gathered; keywords replace parts of it."""
    healthy = SiteFacts(
        site=site(),
        as_of=AS_OF,
        columns=HEALTHY_COLUMNS,
        home_items=tuple(item(number, days_ago(number % 10)) for number in range(20)),
        pages=(home(),),
        links=(link(0, LinkFate.ALIVE),),
        messages=(message(days_ago(20), True, days_ago(18)),),
        probes=probes(0),
        gathered=GATHERED,
    )
    return replace(healthy, **more)


def with_columns(*more: ColumnFacts) -> SiteFacts:
    return facts(columns=(*HEALTHY_COLUMNS, *more))
