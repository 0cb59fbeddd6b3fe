"""Columns and documents that must be there: required columns and their daily reports, the annual report."""

from collections.abc import Iterator
from datetime import date, timedelta

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import newest_on, offered_columns
from govcrawl.checks.findings import NEEDS_PERSON, breached, met, unknown
from govcrawl.checks.names import holds_any, words
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import ColumnState, Problem, Resource

_SATURDAY = 5


def required_column(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """A column that a local rule orders (鞍山 2018: 扫黑除恶专项斗争专栏, 一日一报): is it there, does it report?"""
    names, title = indicator.words("names"), indicator.word("column")
    columns = [column for column in offered_columns(facts) if holds_any(column.name, names)]
    if not columns:
        yield from _absent(facts, indicator, names, title)
        return
    newest = max((day for column in columns if (day := newest_on(column, facts.as_of))), default=None)
    if newest and newest >= _workdays_before(facts.as_of, indicator.count("report_workdays")):
        yield met(indicator, f"“{title}”最新一条为{newest}")
    elif newest is None and all(column.state is not ColumnState.BLANK for column in columns):
        yield unknown(indicator, f"未能判定“{title}”专栏的信息报送情况", subject=title)
    else:
        state = f"最新一条为{newest}" if newest else "栏目为空白"
        detail = f"“{title}”专栏无信息报送（{state}）"
        url = columns[0].url
        yield breached(indicator, Problem.REQUIRED_COLUMN_NOT_REPORTED, detail, subject=title, url=url)


def column_present(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """A column of the list (概况、机构、领导) is there and not blank; whether it is right is for a person (2019 D19-101..103)."""
    columns = [column for column in offered_columns(facts) if holds_any(column.name, indicator.words("names"))]
    if not columns:
        detail = f"未发现“{indicator.title}”栏目"
        yield breached(indicator, Problem.MISSING_REQUIRED_COLUMN, detail, subject=indicator.title, is_sure=False)
    elif all(column.state is ColumnState.BLANK for column in columns):
        first = columns[0]
        detail = f"“{first.name}”为空白栏目（有栏目无内容）"
        yield breached(indicator, Problem.BLANK_COLUMN, detail, subject=first.name, url=first.url)
    else:
        yield unknown(indicator, f"{NEEDS_PERSON}：已开设“{columns[0].name}”，内容是否准确须核查", is_open=False)


def annual_report(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """政府网站工作年度报表 of the past year, on the home page by 31 January (国办函〔2018〕12号)."""
    due = date(facts.as_of.year, indicator.count("due_month"), indicator.count("due_day"))
    year = facts.as_of.year - 1 if facts.as_of > due else facts.as_of.year - 2
    if year < indicator.count("first_year"):
        yield met(indicator, "尚未到首个报表年度")
        return
    found = [
        (text, day) for text, day in _texts(facts) if str(year) in text and holds_any(text, words("annual_report"))
    ]
    late = date(year + 1, due.month, due.day)
    days = [day for _, day in found if day]
    if not found:
        detail = f"未发现{year}年度政府网站工作年度报表"
        yield breached(indicator, Problem.MISSING_ANNUAL_REPORT, detail, subject="年度报表", url=facts.site.url)
    elif days and min(days) > late:
        detail = f"{year}年度政府网站工作年度报表于{min(days)}发布，晚于{late}"
        yield breached(indicator, Problem.MISSING_ANNUAL_REPORT, detail, subject="年度报表", url=facts.site.url)
    else:
        yield met(indicator)


def _absent(facts: SiteFacts, indicator: Indicator, names: tuple[str, ...], title: str) -> Iterator[Finding]:
    """Not among the columns: perhaps a banner or a topic of the home page; image links without words leave a doubt."""
    on_home = [link for link in facts.links if link.on_home]
    texts = [*(link.anchor for link in on_home), *(item.title for item in facts.home_items)]
    texts += [page.title or "" for page in facts.pages]
    if any(holds_any(text, names) for text in texts):
        yield unknown(indicator, f"首页有“{title}”字样，未能判定专栏的信息报送情况", subject=title)
        return
    has_mute_links = any(not link.anchor and link.resource is Resource.PAGE for link in on_home)
    is_sure = bool(facts.home and facts.home.outcome.is_whole and facts.columns) and not has_mute_links
    detail = f"未开通“{title}”专栏"
    yield breached(
        indicator, Problem.MISSING_REQUIRED_COLUMN, detail, subject=title, url=facts.site.url, is_sure=is_sure
    )


def _workdays_before(as_of: date, workdays: int) -> date:
    day = as_of
    while workdays:
        day -= timedelta(days=1)
        workdays -= day.weekday() < _SATURDAY
    return day


def _texts(facts: SiteFacts) -> Iterator[tuple[str, date | None]]:
    """All titles seen on the site with their date where one is known."""
    for item in facts.home_items:
        yield item.title, item.printed_on
    for column in facts.columns:
        yield column.name, None
        for item in column.recent:
            yield item.title, item.printed_on
    for link in facts.links:
        yield link.anchor, None
    for page in facts.pages:
        yield page.title or "", page.article.printed_on if page.article else None
