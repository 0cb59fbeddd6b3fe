"""From findings to a verdict: vetoes first, then points, with an interval where questions are open.

What counts: a breach that is confirmed, or confirmed by a person; never one that is suspected or waived. What is open: a
suspected breach, or a question that was asked and not answered, of an indicator whose grade the edition lets hold a
verdict open (`rules.undetermined_by`). A site is undetermined only where an open question could change its verdict.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from govcrawl import __version__
from govcrawl.checklists.edition import Edition, Indicator, Rules
from govcrawl.model.findings import Finding, Judgement
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import Automation, Confidence, IndicatorKind, Outcome, Review, Verdict
from govcrawl.scoring.points import ZERO, Points, add_up, fails

GATE = "inspected"
"""The indicator that says whether enough was read to judge a site at all."""
CASE = "redesign"
"""The indicator that opens a case of its own: the site may be under reconstruction. A person settles it."""


def score(site: Site, edition: Edition, findings: Iterable[Finding]) -> Judgement:
    """The computed verdict of a site from its findings under an edition; identical input gives an identical result."""
    place = {indicator.id: number for number, indicator in enumerate(edition.indicators)}
    indicators = {indicator.id: indicator.at_level(site.level) for indicator in edition.indicators}
    ordered = tuple(sorted((one for one in findings if one.indicator in place), key=lambda one: _order(one, place)))
    rules, excuse = edition.rules, edition.rules.excuse_for(site)
    holding = {name for name, indicator in indicators.items() if indicator.automation in rules.undetermined_by}
    excused = excuse.points if excuse else ZERO
    best = add_up(ordered, indicators, rules, excused, counts)
    worst = add_up(ordered, indicators, rules, excused, lambda one: counts(one) or _holds(one, holding))
    vetoes = tuple(dict.fromkeys(one.indicator for one in ordered if one.kind is IndicatorKind.VETO and counts(one)))
    is_scored = rules.judges and rules.scores(site.kind) and not vetoes
    verdict = _verdict(rules, ordered, vetoes, holding, (best, worst) if is_scored else None)
    is_scored = is_scored and verdict is not Verdict.NOT_INSPECTED
    given = rules.veto_score if vetoes and rules.scores(site.kind) else None
    return Judgement(
        site_id_code=site.site_id_code,
        edition=edition.id,
        edition_digest=edition.digest,
        code_version=__version__,
        verdict=verdict,
        score_low=worst.total if is_scored else given,
        score_high=best.total if is_scored else given,
        deductions=best.taken if is_scored else ZERO,
        bonus=best.bonus if is_scored else ZERO,
        veto_indicators=vetoes,
        problems=tuple(dict.fromkeys(one.problem.value for one in ordered if one.problem and counts(one))),
        open_questions=_open_questions(ordered, indicators, holding),
        findings=ordered,
        by_indicator=dict(best.deducted) if is_scored else {},
    )


def counts(finding: Finding) -> bool:
    """Whether a breach is held against the site."""
    if finding.outcome is not Outcome.BREACHED or finding.review is Review.WAIVED:
        return False
    return finding.confidence is Confidence.CONFIRMED or finding.review is Review.CONFIRMED


def is_open(finding: Finding) -> bool:
    """Whether a look at this finding could still turn it against the site."""
    if finding.review is not Review.NONE or finding.confidence is Confidence.CONFIRMED:
        return False
    return finding.outcome in {Outcome.BREACHED, Outcome.UNKNOWN}


def _holds(finding: Finding, holding: set[str]) -> bool:
    return is_open(finding) and finding.indicator in holding


def _verdict(
    rules: Rules,
    findings: Sequence[Finding],
    vetoes: Sequence[str],
    holding: set[str],
    points: tuple[Points, Points] | None,
) -> Verdict:
    """`points` are the best and the worst case, None where the site is not scored."""
    if vetoes:
        return Verdict.UNQUALIFIED
    if not findings or any(one.indicator == GATE and one.outcome is not Outcome.MET for one in findings):
        return Verdict.NOT_INSPECTED
    cases = [one for one in findings if one.indicator == CASE and one.outcome is Outcome.UNKNOWN]
    if any(one.review is Review.CONFIRMED for one in cases):
        return Verdict.NOT_INSPECTED
    if any(one.review is Review.NONE for one in cases):
        return Verdict.UNDETERMINED
    if points and fails(points[0], rules):
        return Verdict.UNQUALIFIED
    has_open_veto = any(one.kind is IndicatorKind.VETO and _holds(one, holding) for one in findings)
    if has_open_veto or not rules.judges or (points and fails(points[1], rules)):
        return Verdict.UNDETERMINED
    return Verdict.QUALIFIED


def _open_questions(
    findings: Sequence[Finding], indicators: Mapping[str, Indicator], holding: set[str]
) -> tuple[str, ...]:
    """What would have to be looked at: what holds the verdict first, then what waits for a person, then what was not
    gathered."""
    holds = [one for one in findings if _holds(one, holding)]
    waits = [one for one in findings if is_open(one) and one.indicator not in holding]
    closed = [one.indicator for one in findings if one.outcome is Outcome.UNKNOWN and not is_open(one)]
    persons = [name for name in closed if indicators[name].automation is Automation.PERSON]
    ungathered = [name for name in closed if indicators[name].automation is not Automation.PERSON]
    return (
        *(f"{indicators[one.indicator].title}：{one.detail}" for one in holds),
        *(f"待人工确认：{indicators[one.indicator].title}：{one.detail}" for one in waits),
        *_titles("待人工核查", persons, indicators),
        *_titles("本次未采集或未读到", ungathered, indicators),
    )


def _titles(heading: str, names: Iterable[str], indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    titles = dict.fromkeys(indicators[name].title for name in names)
    return (f"{heading}：{'、'.join(titles)}",) if titles else ()


def _order(finding: Finding, place: Mapping[str, int]) -> tuple[int, str, str, str, str, Decimal]:
    """The edition's order, then subject and address: the same findings in any order give the same bytes."""
    problem = finding.problem.value if finding.problem else ""
    return place[finding.indicator], finding.subject, finding.url or "", problem, finding.detail, finding.points
