"""What a document of one inspection says: its sites with their findings, and totals counted once for every format."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import Connection

from govcrawl.reports.numbers import percent
from govcrawl.reports.phrases import problem_phrases
from govcrawl.store.reporting import (
    FindingRow,
    InspectionRow,
    VerdictRow,
    finding_rows,
    inspection_names,
    inspection_rows,
    verdict_rows,
)
from govcrawl.store.reviews import open_holds


class NothingToReportError(Exception):
    """There is no such inspection, or none under such an edition. `known` are the names that would have served."""

    def __init__(self, what: str, wanted: str, known: Sequence[str]) -> None:
        super().__init__(f"no {what} {wanted!r}; known: {', '.join(known) or 'none'}")
        self.what = what
        self.wanted = wanted
        self.known = tuple(known)


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of sites. A rate is of sites with a verdict: an undetermined site neither raises nor lowers it."""

    selected: int
    offline: int
    qualified: int
    unqualified: int
    undetermined: int
    not_inspected: int

    @property
    def judged(self) -> int:
        """Sites with a verdict either way: what the pass rate is taken of."""
        return self.qualified + self.unqualified

    @property
    def inspected(self) -> int:
        """Sites that were read, undetermined ones with them."""
        return self.judged + self.undetermined

    def pass_rate(self, decimals: int = 1) -> str:
        """合格率 as circulars print it."""
        return percent(self.qualified, self.judged, decimals)


@dataclass(frozen=True, slots=True)
class SiteReport:
    """One site: its verdict row and every finding that speaks of a problem or an open question."""

    verdict: VerdictRow
    findings: tuple[FindingRow, ...] = ()

    @property
    def result(self) -> str:
        """The word of `verdict` that a document prints: the office's own decision where there is one."""
        return result_of(self.verdict)

    @property
    def problems(self) -> tuple[FindingRow, ...]:
        """Findings that may accuse, vetoes first."""
        counting = (finding for finding in self.findings if finding.counts)
        return tuple(sorted(counting, key=lambda finding: finding.kind != "veto"))

    @property
    def open_questions(self) -> tuple[FindingRow, ...]:
        """Findings that a person still has to look at."""
        return tuple(finding for finding in self.findings if finding.needs_person)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Indicators that were not asked in this inspection: for persons, or their facts were not gathered."""
        return tuple(dict.fromkeys(finding.indicator for finding in self.findings if finding.left_out))

    @property
    def waived(self) -> tuple[FindingRow, ...]:
        """Findings that a person took out."""
        return tuple(finding for finding in self.findings if finding.review == "waived")

    def phrases(self, lang: str = "zh") -> tuple[str, ...]:
        """The problems as a circular prints them."""
        return problem_phrases(self.findings, lang)


@dataclass(frozen=True, slots=True)
class Content:
    """One inspection under one edition, ready to be written in any format. Findings are read when asked for."""

    connection: Connection
    inspection: InspectionRow
    verdicts: tuple[VerdictRow, ...]
    totals: Totals
    totals_by_kind: Mapping[str, Totals] = field(default_factory=dict)
    holds: tuple[str, ...] = ()
    """Why the results are held for a person; empty where they may be published."""

    def sites(self) -> Iterator[SiteReport]:
        """Every site with its findings, streamed in the order of the circular."""
        return merge(self.verdicts, finding_rows(self.connection, self.inspection.inspection, self.inspection.edition))

    def held_mark(self, lang: str = "zh") -> str:
        """What every title says while the results are held for a person."""
        if not self.holds:
            return ""
        return "（结果暂缓，未经核实不得发布）" if lang == "zh" else " (held, not to be published)"


def read_content(connection: Connection, name: str, edition: str | None = None) -> Content:
    """The inspection `name` as judged under `edition` (default: the one it was made under).

    Raises NothingToReportError where there is none.
    """
    inspection = _choose(connection, name, edition)
    verdicts = verdict_rows(connection, name, inspection.edition)
    kinds = list(dict.fromkeys(row.kind for row in verdicts))
    return Content(
        connection,
        inspection,
        verdicts,
        count(verdicts, inspection.sites_selected, inspection.sites_offline),
        {kind: count([row for row in verdicts if row.kind == kind]) for kind in kinds},
        tuple(reason for _, reason in open_holds(connection, name)),
    )


def _choose(connection: Connection, name: str, edition: str | None) -> InspectionRow:
    rows = inspection_rows(connection, name)
    if not rows:
        raise NothingToReportError("inspection", name, inspection_names(connection))
    if edition is None:
        return rows[0]
    for row in rows:
        if row.edition == edition:
            return row
    raise NothingToReportError("edition", edition, [row.edition for row in rows])


def count(verdicts: Sequence[VerdictRow], selected: int | None = None, offline: int = 0) -> Totals:
    """Totals of some sites; `selected` and `offline` are known for a whole inspection only."""
    results = Counter(result_of(row) for row in verdicts)
    return Totals(
        selected=len(verdicts) if selected is None else selected,
        offline=offline,
        qualified=results["qualified"],
        unqualified=results["unqualified"],
        undetermined=results["undetermined"],
        not_inspected=results["not_inspected"],
    )


def result_of(row: VerdictRow) -> str:
    """The verdict to print: the official one where a person decided, else the computed one."""
    return row.official_verdict or row.verdict


def merge(verdicts: Iterable[VerdictRow], findings: Iterable[FindingRow]) -> Iterator[SiteReport]:
    """Join two streams that are in the same order of sites."""
    groups = groupby(findings, key=lambda finding: finding.site_id_code)
    code, group = next(groups, (None, iter(())))
    for verdict in verdicts:
        if verdict.site_id_code == code:
            yield SiteReport(verdict, tuple(group))
            code, group = next(groups, (None, iter(())))
        else:
            yield SiteReport(verdict)
