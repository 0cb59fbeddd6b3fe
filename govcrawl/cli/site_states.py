"""What the keeper of a register must know of offline and closed sites: a running site counted as offline is not inspected,
an offline one counted as running is accused."""

from collections.abc import Iterable, Mapping
from datetime import date

from govcrawl.cli.console import CommandError, say
from govcrawl.cli.words import word
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteState


def state_changes(
    before: Mapping[str, Site], after: Iterable[Site], told: Mapping[str, frozenset[str]], today: date
) -> list[str]:
    """Sites that come back by an import, sites that stay away though it does not say so, and closings to come."""
    said = []
    for site in after:
        name, now = f"{site.site_id_code} {site.name}", word("state", site.state)
        known = before.get(site.site_id_code)
        was = word("state", known.state) if known else ""
        if known is not None and known.state is not SiteState.RUNNING and site.state is SiteState.RUNNING:
            said.append(
                say(
                    f"{name}：原为“{was}”，按文件改为“{now}”，将计入检查",
                    f"{name}: was {was}, is {now} by this file and will be inspected",
                )
            )
        elif site.state is not SiteState.RUNNING and "state" not in told[site.site_id_code]:
            back = f"govcrawl sites state {site.site_id_code} --state running"
            said.append(
                say(
                    f"{name}：文件没有写运行状态，仍为“{was}”；如已恢复，请运行 {back}",
                    f"{name}: the file says no state, it stays {was}; if it is back, run {back}",
                )
            )
        if _closes_later(site.state, site.offline_from, today):
            said.append(
                say(
                    f"{name}：关停日期 {site.offline_from} 还没有到，但已不计入检查；此前请填“正常”",
                    f"{name}: closes on {site.offline_from} only, yet it is not inspected; enter running until then",
                )
            )
    return said


def check_state(state: SiteState, starts: date | None, ends: date | None, approval: str | None, today: date) -> None:
    """Refuses what a state cannot have; nothing that was typed is dropped in silence."""
    if state is SiteState.TEMPORARILY_OFFLINE and not (starts and ends and approval and approval.strip()):
        raise CommandError(
            "临时下线须写明 --from、--to 和 --approval", "temporarily_offline needs --from, --to and --approval"
        )
    if state is SiteState.RUNNING and (starts or ends or approval):
        raise CommandError(
            "正常运行的网站没有下线日期和批复：去掉 --from、--to、--approval，或改用 --state temporarily_offline",
            "a running site has no --from, --to or --approval: leave them away, or use --state temporarily_offline",
        )
    if state is SiteState.CLOSED and ends:
        raise CommandError(
            "关停没有结束日期：去掉 --to，或改用 --state temporarily_offline",
            "closed has no end: leave --to away, or use --state temporarily_offline",
        )
    if _closes_later(state, starts, today):
        raise CommandError(
            f"--from：{starts} 还没有到，网站此前仍须检查；到关停之日再运行本命令",
            f"--from: {starts} is to come, the site is inspected until then; run this command on that day",
        )
    if starts and ends and ends < starts:
        raise CommandError("--to 早于 --from", "--to is before --from")


def state_words(state: SiteState | str, starts: date | None, ends: date | None, approval: str | None) -> str:
    """临时下线（2026-11-01 至 2026-11-30，荆政办〔2026〕1号）."""
    days = ""
    if starts or ends:
        days = say(f"{starts or ''} 至 {ends or ''}", f"{starts or ''} to {ends or ''}").strip()
        if state == SiteState.CLOSED and starts:
            days = say(f"自 {starts}", f"from {starts}")
    more = say("，", ", ").join(part for part in (days, approval) if part)
    return word("state", state) + (say(f"（{more}）", f" ({more})") if more else "")


def _closes_later(state: SiteState, starts: date | None, today: date) -> bool:
    return state is SiteState.CLOSED and starts is not None and starts > today
