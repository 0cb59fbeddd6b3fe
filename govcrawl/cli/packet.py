"""`govcrawl report packet`: what a site's owner may check, a file a finding."""

from pathlib import Path
from typing import Annotated

import typer

from govcrawl.cli.console import LANGUAGE, CommandError, out, say
from govcrawl.cli.options import DatabaseUrl, EditionId, InspectionName
from govcrawl.cli.report import read_or_refuse, refused_documents
from govcrawl.cli.report_tables import app
from govcrawl.cli.session import database

__all__ = ["app"]


@app.command()
def packet(
    name: InspectionName,
    site: Annotated[str, typer.Option("--site", metavar="CODE", help="网站标识码")],
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="输出目录，每个问题一份")],
    indicator: Annotated[str | None, typer.Option("--indicator", metavar="ID", help="只出该指标的问题")] = None,
    edition: EditionId = None,
    database_url: DatabaseUrl = None,
) -> None:
    """申诉材料：每个问题一份可离线阅读的网页，含依据、计分和原始记录。"""
    from govcrawl.evidence.recorder import FOLDER
    from govcrawl.reports.packet import write_packets
    from govcrawl.store.server import default_home

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"--out：无法建立目录 {folder}", f"--out: cannot make the folder {folder}") from error
    evidence = default_home() / FOLDER
    with database(database_url) as opened, opened.engine.connect() as connection:
        content = read_or_refuse(connection, name, edition)
        with refused_documents(folder):
            files = write_packets(connection, content, site, evidence, folder, indicator=indicator, lang=LANGUAGE.get())
    if not files:
        raise CommandError(
            f"检查“{name}”中，网站 {site} 没有可申诉的问题", f"{name!r} has no such finding against {site}"
        )
    out(say(f"已写入 {len(files)} 份申诉材料：{folder}", f"wrote {len(files)} packets to {folder}"))
