"""What each document of tables holds."""

from govcrawl.reports.annexes import failing_sheet, rectified_sheet, region_sheet, status_sheet
from govcrawl.reports.bundle import Bundle
from govcrawl.reports.circular import open_sheet, problem_sheet
from govcrawl.reports.content import Content
from govcrawl.reports.ledger import causes_sheet, changes_sheet, ledger_sheet, stages_sheet
from govcrawl.reports.sheets import Cell, Sheet, sheet
from govcrawl.reports.words import word
from govcrawl.store.reporting_register import availability_rows


def ledger(content: Content, later: Content | None, lang: str = "zh") -> Bundle:
    """整改台账; with a recheck also the rates before and after and what changed."""
    sheets = [ledger_sheet(content, lang), rectified_sheet(content, lang), causes_sheet(content, lang)]
    if later is not None:
        sheets += [stages_sheet(content, later, lang), changes_sheet(later, content, lang)]
    return Bundle(_title(content, "整改台账", "rectification ledger", lang), sheets)


def aggregate(content: Content, lang: str = "zh") -> Bundle:
    """The three annexes of a national circular (国办 2018Q1) behind the overall figures."""
    sheets = [region_sheet(content, lang), status_sheet(content, lang), failing_sheet(content, lang)]
    return Bundle(_title(content, "运行和抽查情况", "aggregate", lang), sheets)


def weekly(content: Content, before: Content | None, lang: str = "zh", decimals: int = 1) -> Bundle:
    """周报: the figures, what changed, how reachable home pages were, what is open."""
    sheets = [summary_sheet(content, lang, decimals), availability_sheet(content, lang)]
    if before is not None:
        sheets.append(changes_sheet(content, before, lang))
    sheets += [problem_sheet(content, lang), open_sheet(content, lang)]
    return Bundle(_title(content, "周报", "weekly report", lang), sheets)


def summary_sheet(content: Content, lang: str = "zh", decimals: int = 1) -> Sheet:
    """The overall figures, a line each."""
    totals = content.totals
    offline = "临时下线或关停" if lang == "zh" else "offline"
    rows: list[tuple[Cell, ...]] = [
        ("列入检查" if lang == "zh" else "selected", totals.selected),
        (offline, totals.offline),
        ("已检查" if lang == "zh" else "inspected", totals.inspected),
        *(
            (word("verdict", name, lang), getattr(totals, name))
            for name in ("qualified", "unqualified", "undetermined", "not_inspected")
            if name != "not_inspected" or totals.not_inspected
        ),
        ("合格率" if lang == "zh" else "pass rate", totals.pass_rate(decimals)),
    ]
    return sheet("summary", rows, lang)


def availability_sheet(content: Content, lang: str = "zh") -> Sheet:
    """How often each home page could not be opened, worst first."""
    found = availability_rows(content.connection, content.inspection.inspection)
    return sheet("availability", ((number, *row) for number, row in enumerate(found, 1)), lang)


def _title(content: Content, zh: str, en: str, lang: str) -> str:
    name = content.inspection.inspection
    return (f"{name}政府网站{zh}" if lang == "zh" else f"{name}: {en}") + content.held_mark(lang)
