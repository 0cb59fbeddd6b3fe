"""What the pages of a column come to. Blank and stale may only be told where everything that could show an item was read."""

from dataclasses import replace
from datetime import date

import pytest
from store_samples import AS_OF, HOME, column, item

from govcrawl.model.facts import ANOTHER_CODE, ColumnFacts, PageRead
from govcrawl.model.items import ArticleSeen, ColumnSeen, ItemSeen, MessageSeen, Need
from govcrawl.model.vocabulary import ColumnKind, ColumnState, FetchOutcome, PageKind, Scope, VisitRole
from govcrawl.store.columns import MOST_RECENT, merge_columns
from govcrawl.store.rows import PageRow

NEWS = column("要闻")
OLD, NEW = date(2017, 3, 1), date(2018, 2, 27)


def row(
    of: ColumnSeen | None = NEWS,
    *,
    url: str | None = None,
    role: VisitRole = VisitRole.COLUMN,
    outcome: FetchOutcome = FetchOutcome.OK,
    kind: PageKind = PageKind.LIST,
    items: tuple[ItemSeen, ...] = (),
    empty: bool = False,
    article: ArticleSeen | None = None,
    messages: tuple[MessageSeen, ...] = (),
    needs: tuple[Need, ...] = (),
    why: str | None = None,
    final_url: str | None = None,
    way: tuple[str, ...] = (),
) -> PageRow:
    address = url or (of.url if of else HOME)
    read = PageRead(
        address, role, outcome, kind if outcome.is_ok else None, article=article, column_url=of.url if of else None
    )
    notice, told = "暂无信件" if empty else None, {"items": why} if why else {}
    return PageRow(read, outcome.is_ok, final_url, items, None, empty, messages, (), notice, needs, told, way)


def merged(*pages: PageRow, columns: tuple[ColumnSeen, ...] = (NEWS,), as_of: date = AS_OF) -> ColumnFacts:
    return merge_columns(columns, pages, as_of)[0]


OFFICES = tuple(ItemSeen(name, f"{HOME}{n}/") for n, name in enumerate(("市教育局", "市发展和改革委员会", "城关镇")))
BROWSER = Need("browser", NEWS.url, "list comes by script")
CASES = {
    "dated": ([row(items=(item(1, OLD), item(2, NEW)))], ColumnState.DATED, None),
    "one row of ten dated": ([row(items=(item(1, OLD), *map(item, range(2, 11))))], ColumnState.DATED, None),
    "undated": ([row(items=(item(1), item(2)))], ColumnState.UNDATED, None),
    "rows beside a template that was not rendered": (
        [row(items=(item(1, OLD),), needs=(BROWSER,))],
        ColumnState.UNKNOWN,
        BROWSER.reason,
    ),
    "a directory of offices": (
        [row(items=OFFICES, why="rows without a date")],
        ColumnState.TEXT,
        "leads to columns only",
    ),
    "rows that lead to columns only": (
        [row(items=(ItemSeen("要闻", NEWS.url),), why="rows without a date")],
        ColumnState.TEXT,
        "leads to columns only",
    ),
    "confirmed empty": ([row(empty=True)], ColumnState.BLANK, None),
    "empty, endpoint agrees": ([row(empty=True), row(role=VisitRole.ENDPOINT, empty=True)], ColumnState.BLANK, None),
    "empty by endpoint alone": ([row(), row(role=VisitRole.ENDPOINT, empty=True)], ColumnState.BLANK, None),
    "empty first page, endpoint failed": (
        [row(empty=True), row(url=f"{HOME}api", role=VisitRole.ENDPOINT, outcome=FetchOutcome.HTTP_5XX)],
        ColumnState.UNKNOWN,
        f"http_5xx at {HOME}api",
    ),
    "empty shell, endpoint has rows": (
        [row(empty=True), row(role=VisitRole.ENDPOINT, items=(item(1, NEW),))],
        ColumnState.DATED,
        None,
    ),
    "rows beside a failed page": (
        [row(items=(item(1, NEW),)), row(role=VisitRole.NEXT_PAGE, outcome=FetchOutcome.RESET)],
        ColumnState.DATED,
        None,
    ),
    "failed": ([row(outcome=FetchOutcome.TIMEOUT_TOTAL)], ColumnState.UNKNOWN, f"timeout_total at {NEWS.url}"),
    "challenge": ([row(outcome=FetchOutcome.CHALLENGE)], ColumnState.UNKNOWN, f"challenge at {NEWS.url}"),
    "own trouble": ([row(outcome=FetchOutcome.OWN_TROUBLE)], ColumnState.UNKNOWN, f"own_trouble at {NEWS.url}"),
    "never asked": ([], ColumnState.UNKNOWN, "not read"),
    "only its articles were asked": ([row(url=item(1).url, role=VisitRole.ARTICLE)], ColumnState.UNKNOWN, "not read"),
    "not rendered": ([row(needs=(BROWSER,))], ColumnState.UNKNOWN, "list comes by script"),
    "not rendered, other kind": (
        [row(kind=PageKind.OTHER, needs=(BROWSER,))],
        ColumnState.UNKNOWN,
        "list comes by script",
    ),
    "list without rows, not sure": ([row()], ColumnState.UNKNOWN, "a list that could not be read"),
    "frame not read": (
        [row(kind=PageKind.OTHER, why="by frame", needs=(replace(BROWSER, kind="follow"),))],
        ColumnState.UNKNOWN,
        "by frame",
    ),
    "stub": ([row(kind=PageKind.STUB)], ColumnState.UNKNOWN, "no content of its own on the page"),
    "error page": ([row(kind=PageKind.ERROR, why="404")], ColumnState.UNKNOWN, "404"),
    "one text": (
        [row(kind=PageKind.ARTICLE, article=ArticleSeen("简介", None, text_length=900))],
        ColumnState.TEXT,
        None,
    ),
    "text on a list's address": ([row(why="a text, not a list")], ColumnState.TEXT, "a text, not a list"),
    "text beside a footer script": (
        [row(kind=PageKind.OTHER, needs=(replace(BROWSER, kind="asset"),))],
        ColumnState.TEXT,
        None,
    ),
    "other text": ([row(kind=PageKind.OTHER)], ColumnState.TEXT, None),
}


@pytest.mark.parametrize(("pages", "state", "why"), CASES.values(), ids=CASES.keys())
def test_state(pages: list[PageRow], state: ColumnState, why: str | None) -> None:
    facts = merged(*pages)
    assert (facts.state, facts.why) == (state, why)
    assert facts.newest_item_on is None or state is ColumnState.DATED


def test_newest_item_over_all_pages() -> None:
    facts = merged(
        row(items=(item(1, OLD), item(2))), row(role=VisitRole.NEXT_PAGE, items=(item(3, NEW), item(1, OLD)))
    )
    assert (facts.newest_item_on, facts.newest_item_url) == (NEW, item(3).url)
    assert (facts.items, facts.dated_items) == (3, 2)
    assert [one.printed_on for one in facts.recent] == [NEW, OLD, None]


@pytest.mark.parametrize(("printed", "newest"), [(AS_OF, AS_OF), (date(2018, 3, 1), None)])
def test_a_date_after_as_of_is_no_update(printed: date, newest: date | None) -> None:
    facts = merged(row(items=(item(1, printed),)))
    assert (facts.state, facts.newest_item_on, facts.dated_items) == (ColumnState.DATED, newest, 1)
    assert merged(row(items=(item(1, printed), item(2, OLD)))).newest_item_on == (newest or OLD)


def test_the_newest_forty_are_kept() -> None:
    facts = merged(row(items=tuple(item(number, date.fromordinal(OLD.toordinal() + number)) for number in range(50))))
    assert (facts.items, len(facts.recent)) == (50, MOST_RECENT)
    assert facts.recent[0].printed_on == date(2017, 4, 19)


def test_an_undated_row_takes_the_date_of_its_article() -> None:
    article = row(
        url=item(2).url, role=VisitRole.ARTICLE, kind=PageKind.ARTICLE, article=ArticleSeen("关于", NEW, "shown")
    )
    facts = merged(row(items=(item(1), item(2))), article)
    assert (facts.state, facts.newest_item_on, facts.dated_items) == (ColumnState.DATED, NEW, 1)
    assert facts.recent[0].place == "article"
    moved = replace(article, read=replace(article.read, url=f"{HOME}old.html"), final_url=item(2).url)
    assert merged(row(items=(item(2),)), moved).newest_item_on == NEW


def test_a_date_of_the_row_is_not_replaced_by_that_of_the_article() -> None:
    article = row(url=item(1).url, role=VisitRole.ARTICLE, article=ArticleSeen("关于", NEW))
    assert merged(row(items=(item(1, OLD),)), article).newest_item_on == OLD


def test_letters_are_the_rows_of_a_letter_box() -> None:
    letters = (
        MessageSeen("问一", f"{HOME}xj/1", date(2018, 1, 2), date(2018, 1, 9)),
        MessageSeen("问二", f"{HOME}xj/2", date(2018, 1, 5)),
        MessageSeen("问三", f"{HOME}xj/3"),
    )
    facts = merged(row(kind=PageKind.LETTERS, messages=letters))
    assert (facts.state, facts.newest_item_on, facts.items, facts.dated_items) == (
        ColumnState.DATED,
        date(2018, 1, 9),
        3,
        2,
    )


def test_a_page_speaks_for_the_column_at_its_own_address() -> None:
    elsewhere = row(None, url=f"{HOME}index.html", role=VisitRole.HOME, final_url=NEWS.url, items=(item(1, NEW),))
    assert merged(elsewhere).state is ColumnState.DATED
    checked = row(None, url=NEWS.url, role=VisitRole.LINK, items=(item(1, NEW),))
    assert merged(checked).state is ColumnState.UNKNOWN


def test_a_column_on_another_host_says_so() -> None:
    facts = merged(columns=(replace(NEWS, scope=Scope.OTHER_GOV),))
    assert (facts.state, facts.why) == (ColumnState.UNKNOWN, "not read: lies on another host (other_gov)")


@pytest.mark.parametrize(("said", "scope"), [(ANOTHER_CODE, Scope.OTHER_GOV), (None, Scope.SAME_OWNER)])
def test_a_column_whose_page_names_another_site_is_that_sites(said: str | None, scope: Scope) -> None:
    other = replace(NEWS, scope=Scope.SAME_OWNER)
    page = row(None, url=NEWS.url)
    page = replace(page, has_facts=False, read=replace(page.read, detail=said and f"redirected to /a; {said}"))
    facts = merged(page, columns=(other,))
    assert (facts.scope, facts.state) == (scope, ColumnState.UNKNOWN)


PARENT = column("政务公开")
CHILD, SECOND = column("通知公告", above=("政务公开",)), column("人事", above=("政务公开",))
COUSIN = column("通知公告", above=("政务服务",))
FAMILY = (PARENT, CHILD, SECOND, COUSIN)


def test_a_parent_without_rows_shows_those_of_its_children() -> None:
    facts = merged(
        row(PARENT, kind=PageKind.OTHER),
        row(CHILD, items=(item(1, OLD),)),
        row(SECOND, items=(item(2, NEW), item(3))),
        row(COUSIN, items=(item(4, AS_OF),)),
        columns=FAMILY,
    )
    assert (facts.state, facts.newest_item_on, facts.newest_item_url) == (ColumnState.DATED, NEW, item(2).url)
    assert (facts.items, facts.dated_items) == (3, 2)
    assert facts.why == "from child columns: 通知公告, 人事"
    assert [one.printed_on for one in facts.recent] == [NEW, OLD, None]


@pytest.mark.parametrize(
    ("parent", "state"),
    [
        (row(PARENT, kind=PageKind.OTHER), ColumnState.TEXT),
        (row(PARENT, empty=True), ColumnState.UNKNOWN),
        (row(PARENT, outcome=FetchOutcome.RESET), ColumnState.UNKNOWN),
        (row(PARENT, items=(item(9, NEW),)), ColumnState.DATED),
    ],
)
def test_an_unread_child_leaves_the_date_of_its_parent_open(parent: PageRow, state: ColumnState) -> None:
    facts = merged(parent, row(CHILD, items=(item(1, OLD),)), columns=FAMILY)
    assert facts.state is state
    assert facts.newest_item_on in (None, NEW)


@pytest.mark.parametrize(
    ("kind", "numbers", "state"),
    [
        (ColumnKind.OVERVIEW, (1, 2), ColumnState.TEXT),
        (ColumnKind.SERVICE, (2,), ColumnState.TEXT),
        (ColumnKind.OVERVIEW, (2, 9), ColumnState.DATED),
        (ColumnKind.NEWS, (1, 2), ColumnState.DATED),
    ],
    ids=["pictures of a town", "services", "a row of its own besides", "news"],
)
def test_a_front_of_overviews_has_no_day_of_its_own(
    kind: ColumnKind, numbers: tuple[int, ...], state: ColumnState
) -> None:
    front = column("今日清水")
    child = replace(column("清水风光"), path=("今日清水", "清水风光"), level=2, kind=kind)
    pages = (row(front, items=tuple(item(n, OLD) for n in numbers)), row(child, items=(item(1, OLD), item(2, OLD))))
    assert merged(*pages, columns=(front, child)).state is state


def test_a_blank_parent_of_blank_children_stays_blank() -> None:
    facts = merged(row(PARENT, empty=True), row(CHILD, empty=True), row(SECOND, empty=True), columns=FAMILY)
    assert facts.state is ColumnState.BLANK


def test_an_empty_letter_box_keeps_its_words() -> None:
    assert merged(row(empty=True)).notice == "暂无信件"
    assert merged(row()).notice is None


def test_undated_children_make_an_undated_parent() -> None:
    facts = merged(row(PARENT, empty=True), row(CHILD, items=(item(1),)), row(SECOND, empty=True), columns=FAMILY)
    assert (facts.state, facts.items) == (ColumnState.UNDATED, 1)


WAYS = {
    "no breadcrumb": ((), (), ("要闻",)),
    "below another": (("政务公开", "要闻"), (), ("政务公开", "要闻")),
    "on the first level after all": (("要闻",), (), ("要闻",)),
    "another parent": (("政务公开", "要闻"), ("新闻中心",), ("政务公开", "要闻")),
    "the levels between left out": (("要闻",), ("新闻中心",), ("新闻中心", "要闻")),
    "deeper than the menu": (("新闻中心", "本地", "要闻"), ("新闻中心",), ("新闻中心", "本地", "要闻")),
    "names other columns": (("政务公开", "通知公告"), (), ("要闻",)),
    "goes on below the column": (("政务公开", "要闻", "第一页"), (), ("政务公开", "要闻")),
}


@pytest.mark.parametrize(("way", "above", "path"), WAYS.values(), ids=WAYS)
def test_the_own_breadcrumb_settles_the_level(
    way: tuple[str, ...], above: tuple[str, ...], path: tuple[str, ...]
) -> None:
    first_seen = column("要闻", above=above)
    found = merged(row(first_seen, way=way), columns=(first_seen,))
    assert (found.path, found.level) == (path, len(path))


def test_only_the_own_page_settles_the_level() -> None:
    other = row(NEWS, url=f"{HOME}other/", role=VisitRole.NEXT_PAGE, way=("政务公开", "要闻"))
    assert merged(row(), other).level == 1


def test_a_breadcrumb_below_a_special_topic_makes_the_column_part_of_it() -> None:
    found = merged(row(way=("专题专栏", "十八大精神", "要闻")))
    assert (found.kind, found.historical) == (ColumnKind.SPECIAL_COLUMN, True)


def test_a_page_named_by_two_addresses_is_one_column() -> None:
    twin = replace(NEWS, url=NEWS.url.replace("www.", "") + "index.html")
    assert twin.url != NEWS.url
    pages = (row(items=(item(1, NEW),)),)
    for seen in ((twin, NEWS), (NEWS, twin)):
        columns = merge_columns(seen, pages, AS_OF)
        assert [(one.url, one.state) for one in columns] == [(NEWS.url, ColumnState.DATED)]


@pytest.mark.parametrize(
    ("names", "archives"),
    [
        (("2024年", "2025年", "2026年"), {"2024年", "2025年"}),
        (("2018", "2017"), {"2017"}),
        (("2017年",), set()),
        (("2025年部门预算", "2024年部门预算", "2023年部门决算"), {"2024年部门预算"}),
        (("2021年至今", "2022年规划"), set()),
    ],
)
def test_a_year_with_a_later_one_beside_it_is_an_archive(names: tuple[str, ...], archives: set[str]) -> None:
    seen = [replace(NEWS, name=name, url=f"{HOME}{name}/", path=("政策文件", name)) for name in names]
    assert {one.name for one in merge_columns(seen, (), AS_OF) if one.historical} == archives


def test_a_year_of_another_column_makes_no_archive() -> None:
    seen = [
        replace(NEWS, name=name, url=f"{HOME}{above}/", path=(above, name))
        for above, name in (("政策", "2017年"), ("计划", "2018年"))
    ]
    assert not any(one.historical for one in merge_columns(seen, (), AS_OF))


def test_a_page_of_topics_shows_the_days_of_those_it_leads_to() -> None:
    topics = replace(NEWS, name="专题", url=f"{HOME}zt/", kind=ColumnKind.SPECIAL_COLUMN, path=("专题",))
    fresh = replace(NEWS, name="乡村振兴", url=f"{HOME}zt/a/", path=("专题专栏", "乡村振兴"))
    other = replace(NEWS, name="要闻", url=f"{HOME}xw/", path=("要闻",))
    pages = (
        row(topics, items=(ItemSeen("乡村振兴", fresh.url),), why="rows without a date"),
        row(fresh, items=(item(1, OLD),)),
        row(other, items=(item(2, NEW),)),
    )
    found = merge_columns((topics, fresh, other), pages, AS_OF)[0]
    assert (found.state, found.newest_item_on) == (ColumnState.DATED, OLD)
