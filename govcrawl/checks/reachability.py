"""Whether the site opens: a week of probes (站点无法访问, 首页可用性), repeated failures of the home page, slowness.

The measure is a ratio over a week of spaced probes (20 a day, 15 s). It is confirmed only where the Wilson interval of the
ratio lies beyond the line and several places of measurement agree: 7 of 140 meet the letter, 13 of 140 are sure.
"""

import math
import statistics
from collections.abc import Iterator
from decimal import Decimal

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.findings import NOT_GATHERED, breached, met, not_applicable, unknown
from govcrawl.checks.rules import confidence_rules
from govcrawl.model.facts import PageRead, ProbeSummary, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Problem, VisitRole

_OWN_PAGES = frozenset({VisitRole.HOME, VisitRole.COLUMN, VisitRole.ARTICLE, VisitRole.NEXT_PAGE})


def site_unreachable(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """站点无法访问: the failed share of a full week of probes, or a home page that failed again and again for days."""
    probes, percent = facts.probes, indicator.count("fail_percent")
    if probes is None:
        yield _without_probes(facts, indicator)
        return
    is_over = probes.failures * 100 >= percent * probes.probes and probes.failures > 0
    share = f"监测{probes.days}天{probes.probes}次，打不开{probes.failures}次"
    if not _is_full_week(probes, indicator):
        yield unknown(indicator, f"{share}，监测不满{indicator.count('least_days')}天或次数不足", is_open=is_over)
    elif is_over:
        detail = f"{share}（{probes.failures / probes.probes:.1%}），达到{percent}%"
        yield breached(
            indicator,
            Problem.SITE_UNREACHABLE,
            detail,
            url=facts.site.url,
            is_sure=_is_sure(probes, percent / 100),
        )
    else:
        yield met(indicator, share)


def home_availability(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """首页可用性: points for each full percent of failed probes below the veto (2015 D15-1)."""
    probes = facts.probes
    if probes is None or not _is_full_week(probes, indicator):
        yield unknown(indicator, f"{NOT_GATHERED}（满一周的首页可用性监测）", is_open=False)
        return
    percent = probes.failures * 100 // probes.probes
    if percent >= indicator.count("fail_percent"):
        yield not_applicable(indicator, "打不开比例已达单项否决线")
    elif percent == 0:
        yield met(indicator)
    else:
        detail = f"首页打不开比例{probes.failures / probes.probes:.1%}（{probes.failures}/{probes.probes}）"
        yield breached(
            indicator,
            Problem.SITE_UNREACHABLE,
            detail,
            subject="首页",
            url=facts.site.url,
            points=indicator.points * percent,
            is_sure=_is_sure(probes, 0.01),
        )


def slow_site(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """页面加载时长不宜超过3秒 (guideline 2017): the 95th percentile of the probes, else the median of the pages read.

    A crawl measures from one place and beside other work: its median is never more than a suspicion.
    """
    probes, limit = facts.probes, indicator.number("most_seconds")
    if probes and probes.p95_seconds is not None:
        seconds, said = probes.p95_seconds, "95%的访问在{:.1f}秒内"
        is_sure = probes.vantages >= confidence_rules().least_vantages
    else:
        read = [page.seconds for page in facts.pages if page.role in _OWN_PAGES and page.seconds is not None]
        if len(read) < indicator.count("least_pages"):
            yield unknown(indicator, f"{NOT_GATHERED}（访问速度）", is_open=False)
            return
        seconds, said, is_sure = statistics.median(read), f"本次读取{len(read)}页，半数超过{{:.1f}}秒", False
    if Decimal(str(seconds)) > limit:
        detail = f"网站访问速度较慢（{said.format(seconds)}，超过{limit}秒）"
        yield breached(indicator, Problem.SLOW_SITE, detail, url=facts.site.url, is_sure=is_sure)
    else:
        yield met(indicator)


def wilson_lower(failures: int, probes: int, z: float) -> float:
    """The lower bound of the Wilson interval of a share, as a fraction of 1."""
    if probes == 0:
        return 0.0
    share = failures / probes
    centre = share + z * z / (2 * probes)
    spread = z * math.sqrt(share * (1 - share) / probes + z * z / (4 * probes * probes))
    return (centre - spread) / (1 + z * z / probes)


def _is_sure(probes: ProbeSummary, line: float) -> bool:
    rules = confidence_rules()
    is_beyond = wilson_lower(probes.failures, probes.probes, rules.wilson_z) >= line
    return is_beyond and probes.vantages >= rules.least_vantages


def _is_full_week(probes: ProbeSummary, indicator: Indicator) -> bool:
    return probes.probes >= indicator.count("least_probes") and probes.days >= indicator.count("least_days")


def _without_probes(facts: SiteFacts, indicator: Indicator) -> Finding:
    reads = [page for page in facts.pages if page.role is VisitRole.HOME]
    if reads and _has_failed_for_days(reads):
        detail = f"首页多次、多日访问均无法打开（{len(reads)}次）"
        return breached(indicator, Problem.SITE_UNREACHABLE, detail, url=facts.site.url)
    return unknown(indicator, f"{NOT_GATHERED}（满一周的可用性监测）", is_open=False)


def _has_failed_for_days(reads: list[PageRead]) -> bool:
    rules = confidence_rules()
    if len(reads) < rules.home_attempts or any(page.outcome not in rules.site_side_outcomes for page in reads):
        return False
    return len({page.asked_at.date() for page in reads if page.asked_at}) >= rules.home_days
