"""`govcrawl replay`: one inspection from an archive instead of the network."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, note, say
from govcrawl.cli.inspect import DEFAULT_EDITION, finish
from govcrawl.cli.options import AsOf, DatabaseUrl, EditionId, InspectionName, read_date
from govcrawl.cli.session import database

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from govcrawl.evidence.archive import Archive


def replay(
    name: InspectionName,
    warc: Annotated[Path, typer.Option("--warc", metavar="DIR", help="WARC 证据目录（或单个文件）")],
    edition: EditionId = None,
    as_of: AsOf = None,
    site: Annotated[list[str] | None, typer.Option("--site", metavar="CODE", help="只查该网站标识码（可重复）")] = None,
    database_url: DatabaseUrl = None,
) -> None:
    """重放：只凭证据档案检查，不访问网络；档案中没有的页面记为“自身原因未取得”，不作为问题。"""
    day = read_date(as_of, "--as-of")
    archive, head = _read(warc)
    with database(database_url) as opened:
        with opened.engine.begin() as connection:
            _prepare(connection, name, archive, head, edition, day, site or [])
        from govcrawl.cli.progress import shown_progress
        from govcrawl.spiders.run import run_inspection

        settings = {
            **json.loads(head.get("settings") or "{}"),
            "EVIDENCE": "none",
            "EVIDENCE_ARCHIVE": str(warc.resolve()),
            "LINK_CONFIRM_SECONDS": "0",
        }
        with shown_progress() as progress:
            result = run_inspection(opened.url, name, sites=site or None, delay=0, settings=settings, progress=progress)
    finish(name, result)


def _read(folder: Path) -> "tuple[Archive, dict[str, str]]":
    """The archive and what its first file says of the inspection it came from."""
    from govcrawl.evidence.archive import ArchiveError
    from govcrawl.middlewares.replaying import archive_at

    try:
        archive = archive_at(str(folder.resolve()))
    except (ArchiveError, OSError) as error:
        raise CommandError(f"--warc：{folder} 中没有可读的 WARC 档案", f"--warc: {error}") from error
    note(say(f"档案共 {archive.answers} 份应答", f"the archive holds {archive.answers} answers"))
    return archive, archive.infos[0] if archive.infos else {}


def _prepare(
    connection: "Connection",
    name: str,
    archive: "Archive",
    head: dict[str, str],
    edition: str | None,
    day: "date | None",
    codes: list[str],
) -> None:
    """Creates the inspection unless it is being resumed: of the archive's sites, day and edition unless told otherwise."""
    from govcrawl.cli.checklist import edition as known_edition
    from govcrawl.model.inspection import Inspection
    from govcrawl.store.inspections import create_inspection, find_inspection
    from govcrawl.store.register import load_sites

    if find_inspection(connection, name) is not None:
        note(say(f"继续检查“{name}”", f"going on with {name!r}"))
        return
    wanted = edition or head.get("edition") or DEFAULT_EDITION
    known_edition(wanted)
    as_of = day or read_date(head.get("as_of"), "--as-of")
    if as_of is None:
        raise CommandError("档案未注明监测时间点，请用 --as-of 指定", "the archive names no day: use --as-of")
    register = {one.site_id_code for one in load_sites(connection)}
    # An archive of another program names no sites: the whole register is asked of it.
    met = set(codes) or archive.site_id_codes or register
    chosen = sorted(met & register)
    if not chosen:
        raise CommandError(
            "名录中没有档案里的网站：请先运行 govcrawl sites import",
            "none of the archive's sites is in the register: run govcrawl sites import first",
        )
    scope = {"archive": head.get("inspection") or "warc"}
    create_inspection(connection, Inspection(name, wanted, as_of, scope), chosen)
