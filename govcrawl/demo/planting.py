"""Plants what a plan asks for on a site's pages: faults as pages and marks, decoys as traps. No verdict is written."""

from datetime import timedelta

from govcrawl.demo.decoys import set_decoy
from govcrawl.demo.fill import fill_column
from govcrawl.demo.plan import StaleColumn
from govcrawl.demo.records import Column, Letter
from govcrawl.demo.site import DemoSite

UNREPORTED_DAYS = 45
"""Age of the newest item of a required column that nobody reports to."""
OUTSIDE_LINK = ("相关报道", "http://www.people.com.cn/n1/2018/c32306.html")
"""The link to a host that is no government's, put into an article's text."""
_LATE_DAYS = 16


def plant(site: DemoSite) -> None:
    """Put all faults and decoys of the site's plan on its pages."""
    for stale in site.plan.stale:
        make_stale(site, stale)
    for name in site.plan.blank:
        _make_blank(site, name)
    for link in site.plan.dead_links:
        if link.on == "home":
            shown = site.home_images if link.resource == "image" else site.home_links
            shown.append((link.anchor, link.url))
        else:
            find_or_add(site, link.on, "办事服务", "other", "service").body_links.append((link.anchor, link.url))
    if site.plan.surveys_without_result:
        for survey in site.column(site.plan.surveys_without_result).surveys:
            survey.has_result = False
    if site.plan.empty_letterbox:
        site.column(site.plan.empty_letterbox).letters.clear()
    if site.plan.unanswered_letters:
        for letter in unanswered(site.column(site.plan.unanswered_letters)):
            letter.answered = None
    for name in site.plan.unreported_columns:
        make_stale(site, StaleColumn(name, site.as_of - timedelta(days=UNREPORTED_DAYS), "campaign"))
    if site.plan.late_relay:
        _make_late(site, site.column(site.city.relay_column))
    for name in site.plan.duplicates:
        _release_twice(site, site.column(name))
    for name in site.plan.external_links:
        site.column(name).ordered[0].body_links.append(OUTSIDE_LINK)
    for decoy in site.plan.decoys:
        set_decoy(site, decoy)


def unanswered(column: Column) -> list[Letter]:
    """The letters that a plan leaves without an answer: asked more than three months before the day of inspection."""
    return column.letters[5:7]


def find_or_add(site: DemoSite, name: str, under: str, kind: str, page: str = "list") -> Column:
    """The column of that name, or a new one below the column `under` (by default below 政务公开)."""
    try:
        return site.column(name)
    except KeyError:
        parent = None if under == "top" else site.column(under or "政务公开")
        return site.add_column(name, "", page, kind, parent)


def make_stale(site: DemoSite, stale: StaleColumn) -> None:
    """Let the column end on the day `newest`, with the items before it as by its rhythm."""
    column = find_or_add(site, stale.column, stale.under, stale.kind, stale.page)
    column.articles.clear()
    column.letters.clear()
    column.traps.update(stale.traps)
    if column.page not in {"list", "letters"}:
        column.page = "list"
    if column.page == "letters":
        _old_letters(site, column, stale)
        return
    fill_column(site, column, stale.newest)
    if "future" in column.traps:
        column.articles[1].printed = f"{site.as_of.year + 1}-12-31"


def _old_letters(site: DemoSite, column: Column, stale: StaleColumn) -> None:
    fill_column(site, column)
    shift = site.as_of - stale.newest
    for letter in column.letters:
        letter.asked -= shift
        letter.answered = letter.asked + timedelta(days=4)
    column.letters = [letter for letter in column.letters if letter.answered and letter.answered <= stale.newest]


def _make_blank(site: DemoSite, name: str) -> None:
    column = find_or_add(site, name, "", "other")
    column.articles.clear()


def _make_late(site: DemoSite, column: Column) -> None:
    """Re-posting that stopped weeks ago, or that rests on weekends."""
    for article in column.articles:
        if site.plan.late_relay == "stale":
            article.day -= timedelta(days=_LATE_DAYS)
        elif article.day.weekday() > 4:
            article.day -= timedelta(days=article.day.weekday() - 4)


def _release_twice(site: DemoSite, column: Column) -> None:
    first = column.ordered[1]
    second = site.add_article(column, first.day, first.title)
    second.text_of = first.number
