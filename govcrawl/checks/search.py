"""Site search (站内搜索, 2019 D19-405): a form is there, and it finds titles that the site shows."""

from collections.abc import Iterator
from decimal import Decimal

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.findings import breached, met, unknown
from govcrawl.checks.rules import read_toml
from govcrawl.model.facts import PageRead, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Problem, VisitRole

_NOT_THERE = frozenset({404, 410})


def site_search(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """No form on any page that was read; a form whose results page does not open; titles that are not found.

    That one title is not found proves nothing (an index comes late): only where none of several is found the search is
    suspected, and only where the results page is gone each time it is sure.
    """
    forms = [page.search for page in facts.pages if page.search]
    if facts.home is None or not facts.home.outcome.is_ok:
        yield unknown(indicator, "首页未能读取，须核查站内搜索", stake=indicator.points)
        return
    if not forms:
        yield breached(indicator, Problem.NO_SITE_SEARCH, "未发现全站搜索功能", url=facts.home.url)
        return
    dead = {link.url for link in facts.links if link.fate is LinkFate.DEAD and link.confirmed}
    broken = next((form.action for form in forms if form.action in dead), None)
    if broken:
        yield breached(indicator, Problem.BROKEN_SITE_SEARCH, "搜索功能不可用", url=broken)
        return
    yield from _tried([page for page in facts.pages if page.role is VisitRole.SEARCH], indicator)


def _tried(pages: list[PageRead], indicator: Indicator) -> Iterator[Finding]:
    """What the trials came to; trials that ended on our side, or whose page could not be told, say nothing."""
    least = int(read_toml("content.toml")["search"]["least_trials"])
    gone = [page for page in pages if page.status in _NOT_THERE or page.outcome is FetchOutcome.HTTP_5XX]
    asked = [(page, page.trial) for page in pages if page.trial]
    found = [trial for _, trial in asked if trial.found]
    missed = [(page, trial) for page, trial in asked if trial.found is False]
    if len(gone) >= least and len(gone) == len(pages):
        detail = f"搜索功能不可用（{len(gone)}次试查均返回{'、'.join(sorted({str(page.status) for page in gone}))}）"
        yield breached(indicator, Problem.BROKEN_SITE_SEARCH, detail, url=gone[0].url)
    elif len(missed) >= least and not found:
        titles = "、".join(f"“{trial.title}”" for _, trial in missed)
        detail = f"搜索功能疑似不可用：以网站已发布的{titles}试查，均无结果"
        yield breached(indicator, Problem.BROKEN_SITE_SEARCH, detail, url=missed[0][0].url, is_sure=False)
    elif missed:
        for page, trial in missed:
            detail = f"以“{trial.title}”试查，搜索结果第一页未找到，须人工试查"
            yield unknown(indicator, detail, subject=trial.title, url=page.url, stake=Decimal(1))
    elif found:
        yield met(indicator, f"以{len(found)}条网站已发布的标题试查，均可搜到")
    else:
        yield met(indicator, "有搜索功能，搜索结果须人工试查")
