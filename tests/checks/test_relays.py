"""Re-posting against the source list: hours in the site's favour, titles as sites print them, what was not posted."""

from datetime import date, datetime, timedelta, timezone

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import run_check
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.items import ArticleSeen, ItemSeen, SourceItem
from govcrawl.model.vocabulary import Confidence, Outcome, Problem, VisitRole
from tests.checks.builders import HOME, column, days_ago, facts, page, with_columns

RELAYS = load_edition("guideline_2017").indicator("relay_within_a_day")
SHANGHAI = timezone(timedelta(hours=8))
TITLE = "国务院关于加强和规范事中事后监管的指导意见"
FRIDAY = datetime(2019, 11, 15, 17, 30, tzinfo=SHANGHAI)
SATURDAY = datetime(2019, 11, 16, 9, 0, tzinfo=SHANGHAI)
OLD = ItemSeen("国务院办公厅关于另一件事项的通知", f"{HOME}art/old.html", days_ago(40))


def site(row: ItemSeen | None, source: SourceItem, name: str = "国务院信息转载", clock: str | None = None) -> SiteFacts:
    rows = tuple(filter(None, (row, OLD)))
    listed = with_columns(column(name, newest=rows[0].printed_on, recent=rows))
    if row is None or clock is None:
        return facts(columns=listed.columns, sources=(source,))
    opened = page(row.url, VisitRole.ARTICLE, article=ArticleSeen(row.title, row.printed_on, clock=clock))
    return facts(columns=listed.columns, pages=(*listed.pages, opened), sources=(source,))


def row(day: date, title: str = TITLE, url: str = f"{HOME}art/1.html") -> ItemSeen:
    return ItemSeen(title, url, day)


def told(found: SiteFacts) -> Finding:
    (finding,) = run_check(found, RELAYS)
    return finding


@pytest.mark.parametrize(
    ("posted_on", "clock", "has_time", "outcome"),
    [
        (date(2019, 11, 16), None, True, Outcome.MET),
        (date(2019, 11, 17), None, True, Outcome.BREACHED),
        (date(2019, 11, 17), None, False, Outcome.MET),
        (date(2019, 11, 18), None, False, Outcome.BREACHED),
        (date(2019, 11, 16), "17:30", True, Outcome.MET),
        (date(2019, 11, 16), "17:31", True, Outcome.BREACHED),
        (date(2019, 11, 15), "09:00", True, Outcome.MET),
    ],
)
def test_hours(posted_on: date, clock: str | None, has_time: bool, outcome: Outcome) -> None:
    published = FRIDAY if has_time else FRIDAY.replace(hour=0, minute=0)
    found = told(site(row(posted_on), SourceItem(TITLE, "", published, has_time), clock=clock))
    assert found.outcome is outcome, found


@pytest.mark.parametrize(
    "title",
    [
        f"转载：{TITLE}",
        f"【国务院】{TITLE}",
        f"{TITLE[:18]}…",
        TITLE.replace("和", "与"),
        f"{TITLE}（国发〔2019〕18号）",
    ],
)
def test_titles_as_sites_print_them(title: str) -> None:
    assert told(site(row(FRIDAY.date(), title), SourceItem(TITLE, "", FRIDAY))).outcome is Outcome.MET


def test_a_row_that_leads_to_the_source_is_a_post() -> None:
    url = "http://www.gov.cn/zhengce/content_1.htm"
    posted = row(FRIDAY.date(), "国发〔2019〕18号", url)
    assert told(site(posted, SourceItem(TITLE, url, FRIDAY))).outcome is Outcome.MET


def test_a_weekend_is_said_and_the_first_post_counts() -> None:
    late = site(row(date(2019, 11, 18)), SourceItem(TITLE, "", SATURDAY))
    found = told(late)
    assert (found.problem, found.confidence) == (Problem.LATE_RELAY, Confidence.CONFIRMED)
    assert "2019-11-16 09:00（周末）发布" in found.detail
    assert "延迟至少39小时" in found.detail
    news = column("时政要闻", newest=SATURDAY.date(), recent=(row(SATURDAY.date(), url=f"{HOME}art/2.html"),))
    assert told(facts(columns=(*late.columns, news), sources=late.sources)).outcome is Outcome.MET


def test_late_in_another_column_is_for_a_person() -> None:
    found = told(site(row(date(2019, 11, 18)), SourceItem(TITLE, "", SATURDAY), name="部门动态"))
    assert (found.outcome, found.confidence) == (Outcome.BREACHED, Confidence.SUSPECTED)


def test_not_posted_is_suspected_where_the_column_reaches_back_and_else_unknown() -> None:
    source = SourceItem(TITLE, "", FRIDAY)
    missing = told(site(None, source))
    assert (missing.outcome, missing.confidence) == (Outcome.BREACHED, Confidence.SUSPECTED)
    assert told(site(None, source, name="部门动态")).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("day", [datetime(2019, 11, 20, 9, tzinfo=SHANGHAI), datetime(2019, 10, 1, tzinfo=SHANGHAI)])
def test_items_not_due_yet_or_long_past_are_not_asked(day: datetime) -> None:
    assert told(site(None, SourceItem(TITLE, "", day))).outcome is Outcome.UNKNOWN


def test_a_series_is_not_taken_for_one_release() -> None:
    first, second = (f"国务院关于公布第{number}批国家级风景名胜区名单的通知" for number in "一二")
    found = told(site(row(date(2019, 11, 19), second), SourceItem(first, "", FRIDAY)))
    assert "未见转载" in found.detail
