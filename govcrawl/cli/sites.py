"""`govcrawl sites`: the register."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import LANGUAGE, CommandError, note, out, print_json, print_table, say
from govcrawl.cli.files import refused_files
from govcrawl.cli.options import KINDS, AsJson, DatabaseUrl, china_today, read_date
from govcrawl.cli.session import database
from govcrawl.cli.site_states import check_state, state_changes, state_words
from govcrawl.cli.words import word
from govcrawl.model.vocabulary import SiteKind, SiteState

if TYPE_CHECKING:
    from govcrawl.register.read import RegisterReading

app = typer.Typer(help="网站名录：导入、列出、变更状态。", no_args_is_help=True)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="名录（CSV 或 XLSX，中英文表头均可）")],
    strict: Annotated[bool, typer.Option("--strict", help="有一行不合格即整份拒收")] = False,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """导入网站名录；好的行入库，有问题的行逐一指出文件、行、单元格和改法。"""
    from govcrawl.register.read import read_register
    from govcrawl.store.register import load_sites, save_sites

    with refused_files():
        reading = read_register(file)
    if reading.errors and (strict or not reading.sites):
        _tell(reading, as_json, None)
        raise CommandError(
            f"{file.name}：有 {len(reading.errors)} 行不合格，未导入任何网站",
            f"{file.name}: {len(reading.errors)} bad rows, nothing was imported",
        )
    with database(database_url) as opened, opened.engine.begin() as connection:
        codes = [site.site_id_code for site in reading.sites]
        before = {site.site_id_code: site for site in load_sites(connection, codes)}
        saved = save_sites(connection, reading.sites, reading.told)
        changes = state_changes(before, load_sites(connection, codes), reading.told, china_today())
    _tell(reading, as_json, saved, changes)


def _tell(reading: "RegisterReading", as_json: bool, saved: int | None, changes: Sequence[str] = ()) -> None:
    language = LANGUAGE.get()
    if as_json:
        print_json(
            {
                "sites": 0 if saved is None else len(reading.sites),
                "errors": [remark.line(language) for remark in reading.errors],
                "notes": [*(remark.line(language) for remark in reading.notes), *changes],
            }
        )
        return
    for remark in reading.errors:
        note(say("拒收：", "refused: ") + remark.line(language))
    for remark in reading.notes:
        note(say("提示：", "note: ") + remark.line(language))
    for line in changes:
        note(say("提示：", "note: ") + line)
    if saved is not None:
        bad = len(reading.errors)
        out(
            say(
                f"导入 {len(reading.sites)} 个网站，拒收 {bad} 行",
                f"imported {len(reading.sites)} sites, refused {bad} rows",
            )
        )


@app.command("list")
def list_(
    kind: Annotated[
        SiteKind | None,
        typer.Option("--kind", help=f"网站类别：{KINDS}"),
    ] = None,
    state: Annotated[SiteState | None, typer.Option("--state", help="运行状态")] = None,
    region: Annotated[str | None, typer.Option("--region", metavar="CODE", help="行政区划代码（可只写前几位）")] = None,
    not_in: Annotated[str | None, typer.Option("--not-in", metavar="NAME", help="只列该次检查未抽中的网站")] = None,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """列出名录中的网站。"""
    from govcrawl.cli.rescore import require_inspection
    from govcrawl.store.reporting_register import site_rows

    with database(database_url) as opened, opened.engine.connect() as connection:
        if not_in:
            require_inspection(connection, not_in)
        rows = site_rows(connection, kind=kind, state=state, region=region, not_in=not_in)
    if as_json:
        print_json(rows)
        return
    print_table(
        [say("网站标识码", "code"), say("名称", "name"), say("类别", "kind"), say("层级", "level"), say("网址", "address"),
         say("状态", "state")],
        [(row["site_id_code"], row["name"], word("kind", row["kind"]), word("level", row["level"]), row["url"],
          state_words(row["state"], row["offline_from"], row["offline_to"], row["offline_approval"])) for row in rows],
    )  # fmt: skip
    out(say(f"共 {len(rows)} 个网站", f"{len(rows)} sites"))


@app.command("state")
def state_(
    code: Annotated[str, typer.Argument(metavar="CODE", help="网站标识码")],
    state: Annotated[
        SiteState,
        typer.Option("--state", help="运行状态：running 正常，temporarily_offline 临时下线，closed 关停"),
    ],
    offline_from: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="临时下线开始日期，或关停日期")
    ] = None,
    offline_to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="临时下线结束日期")] = None,
    approval: Annotated[str | None, typer.Option("--approval", metavar="TEXT", help="下线批复文号")] = None,
    database_url: DatabaseUrl = None,
) -> None:
    """变更一个网站的运行状态；临时下线须有起止日期和批复文号，才不计入检查基数。"""
    from govcrawl.store.inspections import inspections_touched
    from govcrawl.store.register import set_state

    starts, ends = read_date(offline_from, "--from"), read_date(offline_to, "--to")
    check_state(state, starts, ends, approval, china_today())
    with database(database_url) as opened, opened.engine.begin() as connection:
        if not set_state(connection, code, state, starts, ends, approval):
            raise CommandError(f"名录中没有网站标识码 {code}", f"the register has no site {code}")
        touched = inspections_touched(connection, code)
    now = state_words(state, starts, ends, approval)
    out(say(f"{code} 已改为{now}", f"{code} is now {now}"))
    for name, edition in touched:
        again = f"govcrawl rescore {name} --edition {edition}"
        note(
            say(
                f"提示：检查“{name}”仍把它计入；如当日已下线，请运行 {again}",
                f"note: inspection {name!r} still counts it; if it was offline on that day, run {again}",
            )
        )
