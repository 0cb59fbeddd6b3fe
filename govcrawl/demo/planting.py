"""Plants what a plan asks for on a site's pages: faults as pages and marks, decoys as traps. No verdict is written."""

from datetime import timedelta

from govcrawl.demo.decoys import set_decoy
from govcrawl.demo.fill import fill_column
from govcrawl.demo.plan import StaleColumn
from govcrawl.demo.records import Column, Letter
from govcrawl.demo.site import DemoSite


def plant(site: DemoSite) -> None:
    """Put all faults and decoys of the site's plan on its pages."""
    for stale in site.plan.stale:
        make_stale(site, stale)
    for name in site.plan.blank:
        _make_blank(site, name)
    for link in site.plan.dead_links:
        if link.on == "home":
            site.home_links.append((link.anchor, link.url))
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
    for decoy in site.plan.decoys:
        set_decoy(site, decoy)


def unanswered(column: Column) -> list[Letter]:
    """The letters that a plan leaves without an answer: asked more than three months before the day of inspection."""
    return column.letters[6:9]


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
