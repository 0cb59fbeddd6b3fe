"""Footer marks: 底部功能区 (guideline 2017) and 网站标识 (2019 D19-402), the find-error entry (D19-404a), the site code.

A mark is absent only where the reading of the footer says so with certainty (`present` is False); None is unknown.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.findings import breached, listed, unknown
from govcrawl.checks.rules import confidence_rules
from govcrawl.extract.footer_marks import ERROR_STATE
from govcrawl.model.facts import PageRead, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Mark, Problem, VisitRole

_MARKS: Mapping[Mark, tuple[str, Problem]] = {
    Mark.PARTY_GOVERNMENT_MARK: ("党政机关网站标识", Problem.MISSING_PARTY_GOVERNMENT_MARK),
    Mark.ERROR_REPORT_ENTRY: ("“我为政府网站找错”入口", Problem.MISSING_ERROR_REPORT_ENTRY),
    Mark.SITE_ID_CODE: ("网站标识码", Problem.MISSING_SITE_ID_CODE),
    Mark.ICP_FILING: ("ICP备案编号", Problem.MISSING_ICP_FILING),
    Mark.POLICE_FILING: ("公安机关备案标识", Problem.MISSING_POLICE_FILING),
    Mark.HOST_UNIT: ("网站主办单位", Problem.MISSING_HOST_UNIT),
    Mark.CONTACT: ("联系方式", Problem.MISSING_CONTACT),
    Mark.SITE_MAP: ("站点地图", Problem.MISSING_SITE_MAP),
}


def footer_marks(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Each of the marks asked that the pages do not show; a mark that only inner pages lack is said of the inner pages."""
    home = facts.home
    if home is None or not home.outcome.is_ok:
        yield unknown(indicator, "首页未能读取，须核查底部标识", stake=_all_points(indicator))
        return
    wanted = [Mark(word) for word in indicator.words("marks")]
    shown = _presence(home)
    inner = _missing_inside(facts)
    faults, open_ends = [], []
    for mark in wanted:
        name, problem = _MARKS[mark]
        if shown.get(mark) is False:
            faults.append(breached(indicator, problem, f"首页底部未列明{name}", subject=name, url=home.url))
        elif shown.get(mark) is None:
            open_ends.append(name)
        elif mark is Mark.PARTY_GOVERNMENT_MARK and _is_in_error(home):
            detail = f"首页底部的{name}显示为错误状态"
            faults.append(breached(indicator, problem, detail, subject=name, url=home.url, is_sure=False))
        elif inner[mark]:
            is_sure = inner[mark] >= confidence_rules().inner_pages
            detail = f"{inner[mark]}个内页底部未列明{name}"
            faults.append(breached(indicator, problem, detail, subject=name, url=home.url, is_sure=is_sure))
    yield from listed(indicator, faults, _not_told(indicator, open_ends))


def error_report_entry(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """The find-error entry on the home page, else on other pages at their own price (2019 D19-404a)."""
    home, mark = facts.home, Mark.ERROR_REPORT_ENTRY
    name, problem = _MARKS[mark]
    shown = _presence(home).get(mark) if home and home.outcome.is_ok else None
    if home is None or shown is None:
        yield unknown(indicator, f"首页未能判定有无{name}", stake=indicator.points)
        return
    faults = []
    if shown is False:
        faults.append(breached(indicator, problem, f"首页底部未添加{name}", subject=name, url=home.url))
    elif pages := _missing_inside(facts)[mark]:
        points = indicator.number("points_elsewhere") * pages
        detail, is_sure = f"{pages}个内页底部未添加{name}", pages >= confidence_rules().inner_pages
        faults.append(breached(indicator, problem, detail, subject=name, url=home.url, points=points, is_sure=is_sure))
    yield from listed(indicator, faults)


def site_id_code(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """The code that footer, find-error entry and page tags print is the site's own."""
    home = facts.home
    if home is None or not home.outcome.is_ok:
        yield unknown(indicator, "首页未能读取，须核查网站标识码")
        return
    printed = {_MARKS[seen.mark][0]: seen.value for seen in home.marks if seen.mark in _CODED and seen.present}
    printed["SiteIDCode标签"] = next((value for name, value in home.tags.items() if name.lower() == "siteidcode"), None)
    own = facts.site.site_id_code
    wrong = {where: code for where, code in printed.items() if code and code.upper() != own.upper()}
    yield from listed(
        indicator,
        [
            breached(
                indicator,
                Problem.WRONG_SITE_ID_CODE,
                f"{where}所列标识码“{code}”与登记的网站标识码{own}不符",
                subject=where,
                url=home.url,
                is_sure=where == _MARKS[Mark.SITE_ID_CODE][0],
            )
            for where, code in wrong.items()
        ],
    )


_TAG_ONLY = "tag"
_CODED = frozenset({Mark.SITE_ID_CODE, Mark.ERROR_REPORT_ENTRY})


def _presence(page: PageRead) -> dict[Mark, bool | None]:
    """What the page's footer shows. A code that stands in the page tags alone is not listed in the footer: absent where
    the footer was read for certain (it is said of another mark that it is absent), else not told."""
    is_read = any(seen.present is False for seen in page.marks)
    not_shown = False if is_read else None
    return {seen.mark: not_shown if seen.where == _TAG_ONLY else seen.present for seen in page.marks}


def _is_in_error(page: PageRead) -> bool:
    """Whether the party and government mark is shown as an error: the site's mark may have run out or moved."""
    return any(seen.mark is Mark.PARTY_GOVERNMENT_MARK and ERROR_STATE in (seen.detail or "") for seen in page.marks)


def _missing_inside(facts: SiteFacts) -> Counter[Mark]:
    """How many inner pages lack each mark for certain."""
    pages = (page for page in facts.pages if page.marks and page.role is not VisitRole.HOME and page.outcome.is_ok)
    return Counter(mark for page in pages for mark, present in _presence(page).items() if present is False)


def _not_told(indicator: Indicator, names: list[str]) -> list[Finding]:
    if not names:
        return []
    stake = indicator.points * len(names)
    return [unknown(indicator, f"首页底部未能判定有无：{'、'.join(names)}", subject="未判定的标识", stake=stake)]


def _all_points(indicator: Indicator) -> Decimal:
    return indicator.points * len(indicator.words("marks"))
