"""`govcrawl demo`: a simulated city of government sites on loopback, inspected end to end by the product as it is."""

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.causes import cause_words
from govcrawl.cli.console import CommandError, ExitCode, note, out, plain, print_table, say
from govcrawl.cli.options import DatabaseUrl
from govcrawl.cli.session import database, require_home

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from govcrawl.demo.city import City
    from govcrawl.reports.content import Content
    from govcrawl.spiders.run import RunResult
    from govcrawl.store.database import Database


_OWN_SERVER = {"LINK_CONFIRM_SECONDS": "1", "EVIDENCE": "all"}
"""The demo asks a server of its own: no pause between requests, a second look at a link after one second, and every answer is
kept, so that the demo can be replayed."""


def demo(
    city: Annotated[str, typer.Option("--city", metavar="NAME", help="模拟城市")] = "jingzhou_2018q1",
    out_dir: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="报告目录")] = None,
    database_url: DatabaseUrl = None,
) -> None:
    """演示：在本机模拟一个城市的政府网站，从采集到通报完整检查一遍；不访问外部网络。"""
    simulated = _load(city)
    require_home()
    with database(database_url) as opened:
        folder = _folder(out_dir, city)
        name = _register(opened, simulated)
        note(
            say(
                f"模拟城市 {city}：{len(simulated.sites)} 个网站",
                f"simulated city {city}: {len(simulated.sites)} sites",
            )
        )
        result = _inspect(opened, simulated, name)
        _write(opened, simulated, name, folder, result)
    if result.interrupted:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if result.trouble:
        zh, en = cause_words(result.trouble)
        raise CommandError(f"演示未能完成：{zh}", f"the demo was not finished: {en}", ExitCode.FAILED)
    if result.failed:
        raise typer.Exit(ExitCode.SOME_SITES_LEFT)


def _load(name: str) -> "City":
    from govcrawl.demo.city import load_city
    from govcrawl.demo.plan import PlanError, city_names

    if name not in city_names():
        known = city_names()
        raise CommandError(
            f"--city：没有模拟城市“{name}”，可用 {'、'.join(known)}",
            f"--city: there is no simulated city {name!r}, use one of {', '.join(known)}",
        )
    try:
        return load_city(name)
    except PlanError as error:
        raise CommandError(f"--city：{error}", f"--city: {error}") from error


def _folder(out_dir: Path | None, city: str) -> Path:
    from govcrawl.store.server import default_home

    folder = out_dir or default_home() / "demo" / city
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"--out：无法建立目录 {folder}", f"--out: cannot make the folder {folder}") from error
    return folder


def _register(opened: "Database", city: "City") -> str:
    """Import the city's register as a user would and create a new inspection of it; returns its name."""
    from govcrawl.model.inspection import Inspection
    from govcrawl.register.read import read_register
    from govcrawl.store.inspections import create_inspection
    from govcrawl.store.register import save_sites
    from govcrawl.store.reporting import inspection_names

    with tempfile.TemporaryDirectory() as folder:
        reading = read_register(city.register_csv(Path(folder) / "register.csv"))
    with opened.engine.begin() as connection:
        save_sites(connection, reading.sites)
        name = _free_name(city.name, inspection_names(connection))
        wanted = Inspection(name, city.edition, city.as_of, {"demo": city.name})
        create_inspection(connection, wanted, [site.site_id_code for site in reading.sites])
    return name


def _free_name(name: str, taken: tuple[str, ...]) -> str:
    """`name`, or `name-2`, `name-3` ... where the demo was run before."""
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _inspect(opened: "Database", city: "City", name: str) -> "RunResult":
    """Run the inspection through the city's proxy, which the product finds in the ordinary environment variables."""
    from govcrawl.cli.progress import shown_progress
    from govcrawl.demo.proxy import serve
    from govcrawl.spiders.run import run_inspection

    with serve(city) as served, shown_progress() as progress:
        for variable in ("http_proxy", "https_proxy"):
            os.environ[variable] = os.environ[variable.upper()] = served.url
        os.environ["no_proxy"] = os.environ["NO_PROXY"] = ""
        return run_inspection(opened.url, name, delay=0, settings=_OWN_SERVER, progress=progress)


def _write(opened: "Database", city: "City", name: str, folder: Path, result: "RunResult") -> None:
    """Print the result table, the counts and what the truth says of them; write the documents."""
    from govcrawl.reports.circular import write_circular
    from govcrawl.reports.content import read_content

    with opened.engine.connect() as connection:
        content = read_content(connection, name)
        _print_result(content)
        _print_truth(connection, city, content)
        for kind in ("html", "xlsx", "json"):
            write_circular(content, kind, folder / f"circular.{kind}")
    truth = json.dumps(city.truth.as_dict(), ensure_ascii=False, indent=1, default=str)
    (folder / "truth.json").write_text(truth, encoding="utf-8")
    rate = result.pages / result.seconds if result.seconds > 0 else 0.0
    out(
        say(
            f"{result.pages} 个页面，{result.seconds:.1f} 秒，每秒 {rate:.0f} 页",
            f"{result.pages} pages, {result.seconds:.1f} s",
        )
    )
    out(say("HTML 报告：", "HTML report: ") + str((folder / "circular.html").resolve()))


def _print_result(content: "Content") -> None:
    from govcrawl.cli.console import LANGUAGE
    from govcrawl.reports.table import table_rows
    from govcrawl.reports.words import headers

    language = LANGUAGE.get()
    rows = (row.cells() for row in table_rows(content, language))
    print_table(headers("results", language), rows)
    totals = content.totals
    out(
        say(
            f"检查 {totals.inspected} 家，合格 {totals.qualified} 家，不合格 {totals.unqualified} 家，"
            f"待定 {totals.undetermined} 家，合格率 {totals.pass_rate()}",
            f"{totals.inspected} inspected, {totals.qualified} qualified, {totals.unqualified} unqualified, "
            f"{totals.undetermined} undetermined, pass rate {totals.pass_rate()}",
        )
    )


def _print_truth(connection: "Connection", city: "City", content: "Content") -> None:
    """Compare what was found with what was planted."""
    from govcrawl.demo.compare import compare
    from govcrawl.store.reporting import finding_rows

    found = list(finding_rows(connection, content.inspection.inspection, content.inspection.edition))
    verdicts = {row.site_id_code: row.verdict for row in content.verdicts}
    report = compare(city.truth, [row for row in found if row.counts], verdicts)
    for line in report.lines():
        out(plain(line))
