"""整改通知书: one letter a site, with each finding, its clause, address and time, the deadline, and a receipt to return."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from govcrawl.model.times import china_time
from govcrawl.reports.clauses import Clause, clauses_of
from govcrawl.reports.content import Content, SiteReport
from govcrawl.reports.letter import Letter
from govcrawl.reports.paper import Paper, Section, date_words
from govcrawl.reports.pdf import write_pdf
from govcrawl.reports.pictures import pictures_of, title_of_pictures
from govcrawl.reports.sheets import Cell, Sheet, sheet
from govcrawl.reports.word import write_docx
from govcrawl.reports.words import problem_title, table, title_of_table, word

FORMATS = ("docx", "pdf")
_EITHER_WAY = {"qualified", "unqualified"}


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
    lang: str = "zh",
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
        paper = notice_paper(content, site, letter, day, clauses, lang)
        if pictures:
            paper = replace(paper, annexes=(*paper.annexes, title_of_pictures(lang)))
        annexes = (findings_sheet(site, clauses, lang), receipt_sheet(site, lang))
        if kind == "pdf":
            write_pdf(paper, annexes, path, pictures)
        else:
            write_docx(paper, annexes, path, template, pictures)
        yield Notice(site.verdict.site_id_code, path, len(site.problems))


def _file_name(name: str) -> str:
    """A site's name as a file name on any system."""
    return re.sub(r"[^\w（）()-]", "", name)[:40]


def notice_paper(
    content: Content, site: SiteReport, letter: Letter, day: date, clauses: Mapping[str, Clause], lang: str = "zh"
) -> Paper:
    """The notice's text."""
    row = site.verdict
    result = _say("result", lang, result=word("verdict", site.result, lang)) if site.result in _EITHER_WAY else ""
    period = letter.period if lang == "zh" else f"{letter.period} " * bool(letter.period)
    opening = _say(
        "opening", lang, period=period, as_of=date_words(content.inspection.as_of, lang), site=_site_words(row.site_name, lang),
        code=row.site_id_code, url=row.url, result=result,
    )  # fmt: skip
    appeal = "appeal_text" if letter.rectify_by(day) else "appeal_text_now"
    return Paper(
        title=_say("title", lang),
        document_no=letter.document_no,
        addressee=_say("addressee", lang, unit=row.host_unit or row.site_name),
        opening=opening.strip(),
        sections=(
            Section(_say("findings", lang), tuple(_found(site, lang))),
            Section(_say("rules", lang), tuple(_rules(site, clauses, lang))),
            Section(_say("demands", lang), (_demand(letter, day, lang),)),
            Section(_say("appeal", lang), (_say(appeal, lang),)),
        ),
        annexes=(title_of_table("notice", lang), title_of_table("receipt", lang)),
        issuer=letter.issuer,
        signed_on=date_words(day, lang),
        lang=lang,
    )


def _site_words(name: str, lang: str) -> str:
    """The site in quotes, called a site where its name does not."""
    return _say("site_by_name" if name.endswith(("网站", "网")) else "site", lang, name=name)


def _say(key: str, lang: str, **words: object) -> str:
    """A sentence of `notices.toml`."""
    return str(table("notices")[key][lang]).format(**words)


def _found(site: SiteReport, lang: str) -> Iterator[str]:
    for number, finding in enumerate(site.problems, 1):
        kind = f"{problem_title(finding.problem, lang)}: " if lang == "en" and finding.problem else ""
        yield f"{number}. {kind}{sentence(finding.detail, finding.subject)}"


def _rules(site: SiteReport, clauses: Mapping[str, Clause], lang: str) -> Iterator[str]:
    """Every clause that a finding rests on, once."""
    for indicator in dict.fromkeys(finding.indicator for finding in site.problems):
        clause = clauses.get(indicator)
        if clause is None:
            yield f"{indicator}{_say('end', lang)}"
        else:
            text = clause.text.rstrip("。")
            yield _say("rule", lang, title=clause.title, clause=text, document=clause.document)


def _demand(letter: Letter, day: date, lang: str) -> str:
    """By when, to whom, and whom to ask."""
    deadline = letter.rectify_by(day)
    if deadline is None:
        due = _say("due_now", lang)
    else:
        key, days = letter.term()
        due = _say(f"due_{key}", lang, day=date_words(deadline, lang), days=days)
    to = _say("receipt_to", lang, issuer=letter.issuer) if letter.issuer else _say("receipt", lang)
    contact = _say("contact", lang, contact=letter.contact) if letter.contact else ""
    return due + to + contact + _say("end", lang)


def sentence(detail: str | None, subject: str) -> str:
    """A finding's sentence, ended."""
    text = (detail or subject).rstrip("。；")
    return f"{text}。"


def findings_sheet(site: SiteReport, clauses: Mapping[str, Clause], lang: str = "zh") -> Sheet:
    """The findings with rule (its words stand in the letter), address, time and evidence."""
    return sheet("notice", list(_finding_rows(site, clauses)), lang)


def _finding_rows(site: SiteReport, clauses: Mapping[str, Clause]) -> Iterator[tuple[Cell, ...]]:
    for number, finding in enumerate(site.problems, 1):
        clause = clauses.get(finding.indicator)
        rule = clause.title if clause else finding.indicator
        seen = china_time(finding.observed_at) if finding.observed_at else None
        said = finding.detail or finding.subject
        yield number, said, rule, finding.url, finding.parent_url, seen, finding.evidence


def receipt_sheet(site: SiteReport, lang: str = "zh") -> Sheet:
    """The receipt: the findings with empty cells for what was done, when and by whom."""
    rows = [(number, one.detail or one.subject, "", "", "") for number, one in enumerate(site.problems, 1)]
    return sheet("receipt", rows, lang)
