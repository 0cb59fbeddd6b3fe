"""Links that do not open: dead links, broken images and attachments, on the home page and elsewhere.

Only a fate that accuses and was confirmed by a second attempt counts; a doubtful one is suspected. Links that the
inspection did not choose to ask (`unchecked`, `skipped`) are no open question, nor are other sites' links that could not be
told: that is trouble between us and them.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import OWN_SCOPES, own_columns
from govcrawl.checks.findings import breached, listed, unknown
from govcrawl.checks.outcomes import outcome_words
from govcrawl.model.facts import LinkFacts, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import LinkFate, Place, Problem, Resource, Scope

_PROBLEMS: Mapping[LinkFate, Problem] = {
    LinkFate.DEAD: Problem.DEAD_LINK,
    LinkFate.BROKEN_IMAGE: Problem.BROKEN_IMAGE,
    LinkFate.BROKEN_ATTACHMENT: Problem.BROKEN_ATTACHMENT,
    LinkFate.MISDIRECTED: Problem.MISDIRECTED_LINK,
}
_BY_RESOURCE: Mapping[Resource, Problem] = {
    Resource.IMAGE: Problem.BROKEN_IMAGE,
    Resource.ATTACHMENT: Problem.BROKEN_ATTACHMENT,
}
_SENTENCES: Mapping[Problem, str] = {
    Problem.DEAD_LINK: "链接无法打开",
    Problem.BROKEN_IMAGE: "图片无法显示",
    Problem.BROKEN_ATTACHMENT: "附件无法下载",
    Problem.MISDIRECTED_LINK: "链接指向的内容与名称不符（错链）",
}


def links(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Each target that does not open, once, at the price of the home page where the home page links it."""
    home, elsewhere = indicator.number("points_home"), indicator.number("points_elsewhere")
    first_pages = _pages_priced_as_home(facts)

    def price(link: LinkFacts) -> Decimal:
        return home if link.on_home or link.parent_url in first_pages else elsewhere

    targets = _targets(facts.links)
    faults = [_fault(link, indicator, price(link)) for link in targets if _accuses(link)]
    open_ends = [price(link) for link in targets if link.fate is LinkFate.UNKNOWN and link.scope in OWN_SCOPES]
    yield from listed(indicator, faults, _not_told(indicator, open_ends))


def external_links(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Links in the text of articles that lead to a site that is not a government's (雅安 2018: 信息存在外部链接)."""
    articles = {page.url for page in facts.pages if page.article}
    outside = (
        link
        for link in _targets(facts.links)
        if link.place is Place.BODY
        and link.scope is Scope.OTHER
        and link.resource is Resource.PAGE
        and link.parent_url in articles
    )
    sentence = "信息正文存在指向非政府网站的外部链接"
    yield from listed(
        indicator, [_place_fault(link, indicator, Problem.EXTERNAL_LINK_IN_ARTICLE, sentence) for link in outside]
    )


def _targets(links: Iterable[LinkFacts]) -> list[LinkFacts]:
    """Each target once, in order; a home page's link speaks for the others."""
    chosen: dict[str, LinkFacts] = {}
    for link in links:
        if link.url not in chosen or (link.on_home and not chosen[link.url].on_home):
            chosen[link.url] = link
    return list(chosen.values())


def _pages_priced_as_home(facts: SiteFacts) -> frozenset[str]:
    """首页仅为栏目导航入口的，检查所有二级页面 (2015 D15-2, 2019 D19-403)."""
    return frozenset(column.url for column in own_columns(facts) if facts.home_is_navigation_only and column.level == 1)


def _accuses(link: LinkFacts) -> bool:
    return link.fate in _PROBLEMS or link.fate is LinkFate.SUSPECTED


def _fault(link: LinkFacts, indicator: Indicator, points: Decimal) -> Finding:
    problem = _PROBLEMS.get(link.fate) or _BY_RESOURCE.get(link.resource, Problem.DEAD_LINK)
    reason = _reason(link)
    where = "首页" if link.on_home else "内页"
    detail = f"{where}“{link.anchor or link.url}”{_SENTENCES[problem]}" + (f"（{reason}）" if reason else "")
    is_sure = link.confirmed and link.fate is not LinkFate.SUSPECTED
    return _about(link, indicator, problem, detail, points=points, is_sure=is_sure)


def _reason(link: LinkFacts) -> str:
    """What happened, for a reader: the technical words of an outcome stay in report.links."""
    if link.outcome is not None and not link.outcome.is_ok:
        return outcome_words(link.outcome, link.status)
    return f"HTTP {link.status}" if link.status else (link.detail or "")


def _place_fault(link: LinkFacts, indicator: Indicator, problem: Problem, sentence: str) -> Finding:
    return _about(link, indicator, problem, f"“{link.anchor or link.url}”：{sentence}（{link.url}）")


def _about(
    link: LinkFacts,
    indicator: Indicator,
    problem: Problem,
    detail: str,
    *,
    points: Decimal | None = None,
    is_sure: bool = True,
) -> Finding:
    return breached(
        indicator,
        problem,
        detail,
        subject=link.anchor or link.url,
        url=link.url,
        parent_url=link.parent_url,
        points=points,
        is_sure=is_sure,
    )


def _not_told(indicator: Indicator, stakes: list[Decimal]) -> list[Finding]:
    if not stakes:
        return []
    stake = sum(stakes, Decimal(0))
    return [unknown(indicator, f"{len(stakes)}个链接未能判定，须再次访问核查", subject="未判定的链接", stake=stake)]
