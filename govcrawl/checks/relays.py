"""Re-posting of the State Council's items (重要信息转载): each item of the source list against the site, and columns for them.

A delay is counted in the site's favour: from the end of the source's day where its hour is not known, to the start of the
day that the site prints where its hour is not known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import newest_on, own_columns
from govcrawl.checks.findings import breached, listed, unknown
from govcrawl.checks.names import holds_any
from govcrawl.extract.duplicates import is_same_release
from govcrawl.model.facts import ColumnFacts, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.items import SourceItem
from govcrawl.model.vocabulary import ColumnState, Problem

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_SATURDAY = 5
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Post:
    """A row or article of the site that re-posts an item; `earliest` is the first instant at which it may have appeared."""

    title: str
    url: str
    earliest: datetime
    column: ColumnFacts | None = None


def relays(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Each item of the source list that is due: re-posted within the hours allowed, later, or not seen (guideline 2017).

    Late is sure where the column for re-posted items itself says so; an item that this column should hold and does not
    is for a person, as it may stand elsewhere.
    """
    hours = indicator.count("hours")
    since = _start(indicator.window("window").since(facts.as_of))
    now = _start(facts.as_of + timedelta(days=1))
    due = [
        source for source in facts.sources if since <= source.published_at and _latest(source) + hours * _HOUR <= now
    ]
    if not due:
        yield unknown(indicator, "信息清单（govcrawl sources）中没有应比对的信息", is_open=False)
        return
    columns = [column for column in own_columns(facts) if holds_any(column.name, indicator.words("names"))]
    posts = tuple(_posts(facts))
    faults, not_told = [], []
    for source in due:
        found = _first_post(source, posts)
        if found is None and (column := next((one for one in columns if _reaches(one, source)), None)):
            faults.append(_not_posted(source, column, indicator))
        elif found is None:
            looks = f"未在已读页面中见到“{source.title}”，须人工核查"
            not_told.append(unknown(indicator, looks, subject=source.title, is_open=False))
        elif found.earliest - _latest(source) > hours * _HOUR:
            faults.append(_posted_late(source, found, columns, indicator))
    yield from listed(indicator, faults, not_told)


def relay_columns(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Columns for re-posted items: not updated within the local window, or silent on weekends (雅安 2018)."""
    columns = [column for column in own_columns(facts) if holds_any(column.name, indicator.words("names"))]
    if not columns:
        yield unknown(indicator, f"未发现{'、'.join(indicator.words('names'))}类栏目，须人工核查", is_open=False)
        return
    since = indicator.window("window").since(facts.as_of)
    faults, not_told = [], []
    for column in columns:
        newest = newest_on(column, facts.as_of)
        if newest is None:
            looks = f"“{column.name}”栏目未读到发布日期"
            not_told.append(unknown(indicator, looks, subject=column.name, url=column.url))
        elif newest < since:
            faults.append(_late(column, f"更新不及时（最新一条为{newest}）", indicator))
        elif weekends := _silent_weekends(column, facts.as_of, indicator.count("weekends")):
            faults.append(_late(column, f"周末信息更新不及时（{'、'.join(map(str, weekends))}周末无更新）", indicator))
    yield from listed(indicator, faults, not_told)


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, _SHANGHAI)


def _latest(source: SourceItem) -> datetime:
    """The last instant at which the source may have published the item."""
    return source.published_at if source.has_time else source.published_at + timedelta(days=1)


def _posts(facts: SiteFacts) -> Iterator[_Post]:
    """Everything dated that the site shows; an article that was opened tells the hour, its row the day only."""
    clocks = {page.url: page.article for page in facts.pages if page.article and page.article.clock}
    listed_in = [(item, column) for column in own_columns(facts) for item in column.recent]
    for item, column in (*listed_in, *((item, None) for item in facts.home_items)):
        if item.printed_on:
            article = clocks.get(item.url)
            told = article.clock if article and article.printed_on == item.printed_on else None
            yield _Post(item.title, item.url, _instant(item.printed_on, told), column)
    for page in facts.pages:
        if page.article and page.article.printed_on and page.article.title:
            yield _Post(page.article.title, page.url, _instant(page.article.printed_on, page.article.clock))


def _instant(day: date, clock: str | None) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock) if clock else time.min, _SHANGHAI)


def _first_post(source: SourceItem, posts: tuple[_Post, ...]) -> _Post | None:
    """The first post of an item: by its address at the source, or by its title, not before the source's own day."""
    day = source.published_at - timedelta(days=1)
    same = (
        post
        for post in posts
        if post.earliest >= day and (post.url == source.url or is_same_release(post.title, source.title))
    )
    return min(same, key=lambda post: (post.earliest, post.column is None), default=None)


def _reaches(column: ColumnFacts, source: SourceItem) -> bool:
    """Whether the rows read of a column go back past the day of the item, so that it would be among them."""
    days = [item.printed_on for item in column.recent if item.printed_on]
    is_read = column.state is ColumnState.DATED and len(days) == len(column.recent)
    return is_read and bool(days) and min(days) < source.published_at.astimezone(_SHANGHAI).date()


def _posted_late(source: SourceItem, post: _Post, columns: list[ColumnFacts], indicator: Indicator) -> Finding:
    hours = int((post.earliest - _latest(source)) / _HOUR)
    shown = f"{post.earliest:%Y-%m-%d %H:%M}" if post.earliest.time() != time.min else f"{post.earliest:%Y-%m-%d}"
    detail = f"“{source.title}”中国政府网{_said(source)}发布，本网站{shown}转载，延迟至少{hours}小时"
    return breached(
        indicator,
        Problem.LATE_RELAY,
        detail,
        subject=source.title,
        url=post.url,
        parent_url=post.column.url if post.column else None,
        is_sure=any(column is post.column for column in columns),
    )


def _not_posted(source: SourceItem, column: ColumnFacts, indicator: Indicator) -> Finding:
    detail = f"“{source.title}”中国政府网{_said(source)}发布，“{column.name}”栏目及其他已读页面未见转载"
    return breached(indicator, Problem.LATE_RELAY, detail, subject=source.title, url=column.url, is_sure=False)


def _said(source: SourceItem) -> str:
    moment = source.published_at.astimezone(_SHANGHAI)
    text = f"{moment:%Y-%m-%d %H:%M}" if source.has_time else f"{moment:%Y-%m-%d}"
    return f"{text}（周末）" if moment.weekday() >= _SATURDAY else text


def _late(column: ColumnFacts, what: str, indicator: Indicator) -> Finding:
    return breached(indicator, Problem.LATE_RELAY, f"“{column.name}”栏目{what}", subject=column.name, url=column.url)


def _silent_weekends(column: ColumnFacts, as_of: date, weekends: int) -> list[date]:
    """The Saturdays of the last full weekends on which nothing was posted, as far back as the rows read reach."""
    posted = {item.printed_on for item in column.recent if item.printed_on}
    last_saturday = as_of - timedelta(days=(as_of.weekday() - _SATURDAY) % 7 or 7)
    saturdays = (last_saturday - timedelta(weeks=number) for number in range(weekends))
    oldest = min(posted, default=as_of)
    return [day for day in saturdays if day >= oldest and not {day, day + timedelta(days=1)} & posted]
