"""Column freshness: the veto 栏目不更新 and the deductions for columns that are not updated or blank.

How findings of columns and of the veto stand to each other: the veto is one finding of the site (subject 网站, no problem
word) that names the columns it counts; each overdue or blank column is one finding of its own with its problem word. Where
a deduction says the same of the column, the deduction speaks and the plain finding is dropped (`run.once`), so a circular
lists each column once.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import ColumnJudged, judge_columns, newest_on, own_columns
from govcrawl.checks.findings import breached, listed, met, unknown
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import IndicatorKind, Outcome, Problem


def column_not_updated(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """栏目不更新: three counts, any of which vetoes (2015 V15-3, 2019 V19-4)."""
    judged = _judged(facts, indicator)
    yield _veto(judged, indicator)
    yield from (_of_column(one, indicator) for one in judged if one.problem)
    yield from _not_told(judged, indicator)


@dataclass(slots=True)
class _Count:
    """One of the counts: columns surely in it, and those that a look could add."""

    title: str
    limit: int
    sure: list[str] = field(default_factory=list)
    possible: list[str] = field(default_factory=list)

    def add(self, name: str, is_sure: bool) -> None:
        (self.sure if is_sure else self.possible).append(name)

    @property
    def is_reached(self) -> bool:
        return len(self.sure) >= self.limit

    @property
    def is_reachable(self) -> bool:
        return len(self.sure) + len(self.possible) >= self.limit

    def __str__(self) -> str:
        return f"{self.title}{len(self.sure)}个" + (f"（{'、'.join(self.sure)}）" if self.sure else "")


def _veto(judged: tuple[ColumnJudged, ...], indicator: Indicator) -> Finding:
    counts = _counts(judged, indicator)
    reached = [count for count in counts if count.is_reached]
    if reached:
        return breached(indicator, None, "；".join(f"{count}，达到{count.limit}个" for count in reached))
    reachable = [count for count in counts if count.is_reachable]
    if reachable:
        looks = "；".join(f"{count}，另有{'、'.join(count.possible)}待核，否决线{count.limit}个" for count in reachable)
        return unknown(indicator, looks)
    return met(indicator, "；".join(str(count) for count in counts))


def _counts(judged: tuple[ColumnJudged, ...], indicator: Indicator) -> tuple[_Count, _Count, _Count]:
    """The counts as written. What is not told could be overdue or blank, so it is possible in every count it fits."""
    long_stale = _Count("动态要闻、通知公告、政策文件类未更新栏目", indicator.count("long_stale_limit"))
    overdue = _Count("应更新但长期未更新的栏目", indicator.count("overdue_limit"))
    blank = _Count("空白栏目", indicator.count("blank_limit"))
    kinds, first_level = set(indicator.words("long_stale_kinds")), set(indicator.words("first_level_kinds"))
    counts_twice, blank_is_overdue = indicator.flag("counts_twice"), indicator.flag("blank_is_overdue")
    for one in judged:
        column = one.column
        is_blank = one.problem is Problem.BLANK_COLUMN
        if one.outcome not in {Outcome.BREACHED, Outcome.UNKNOWN}:
            continue
        is_sure = one.outcome is Outcome.BREACHED and one.is_sure
        is_long_stale = column.kind in kinds and (column.kind not in first_level or column.level == 1)
        if is_long_stale and not is_blank:
            long_stale.add(column.name, is_sure)
        if not is_blank or blank_is_overdue:
            overdue.add(column.name, is_sure and (counts_twice or is_blank or not is_long_stale))
        if is_blank or one.outcome is Outcome.UNKNOWN:
            blank.add(column.name, is_sure)
    return long_stale, overdue, blank


def stale_columns(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Each column of the given kinds that is not updated in its window takes points (2015 D15-4)."""
    judged = _judged(facts, indicator, indicator.words("kinds"))
    faults = [_of_column(one, indicator, indicator.points) for one in judged if one.problem is Problem.STALE_COLUMN]
    yield from listed(indicator, faults, _not_told(judged, indicator, indicator.points))


def other_columns(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """其他栏目: blank and overdue columns each take points; what another indicator took is not taken again (2019)."""
    stale, blank = indicator.number("points_stale"), indicator.number("points_blank")
    judged = _judged(facts, indicator)
    faults = [
        _of_column(one, indicator, blank if one.problem is Problem.BLANK_COLUMN else stale)
        for one in judged
        if one.problem
    ]
    yield from listed(indicator, faults, _not_told(judged, indicator, stale))


def blank_columns(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Each column that has a name and no content (guideline 2017: 避免空白栏目)."""
    judged = judge_columns(facts, {})
    faults = [_of_column(one, indicator) for one in judged if one.problem is Problem.BLANK_COLUMN]
    yield from listed(indicator, faults)


def channel_fresh(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """A kind of column must exist and be updated, judged by its freshest top-level column (2019 D19-104 to 106)."""
    kinds = indicator.words("kinds")
    columns = [column for column in own_columns(facts) if column.kind in kinds]
    if not columns:
        yield unknown(indicator, f"未发现{indicator.title}类栏目，须人工核查是否开设", stake=indicator.points)
        return
    urls = {column.url for column in columns if column.level == 1} or {column.url for column in columns}
    judged = [one for one in _judged(facts, indicator, kinds) if one.column.url in urls]
    outcomes = {one.outcome for one in judged}
    if Outcome.MET in outcomes or not outcomes & {Outcome.UNKNOWN, Outcome.BREACHED}:
        yield met(indicator)
    elif Outcome.UNKNOWN in outcomes:
        yield from _not_told(judged, indicator, indicator.points)
    else:
        faults = [one for one in judged if one.outcome is Outcome.BREACHED]
        freshest = max(faults, key=lambda one: (newest_on(one.column, facts.as_of) or date.min, one.column.url))
        yield _of_column(freshest, indicator, indicator.points)


def _judged(facts: SiteFacts, indicator: Indicator, kinds: Collection[str] | None = None) -> tuple[ColumnJudged, ...]:
    elsewhere = indicator.words("judged_elsewhere") if "judged_elsewhere" in indicator.parameters else ()
    return judge_columns(facts, indicator.windows("windows"), elsewhere, kinds)


def _of_column(one: ColumnJudged, indicator: Indicator, points: Decimal = Decimal(0)) -> Finding:
    kind = IndicatorKind.FINDING if indicator.kind is IndicatorKind.VETO else indicator.kind
    column = one.column
    return breached(
        indicator,
        one.problem,
        one.detail,
        subject=column.name,
        url=column.url,
        points=points,
        is_sure=one.is_sure,
        kind=kind,
    )


def _not_told(judged: Iterable[ColumnJudged], indicator: Indicator, each: Decimal = Decimal(0)) -> list[Finding]:
    """One finding for all columns that could not be judged, with what they could cost together."""
    details = [one.detail for one in judged if one.outcome is Outcome.UNKNOWN]
    if not details:
        return []
    kind = IndicatorKind.FINDING if indicator.kind is IndicatorKind.VETO else indicator.kind
    stake = each * len(details)
    return [unknown(indicator, "；".join(details), subject="未判定的栏目", stake=stake, is_open=stake > 0, kind=kind)]
