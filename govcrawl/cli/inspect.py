"""`govcrawl inspect`: one inspection, created or resumed: crawl, store, judge."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.causes import cause_words
from govcrawl.cli.console import CommandError, ExitCode, note, out, say
from govcrawl.cli.holds import note_holds
from govcrawl.cli.options import KINDS, AsOf, DatabaseUrl, EditionId, InspectionName, china_today, read_date
from govcrawl.cli.selection import Choice, choose_sites
from govcrawl.cli.session import database, require_home
from govcrawl.model.inspection import OWN_LINE, Inspection
from govcrawl.model.vocabulary import SiteKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from govcrawl.spiders.run import RunResult

DEFAULT_EDITION = "national_2019"


def inspect(
    name: InspectionName,
    edition: EditionId = None,
    as_of: AsOf = None,
    kind: Annotated[list[SiteKind] | None, typer.Option("--kind", help=f"只查这类网站（可重复）：{KINDS}")] = None,
    region: Annotated[list[str] | None, typer.Option("--region", metavar="CODE", help="只查该行政区划代码（可写前几位）")] = None,
    sample: Annotated[str | None, typer.Option("--sample", metavar="30%|N", help="随机抽查的比例或个数")] = None,
    seed: Annotated[int | None, typer.Option("--seed", metavar="N", help="抽样种子；同一种子抽出同样的网站")] = None,
    stratify: Annotated[str | None, typer.Option("--stratify", metavar="region,kind", help="分层抽样的分层")] = None,
    site: Annotated[list[str] | None, typer.Option("--site", metavar="CODE", help="只查该网站标识码（可重复）")] = None,
    delay: Annotated[float | None, typer.Option("--delay", min=0, metavar="SECONDS", help="同一主机两次访问的间隔")] = None,
    setting: Annotated[list[str] | None, typer.Option("-s", metavar="SETTING=VALUE", help="Scrapy 设置（可重复）")] = None,
    distributed: Annotated[bool, typer.Option("--distributed", help="只排队，由各台机器上的 govcrawl worker 检查")] = False,
    database_url: DatabaseUrl = None,
) -> None:  # fmt: skip
    """检查：采集、存储、判定。再次运行同名检查即从中断处继续，不会重复计数。

    省略时：指标用 national_2019，监测时间点为今天，检查名录中的全部网站，同一主机间隔 1 秒。
    """
    day = read_date(as_of, "--as-of")
    settings = read_settings(setting or [])
    choice = Choice.read(kind or [], region or [], site or [], sample, seed, stratify)
    if not distributed and settings.get("EVIDENCE", "").lower() != "none":
        require_home()
    with database(database_url) as opened:
        with opened.engine.begin() as connection:
            known = _resumed(connection, name, edition, day, choice)
            if not known:
                wanted = Inspection(name, edition or DEFAULT_EDITION, day or china_today(), choice.scope())
                _create(connection, wanted, choice)
        if distributed:
            from govcrawl.cli.queued import queue_sites

            queue_sites(opened, name, choice, settings if delay is None else {**settings, "DOWNLOAD_DELAY": str(delay)})
            return
        from govcrawl.cli.progress import shown_progress
        from govcrawl.spiders.run import run_inspection
        from govcrawl.store.inspections import homeless_codes

        with shown_progress() as progress:
            result = run_inspection(
                opened.url,
                name,
                kinds=kind or None,
                sites=site or None,
                delay=delay,
                settings=settings,
                progress=progress,
            )
        with opened.engine.connect() as connection:
            reasons = note_holds(connection, name)
            homeless = homeless_codes(connection, name)
            standing = _standing(connection, name)
    finish(name, result, homeless, standing, is_line_doubted=any(OWN_LINE in reason for reason in reasons))


def read_settings(pairs: Sequence[str]) -> Mapping[str, str]:
    """`SETTING=VALUE` pairs as a mapping. Raises CommandError for a pair that is none."""
    settings = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise CommandError(f"-s：“{pair}”应写成 设置名=值", f"-s: write {pair!r} as SETTING=VALUE")
        settings[key.strip()] = value
    return settings


def _resumed(connection: "Connection", name: str, edition: str | None, day: object, choice: Choice) -> bool:
    """Whether the inspection exists; then nothing that defines it may be asked for differently."""
    from govcrawl.store.inspections import find_inspection

    known = find_inspection(connection, name)
    if known is None:
        return False
    asked = {"--edition": (edition, known.edition), "--as-of": (day, known.as_of)}
    for option, (wanted, stored) in asked.items():
        if wanted is not None and wanted != stored:
            raise CommandError(
                f"检查“{name}”已存在，其 {option} 为 {stored}；请换一个名称，或去掉 {option} 以继续",
                f"inspection {name!r} exists with {option} {stored}; take another name, or leave {option} away to go on",
            )
    regions = ",".join(choice.regions)
    if regions and regions != known.scope.get("region"):
        raise CommandError(
            f"检查“{name}”已存在，范围不能再改；去掉 --region 即可继续",
            f"the scope of {name!r} is set; leave --region away to go on",
        )
    if choice.sample is not None:
        raise CommandError(
            f"检查“{name}”已抽定网站；去掉 --sample 即可继续",
            f"the sites of {name!r} are drawn already; leave --sample away to go on",
        )
    _require_chosen(connection, name, choice)
    note(say(f"继续检查“{name}”", f"going on with {name!r}"))
    return True


def _require_chosen(connection: "Connection", name: str, choice: Choice) -> None:
    """Refuse a code that the inspection does not have, or that it leaves out: it would end as if all was done."""
    from govcrawl.store.inspections import offline_at

    standing = {code: offline_at(connection, name, code) for code in choice.codes}
    if strangers := "、".join(code for code, is_offline in standing.items() if is_offline is None):
        raise CommandError(
            f"检查“{name}”没有抽定网站 {strangers}；请换一个检查名称",
            f"{name!r} has no site {strangers}; take another name",
        )
    if away := "、".join(code for code, is_offline in standing.items() if is_offline):
        raise CommandError(
            f"网站 {away} 当日已关停或经批准临时下线，不计入检查“{name}”",
            f"{away}: closed or offline, left out of {name!r}",
        )


def _create(connection: "Connection", wanted: Inspection, choice: Choice) -> None:
    from govcrawl.cli.checklist import edition as known_edition
    from govcrawl.store.inspections import create_inspection
    from govcrawl.store.register import load_sites

    known_edition(wanted.edition)
    register = load_sites(connection)
    if not register:
        raise CommandError(
            "名录为空：请先运行 govcrawl sites import", "the register is empty: run govcrawl sites import first"
        )
    seed = int(f"{wanted.as_of:%Y%m%d}")
    chosen, candidates, used_seed = choose_sites(register, choice, seed)
    scope = dict(wanted.scope)
    if choice.sample is not None:
        scope |= {"seed": str(used_seed), "candidates": str(candidates)}
        from govcrawl.reports.numbers import percent

        share = percent(len(chosen), candidates)
        note(
            say(
                f"从 {candidates} 个网站中抽取 {len(chosen)} 个，抽查比例 {share}（种子 {used_seed}）",
                f"drew {len(chosen)} of {candidates} sites, {share} (seed {used_seed})",
            )
        )
    create_inspection(connection, replace(wanted, scope=scope), [site.site_id_code for site in chosen])


def _standing(connection: "Connection", name: str) -> str:
    """How many sites the inspection judged and how, and where to go on."""
    from govcrawl.reports.content import read_content

    totals = read_content(connection, name).totals
    return say(
        f"结论：检查 {totals.inspected}　合格 {totals.qualified}　不合格 {totals.unqualified}　待定 {totals.undetermined}　"
        f"未检查 {totals.not_inspected}　下线 {totals.offline}；待核查见 govcrawl review list {name}，文件见 govcrawl report",
        f"verdicts: {totals.inspected} inspected, {totals.qualified} qualified, {totals.unqualified} unqualified, "
        f"{totals.undetermined} undetermined, {totals.not_inspected} not inspected, {totals.offline} offline; "
        f"what to review: govcrawl review list {name}; documents: govcrawl report",
    )


def finish(
    name: str,
    result: "RunResult",
    homeless: Sequence[str] = (),
    standing: str = "",
    *,
    is_line_doubted: bool = False,
) -> None:
    """Say how the run ended, with the contract's exit code; `homeless` sites have no address to be visited at, `standing` are
    the verdicts that there are. A run whose own line is doubted is not done, whatever its verdicts."""
    rate = result.pages / result.seconds if result.seconds > 0 else 0.0
    out(
        say(
            f"完成 {result.done} 个网站，{result.pages} 个页面，{result.seconds:.0f} 秒（每秒 {rate:.1f} 页）",
            f"{result.done} sites, {result.pages} pages in {result.seconds:.0f} s ({rate:.1f} pages/s)",
        )
    )
    if result.interrupted:
        note(say("已中断；再次运行同一命令即可继续", "interrupted; run the same command again to go on"))
        raise typer.Exit(ExitCode.INTERRUPTED)
    if result.trouble:
        zh, en = cause_words(result.trouble)
        raise CommandError(
            f"检查“{name}”未能完成：{zh}；再次运行同一命令即可继续",
            f"{name!r} was not finished: {en}; run the same command again to go on",
            ExitCode.FAILED,
        )
    if standing:
        out(standing)
    if homeless:
        note(
            say(
                "以下网站没有网址，未能检查；在名录中补上首页网址后再运行同一命令：",
                "these sites have no address; import one: ",
            )
            + "、".join(homeless)
        )
    if result.failed:
        note(say("以下网站未能检查：", "these sites could not be inspected: ") + "、".join(result.failed))
    if is_line_doubted:
        note(
            say(
                f"检查期间我方线路（网络、代理或域名解析）疑似中断，本次结果不作依据；线路恢复后请以新名称重新检查，或由人工核查后放行“{name}”",
                f"our own line was in trouble; do not rely on {name!r}: inspect under a new name, or release it after review",
            )
        )
    if homeless or result.failed or is_line_doubted:
        raise typer.Exit(ExitCode.SOME_SITES_LEFT)
