"""One column against its window: fresh, overdue, blank, not told, or not asked. The ground that all freshness checks share."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from govcrawl.checklists.window import Window
from govcrawl.checks.names import holds_any, is_letter_box
from govcrawl.checks.rules import confidence_rules
from govcrawl.model.facts import ColumnFacts, SiteFacts
from govcrawl.model.vocabulary import (
    ColumnKind,
    ColumnState,
    FetchOutcome,
    Outcome,
    PageKind,
    Problem,
    Review,
    Scope,
    VisitRole,
)

_SINGLE = frozenset({PageKind.GUIDE, PageKind.ARTICLE, PageKind.SITE_MAP, PageKind.SEARCH})
OWN_SCOPES = frozenset({Scope.SAME_SITE, Scope.SAME_OWNER})


@dataclass(frozen=True, slots=True)
class ColumnJudged:
    """A column with what its window makes of it. `detail` is the sentence that a circular prints of a breach.

    A problem that a person waived stays named, with the outcome not_applicable: it is shown and never counted.
    """

    column: ColumnFacts
    outcome: Outcome
    problem: Problem | None = None
    is_sure: bool = True
    detail: str = ""


def judge_columns(
    facts: SiteFacts,
    windows: Mapping[str, Window],
    judged_elsewhere: tuple[str, ...] = (),
    kinds: Collection[str] | None = None,
) -> tuple[ColumnJudged, ...]:
    """Every own column of the site once (by URL), or those of some kinds, judged; a person's decision on a column is
    honoured.

    Columns with a word of `judged_elsewhere` in their name have an indicator of their own and are left out.
    """
    told, no_lists = _told_elsewhere(facts), _gone_pages(facts) | _single_pages(facts)
    since = {kind: window.since(facts.as_of) for kind, window in windows.items()}
    living = (
        column
        for column in own_columns(facts)
        if (kinds is None or column.kind in kinds)
        and (column.url not in no_lists or column.dated_items)
        and not holds_any(column.name, judged_elsewhere)
    )
    return tuple(_reviewed(_judge(column, facts.as_of, since, *told(column)), facts) for column in living)


def _says_empty(column: ColumnFacts) -> bool:
    """A box of whatever channel that says in words that nothing came: empty, and no 空白栏目."""
    return column.kind is ColumnKind.INTERACTION and column.notice is not None


def own_columns(facts: SiteFacts) -> Iterator[ColumnFacts]:
    """The site's own columns, each URL once; columns that lead to another site are that site's."""
    return (column for column in offered_columns(facts) if column.scope in OWN_SCOPES)


def offered_columns(facts: SiteFacts) -> Iterator[ColumnFacts]:
    """The columns that the site offers, each URL once, those that lead to another site among them: none of these is missing."""
    seen = set()
    for column in facts.columns:
        if column.url not in seen:
            seen.add(column.url)
            yield column


def newest_on(column: ColumnFacts, as_of: date) -> date | None:
    """The newest date of a column that is not in the future of the day of judgement."""
    if column.newest_item_on is None or column.newest_item_on <= as_of:
        return column.newest_item_on
    past = (item.printed_on for item in column.recent if item.printed_on and item.printed_on <= as_of)
    return max(past, default=None)


def _judge(
    column: ColumnFacts, as_of: date, since: Mapping[str, date], opened: list[date | None], below: date | None
) -> ColumnJudged:
    """`since` is the first day of the window by kind of column; kinds that are not in it are not bound to a time.

    `opened` are the dates of its articles that were opened, `below` is the newest day of the columns below it: a column
    whose own page shows one of them is updated where any of them is.
    """
    if column.state is ColumnState.BLANK and (is_letter_box(column) or _says_empty(column)):
        return ColumnJudged(column, Outcome.NOT_APPLICABLE)
    if column.state is ColumnState.BLANK:
        # An overview (机构设置, 领导之窗) is often a text beside a list service that answers zero: a person looks first.
        is_sure = column.kind is not ColumnKind.OVERVIEW
        return ColumnJudged(
            column, Outcome.BREACHED, Problem.BLANK_COLUMN, is_sure, f"“{column.name}”为空白栏目（有栏目无内容）"
        )
    first_day = since.get(column.kind.value)
    if first_day is None or column.historical or column.state is ColumnState.TEXT:
        return ColumnJudged(column, Outcome.NOT_APPLICABLE)
    if column.state is ColumnState.UNKNOWN:
        return ColumnJudged(column, Outcome.UNKNOWN, detail=f"“{column.name}”栏目未能判定（{column.why or '未读取'}）")
    newest = max((day for day in (newest_on(column, as_of), below, *opened) if day and day <= as_of), default=None)
    if newest is None:
        return _judge_undated(column, opened)
    if newest >= first_day:
        return ColumnJudged(column, Outcome.MET)
    is_sure = column.dated_items >= confidence_rules().column_dated_share * column.items
    detail = f"“{column.name}”栏目更新不及时（最新一条为{newest}，已{(as_of - newest).days}天未更新）"
    return ColumnJudged(column, Outcome.BREACHED, Problem.STALE_COLUMN, is_sure, detail)


def _judge_undated(column: ColumnFacts, opened: list[date | None]) -> ColumnJudged:
    """未注明发布时间的视为不更新 (2015 and 2019 lists): sure only where articles were opened and bear no date either."""
    rules = confidence_rules()
    if column.state is ColumnState.DATED:
        return ColumnJudged(column, Outcome.UNKNOWN, detail=f"“{column.name}”栏目只读到检查日以后的日期")
    if column.items < rules.least_undated_rows and not opened:
        return ColumnJudged(
            column, Outcome.UNKNOWN, detail=f"“{column.name}”栏目未能判定（仅{column.items}行，均无日期）"
        )
    is_sure = len(opened) >= rules.undated_articles and not any(opened)
    detail = f"“{column.name}”栏目信息未注明发布时间，按规定视为不更新"
    return ColumnJudged(column, Outcome.BREACHED, Problem.STALE_COLUMN, is_sure, detail)


def _reviewed(judged: ColumnJudged, facts: SiteFacts) -> ColumnJudged:
    if judged.problem is None or not facts.reviews:
        return judged
    review = facts.reviews.get((judged.problem, judged.column.name, judged.column.url), Review.NONE)
    if review is Review.WAIVED:
        return replace(judged, outcome=Outcome.NOT_APPLICABLE)
    if review is Review.CONFIRMED:
        return replace(judged, is_sure=True)
    return judged


def _gone_pages(facts: SiteFacts) -> frozenset[str]:
    """Column pages that are not there (404, 410): dead links, and neither blank nor out of date."""
    gone = (page for page in facts.pages if page.status in {404, 410} or page.outcome is FetchOutcome.SOFT_404)
    return frozenset(page.url for page in gone if page.role is VisitRole.COLUMN)


def _single_pages(facts: SiteFacts) -> frozenset[str]:
    """Pages that stand in the navigation but are no list: a guide, an article, a site map. They are not bound to a time."""
    return frozenset(page.url for page in facts.pages if page.role is VisitRole.COLUMN and page.page_kind in _SINGLE)


def _told_elsewhere(facts: SiteFacts) -> Callable[[ColumnFacts], tuple[list[date | None], date | None]]:
    """What is known of a column's dates beside its own lists: its articles that were opened, the columns below it."""
    articles = _article_dates(facts)
    below: dict[tuple[str, ...], date] = {}
    for column in own_columns(facts):
        newest = newest_on(column, facts.as_of)
        if newest is None:
            continue
        for depth in range(1, len(column.path)):
            path = column.path[:depth]
            below[path] = max(newest, below.get(path, newest))
    return lambda column: (articles.get(column.url, []), below.get(column.path))


def _article_dates(facts: SiteFacts) -> dict[str, list[date | None]]:
    """The dates of the articles that were opened, by the URL of their column."""
    dates: dict[str, list[date | None]] = {}
    for page in facts.pages:
        if page.page_kind is PageKind.ARTICLE and page.article and page.column_url:
            dates.setdefault(page.column_url, []).append(page.article.printed_on)
    return dates
