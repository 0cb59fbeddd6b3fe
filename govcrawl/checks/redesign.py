"""A site that changed altogether or went away: a case for a person, and no ground to accuse it of what is missing."""

from collections.abc import Iterator

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.findings import met, unknown
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import VisitRole

_SUBJECT = "改版"


def redesign(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """疑似升级改版、合并或临时关停: addresses and template changed at once, or most column pages or probes fail."""
    reasons = [*_moved(facts, indicator), *_away(facts, indicator)]
    if reasons:
        detail = f"{'；'.join(reasons)}，疑似改版、合并或临时关停，人工核查前暂不扣分"
        yield unknown(indicator, detail, subject=_SUBJECT, url=facts.site.url)
    else:
        yield met(indicator)


def _moved(facts: SiteFacts, indicator: Indicator) -> Iterator[str]:
    earlier = facts.earlier
    if earlier is None or earlier.columns < indicator.count("least_columns") or not earlier.template_changed:
        return
    if earlier.kept < earlier.columns * indicator.number("least_kept_share"):
        yield f"与“{earlier.inspection}”相比，首页模板已变，原有{earlier.columns}个栏目网址仅存{earlier.kept}个"


def _away(facts: SiteFacts, indicator: Indicator) -> Iterator[str]:
    share = indicator.number("failed_share")
    pages = [page for page in facts.pages if page.role is VisitRole.COLUMN]
    failed = sum(not page.outcome.is_ok for page in pages)
    if pages and failed >= share * len(pages):
        yield f"{len(pages)}个栏目页面中{failed}个无法访问"
    probes = facts.probes
    if probes and probes.probes >= indicator.count("least_probes") and probes.failures >= share * probes.probes:
        yield f"首页监测{probes.probes}次，{probes.failures}次打不开"
