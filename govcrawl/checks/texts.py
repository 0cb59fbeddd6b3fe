"""Doubtful text: garbled passages, wrong words, personal data in full. Candidates for a person, each passage once a site."""

from collections.abc import Iterator

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.findings import breached
from govcrawl.model.facts import PageRead, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.items import ContentSeen
from govcrawl.model.vocabulary import IndicatorKind, Problem

_GRAVE = 3
"""Severity from which a wrong word may be a 严重表述错误 (wording.toml)."""
_MOST = 5
"""Passages of one page that a finding quotes."""


def doubtful_text(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """One finding a page and problem. Only grave wording speaks of the veto; everything else is a finding beside it."""
    told: set[ContentSeen] = set()
    for page in facts.pages:
        fresh = [seen for seen in dict.fromkeys(page.content) if seen not in told]
        told.update(fresh)
        for problem in (Problem.GARBLED_TEXT, Problem.SUSPECT_WORDING):
            if seen := [one for one in fresh if _problem(one) is problem]:
                yield _finding(page, problem, seen, indicator)


def _problem(seen: ContentSeen) -> Problem:
    return Problem.GARBLED_TEXT if seen.kind == "garbled_text" else Problem.SUSPECT_WORDING


def _finding(page: PageRead, problem: Problem, seen: list[ContentSeen], indicator: Indicator) -> Finding:
    where = page.title or page.url
    is_grave = any(one.kind == "suspect_wording" and one.severity >= _GRAVE for one in seen)
    kind = indicator.kind if is_grave else IndicatorKind.FINDING
    more = f"等{len(seen)}处" if len(seen) > _MOST else ""
    detail = f"“{where}”：{'；'.join(one.detail for one in seen[:_MOST])}{more}"
    return breached(indicator, problem, detail, subject=where, url=page.url, kind=kind)
