"""`govcrawl report supervision | annual`: the two yearly forms of 国办函〔2018〕12号."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, note, out, say
from govcrawl.cli.files import refused_files
from govcrawl.cli.options import DatabaseUrl, InspectionName, Lang
from govcrawl.cli.packet import app
from govcrawl.cli.report import (
    Decimals,
    Format,
    Out,
    check_writable,
    choose_format,
    read_or_refuse,
    refused_documents,
    write_document,
)
from govcrawl.cli.session import database

if TYPE_CHECKING:
    from govcrawl.reports.content import Content
    from govcrawl.reports.supervision import YearBrought

__all__ = ["app"]

Year = Annotated[int, typer.Argument(metavar="YEAR", min=2015, max=2100, help="年度，如 2026")]


@app.command()
def supervision(
    year: Year,
    out_path: Out,
    kind: Format = None,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="NAME", help="只计入该检查（可重复）")] = None,
    find_errors: Annotated[Path | None, typer.Option("--find-errors", metavar="FILE", help="全年找错留言表")] = None,
    accountability: Annotated[
        Path | None, typer.Option("--accountability", metavar="FILE", help="问责情况表（须有季度列）")
    ] = None,
    figures: Annotated[
        Path | None, typer.Option("--figures", metavar="FILE", help="须由单位填报的数字，各季度一列")
    ] = None,
    decimals: Decimals = 1,
    lang: Lang = "zh",
    database_url: DatabaseUrl = None,
) -> None:
    """监管年度报表：全年各季度的抽查、问责、找错留言等数字。"""
    from govcrawl.reports import bundle
    from govcrawl.reports.supervision import supervision_sheet
    from govcrawl.store.reporting_year import inspections_of

    chosen = choose_format(kind, out_path, bundle.FORMATS)
    check_writable(out_path)
    brought = _brought(year, find_errors, accountability, figures)
    with database(database_url) as opened, opened.engine.connect() as connection:
        names = inspections_of(connection, date(year, 1, 1), date(year, 12, 31))
        for name in only or ():
            if name not in names:
                raise CommandError(f"--only：{year} 年没有检查“{name}”", f"--only: {year} has no inspection {name!r}")
        used = [name for name in names if not only or name in only]
        if not used:
            raise CommandError(f"{year} 年没有检查", f"there is no inspection of {year}")
        contents = [read_or_refuse(connection, name, None) for name in used]
        note(say(f"计入的检查：{'、'.join(used)}", f"inspections counted: {', '.join(used)}"))
        title = f"{year}年政府网站监管年度报表" if lang == "zh" else f"Supervision of government sites in {year}"
        sheet = replace(supervision_sheet(year, contents, brought, lang, decimals), title=title)
        with refused_documents(out_path):
            bundle.write_bundle(bundle.Bundle(title, [sheet]), chosen, out_path, lang)
    out(say(f"已写入 {out_path}", f"wrote {out_path}"))


def _brought(year: int, find_errors: Path | None, accountability: Path | None, figures: Path | None) -> "YearBrought":
    from govcrawl.reports.imports import read_messages, read_persons
    from govcrawl.reports.supervision import YearBrought, read_figures

    with refused_files():
        messages = tuple(read_messages(find_errors, date(year, 12, 31))) if find_errors else None
        persons = tuple(read_persons(accountability)) if accountability else None
        given = read_figures(figures) if figures else {}
    if any(one.quarter is None for one in persons or ()):
        raise CommandError(
            f"--accountability：{accountability} 须有“季度”列",
            f"--accountability: {accountability} needs a quarter column",
        )
    return YearBrought(messages, persons, given)


@app.command()
def annual(
    name: InspectionName,
    year: Year,
    files: Annotated[
        list[Path], typer.Option("--from", metavar="FILE", help="工作年度报表：汇总表或单个网站的表（可重复）")
    ],
    out_path: Out,
    kind: Format = None,
    lang: Lang = "zh",
    database_url: DatabaseUrl = None,
) -> None:
    """工作年度报表核对：填报数字之间、填报数字与系统所见是否相符；不作为问题认定。"""
    from govcrawl.reports import bundle
    from govcrawl.reports.work_report import annual_check_sheet, strangers
    from govcrawl.reports.work_report_read import read_work_reports

    chosen = choose_format(kind, out_path, bundle.FORMATS)
    with refused_files():
        reports = [report for file in files for report in read_work_reports(file)]
    twice = {
        one.site_id_code: one.place for one in reports if sum(o.site_id_code == one.site_id_code for o in reports) > 1
    }
    if twice:
        listed = "、".join(f"{code}（{place}）" for code, place in twice.items())
        raise CommandError(f"--from：网站有两份报表：{listed}", f"--from: sites with two forms: {listed}")

    def write(content: "Content") -> None:
        for one in strangers(content, reports):
            note(
                say(
                    f"{one.place}：检查“{name}”中没有网站 {one.site_id_code}", f"{one.place}: {name!r} has no such site"
                )
            )
        title = f"{year}年度政府网站工作年度报表核对" if lang == "zh" else f"Annual forms of {year}, checked"
        sheet = replace(annual_check_sheet(content, reports, year, lang), title=title)
        bundle.write_bundle(bundle.Bundle(title, [sheet]), chosen, out_path, lang)

    write_document(database_url, name, None, out_path, write)
