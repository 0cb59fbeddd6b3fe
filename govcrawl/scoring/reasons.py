"""Why a verdict is what it is, in one sentence, and what is different under another edition or as of another day."""

from dataclasses import dataclass

from govcrawl.checklists.edition import Edition
from govcrawl.model.findings import Finding, Judgement
from govcrawl.model.vocabulary import IndicatorKind, Outcome, Verdict
from govcrawl.scoring.score import CASE, GATE, counts, is_open


@dataclass(frozen=True, slots=True)
class Change:
    """One site's verdict before and after, each with its reason; `before` is None where there was none."""

    site_id_code: str
    before: Verdict | None
    after: Verdict
    why_before: str
    why_after: str


def change(before: Judgement | None, old: Edition, after: Judgement, new: Edition) -> Change:
    """What became of a site's verdict."""
    return Change(
        after.site_id_code,
        before.verdict if before else None,
        after.verdict,
        reason(before, old) if before else "",
        reason(after, new),
    )


def reason(judgement: Judgement, edition: Edition) -> str:
    """The sentence that carries the verdict: vetoes, then the score, then what is open or was not read."""
    titles = {indicator.id: indicator.title for indicator in edition.indicators}
    if judgement.veto_indicators:
        vetoes = [one for one in judgement.findings if one.indicator in judgement.veto_indicators and counts(one)]
        return "；".join(dict.fromkeys(f"{titles[one.indicator]}：{one.detail}" for one in _leading(vetoes)))
    if judgement.verdict is Verdict.NOT_INSPECTED:
        gate = (one for one in judgement.findings if one.indicator in {GATE, CASE} and one.outcome is not Outcome.MET)
        return "；".join(one.detail for one in gate) or "没有可以判定的事实"
    if judgement.verdict is Verdict.UNDETERMINED:
        held = [one for one in judgement.findings if is_open(one)]
        first = next((question for question in judgement.open_questions), "")
        return first or "；".join(one.detail for one in held)
    if judgement.score_high is None:
        return f"无单项否决（{edition.title}对此类网站不评分）" if edition.rules.judges else "只列问题，不作判定"
    taken = f"共扣{judgement.deductions.normalize():f}分"
    if judgement.verdict is Verdict.UNQUALIFIED:
        lost = sorted(judgement.by_indicator.items(), key=lambda pair: (-pair[1], pair[0]))
        return taken + "：" + "、".join(f"{titles[name]}{points.normalize():f}分" for name, points in lost if points)
    return f"无单项否决，{taken}"


def _leading(vetoes: list[Finding]) -> list[Finding]:
    """The findings that veto by themselves; the columns and letters beside them are their particulars."""
    return [one for one in vetoes if one.kind is IndicatorKind.VETO]
