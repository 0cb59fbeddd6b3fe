"""What a check says, and what a scorer makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from govcrawl.model.vocabulary import Confidence, IndicatorKind, Outcome, Problem, Review, Verdict

ReviewKey = tuple[str, str, str | None]
"""What a person's decision is about, whatever edition judges it: (problem word, or indicator where no problem is named;
subject; url)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One judgement of one indicator about one subject (a column, a link, a mark, the site).

    The natural key inside an inspection and edition is (site_id_code, indicator, subject, url). `points` are what a
    deduction takes (positive) before caps; `detail` is the sentence that a circular could print; `unknown` findings say
    in `detail` what would have to be looked at.
    """

    indicator: str
    kind: IndicatorKind
    outcome: Outcome
    subject: str
    problem: Problem | None = None
    url: str | None = None
    parent_url: str | None = None
    detail: str = ""
    points: Decimal = Decimal(0)
    confidence: Confidence = Confidence.CONFIRMED
    observed_at: datetime | None = None
    review: Review = Review.NONE
    evidence: str | None = None

    @property
    def review_key(self) -> ReviewKey:
        """What a decision on this finding is filed under."""
        return self.problem or self.indicator, self.subject, self.url


@dataclass(frozen=True, slots=True)
class Judgement:
    """The computed verdict of one site. Scores are Decimals in the edition's points; an interval where facts are open."""

    site_id_code: str
    edition: str
    edition_digest: str
    code_version: str
    verdict: Verdict
    score_low: Decimal | None = None
    score_high: Decimal | None = None
    deductions: Decimal = Decimal(0)
    bonus: Decimal = Decimal(0)
    veto_indicators: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    by_indicator: Mapping[str, Decimal] = field(default_factory=dict)
