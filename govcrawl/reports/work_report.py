"""The check of 政府网站工作年度报表: figures held against each other, and against what was seen of the site in the year.

A crawl sees a part of a site, so what it saw is the least that there is: a figure below it is contradicted, a figure far
above it is only a question. No form makes a finding; the sheet is for the person who signs.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govcrawl.reports.content import Content
from govcrawl.reports.sheets import Cell, Sheet, sheet
from govcrawl.reports.words import table
from govcrawl.reports.work_report_read import WorkReport
from govcrawl.store.reporting import VerdictRow
from govcrawl.store.reporting_year import YearSeen, year_seen

Line = tuple[str, Cell, Cell, str, str]
"""Item, reported, seen, result, note."""


def annual_check_sheet(content: Content, reports: Sequence[WorkReport], year: int, lang: str = "zh") -> Sheet:
    """Every figure that can be held against something, a site after the other; sites without a form are named."""
    by_code = {report.site_id_code: report for report in reports}
    codes = [row.site_id_code for row in content.verdicts]
    seen = year_seen(content.connection, content.inspection.inspection, codes, year)
    return sheet("annual_check", _numbered(content.verdicts, by_code, seen, year, lang), lang)


def strangers(content: Content, reports: Sequence[WorkReport]) -> tuple[WorkReport, ...]:
    """The forms of sites that the inspection did not select."""
    codes = {row.site_id_code for row in content.verdicts}
    return tuple(report for report in reports if report.site_id_code not in codes)


def _numbered(
    sites: Sequence[VerdictRow],
    reports: Mapping[str, WorkReport],
    seen: Mapping[str, YearSeen],
    year: int,
    lang: str,
) -> Iterator[tuple[Cell, ...]]:
    number = 0
    for site in sites:
        report = reports.get(site.site_id_code)
        lines = _lines(report, seen[site.site_id_code], year, lang) if report else [("", None, None, "missing", "")]
        for item, reported, found, result, note in lines:
            number += 1
            words = table("year")["report"]["results"][result][lang]
            yield number, site.site_id_code, site.site_name, item, reported, found, words, note


def _lines(report: WorkReport, seen: YearSeen, year: int, lang: str) -> Iterator[Line]:
    yield from _against_each_other(report.figures)
    yield from _against_the_site(report.figures, seen, year, lang)
    yield from _filings(report.texts, seen)


def _against_each_other(figures: Mapping[str, int]) -> Iterator[Line]:
    for relation in table("year")["report"]["relations"]:
        whole, parts = str(relation["whole"]), [part for part in relation["parts"] if part in figures]
        if whole in figures and parts:
            total = sum(figures[part] for part in parts)
            if total > figures[whole]:
                names = "＋".join(f"{_name(part)}{figures[part]}" for part in parts)
                yield _name(whole), figures[whole], None, "sum", f"{names}＝{total}，多于{figures[whole]}"


def _against_the_site(figures: Mapping[str, int], seen: YearSeen, year: int, lang: str) -> Iterator[Line]:
    rules: Mapping[str, Mapping[str, Any]] = table("year")["report"]["seen"]
    for field, rule in rules.items():
        if field not in figures:
            continue
        kinds = rule.get("columns", ())
        found = sum(seen.releases.get(kind, 0) for kind in kinds) if kinds else getattr(seen, rule["seen"])
        known = [kind for kind in kinds if kind in seen.releases]
        is_whole = bool(known) and all(kind in seen.whole for kind in known)
        yield _name(field), figures[field], found, *_compared(figures[field], found, is_whole, year, lang)


def _compared(reported: int, found: int, is_whole: bool, year: int, lang: str) -> tuple[str, str]:
    if reported < found:
        return "below", f"站上见到{year}年的{found}条（个）" if lang == "zh" else f"{found} of {year} were seen"
    if reported > found and is_whole:
        return "above", f"栏目列表已读到{year}年以前" if lang == "zh" else f"the lists were read back beyond {year}"
    if not found:
        return "not_told", "本系统未见到该年内容" if lang == "zh" else "nothing of the year was seen"
    return "agrees", ""


def _filings(texts: Mapping[str, str], seen: YearSeen) -> Iterator[Line]:
    for mark, printed in seen.filings.items():
        said = texts.get(mark)
        if said:
            is_same = _bare(said) in _bare(printed) or _bare(printed) in _bare(said)
            yield _report_name(mark), said, printed, "agrees" if is_same else "differs", ""


def _bare(number: str) -> str:
    return "".join(mark for mark in number.upper() if mark.isalnum())


def _name(field: str) -> str:
    return str(table("year")["report"]["fields"][field]["zh"])


def _report_name(mark: str) -> str:
    return str(table("year")["report"]["texts"][mark][0])
