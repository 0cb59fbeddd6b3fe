"""Pages and sites for the tests of the store, with every fact that a row can hold."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from govcrawl.model.inspection import Inspection
from govcrawl.model.items import (
    ArticleSeen,
    ColumnSeen,
    ContentSeen,
    FetchSeen,
    GuideSeen,
    ItemSeen,
    LinkChecked,
    LinkSeen,
    MarkSeen,
    MessageSeen,
    Need,
    PageFacts,
    PageVisited,
    SearchSeen,
    SearchTrial,
    SurveySeen,
    TamperingSeen,
    Visit,
)
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import (
    ColumnKind,
    FetchOutcome,
    Mark,
    PageKind,
    Place,
    Resource,
    Scope,
    SiteKind,
    SiteLevel,
    VisitRole,
)
from govcrawl.store.database import Database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites
from govcrawl.store.save import PageWriter

CODE = "4210000012"
HOME = "http://www.example.gov.cn/"
AS_OF = date(2018, 2, 28)
NAME = "2018年第一季度"
ASKED = datetime(2018, 2, 28, 1, 0, tzinfo=UTC)


def site(code: str = CODE, **changes: object) -> Site:
    return replace(Site(code, "示例县人民政府", HOME, SiteKind.PORTAL, SiteLevel.COUNTY), **changes)  # type: ignore[arg-type]


def begin(database: Database, codes: Iterable[str] = (CODE,), name: str = NAME, as_of: date = AS_OF) -> int:
    """Registers sites and creates an inspection of them; returns its number."""
    sites = [site(code) for code in codes]
    with database.engine.begin() as connection:
        save_sites(connection, sites)
        wanted = Inspection(name, "national_2015", as_of, {"kind": "portal"})
        return create_inspection(connection, wanted, [one.site_id_code for one in sites]).number


def link(url: str, place: Place = Place.NAVIGATION, scope: Scope = Scope.SAME_SITE) -> LinkSeen:
    return LinkSeen(url, url.removeprefix(HOME), f"链接 {url[-12:]}", place, scope, Resource.PAGE)


def column(name: str, *, above: tuple[str, ...] = (), scope: Scope = Scope.SAME_SITE) -> ColumnSeen:
    path = (*above, name)
    return ColumnSeen(name, f"{HOME}{'/'.join(path)}/", len(path), ColumnKind.NEWS, path, scope=scope)


def item(number: int, printed_on: date | None = None) -> ItemSeen:
    url = f"{HOME}art/{number}.html"
    return ItemSeen(
        f"关于第{number}号事项的通知", url, printed_on, "iso" if printed_on else None, "row" if printed_on else None
    )


def page(
    url: str = HOME,
    role: VisitRole = VisitRole.HOME,
    outcome: FetchOutcome = FetchOutcome.OK,
    *,
    code: str = CODE,
    follow: tuple[Visit, ...] = (),
    hops: tuple[FetchSeen, ...] = (),
    column_url: str | None = None,
    body: str | None = None,
    asked_at: datetime = ASKED,
    **facts: object,
) -> PageVisited:
    """A page as the crawl hands it over; one that was not read has no facts."""
    visit = Visit(url, role, 0 if role is VisitRole.HOME else 1, None, column_url, body)
    fetch = FetchSeen(
        url, outcome, asked_at, 200 if outcome.is_ok else None, first_byte_seconds=0.1, seconds=0.2, bytes=9
    )
    facts.setdefault("page_kind", PageKind.LIST)
    told = PageFacts(url=url, charset="utf-8", cms="generic", **facts) if outcome.is_ok else None  # type: ignore[arg-type]
    return PageVisited(code, visit, fetch, told, hops, follow)


def rich_home(code: str = CODE) -> PageVisited:
    """A home page on which every kind of fact was found."""
    news, notice = column("要闻"), column("通知公告")
    return page(
        code=code,
        page_kind=PageKind.HOME,
        title="示例县人民政府",
        digest="a" * 64,
        template_digest="b" * 64,
        why={"search": "form by script"},
        items=(item(1, date(2018, 2, 20)), item(2)),
        newest_item_on=date(2018, 2, 20),
        article=ArticleSeen("标题", date(2018, 2, 1), "shown", "本站", date(2018, 2, 1), None, 300),
        marks=(MarkSeen(Mark.SITE_ID_CODE, True, code, "html"), MarkSeen(Mark.CONTACT, None, None, None, "by script")),
        tags={"SiteName": "示例县人民政府", "SiteIDCode": code},
        columns=(news, notice),
        links=(link(news.url), link(notice.url), link("http://other.example.com/", Place.FOOTER, Scope.OTHER)),
        messages=(MessageSeen("咨询社保", f"{HOME}xj/1.html", date(2018, 1, 2), date(2018, 1, 9), "人社局", True),),
        surveys=(SurveySeen("征集意见", f"{HOME}dc/1.html", date(2018, 2, 1), has_result=False),),
        notice="暂无信件",
        way=("政务公开", "要闻"),
        guide=GuideSeen("办事指南", ("legal_basis",), ("fee", "time"), ("其他材料",), True),
        search=SearchSeen(f"{HOME}search", "get", "q", (("siteid", "3"),)),
        tampering=(TamperingSeen("hidden_link", "隐藏链接"),),
        content=(ContentSeen("suspect_wording", "“国务员”疑为“国务院”", 3),),
        trial=SearchTrial("关于第1号事项的通知", False),
        needs=(Need("asset", f"{HOME}foot.js", "footer"),),
        follow=tuple(Visit(one.url, VisitRole.COLUMN, 1, HOME, one.url) for one in (news, notice)),
    )


def later(seconds: float) -> datetime:
    return ASKED + timedelta(seconds=seconds)


def store(database: Database, number: int, *pages: PageVisited | LinkChecked, **settings: float) -> PageWriter:
    """Writes pages as a crawl does, and returns the closed writer."""

    async def write() -> PageWriter:
        async with PageWriter(database.url, number, vantage="here", **settings) as writer:  # type: ignore[arg-type]
            for one in pages:
                await writer.add(one)
        return writer

    return asyncio.run(write())
