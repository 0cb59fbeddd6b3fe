"""Compares what an inspection reported with what was planted: each fault once, no decoy, nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from govcrawl.demo.truth import DecoySet, Planted, Truth
from govcrawl.model.vocabulary import Confidence, Outcome, Problem, Review, Verdict

Row = Any
"""A row of `report.findings`: a mapping by column name, or a record with those attributes."""

_SITE_WIDE = frozenset(
    problem for problem in Problem if problem.startswith("missing_") and problem != Problem.MISSING_REQUIRED_COLUMN
) | {
    Problem.SITE_UNREACHABLE,
    Problem.SLOW_SITE,
    Problem.HOME_NOT_UPDATED,
    Problem.IRREGULAR_DOMAIN,
    Problem.IRREGULAR_NAME,
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """The comparison. `decoys` pairs a decoy with the row that fell for it; such rows stand in `extra` too."""

    found: tuple[Planted, ...]
    missed: tuple[Planted, ...]
    doubled: tuple[Planted, ...]
    beyond: tuple[Planted, ...]
    """Not reported, and rightly so after one crawl: only probes can confirm them."""
    extra: tuple[Row, ...]
    decoys: tuple[tuple[DecoySet, Row], ...]
    wrong_verdicts: tuple[tuple[str, str, str], ...]
    """(site code, published, computed)."""
    reported: int

    @property
    def recall(self) -> float:
        """Share of the planted faults that were reported."""
        planted = len(self.found) + len(self.missed)
        return len(self.found) / planted if planted else 1.0

    @property
    def precision(self) -> float:
        """Share of the reported faults that were planted."""
        return (self.reported - len(self.extra)) / self.reported if self.reported else 1.0

    @property
    def perfect(self) -> bool:
        """Whether every fault was reported exactly once, and nothing else, with the published verdicts."""
        return not (self.missed or self.doubled or self.extra or self.wrong_verdicts)

    def lines(self) -> list[str]:
        """The comparison in Chinese: a summary, then one line a deviation."""
        summary = (
            f"预设问题{len(self.found) + len(self.missed)}个，发现{len(self.found)}个，遗漏{len(self.missed)}个，"
            f"重复{len(self.doubled)}个，误报{len(self.extra)}个（其中干扰项{len(self.decoys)}个）；"
            f"查全率{self.recall:.1%}，查准率{self.precision:.1%}"
        )
        lines = [summary]
        lines += [f"遗漏：{one.site_id_code} {one.problem} {one.subject} {one.url}" for one in self.missed]
        lines += [f"须由持续监测确认：{one.site_id_code} {one.problem} {one.subject}" for one in self.beyond]
        lines += [f"重复：{one.site_id_code} {one.problem} {one.subject}" for one in self.doubled]
        lines += [
            f"误报：{_value(row, 'site_id_code')} {_value(row, 'problem')} {_value(row, 'subject')} {_value(row, 'url')}"
            for row in self.extra
        ]
        lines += [f"误报原因：{one.site_id_code} {one.trap} {one.subject}" for one, _ in self.decoys]
        lines += [f"结论不符：{code} 应为{wanted}，实为{got}" for code, wanted, got in self.wrong_verdicts]
        return lines


def compare(truth: Truth, findings: Iterable[Row], verdicts: Mapping[str, str] | None = None) -> Agreement:
    """Compare rows of `report.findings` and, where given, site code -> verdict with the truth.

    Only confirmed breaches that name a problem are accusations; suspected and waived rows are none.
    """
    accusations = [row for row in findings if _accuses(row)]
    hits: dict[Planted, list[Row]] = {planted: [] for planted in truth.problems}
    by_site: dict[tuple[str, str], list[Planted]] = {}
    for planted in truth.problems:
        by_site.setdefault((planted.site_id_code, planted.problem), []).append(planted)
    extra: list[Row] = []
    for row in accusations:
        candidates = by_site.get((_value(row, "site_id_code"), _value(row, "problem")), [])
        match = next((planted for planted in candidates if _same(planted, row)), None)
        if match:
            hits[match].append(row)
        elif not _is_the_link_of(truth, row):
            extra.append(row)
    return Agreement(
        found=tuple(planted for planted, rows in hits.items() if rows),
        missed=tuple(planted for planted, rows in hits.items() if not rows and not planted.by_probes),
        beyond=tuple(planted for planted, rows in hits.items() if not rows and planted.by_probes),
        doubled=tuple(planted for planted, rows in hits.items() if len(rows) > 1),
        extra=tuple(extra),
        decoys=tuple((decoy, row) for row in extra for decoy in truth.decoys if _fell_for(decoy, row)),
        wrong_verdicts=_wrong(truth.verdicts, verdicts),
        reported=len(accusations),
    )


def _accuses(row: Row) -> bool:
    return (
        bool(_value(row, "problem"))
        and _value(row, "outcome", Outcome.BREACHED) == Outcome.BREACHED
        and _value(row, "confidence", Confidence.CONFIRMED) == Confidence.CONFIRMED
        and _value(row, "review", Review.NONE) != Review.WAIVED
    )


def _same(planted: Planted, row: Row) -> bool:
    if planted.problem in _SITE_WIDE:
        return True
    return _key(_value(row, "url")) == _key(planted.url) or _name(_value(row, "subject")) == planted.subject


def _is_the_link_of(truth: Truth, row: Row) -> bool:
    """Whether a dead link is the very link by which another planted fault shows (the result page of a survey)."""
    if _value(row, "problem") != Problem.DEAD_LINK:
        return False
    url = _key(_value(row, "url"))
    return any(one.problem is Problem.SURVEY_WITHOUT_RESULT and _key(one.url) == url for one in truth.problems)


def _fell_for(decoy: DecoySet, row: Row) -> bool:
    if decoy.site_id_code != _value(row, "site_id_code") or not decoy.subject:
        return False
    return _key(_value(row, "url")) == _key(decoy.url) or _name(_value(row, "subject")) == decoy.subject


def _value(row: Row, name: str, missing: Any = None) -> Any:
    return row.get(name, missing) if isinstance(row, Mapping) else getattr(row, name, missing)


def _name(subject: Any) -> str:
    return str(subject or "").strip().strip("“”")


def _key(url: Any) -> str:
    parts = urlsplit(str(url or ""))
    path = parts.path.removesuffix("index.html").removesuffix("index.htm") or "/"
    return f"{parts.netloc.lower()}{path}?{parts.query}" if parts.netloc else "?"


def _wrong(published: Mapping[str, Verdict], computed: Mapping[str, str] | None) -> tuple[tuple[str, str, str], ...]:
    if computed is None:
        return ()
    pairs = ((code, wanted, str(computed.get(code, "missing"))) for code, wanted in published.items())
    return tuple((code, str(wanted), got) for code, wanted, got in pairs if got != wanted)
