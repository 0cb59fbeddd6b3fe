"""The circular of an inspection: the all-sites table with totals and the problem list, in every format."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from govcrawl.checklists.load import load_edition
from govcrawl.circulars.arithmetic import check
from govcrawl.circulars.read import read_circular
from govcrawl.circulars.rounding import Agreement
from govcrawl.model.times import china_time
from govcrawl.reports.clauses import Clause, clauses_of, kind_of
from govcrawl.reports.content import Content, SiteReport, Totals
from govcrawl.reports.html import write_html
from govcrawl.reports.numbers import trim
from govcrawl.reports.paper import Brought, write_paper
from govcrawl.reports.pdf import write_pdf
from govcrawl.reports.sheets import Cell, Sheet, sheet, write_csv, write_xlsx
from govcrawl.reports.table import table_row, table_rows
from govcrawl.reports.word import write_docx
from govcrawl.reports.words import headers, word
from govcrawl.store.reporting import FindingRow

FORMATS = ("html", "docx", "pdf", "xlsx", "json", "csv")


def title_of(content: Content, lang: str = "zh") -> str:
    """The document's title."""
    name = content.inspection.inspection
    title = f"政府网站检查情况统计表（{name}）" if lang == "zh" else f"Inspection of government sites: {name}"
    return title + content.held_mark(lang)


def write_circular(
    content: Content,
    kind: str,
    out: Path,
    *,
    lang: str = "zh",
    brought: Brought | None = None,
    template: Path | None = None,
    evidence: Path | None = None,
) -> None:
    """Write the circular in one of FORMATS. Raises ValueError for another, OSError where `out` cannot be written.

    docx and pdf are the letter (always Chinese) with its annexes; `template` is an office's own .docx for the letter.
    The HTML report shows the pictures that lie below `evidence`.
    """
    brought = brought or Brought()
    if kind == "html":
        _write_html(content, out, lang, brought.decimals, evidence)
    elif kind == "xlsx":
        write_xlsx((result_sheet(content, lang), problem_sheet(content, lang), open_sheet(content, lang)), out)
    elif kind == "csv":
        write_csv(result_sheet(content, lang), out)
    elif kind == "json":
        write_json(content, out, lang, brought.decimals)
    elif kind in {"docx", "pdf"}:
        _write_letter(content, kind, out, brought, template)
    else:
        raise ValueError(kind)


def _write_html(content: Content, out: Path, lang: str, decimals: int, evidence: Path | None) -> None:
    edition = content.inspection.edition
    write_html(
        content,
        out,
        title=title_of(content, lang),
        edition_title=load_edition(edition).title,
        clauses=clauses_of(edition),
        decimals=decimals,
        lang=lang,
        evidence=evidence,
    )


def _write_letter(content: Content, kind: str, out: Path, brought: Brought, template: Path | None) -> None:
    annexes = (result_sheet(content), problem_sheet(content), open_sheet(content))
    paper = write_paper(content, brought, [annex.title or annex.name for annex in annexes])
    if kind == "docx":
        write_docx(paper, annexes, out, template)
    else:
        write_pdf(paper, annexes, out)


def contradictions(content: Content, brought: Brought) -> tuple[str, ...]:
    """What does not add up in the letter, by the checker that published circulars are held to; empty as it must be."""
    paper = write_paper(content, brought, ())
    paragraphs = [paragraph for section in paper.sections for paragraph in (section.heading, *section.paragraphs)]
    text = "\n".join((paper.title, paper.addressee, paper.opening, *paragraphs, paper.issuer, paper.signed_on))
    issues = check(read_circular(text))
    return tuple(issue.message for issue in issues if issue.agreement is Agreement.DIFFERENT)


def result_sheet(content: Content, lang: str = "zh") -> Sheet:
    """Every site with its result (荆州's annex)."""
    return sheet("results", (row.cells() for row in table_rows(content, lang)), lang, title_of(content, lang))


def problem_sheet(content: Content, lang: str = "zh") -> Sheet:
    """Every finding that counts, with its address and evidence (问题清单)."""
    findings = ((site, finding) for site in content.sites() for finding in site.problems)
    return sheet("problems", _finding_cells(findings, clauses_of(content.inspection.edition), lang), lang)


def open_sheet(content: Content, lang: str = "zh") -> Sheet:
    """Every question that a person still has to answer (待人工核查): not held against a site."""
    findings = ((site, finding) for site in content.sites() for finding in site.open_questions)
    return sheet("open", _finding_cells(findings, clauses_of(content.inspection.edition), lang), lang)


def _finding_cells(
    findings: Iterator[tuple[SiteReport, FindingRow]], clauses: Mapping[str, Clause], lang: str
) -> Iterator[tuple[Cell, ...]]:
    for number, (site, finding) in enumerate(findings, 1):
        yield (
            number,
            site.verdict.site_id_code,
            site.verdict.site_name,
            kind_of(finding, clauses, lang),
            finding.detail,
            finding.subject,
            finding.url,
            finding.parent_url,
            Decimal(trim(finding.points)) if finding.points else None,
            china_time(finding.observed_at) if finding.observed_at else None,
            word("review", finding.review, lang),
            finding.evidence,
        )


def write_json(content: Content, out: Path, lang: str = "zh", decimals: int = 1) -> None:
    """One object: the inspection, totals, totals a kind, and every site with its row, findings and open questions."""
    head = {
        "inspection": asdict(content.inspection),
        "holds": content.holds,
        "totals": _totals(content.totals, decimals),
        "totals_by_kind": {kind: _totals(totals, decimals) for kind, totals in content.totals_by_kind.items()},
    }
    with out.open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
        file.write(_dump(head)[:-1] + ', "sites": [\n')
        for number, site in enumerate(content.sites(), 1):
            file.write((",\n" if number > 1 else "") + _dump(_site(number, site, lang)))
        file.write("\n]}\n")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _totals(totals: Totals, decimals: int) -> dict[str, Any]:
    return {**asdict(totals), "inspected": totals.inspected, "pass_rate": totals.pass_rate(decimals)}


def _site(number: int, site: SiteReport, lang: str) -> dict[str, Any]:
    return {
        **asdict(site.verdict),
        "row": dict(zip(headers("results", lang), table_row(number, site, lang).cells(), strict=True)),
        "result": site.result,
        "phrases": site.phrases(lang),
        "findings": [asdict(finding) for finding in site.problems],
        "open_questions": [asdict(finding) for finding in site.open_questions],
        "left_out": site.left_out,
        "waived": [asdict(finding) for finding in site.waived],
    }
