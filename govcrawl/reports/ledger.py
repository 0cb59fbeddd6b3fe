"""整改台账 as sheets: the ledger, what changed since the last inspection, shared causes, rates before and after."""

from govcrawl.reports.content import Content, Totals, count
from govcrawl.reports.sheets import Sheet, sheet
from govcrawl.reports.words import problem_title, word
from govcrawl.store.reporting_ledger import LedgerRow, cause_rows, change_rows, ledger_rows

_EITHER_WAY = {"qualified", "unqualified"}


def ledger_sheet(content: Content, lang: str = "zh") -> Sheet:
    """Every problem with its notice, deadline and state."""
    rows = ledger_rows(content.connection, content.inspection.inspection)
    return sheet("ledger", ((number, *_ledger_cells(row, lang)) for number, row in enumerate(rows, 1)), lang)


def _ledger_cells(row: LedgerRow, lang: str) -> tuple[str | None, ...]:
    days = (None if day is None else day.isoformat() for day in (row.notified_on, row.rectify_by, row.rectified_on))
    head = (row.site_id_code, row.site_name, row.host_unit, problem_title(row.problem, lang), row.subject)
    return (*head, *days, word("ledger_state", row.state, lang))


def changes_sheet(content: Content, before: Content, lang: str = "zh") -> Sheet:
    """New, still open, reopened and fixed problems since the inspection `before`."""
    now_key = (content.inspection.inspection, content.inspection.edition)
    before_key = (before.inspection.inspection, before.inspection.edition)
    rows = (
        (number, row.site_id_code, row.site_name, problem_title(row.problem, lang), row.subject,
         word("change", row.change, lang))
        for number, row in enumerate(change_rows(content.connection, now_key, before_key), 1)
    )  # fmt: skip
    return sheet("changes", rows, lang)


def causes_sheet(content: Content, lang: str = "zh") -> Sheet:
    """One address at fault on many sites: said once, with all of them."""
    joint = "、" if lang == "zh" else ", "
    found = cause_rows(content.connection, content.inspection.inspection, content.inspection.edition)
    rows = (
        (number, problem_title(row.problem, lang), row.subject, row.url, row.sites, joint.join(row.names))
        for number, row in enumerate(found, 1)
    )
    return sheet("causes", rows, lang)


def stages_sheet(content: Content, after: Content, lang: str = "zh", decimals: int = 1) -> Sheet:
    """Pass rates before rectification (`content`) and after it (the recheck `after`), of the sites judged in both."""
    judged = {row.site_id_code: row for row in after.verdicts if (row.official_verdict or row.verdict) in _EITHER_WAY}
    both = [
        row
        for row in content.verdicts
        if row.site_id_code in judged and (row.official_verdict or row.verdict) in _EITHER_WAY
    ]
    before_totals = count(both)
    after_totals = count([judged[row.site_id_code] for row in both])
    names = ("整改前", "整改后") if lang == "zh" else ("before", "after")
    return sheet(
        "stages",
        [
            (f"{names[0]}（{content.inspection.inspection}）", *_stage_cells(before_totals, decimals)),
            (f"{names[1]}（{after.inspection.inspection}）", *_stage_cells(after_totals, decimals)),
        ],
        lang,
    )


def _stage_cells(totals: Totals, decimals: int) -> tuple[int | str, ...]:
    return totals.judged, totals.qualified, totals.unqualified, totals.pass_rate(decimals)
