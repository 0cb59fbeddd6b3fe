"""Dates against our own history: what the inspection before this one saw of the same lists and articles.

Always suspected, with both observations side by side; a site that was rebuilt in between tells nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import own_columns
from govcrawl.checks.findings import breached
from govcrawl.checks.rules import read_toml
from govcrawl.extract.duplicates import is_same_release
from govcrawl.model.facts import ColumnFacts, PageBefore, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.items import ItemSeen
from govcrawl.model.vocabulary import Problem


@dataclass(frozen=True, slots=True)
class _Changed:
    """A title whose date is another one today."""

    title: str
    url: str
    before: date
    now: date
    read_on: date


def dates_against_history(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Dates that changed between two inspections, and old-dated items that the earlier list did not hold."""
    if not facts.pages_before or (facts.earlier and facts.earlier.template_changed):
        return
    before = {page.url: page for page in facts.pages_before}
    known = _Known(facts.pages_before)
    above = {column.path[:length] for column in facts.columns for length in range(1, len(column.path))}
    for column in own_columns(facts):
        page = before.get(column.url)
        if page is None:
            continue
        changed = list(_changed_rows(column, page))
        if not _is_shift(changed):
            yield from _told(column, changed, indicator)
        if column.path not in above:  # a page above others shows a choice of their items, no list of its own
            yield from _back_filled(column, page, known, indicator)
    articles = list(_changed_articles(facts, before))
    if not _is_shift(articles):
        yield from (_finding(one, indicator) for one in articles)


def _is_shift(changed: list[_Changed]) -> bool:
    """Whether what was of several days moved together by one day: the hours are told in another time zone. What is
    re-dated every day bears the day of reading instead, one and the same."""
    moves = {(one.now - one.before).days for one in changed}
    return moves in ({1}, {-1}) and len({one.now for one in changed}) > 1


class _Known:
    """Every address and title that the earlier inspection saw anywhere on the site."""

    def __init__(self, pages: Iterable[PageBefore]) -> None:
        items = [item for page in pages for item in page.items]
        self._urls = {_address(item.url) for item in items} | {_address(page.url) for page in pages}
        self._titles = {_plain(item.title) for item in items}
        self._of_day: dict[date | None, set[str]] = {}
        for item in items:
            self._of_day.setdefault(item.printed_on, set()).add(item.title)

    def holds(self, item: ItemSeen) -> bool:
        if _address(item.url) in self._urls or _plain(item.title) in self._titles:
            return True
        same_day = self._of_day.get(item.printed_on, ())
        return any(is_same_release(item.title, title) for title in same_day)  # moved, and a slip of the pen mended


def _changed_rows(column: ColumnFacts, page: PageBefore) -> Iterator[_Changed]:
    old = {(_address(item.url), _plain(item.title)): item for item in page.items}
    for item in column.recent:
        same = old.get((_address(item.url), _plain(item.title)))
        was, now = _printed(same) if same else None, _printed(item)
        if was and now and _differ(was, now):
            yield _Changed(item.title, item.url, was, now, page.read_on)


def _changed_articles(facts: SiteFacts, before: Mapping[str, PageBefore]) -> Iterator[_Changed]:
    """Articles read both times; where their list tells the change already, `once` keeps one of the two."""
    for page in facts.pages:
        old = before.get(page.url)
        if old is None or old.article is None or page.article is None or old.article.title != page.article.title:
            continue
        was, now = old.article.printed_on, page.article.printed_on
        if was and now and old.article.origin == page.article.origin and _differ(was, now):
            yield _Changed(page.article.title or page.url, page.url, was, now, old.read_on)


def _told(column: ColumnFacts, changed: list[_Changed], indicator: Indicator) -> Iterator[Finding]:
    """One finding each; where a column changed many, one for the column."""
    if len(changed) < _rules()["mass"]:
        yield from (_finding(one, indicator) for one in changed)
        return
    shown = "、".join(f"“{one.title}”{one.before}→{one.now}" for one in changed[:3])
    detail = f"“{column.name}”栏目{len(changed)}条信息的日期与{changed[0].read_on}检查时不同：{shown}等，发稿日期存疑"
    yield breached(indicator, Problem.FORGED_DATE, detail, subject=column.name, url=column.url)


def _finding(one: _Changed, indicator: Indicator) -> Finding:
    detail = f"“{one.title}”{one.read_on}检查时注明{one.before}，本次注明{one.now}，发稿日期存疑"
    return breached(indicator, Problem.FORGED_DATE, detail, subject=one.title, url=one.url)


def _back_filled(column: ColumnFacts, page: PageBefore, known: _Known, indicator: Indicator) -> Iterator[Finding]:
    """Items of days that the earlier list had reached and passed, none of which it held."""
    rules = _rules()
    reach = _reach(page)
    if reach is None or sum(known.holds(item) for item in column.recent) < rules["least_common"]:
        return
    last = page.read_on - timedelta(days=rules["grace_days"])
    late = [item for item in column.recent if (day := _printed(item)) and reach < day <= last and not known.holds(item)]
    if len(late) >= rules["mass"]:
        shown = "、".join(f"“{item.title}”（{item.printed_on}）" for item in late[:3])
        detail = f"“{column.name}”栏目{page.read_on}检查时没有、本次出现{len(late)}条注明更早日期的信息：{shown}等，疑似集中补录"
        yield breached(indicator, Problem.FORGED_DATE, detail, subject=column.name, url=column.url)
        return
    for item in late:
        if item.printed_on and (page.read_on - item.printed_on).days >= rules["single_days"]:
            detail = (
                f"“{item.title}”注明{item.printed_on}，但{page.read_on}检查时“{column.name}”栏目中没有，发稿日期存疑"
            )
            yield breached(
                indicator, Problem.FORGED_DATE, detail, subject=item.title, url=item.url, parent_url=column.url
            )


def _reach(page: PageBefore) -> date | None:
    """The day back to which the earlier list was read: that of its last row, where the list runs from new to old."""
    days = [item.printed_on for item in page.items if item.printed_on]
    if len(days) < _rules()["least_rows"] or len(days) < len(page.items):
        return None
    in_order = sum(day >= days[-1] for day in days)
    return days[-1] if in_order >= _rules()["least_sorted"] * len(days) else None


def _differ(was: date, now: date) -> bool:
    """Whether two days differ; a day without its year may be read into another year, which is no change."""
    return (was.month, was.day) != (now.month, now.day)


def _printed(item: ItemSeen) -> date | None:
    """The day that the row itself prints, unless it moves with the day of reading (3天前)."""
    rules = _rules()
    is_firm = item.place not in rules["not_printed"] and item.pattern not in rules["moving"]
    return item.printed_on if is_firm else None


def _address(url: str) -> str:
    return url.split("://", 1)[-1]


def _plain(title: str) -> str:
    return "".join(title.split())


@cache
def _rules() -> Mapping[str, Any]:
    rules: Mapping[str, Any] = read_toml("content.toml")["history"]
    return rules
