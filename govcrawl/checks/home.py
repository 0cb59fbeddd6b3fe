"""Whether the home page is updated: the veto 网站不更新/首页不更新 and the count of updates (2015 V15-2, D15-3; 2019 V19-3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import newest_on, own_columns
from govcrawl.checks.findings import breached, met, not_applicable, unknown
from govcrawl.checks.rules import confidence_rules
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import ColumnState, Problem

_UNTIMED = frozenset({ColumnState.TEXT, ColumnState.BLANK})


def home_not_updated(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """No item of the home page falls in the window; a home page that is only navigation is judged by its columns."""
    window = indicator.window("window")
    if facts.home is None or not facts.home.outcome.is_ok:
        yield unknown(indicator, "首页未能读取，须再次访问核查")
        return
    rows = _columns_behind(facts) if facts.home_is_navigation_only else _rows_of_home(facts)
    newest = max((day for day in rows.dates.values() if day <= facts.as_of), default=None)
    if newest and newest >= window.since(facts.as_of):
        yield met(indicator, f"首页最新一条信息为{newest}")
    elif newest is None:
        yield unknown(indicator, "首页信息均未读到发布时间，须核查首页信息的发布日期")
    elif rows.has_unread:
        yield unknown(indicator, f"已读到的信息最新为{newest}，另有二级页面未能读取，须再次访问核查")
    else:
        detail = f"首页长期未更新（最新一条为{newest}，已{(facts.as_of - newest).days}天未更新，超过{window}）"
        is_sure = facts.home.outcome.is_whole and _is_sure(rows, facts, window.since(facts.as_of))
        yield breached(indicator, Problem.HOME_NOT_UPDATED, detail, url=facts.home.url, is_sure=is_sure)


def home_updates(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Fewer updates than asked within the window; none at all is the veto's business (2015 D15-3).

    Counted are the dated rows of the home page and the rows of its columns, each address once.
    """
    if facts.home is None or not facts.home.outcome.is_ok:
        yield unknown(indicator, "首页未能读取，须再次访问核查", stake=indicator.points)
        return
    since, least = indicator.window("window").since(facts.as_of), indicator.count("least_updates")
    rows = _rows_of_home(facts)
    updates = {url for url, day in rows.dates.items() if since <= day <= facts.as_of}
    updates |= _fresh_rows_of_home_columns(facts, since)
    if len(updates) >= least:
        yield met(indicator, f"{indicator.window('window')}内更新{len(updates)}条")
    elif len(updates) + len(rows.undated) >= least:
        looks = f"首页{len(rows.undated)}条信息未读到发布时间，已知{indicator.window('window')}内更新{len(updates)}条"
        yield unknown(indicator, looks, stake=indicator.points)
    elif not updates:
        yield not_applicable(indicator, "更新量为0，由单项否决指标判定")
    else:
        detail = f"首页信息{indicator.window('window')}内仅更新{len(updates)}条，少于{least}条"
        is_sure = facts.home.outcome.is_whole
        yield breached(indicator, Problem.TOO_FEW_UPDATES, detail, subject="首页", url=facts.home.url, is_sure=is_sure)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Dates by address, and the addresses whose date is not known."""

    dates: dict[str, date]
    undated: frozenset[str]
    has_unread: bool = False
    """True where a page that could hold a newer date was not read."""


def _rows_of_home(facts: SiteFacts) -> _Rows:
    """The home page's rows; a row without a date takes it from its article or from the column that lists it too."""
    known = _dates_elsewhere(facts)
    dates: dict[str, date] = {}
    for item in facts.home_items:
        day = item.printed_on or known.get(item.url)
        if day and (item.url not in dates or day > dates[item.url]):
            dates[item.url] = day
    undated = frozenset(item.url for item in facts.home_items if item.url not in dates)
    return _Rows(dates, undated)


def _columns_behind(facts: SiteFacts) -> _Rows:
    """首页仅为栏目导航入口时检查所有二级页面: the newest row of every column that is a list."""
    columns = [column for column in own_columns(facts) if column.state not in _UNTIMED]
    dates = {column.url: day for column in columns if (day := newest_on(column, facts.as_of))}
    undated = frozenset(column.url for column in columns if column.url not in dates)
    return _Rows(dates, undated, has_unread=any(column.state is ColumnState.UNKNOWN for column in columns))


def _dates_elsewhere(facts: SiteFacts) -> dict[str, date]:
    dates = {item.url: item.printed_on for column in facts.columns for item in column.recent if item.printed_on}
    for page in facts.pages:
        if page.article and page.article.printed_on:
            dates[page.url] = page.article.printed_on
    return dates


def _fresh_rows_of_home_columns(facts: SiteFacts, since: date) -> set[str]:
    shown = {item.url for item in facts.home_items}
    fresh: set[str] = set()
    for column in own_columns(facts):
        if column.level == 1 or any(item.url in shown for item in column.recent):
            days = ((item.url, item.printed_on) for item in column.recent)
            fresh |= {url for url, day in days if day and since <= day <= facts.as_of}
    return fresh


def _is_sure(rows: _Rows, facts: SiteFacts, since: date) -> bool:
    """Undated rows leave a doubt, unless most rows are dated and nothing anywhere on the site is, or could be, newer."""
    if not rows.undated:
        return True
    share = len(rows.dates) / (len(rows.dates) + len(rows.undated))
    columns = list(own_columns(facts))
    days = [newest_on(column, facts.as_of) for column in columns]
    all_read = all(column.state is not ColumnState.UNKNOWN for column in columns)
    return share >= confidence_rules().home_dated_share and all_read and not any(day and day >= since for day in days)
