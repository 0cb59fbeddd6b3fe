"""Unfolds a verdict into sentences that an office can read and defend: rule, findings, arithmetic, open questions."""

from collections.abc import Iterator

from govcrawl.checklists.edition import Edition, Indicator
from govcrawl.checklists.load import load_edition
from govcrawl.model.findings import Finding, Judgement
from govcrawl.model.times import china_time
from govcrawl.model.vocabulary import Confidence, IndicatorKind, Outcome, Review, Verdict
from govcrawl.scoring.score import counts

_VERDICTS = {
    Verdict.QUALIFIED: "合格",
    Verdict.UNQUALIFIED: "不合格",
    Verdict.UNDETERMINED: "待定",
    Verdict.NOT_INSPECTED: "未检查",
}


def explain(judgement: Judgement) -> str:
    """The verdict with everything that it rests on, in Chinese; the same judgement gives the same text."""
    edition = load_edition(judgement.edition)
    return "\n".join(_lines(judgement, edition)) + "\n"


def _lines(judgement: Judgement, edition: Edition) -> Iterator[str]:
    yield f"{judgement.site_id_code}：{_VERDICTS[judgement.verdict]}"
    yield f"依据：{edition.title}（{edition.document}），清单摘要{judgement.edition_digest[:12]}，程序{judgement.code_version}"
    if judgement.edition_digest != edition.digest:
        yield "注意：该清单在作出此结论后已经改动，以下条文以现行文本为准。"
    known = {indicator.id: indicator for indicator in edition.indicators}
    counted = [one for one in judgement.findings if counts(one) and one.indicator in known]
    yield from _section("单项否决", [one for one in counted if one.kind is IndicatorKind.VETO], known)
    yield from _section("扣分", [one for one in counted if one.kind is IndicatorKind.DEDUCTION], known)
    yield from _arithmetic(judgement, edition)
    yield from _section("其他问题", [one for one in counted if one.kind is IndicatorKind.FINDING], known)
    doubtful = [one for one in judgement.findings if _is_doubtful(one) and one.indicator in known]
    yield from _section("疑似问题，待人工确认，不计入结果", doubtful, known)
    waived = [one for one in judgement.findings if one.review is Review.WAIVED and one.indicator in known]
    yield from _section("经人工核查不计入的问题", waived, known)
    if judgement.open_questions:
        yield "尚需核查："
        yield from (f"  {question}" for question in judgement.open_questions)


def _section(heading: str, findings: list[Finding], known: dict[str, Indicator]) -> Iterator[str]:
    """Findings under a heading, by indicator with its clause."""
    if not findings:
        return
    yield f"{heading}："
    for name in dict.fromkeys(one.indicator for one in findings):
        yield f"  {known[name].title}（{known[name].clause}）"
        for finding in (one for one in findings if one.indicator == name):
            yield f"    {_sentence(finding)}"


def _sentence(finding: Finding) -> str:
    notes = [finding.url or ""]
    notes += [f"所在页面{finding.parent_url}"] if finding.parent_url else []
    notes += [f"扣{finding.points.normalize():f}分"] if finding.points else []
    notes += [f"观测于{china_time(finding.observed_at)}"] if finding.observed_at else []
    notes += [f"证据{finding.evidence}"] if finding.evidence else []
    notes += ["已经人工确认"] if finding.review is Review.CONFIRMED else []
    text = "；".join(note for note in notes if note)
    return f"{finding.detail}（{text}）" if text else finding.detail


def _arithmetic(judgement: Judgement, edition: Edition) -> Iterator[str]:
    if judgement.score_high is None or judgement.score_low is None:
        return
    if judgement.veto_indicators:
        yield f"得分：{judgement.score_high.normalize():f}（出现单项否决，按规定计分）"
        return
    for name, points in judgement.by_indicator.items():
        yield f"  {edition.indicator(name).title}共扣{points.normalize():f}分"
    bonus = f"，加{judgement.bonus.normalize():f}分" if judgement.bonus else ""
    score = (
        f"{judgement.score_high.normalize():f}"
        if judgement.score_low == judgement.score_high
        else f"{judgement.score_low.normalize():f}至{judgement.score_high.normalize():f}"
    )
    yield f"合计扣{judgement.deductions.normalize():f}分{bonus}，得分{score}"


def _is_doubtful(finding: Finding) -> bool:
    is_open = finding.confidence is Confidence.SUSPECTED and finding.review is Review.NONE
    return finding.outcome is Outcome.BREACHED and is_open
