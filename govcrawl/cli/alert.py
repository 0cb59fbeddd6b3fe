"""`govcrawl alert`: tells the keeper what happened since the last time; run by a timer."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from govcrawl.cli.console import CommandError, out, say
from govcrawl.cli.options import DatabaseUrl
from govcrawl.cli.session import database


def alert(
    webhook: Annotated[str, typer.Option(envvar="GOVCRAWL_ALERT_WEBHOOK", metavar="URL", help="群机器人等的地址")] = "",
    smtp: Annotated[str, typer.Option(envvar="GOVCRAWL_ALERT_SMTP", metavar="smtp(s)://…", help="发信服务器")] = "",
    sender: Annotated[str, typer.Option(envvar="GOVCRAWL_ALERT_FROM", metavar="ADDRESS", help="发件人")] = "",
    to: Annotated[list[str] | None, typer.Option(envvar="GOVCRAWL_ALERT_TO", metavar="ADDRESS", help="收件人（可重复）")] = None,
    quiet: Annotated[str, typer.Option(envvar="GOVCRAWL_ALERT_QUIET", metavar="22:00-07:00", help="免打扰时段")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示，不发送")] = False,
    database_url: DatabaseUrl = None,
) -> None:  # fmt: skip
    """提醒：把上次以来的事件（结果暂缓、检查完成、探测作废、进度过慢）合为一条，发到群机器人或邮箱。"""
    from govcrawl.reports.alerts import digest, is_quiet, mail, post
    from govcrawl.store.alerts import note_told, untold_events

    if not (webhook or (smtp and sender and to) or dry_run):
        raise CommandError(
            "没有指定往何处发送：--webhook，或 --smtp、--from、--to",
            "name a --webhook, or --smtp with --sender and --to",
        )
    try:
        waits = is_quiet(datetime.now(UTC), quiet)
    except ValueError:
        raise CommandError(
            f"--quiet：“{quiet}”应写成 22:00-07:00", f"--quiet: write {quiet!r} as 22:00-07:00"
        ) from None
    with database(database_url) as opened, opened.engine.begin() as connection:
        events = untold_events(connection)
        if not events:
            return
        told = digest(events)
        if dry_run:
            out(told.text)
            return
        if waits:
            out(say(f"免打扰时段，{len(events)} 条提醒稍后发送", f"quiet hours: {len(events)} events wait"))
            return
        # Noted with the sending: an alert that could not be sent is sent again.
        note_told(connection, events)
        if webhook:
            post(webhook, told)
        if smtp and to:
            mail(smtp, sender, to, told)
    out(say(f"已发送 {len(events)} 条提醒", f"{len(events)} events told"))
