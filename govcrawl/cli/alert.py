"""`govcrawl alert`: tells the keeper what happened since the last time; run by a timer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Annotated
from urllib.parse import urlsplit

import typer

from govcrawl.cli.console import CommandError, ExitCode, one_line, out, say
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
            "没有指定往何处发送：--webhook，或 --smtp、--sender、--to",
            "name a --webhook, or --smtp with --sender and --to",
        )
    _need_address("--webhook", webhook, "http", "https")
    _need_address("--smtp", smtp, "smtp", "smtps")
    now = datetime.now(UTC)
    try:
        waits = is_quiet(now, quiet)
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
            with _sending_to(webhook):
                post(webhook, told)
        if smtp and to:
            with _sending_to(smtp):
                mail(smtp, sender, to, told, now)
    out(say(f"已发送 {len(events)} 条提醒", f"{len(events)} events told"))


def _need_address(option: str, address: str, *schemes: str) -> None:
    if not address:
        return
    try:
        parts = urlsplit(address)
        usable = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise CommandError(f"{option}：应写成 {schemes[0]}://主机 的形式", f"{option}: write it as {schemes[0]}://host")


@contextmanager
def _sending_to(address: str) -> Iterator[None]:
    """Names the host (the rest of an address may be a secret) where it does not take the alert."""
    try:
        yield
    except (OSError, HTTPException) as error:
        host, own = urlsplit(address).hostname, one_line(str(error) or type(error).__name__)
        raise CommandError(
            f"提醒未能发到 {host}，下次运行时再发；请核对地址和账号（{own}）",
            f"{host} did not take the alert, it is sent again next time; check address and account ({own})",
            ExitCode.FAILED,
        ) from error
