"""整改通知书: one letter a site, with each finding, its clause, address and time, the deadline, and a receipt to return."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from govcrawl.reports.clauses import Clause, clauses_of
from govcrawl.reports.content import Content, SiteReport
from govcrawl.reports.html import china_time
from govcrawl.reports.letter import Letter
from govcrawl.reports.paper import Paper, Section, chinese_date
from govcrawl.reports.pdf import write_pdf
from govcrawl.reports.pictures import PICTURES, pictures_of
from govcrawl.reports.sheets import Cell, Sheet, sheet
from govcrawl.reports.word import write_docx
from govcrawl.reports.words import word

FORMATS = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class Notice:
    """What was written for one site."""

    site_id_code: str
    path: Path
    findings: int


def write_notices(
    content: Content,
    letter: Letter,
    day: date,
    folder: Path,
    kind: str = "docx",
    template: Path | None = None,
    evidence: Path | None = None,
) -> Iterator[Notice]:
    """Write a notice for every site with a finding that counts; a site without one gets no letter.

    Pictures of the pages that lie below `evidence` are added behind the receipt.
    """
    clauses = clauses_of(content.inspection.edition)
    for site in content.sites():
        if not site.problems:
            continue
        path = folder / f"{site.verdict.site_id_code}_{_file_name(site.verdict.site_name)}.{kind}"
        pictures = list(pictures_of(site.problems, evidence))
        paper = notice_paper(content, site, letter, day, clauses)
        if pictures:
            paper = replace(paper, annexes=(*paper.annexes, PICTURES))
        annexes = (findings_sheet(site, clauses), receipt_sheet(site))
        if kind == "pdf":
            write_pdf(paper, annexes, path, pictures)
        else:
            write_docx(paper, annexes, path, template, pictures)
        yield Notice(site.verdict.site_id_code, path, len(site.problems))


def _file_name(name: str) -> str:
    """A site's name as a file name on any system."""
    return re.sub(r"[^\w（）()-]", "", name)[:40]


def notice_paper(content: Content, site: SiteReport, letter: Letter, day: date, clauses: Mapping[str, Clause]) -> Paper:
    """The notice's text."""
    row = site.verdict
    deadline = letter.rectify_by(day)
    found = [
        f"{number}. {sentence(finding.detail, finding.subject)}" for number, finding in enumerate(site.problems, 1)
    ]
    result = word("verdict", site.result)
    verdict = f"检查结果为{result}。" if site.result in {"qualified", "unqualified"} else ""
    due = f"请于{chinese_date(deadline)}前完成整改" if deadline else "请立即整改"
    to = f"，并将整改回执报{letter.issuer}" if letter.issuer else "，并返回整改回执"
    contact = f"（{letter.contact}）" if letter.contact else ""
    appeal = "对检查结果有异议的，请在整改期限内书面说明并附证明材料，我们将立即复核，复核结果与本次记录一并保存。"
    return Paper(
        title="政府网站问题整改通知书",
        document_no=letter.document_no,
        addressee=f"{row.host_unit or row.site_name}：",
        opening=(
            f"经{letter.period}政府网站检查（监测时间点{chinese_date(content.inspection.as_of)}），你单位“{row.site_name}”网站"
            f"（网站标识码{row.site_id_code}，{row.url}）存在以下问题。{verdict}"
        ),
        sections=(
            Section("一、存在的问题", tuple(found)),
            Section("二、检查依据", tuple(_rules(site, clauses))),
            Section("三、整改要求", (f"{due}{to}{contact}。",)),
            Section("四、申诉", (appeal,)),
        ),
        annexes=("问题清单", "整改回执"),
        issuer=letter.issuer,
        signed_on=chinese_date(day),
    )


def _rules(site: SiteReport, clauses: Mapping[str, Clause]) -> Iterator[str]:
    """Every clause that a finding rests on, once."""
    for indicator in dict.fromkeys(finding.indicator for finding in site.problems):
        clause = clauses.get(indicator)
        yield f"{clause.title}：{clause.text.rstrip('。')}（{clause.document}）。" if clause else f"{indicator}。"


def sentence(detail: str | None, subject: str) -> str:
    """A finding's sentence, ended."""
    text = (detail or subject).rstrip("。；")
    return f"{text}。"


def findings_sheet(site: SiteReport, clauses: Mapping[str, Clause]) -> Sheet:
    """The findings with rule (its words stand in the letter), address, time and evidence."""
    return sheet("notice", list(_finding_rows(site, clauses)))


def _finding_rows(site: SiteReport, clauses: Mapping[str, Clause]) -> Iterator[tuple[Cell, ...]]:
    for number, finding in enumerate(site.problems, 1):
        clause = clauses.get(finding.indicator)
        rule = clause.title if clause else finding.indicator
        seen = china_time(finding.observed_at) if finding.observed_at else None
        said = finding.detail or finding.subject
        yield number, said, rule, finding.url, finding.parent_url, seen, finding.evidence


def receipt_sheet(site: SiteReport) -> Sheet:
    """The receipt: the findings with empty cells for what was done, when and by whom."""
    rows = [(number, one.detail or one.subject, "", "", "") for number, one in enumerate(site.problems, 1)]
    return sheet("receipt", rows)
