"""Dates against the inspection before: what changed, what was put in behind, and what is everyday life."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import run_check
from govcrawl.model.facts import EarlierVisit, PageBefore, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.items import ArticleSeen, ItemSeen
from govcrawl.model.vocabulary import Confidence, Problem
from tests.checks.builders import AS_OF, HOME, article, column, days_ago, facts, home, item, with_columns

GRAVE = load_edition("national_2019").indicator("security_incident")
YESTERDAY = days_ago(1)
OLD = tuple(item(number, days_ago(3 * number + 1)) for number in range(10))
"""Ten rows, the last 28 days old: the list reached back to that day."""


def days_after(rows: tuple[ItemSeen, ...], before: tuple[ItemSeen, ...] = OLD, **more: object) -> SiteFacts:
    box = column("公告栏", recent=rows)
    return replace(with_columns(box), pages_before=(PageBefore(box.url, YESTERDAY, before),), **more)


def forged(site: SiteFacts) -> list[Finding]:
    return [one for one in run_check(site, GRAVE) if one.problem is Problem.FORGED_DATE]


def moved(rows: tuple[ItemSeen, ...], count: int, to: date = AS_OF) -> tuple[ItemSeen, ...]:
    return (*(replace(row, printed_on=to) for row in rows[:count]), *rows[count:])


def added(count: int, age: int) -> tuple[ItemSeen, ...]:
    return (*OLD, *(item(100 + number, days_ago(age)) for number in range(count)))


HONEST = {
    "nothing changed": OLD,
    "new items of today": (*(item(50 + number, AS_OF) for number in range(9)), *OLD),
    "published two days late": added(6, 2),
    "one item six days late": added(1, 7),
    "older than the list reached": added(8, 28),
    "a title was corrected": (replace(OLD[0], title="更正后的标题内容"), *OLD[1:]),
    "an address now shows another title": (replace(OLD[0], title="另一条信息的标题", printed_on=AS_OF), *OLD[1:]),
    "a day read into another year": (replace(OLD[0], printed_on=date(2018, *OLD[0].printed_on.timetuple()[1:3])),),  # type: ignore[union-attr]
    "the address moved to https": tuple(replace(row, url=row.url.replace("http:", "https:")) for row in OLD),
    "rows by relative days": moved(tuple(replace(row, pattern="relative_count") for row in OLD), 3),
    "days told in another time zone": tuple(
        replace(row, printed_on=row.printed_on + timedelta(days=1)) if number % 2 else row
        for number, row in enumerate(OLD)
        if row.printed_on
    ),
    "days of the last change": moved(tuple(replace(row, place="updated") for row in OLD), 3),
    "moved to new addresses, a slip of the pen mended": tuple(
        replace(row, url=f"{HOME}new/{number}.html", title=row.title.replace("情况", "情況"))
        for number, row in enumerate(OLD)
    ),
    "days of the article, not the row": moved(tuple(replace(row, place="article") for row in OLD), 3),
}


@pytest.mark.parametrize("rows", HONEST.values(), ids=HONEST.keys())
def test_everyday_changes_are_no_forgery(rows: tuple[ItemSeen, ...]) -> None:
    assert forged(days_after(rows)) == []


@pytest.mark.parametrize(("count", "told"), [(1, 1), (4, 4), (5, 1), (9, 1)])
def test_dates_that_changed(count: int, told: int) -> None:
    found = forged(days_after(moved(OLD, count)))
    assert len(found) == told
    assert all(one.confidence is Confidence.SUSPECTED for one in found)
    assert str(YESTERDAY) in found[0].detail
    assert str(OLD[0].printed_on) in found[0].detail
    assert str(AS_OF) in found[0].detail


@pytest.mark.parametrize(("count", "told"), [(1, 1), (2, 2)])
def test_what_is_re_dated_every_day_is_no_other_time_zone(count: int, told: int) -> None:
    before = moved(OLD, count, to=YESTERDAY)
    assert len(forged(days_after(moved(OLD, count), before))) == told


@pytest.mark.parametrize(("count", "age", "told"), [(4, 4, 0), (5, 4, 1), (5, 3, 1), (5, 2, 0), (1, 8, 1), (1, 7, 0)])
def test_old_dated_items_that_the_earlier_list_did_not_hold(count: int, age: int, told: int) -> None:
    assert len(forged(days_after(added(count, age)))) == told


@pytest.mark.parametrize(
    "before",
    [OLD[:4], tuple(replace(row, printed_on=None) for row in OLD), tuple(reversed(OLD)), (*OLD[1:], item(70, None))],
    ids=["few rows", "no dates", "out of order", "a row without a date"],
)
def test_a_list_that_cannot_be_compared(before: tuple[ItemSeen, ...]) -> None:
    assert forged(days_after(added(6, 9), before)) == []


def test_a_pinned_row_does_not_stretch_what_was_read() -> None:
    pinned = (item(90, days_ago(640)), *OLD)
    assert forged(days_after((*OLD, *(item(200 + number, days_ago(60)) for number in range(6))), pinned)) == []


def test_new_addresses_everywhere_tell_of_a_move() -> None:
    rows = tuple(item(300 + number, days_ago(3 * number + 5), f"换址后的第{number}条信息标题") for number in range(8))
    assert forged(days_after(rows)) == []


def test_a_page_above_other_columns_shows_a_choice_of_their_items() -> None:
    parent = column("公告栏", recent=added(6, 9), path=("公告栏",))
    child = column("通知", path=("公告栏", "通知"))
    before = (PageBefore(parent.url, YESTERDAY, OLD),)
    assert forged(replace(with_columns(parent, child), pages_before=before)) == []
    assert len(forged(replace(with_columns(parent), pages_before=before))) == 1


def test_a_rebuilt_site_tells_nothing() -> None:
    rebuilt = EarlierVisit("上一次", 10, 9, template_changed=True)
    assert forged(days_after(moved(OLD, 3), earlier=rebuilt)) == []


def test_an_article_that_prints_another_day() -> None:
    now = article(1, days_ago(3))
    before = PageBefore(now.url, YESTERDAY, article=ArticleSeen("文章1", days_ago(40), "shown"))
    (found,) = forged(facts(pages=(home(), now), pages_before=(before,)))
    assert found.url == now.url
    other = replace(before, article=ArticleSeen("另一篇", days_ago(40), "shown"))
    assert forged(facts(pages=(home(), now), pages_before=(other,))) == []


def test_the_first_inspection_knows_no_history() -> None:
    assert forged(replace(days_after(moved(OLD, 3)), pages_before=())) == []
