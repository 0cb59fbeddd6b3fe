"""`govcrawl review appeal`: an owner's claim against a finding, and the look at its page that it causes at once."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, ExitCode, note, out, print_table, say
from govcrawl.cli.inspect import read_settings
from govcrawl.cli.options import DatabaseUrl, EditionId, InspectionName, china_today
from govcrawl.cli.rescore import require_inspection
from govcrawl.cli.review import require_words
from govcrawl.cli.review_reading import app
from govcrawl.cli.session import database
from govcrawl.model.vocabulary import FetchOutcome

if TYPE_CHECKING:
    from govcrawl.evidence.recorder import Recorder
    from govcrawl.spiders.appeal import Look
    from govcrawl.store.database import Database
    from govcrawl.store.reviews import OpenFinding

__all__ = ["app"]


@app.command()
def appeal(
    name: InspectionName,
    key: Annotated[str, typer.Argument(metavar="KEY", help="问题编号（见 review list --every）")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="提出申诉的单位或人")],
    claim: Annotated[str, typer.Option("--claim", metavar="TEXT", help="申诉内容")],
    edition: EditionId = None,
    setting: Annotated[list[str] | None, typer.Option("-s", metavar="NAME=VALUE", help="Scrapy 设置（可重复）")] = None,
    database_url: DatabaseUrl = None,
) -> None:
    """登记申诉，立即复核该问题的页面；申诉、原记录和复核记录都保留，由人工决定。"""
    from govcrawl.spiders.appeal import ask_again
    from govcrawl.store.appeals import add_appeal, note_seen
    from govcrawl.store.register import load_sites
    from govcrawl.store.reviews import find_finding

    require_words(by=by, claim=claim)
    settings = read_settings(setting or [])
    with database(database_url) as opened:
        with opened.engine.begin() as connection:
            own = require_inspection(connection, name)
            found = find_finding(connection, name, edition or own, key)
            if found is None:
                raise CommandError(
                    f"检查“{name}”中没有编号 {key}；请用 review list --every 查看", f"{name!r} has no finding {key}"
                )
            number = add_appeal(connection, name, found.site_id_code, found.finding, claim=claim, by=by)
            (site,) = load_sites(connection, [found.site_id_code])
        urls = dict.fromkeys(url for url in (found.finding.url, found.finding.parent_url) if url) or {site.url: None}
        asked = [url for url in urls if url.startswith(("http://", "https://"))]
        looks, recorder = ask_again(name, site, asked, china_today(), settings)
        with opened.engine.begin() as connection:
            note_seen(connection, number, [look.row() for look in looks])
        kept = _keep(opened, name, found, recorder)
        pictures = _picture(opened, name, found.site_id_code, asked, settings)
    _show(looks)
    out(
        say(
            f"已登记申诉 {number}：复核 {len(asked)} 个地址，留存记录 {kept} 条、截图 {pictures} 张；"
            "原结论不变，请核对后运行 review confirm 或 waive",
            f"appeal {number}: {len(asked)} addresses asked again, {kept} records and {pictures} pictures kept",
        )
    )
    if not looks:
        raise CommandError("未能复核", "nothing could be asked", ExitCode.FAILED)


def _keep(opened: "Database", name: str, found: "OpenFinding", recorder: "Recorder | None") -> int:
    """Moves the answers into the archive and its index; returns how many were kept."""
    from govcrawl.store.inspections import stored_inspection

    if recorder is None:
        return 0
    with opened.engine.begin() as connection:
        stored = stored_inspection(connection, name)
        kept = recorder.keep_site(connection, stored, found.site_id_code, [found.finding])
    recorder.drop_site(found.site_id_code)
    return kept


def _picture(opened: "Database", name: str, code: str, urls: Sequence[str], settings: Mapping[str, str]) -> int:
    """Takes a picture of each address; a page that cannot be shown has none. Returns how many came."""
    from govcrawl.cli.screenshots import take
    from govcrawl.middlewares.trouble import FetchTrouble
    from govcrawl.store.inspections import stored_inspection

    with opened.engine.connect() as connection:
        number = stored_inspection(connection, name).number
    try:
        return asyncio.run(take(opened.engine, name, number, [(code, url) for url in urls], 0.0, settings))
    except FetchTrouble as trouble:
        note(say(f"无法截图：{trouble.detail}", f"no picture: {trouble.detail}"))
        return 0


def _ended(look: "Look") -> str:
    from govcrawl.checks.outcomes import outcome_words

    return say(outcome_words(FetchOutcome(look.outcome), look.status), look.outcome)


def _show(looks: "Sequence[Look]") -> None:
    headers = [say("网址", "address"), say("结果", "outcome"), "HTTP", say("条数", "items"), say("最新日期", "newest")]
    print_table(headers, [(one.url, _ended(one), one.status, one.items, one.newest_item_on) for one in looks])
