"""`govcrawl rescore`: judge stored facts again, no network."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, out, say
from govcrawl.cli.options import AsOf, DatabaseUrl, InspectionName, read_date
from govcrawl.cli.session import database

if TYPE_CHECKING:
    from sqlalchemy import Connection


def rescore(
    name: InspectionName,
    edition: Annotated[str, typer.Option("--edition", metavar="ID", help="检查指标版本，如 national_2019")],
    as_of: AsOf = None,
    database_url: DatabaseUrl = None,
) -> None:
    """按另一版本指标（或另一日期）重新判定已存事实，不访问网络；原判定保留。"""
    from govcrawl.cli.checklist import edition as known_edition

    chosen = known_edition(edition)
    day = read_date(as_of, "--as-of")
    began = time.monotonic()
    with database(database_url) as opened, opened.engine.begin() as connection:
        require_inspection(connection, name)
        from govcrawl.cli.judging import judge_again

        judged, changed = judge_again(connection, name, chosen, as_of=day)
    seconds = time.monotonic() - began
    out(
        say(
            f"已按 {edition} 重新判定 {judged} 个网站，其中 {changed} 个判定有变化，用时 {seconds:.1f} 秒",
            f"judged {judged} sites again under {edition}, {changed} judgements are new, {seconds:.1f} s",
        )
    )


def require_inspection(connection: "Connection", name: str) -> str:
    """The edition of the inspection. Raises CommandError where there is no such inspection."""
    from govcrawl.store.inspections import find_inspection
    from govcrawl.store.reporting import inspection_names

    found = find_inspection(connection, name)
    if found is None:
        known = "、".join(inspection_names(connection)[-10:]) or say("无", "none")
        raise CommandError(
            f"没有名为“{name}”的检查；现有：{known}", f"there is no inspection {name!r}; there are: {known}"
        )
    return found.edition
