"""What a page makes necessary to ask."""

from datetime import UTC, date, datetime

import pytest

from govcrawl.model.items import ColumnSeen, ItemSeen, MarkSeen, Need, PageFacts, SourceItem, Visit
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import Mark, PageKind, Scope, SiteKind, SiteLevel, VisitRole
from govcrawl.model.work import SiteTodo
from govcrawl.spiders.plan import UNDATED_SAMPLE, Budget, asked_before, follow_ups, relay_visits

BUDGET = Budget(pages=100, depth=2, articles=10, bytes=10_000_000, seconds=60)
HOME = Visit("http://a.gov.cn/", VisitRole.HOME)
COLUMN = Visit("http://a.gov.cn/n/", VisitRole.COLUMN, 1, HOME.url, "http://a.gov.cn/n/")


def facts(kind: PageKind = PageKind.LIST, url: str = COLUMN.url, **more: object) -> PageFacts:
    return PageFacts(url, "utf-8", "generic", kind, **more)  # type: ignore[arg-type]


def items(*days: int | None) -> tuple[ItemSeen, ...]:
    return tuple(
        ItemSeen(f"第{n}条", f"http://a.gov.cn/n/{n}.html", date(2018, 2, day) if day else None)
        for n, day in enumerate(days)
    )


@pytest.mark.parametrize(
    ("done", "asked"),
    [
        ((), []),
        (("http://a.gov.cn/robots.txt", "http://a.gov.cn/"), ["http://a.gov.cn/"]),
        (("http://a.gov.cn/index.html", "http://a.gov.cn/top.htm"), ["http://a.gov.cn/top.htm"]),
        (("http://a.gov.cn/index.html", "http://a.gov.cn/"), ["http://a.gov.cn/index.html", "http://a.gov.cn/"]),
    ],
    ids=["nothing", "robots", "a frame without its home page", "a home page with its frame"],
)
def test_a_resumed_crawl_asks_the_home_page_until_it_has_a_row_of_its_own(
    done: tuple[str, ...], asked: list[str]
) -> None:
    site = Site("4200000001", "示例市人民政府", HOME.url, SiteKind.PORTAL, SiteLevel.CITY)
    robots = Visit("http://a.gov.cn/robots.txt", VisitRole.ROBOTS)
    assert asked_before(SiteTodo(site, done), robots, HOME) == asked


def test_columns_of_the_site_are_followed_and_others_are_not() -> None:
    columns = (
        ColumnSeen("通知公告", "http://a.gov.cn/n/"),
        ColumnSeen("县区", "http://b.gov.cn/n/", scope=Scope.OTHER_GOV),
        ColumnSeen("下属", "http://x.a.gov.cn/n/", scope=Scope.SAME_OWNER),
    )
    planned = follow_ups(HOME, facts(PageKind.HOME, HOME.url, columns=columns), BUDGET, 0)
    assert [(visit.role, visit.url, visit.depth, visit.column_url) for visit in planned] == [
        (VisitRole.COLUMN, "http://a.gov.cn/n/", 1, "http://a.gov.cn/n/"),
        (VisitRole.COLUMN, "http://x.a.gov.cn/n/", 1, "http://x.a.gov.cn/n/"),
    ]
    deeper = Visit("http://a.gov.cn/n/", VisitRole.COLUMN, 1, HOME.url, "http://a.gov.cn/n/")
    planned = follow_ups(deeper, facts(PageKind.LIST, deeper.url, columns=columns), BUDGET, 0)
    assert [visit.url for visit in planned] == ["http://a.gov.cn/n/"]
    assert (
        follow_ups(deeper, facts(PageKind.LIST, deeper.url, columns=columns), BUDGET, 0, {"http://a.gov.cn/n/"}) == []
    )


def test_columns_stop_at_the_depth_of_the_budget() -> None:
    page = facts(columns=(ColumnSeen("子栏目", "http://a.gov.cn/n/s/", 2),))
    at_limit = Visit(COLUMN.url, VisitRole.COLUMN, BUDGET.depth, HOME.url, COLUMN.url)
    assert [visit.depth for visit in follow_ups(COLUMN, page, BUDGET, 0)] == [2]
    assert not follow_ups(at_limit, page, BUDGET, 0)


def test_the_site_map_is_asked_on_the_own_host_only() -> None:
    marks = (
        MarkSeen(Mark.SITE_MAP, True, "/map.html", "html"),
        MarkSeen(Mark.SITE_MAP, True, "http://elsewhere.cn/map.html", "html"),
    )
    planned = follow_ups(HOME, facts(PageKind.HOME, HOME.url, marks=marks), BUDGET, 0)
    assert [(visit.role, visit.url) for visit in planned] == [(VisitRole.SITE_MAP, "http://a.gov.cn/map.html")]


def test_a_dated_list_gives_its_newest_article_wherever_it_stands() -> None:
    planned = follow_ups(COLUMN, facts(items=items(3, 9, 1)), BUDGET, 0)
    assert [visit.url for visit in planned] == ["http://a.gov.cn/n/1.html"]


def test_an_undated_list_gives_a_sample_to_date_it() -> None:
    planned = follow_ups(COLUMN, facts(items=items(*[None] * 9)), BUDGET, 0)
    assert [visit.role for visit in planned] == [VisitRole.ARTICLE] * UNDATED_SAMPLE


def test_the_sample_of_articles_has_an_end() -> None:
    page = facts(items=items(2, 1))
    assert len(follow_ups(COLUMN, page, BUDGET, BUDGET.articles - 1)) == 1
    assert not follow_ups(COLUMN, page, BUDGET, BUDGET.articles)


@pytest.mark.parametrize(("name", "opened"), [("工作计划", 1), ("办事指南", 0), ("机构设置", 0)])
def test_beyond_the_sample_one_article_dates_a_column_that_is_bound_to_a_time(name: str, opened: int) -> None:
    page = facts(items=items(None, None, None), title=f"{name}-某县人民政府")
    assert len(follow_ups(COLUMN, page, BUDGET, BUDGET.articles)) == opened


def test_articles_on_other_hosts_are_not_opened() -> None:
    foreign = (ItemSeen("转载", "http://www.gov.cn/x.html", date(2018, 2, 1)),)
    assert not follow_ups(COLUMN, facts(items=foreign), BUDGET, 0)


def test_further_pages_are_asked_where_the_list_says_so() -> None:
    page = facts(
        needs=(Need("next_page", "http://a.gov.cn/n/index_1.html", "undated"), Need("browser", COLUMN.url, "x"))
    )
    planned = follow_ups(COLUMN, page, BUDGET, 0)
    assert [(visit.role, visit.url, visit.column_url) for visit in planned] == [
        (VisitRole.NEXT_PAGE, "http://a.gov.cn/n/index_1.html", COLUMN.url)
    ]


def test_articles_that_repost_the_source_list_are_opened_within_the_sample() -> None:
    noon = datetime(2018, 2, 20, 12, tzinfo=UTC)
    sources = [SourceItem(f"国务院关于第{word}件事项的指导意见", "", noon) for word in "一二"]
    posts = (
        (sources[0].title, 20),
        (f"转载：{sources[1].title}", 21),
        ("本市召开春耕备耕工作会议", 21),
        (sources[0].title, 2),
    )
    rows = tuple(
        ItemSeen(title, f"http://a.gov.cn/n/{n}.html", date(2018, 2, day)) for n, (title, day) in enumerate(posts)
    )
    page = facts(items=rows)
    assert [visit.url for visit in relay_visits(COLUMN, page, sources, 5)] == [row.url for row in rows[:2]]
    assert len(relay_visits(COLUMN, page, sources, 1)) == 1
    assert relay_visits(COLUMN, page, sources, 0) == []
    assert relay_visits(Visit(COLUMN.url, VisitRole.ARTICLE), page, sources, 5) == []
