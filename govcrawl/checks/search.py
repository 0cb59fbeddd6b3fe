"""Site search (站内搜索, 2019 D19-405): a form is there, and its address answers."""

from collections.abc import Iterator

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.findings import breached, met, unknown
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import LinkFate, PageKind, Problem


def site_search(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """No form on any page that was read, or a form whose results page does not open. What the results hold is for a
    person (the titles must be tried one by one)."""
    forms = [page.search for page in facts.pages if page.search]
    if facts.home is None or not facts.home.outcome.is_ok:
        yield unknown(indicator, "首页未能读取，须核查站内搜索", stake=indicator.points)
        return
    if not forms:
        yield breached(indicator, Problem.NO_SITE_SEARCH, "未发现全站搜索功能", url=facts.home.url)
        return
    failed = [page for page in facts.pages if page.page_kind is PageKind.SEARCH and not page.outcome.is_ok]
    dead = {link.url for link in facts.links if link.fate is LinkFate.DEAD and link.confirmed}
    broken = [form.action for form in forms if form.action in dead] or [page.url for page in failed]
    if broken:
        is_sure = broken[0] in dead
        yield breached(indicator, Problem.BROKEN_SITE_SEARCH, "搜索功能不可用", url=broken[0], is_sure=is_sure)
    else:
        yield met(indicator, "有搜索功能，搜索结果须人工试查")
