"""The self-check grid of one site, in the forms of 2015 and 2019: every indicator with what the inspection says of it."""

from collections.abc import Iterator, Mapping, Sequence

from govcrawl.checklists.edition import Indicator
from govcrawl.checklists.load import load_edition
from govcrawl.reports.content import Content, SiteReport
from govcrawl.reports.sheets import Cell, Sheet, sheet
from govcrawl.store.reporting import FindingRow, indicator_outcomes

_FORM_2015 = "self_check_2015"
_FORM_2019 = "self_check_2019"


def self_check_sheet(content: Content, site: SiteReport) -> Sheet:
    """The grid: 2015's form (√) for editions of that list, else 2019's (未发现)."""
    inspection = content.inspection
    edition = load_edition(inspection.edition)
    code = site.verdict.site_id_code
    outcomes = indicator_outcomes(content.connection, inspection.inspection, inspection.edition, code)
    asked = [indicator for indicator in edition.indicators if indicator.id in outcomes]
    name = f"{site.verdict.site_name}自查表"
    if any(indicator.code.startswith("V15") for indicator in asked):
        return sheet(_FORM_2015, list(_rows_2015(asked, site, outcomes)), title=name)
    return sheet(_FORM_2019, list(_rows_2019(asked, site, outcomes)), title=name)


def _rows_2015(
    asked: Sequence[Indicator], site: SiteReport, outcomes: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Cell, ...]]:
    for indicator in asked:
        problems = _problems(site, indicator.id)
        done = "√" if not problems and "met" in outcomes[indicator.id] else ""
        said = "；".join(problems) or _left_open(site, indicator.id, outcomes[indicator.id])
        yield indicator.category, indicator.title, indicator.clause, done, said


def _rows_2019(
    asked: Sequence[Indicator], site: SiteReport, outcomes: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Cell, ...]]:
    for indicator in asked:
        problems = _problems(site, indicator.id)
        said = "；".join(problems) or _left_open(site, indicator.id, outcomes[indicator.id]) or "未发现"
        yield site.verdict.site_name, indicator.title, indicator.clause, said


def _problems(site: SiteReport, indicator: str) -> list[str]:
    return [one.detail or one.subject for one in site.problems if one.indicator == indicator]


def _left_open(site: SiteReport, indicator: str, outcomes: frozenset[str]) -> str:
    """Why nothing can be said: never an empty cell that reads like 未发现."""
    open_questions: list[FindingRow] = [one for one in site.open_questions if one.indicator == indicator]
    if open_questions:
        return "待人工核查：" + "；".join(one.detail or one.subject for one in open_questions)
    if "unknown" in outcomes:
        return "待人工核查"
    return "不适用" if outcomes == {"not_applicable"} else ""
