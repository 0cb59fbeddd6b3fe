"""`govcrawl report ledger | notices | aggregate | weekly | self-check`: the documents that are tables or go to single sites."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, ExitCode, out, say
from govcrawl.cli.files import refused_files
from govcrawl.cli.options import DatabaseUrl, EditionId, InspectionName, Lang, china_today, read_date
from govcrawl.cli.report import (
    Decimals,
    Format,
    Letter,
    Out,
    app,
    check_template,
    choose_format,
    note_unknown_years,
    read_or_refuse,
    refused_documents,
    write_document,
)
from govcrawl.cli.rescore import require_inspection
from govcrawl.cli.session import database

if TYPE_CHECKING:
    from govcrawl.reports.content import Content

__all__ = ["app"]

_WEEK = 7
"""Days that a weekly report looks back."""

Previous = Annotated[str | None, typer.Option("--previous", metavar="NAME", help="上次检查，用于比较")]
Today = Annotated[str | None, typer.Option("--today", metavar="DATE", help="以该日期计算逾期，默认今天")]


@app.command()
def ledger(
    name: InspectionName,
    out_path: Out,
    kind: Format = None,
    recheck: Annotated[str | None, typer.Option("--recheck", metavar="NAME", help="复查的检查名称，据此销号")] = None,
    today: Today = None,
    lang: Lang = "zh",
    database_url: DatabaseUrl = None,
) -> None:
    """整改台账：每个问题的通知、期限和整改状态；给出复查即比较整改前后。"""
    from govcrawl.reports import bundle, bundles
    from govcrawl.store.rectifications import mark_fixed, mark_overdue, open_ledger

    chosen = choose_format(kind, out_path, bundle.FORMATS)
    day = read_date(today, "--today") or china_today()
    with database(database_url) as opened, opened.engine.begin() as connection:
        for one in filter(None, (name, recheck)):
            require_inspection(connection, one)
        open_ledger(connection, name)
        if recheck:
            mark_fixed(connection, name, recheck)
        mark_overdue(connection, name, day)

    def write(content: "Content") -> None:
        later = read_or_refuse(content.connection, recheck, None) if recheck else None
        bundle.write_bundle(bundles.ledger(content, later, lang), chosen, out_path, lang)

    write_document(database_url, name, None, out_path, write)


@app.command()
def notices(
    name: InspectionName,
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="输出目录，每个网站一份")],
    kind: Annotated[str, typer.Option("--format", metavar="docx|pdf", help="文件格式")] = "docx",
    letter: Letter = None,
    template: Annotated[Path | None, typer.Option("--template", metavar="DOCX", help="本单位的 Word 模板")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="通知日期，默认今天")] = None,
    lang: Lang = "zh",
    database_url: DatabaseUrl = None,
) -> None:
    """整改通知书：有问题的网站每个一份，并在台账中记下通知日期和期限。"""
    from govcrawl.evidence.recorder import FOLDER
    from govcrawl.reports.letter import Letter as OfficeLetter
    from govcrawl.reports.letter import read_letter
    from govcrawl.reports.notices import FORMATS, write_notices
    from govcrawl.store.rectifications import notify, open_ledger
    from govcrawl.store.server import default_home

    chosen = choose_format(kind, folder, FORMATS)
    check_template(template)
    day = read_date(on, "--on") or china_today()
    with refused_files():
        office = read_letter(letter) if letter else OfficeLetter()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"--out：无法建立目录 {folder}", f"--out: cannot make the folder {folder}") from error
    note_unknown_years(office, day)
    evidence = default_home() / FOLDER
    with database(database_url) as opened, opened.engine.begin() as connection:
        content = read_or_refuse(connection, name, None)
        _refuse_held(content)
        with refused_documents(folder):
            written = write_notices(content, office, day, folder, chosen, template, evidence, lang)
            codes = [one.site_id_code for one in written]
        open_ledger(connection, name)
        notify(connection, name, codes, day, office.rectify_by(day))
    out(say(f"已写入 {len(codes)} 份整改通知书：{folder}", f"wrote {len(codes)} notices to {folder}"))


def _refuse_held(content: "Content") -> None:
    """No site is sent a notice while the results are held for a person."""
    if content.holds:
        name = content.inspection.inspection
        raise CommandError(
            f"检查“{name}”的结果暂缓，不发通知：{content.holds[0]}；核实后请运行 review release",
            f"the results of {name!r} are held: {content.holds[0]}; see review release",
            ExitCode.FAILED,
        )


@app.command()
def aggregate(
    name: InspectionName,
    out_path: Out,
    kind: Format = None,
    edition: EditionId = None,
    lang: Lang = "zh",
    database_url: DatabaseUrl = None,
) -> None:
    """汇总：各地区运行和抽查情况、达标情况、问题网站名单（国办通报附件1至3）。"""
    from govcrawl.reports import bundle, bundles

    chosen = choose_format(kind, out_path, bundle.FORMATS)
    write_document(
        database_url,
        name,
        edition,
        out_path,
        lambda content: bundle.write_bundle(bundles.aggregate(content, lang), chosen, out_path, lang),
    )


@app.command()
def weekly(
    name: InspectionName,
    out_path: Out,
    kind: Format = None,
    previous: Previous = None,
    decimals: Decimals = 1,
    lang: Lang = "zh",
    database_url: DatabaseUrl = None,
) -> None:
    """周报：总数、与上周（同一范围、早一周以上的最近一次检查，或 --previous）比较、首页可用性、问题和待核查事项。"""
    from govcrawl.reports import bundle, bundles

    chosen = choose_format(kind, out_path, bundle.FORMATS)

    def write(content: "Content") -> None:
        other = previous or _week_before(content)
        before = read_or_refuse(content.connection, other, None) if other else None
        bundle.write_bundle(bundles.weekly(content, before, lang, decimals), chosen, out_path, lang)

    write_document(database_url, name, None, out_path, write)


def _week_before(content: "Content") -> str | None:
    from govcrawl.store.brake import inspection_before
    from govcrawl.store.inspections import stored_inspection

    number = stored_inspection(content.connection, content.inspection.inspection).number
    found = inspection_before(content.connection, number, _WEEK)
    return found[1] if found else None


@app.command("self-check")
def self_check(
    name: InspectionName,
    code: Annotated[str, typer.Argument(metavar="CODE", help="网站标识码")],
    out_path: Out,
    kind: Format = None,
    edition: EditionId = None,
    database_url: DatabaseUrl = None,
) -> None:
    """自查表：一个网站逐项指标的检查情况（2015 年和 2019 年两种表式）。"""
    from govcrawl.reports import bundle
    from govcrawl.reports.self_check import self_check_sheet

    chosen = choose_format(kind, out_path, bundle.FORMATS)

    def write(content: "Content") -> None:
        site = next((one for one in content.sites() if one.verdict.site_id_code == code), None)
        if site is None:
            raise CommandError(
                f"检查“{name}”中没有网站 {code}，或其已关停、经批准下线而没有结论",
                f"{name!r} has no site {code}, or it was closed or offline and has no verdict",
            )
        sheet = self_check_sheet(content, site)
        bundle.write_bundle(bundle.Bundle(sheet.title or sheet.name, [sheet]), chosen, out_path)

    write_document(database_url, name, edition, out_path, write)
