"""`govcrawl review`: a person's decisions on findings, on verdicts and on results held back, each with reason and name."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, out, print_json, print_table, say
from govcrawl.cli.files import refused_files
from govcrawl.cli.options import AsJson, DatabaseUrl, EditionId, InspectionName, read_date
from govcrawl.cli.rescore import require_inspection
from govcrawl.cli.session import database
from govcrawl.cli.words import indicator_words, word
from govcrawl.model.vocabulary import Review, Verdict

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from govcrawl.reports.imports import GivenVerdict
    from govcrawl.store.reviews import OpenFinding

app = typer.Typer(help="人工核查：列出、确认、剔除、认定结果、放行。", no_args_is_help=True)

Keys = Annotated[list[str], typer.Argument(metavar="KEY...", help="问题编号（见 review list）")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="核查人姓名")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="理由")]


@app.command("list")
def list_(
    name: InspectionName,
    edition: EditionId = None,
    every: Annotated[bool, typer.Option("--every", help="也列出已确定和已决定的问题（均可剔除或重新决定）")] = False,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """列出待核查的问题，影响判定的在前。"""
    from govcrawl.store.reviews import open_holds, review_queue

    with database(database_url) as opened, opened.engine.connect() as connection:
        used = edition or require_inspection(connection, name)
        queue = review_queue(connection, name, used, every=every)
        holds = open_holds(connection, name)
    if as_json:
        print_json([
            {
                "key": one.key, "site_id_code": one.site_id_code, "site_name": one.site_name, "verdict": one.verdict,
                "indicator": one.finding.indicator, "problem": one.finding.problem, "outcome": one.finding.outcome,
                "subject": one.finding.subject, "url": one.finding.url, "detail": one.finding.detail,
                "kind": one.finding.kind, "points": one.finding.points, "confidence": one.finding.confidence,
                "review": one.finding.review,
            }
            for one in queue
        ])  # fmt: skip
        return
    for code, reason in holds:
        out(say(f"结果暂缓：{code or '全部网站'}：{reason}", f"held back: {code or 'all sites'}: {reason}"))
    _show_queue(queue, used, every)
    out(
        say(f"共 {len(queue)} 项", f"{len(queue)} findings")
        if every
        else say(f"待核查 {len(queue)} 项", f"{len(queue)} to review")
    )


def _show_queue(queue: "Sequence[OpenFinding]", edition: str, every: bool) -> None:
    titles = indicator_words(edition)
    headers = [
        say("编号", "key"),
        say("网站", "site"),
        say("指标", "indicator"),
        say("对象", "subject"),
        say("内容", "question"),
    ]
    rows = []
    for one in queue:
        found = one.finding
        decided = [word("review", found.review)] if every else []
        title = titles.get(found.indicator, found.indicator)
        rows.append((one.key, one.site_name, title, found.subject, found.detail, *decided))
    print_table([*headers, *([say("决定", "decision")] if every else [])], rows)


@app.command()
def confirm(
    name: InspectionName,
    keys: Keys,
    by: By,
    reason: Reason,
    edition: EditionId = None,
    database_url: DatabaseUrl = None,
) -> None:
    """确认问题属实，计入判定。"""
    _decide(database_url, name, edition, keys, Review.CONFIRMED, by, reason, None)


@app.command()
def waive(
    name: InspectionName,
    keys: Keys,
    by: By,
    reason: Reason,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="栏目说明的有效期：至此日期（含）的以后各次检查中同样不纳入"),
    ] = None,
    edition: EditionId = None,
    database_url: DatabaseUrl = None,
) -> None:
    """问题不纳入判定（误报、已批准等），保留记录。"""
    _decide(database_url, name, edition, keys, Review.WAIVED, by, reason, until)


def _decide(
    database_url: str | None,
    name: str,
    edition: str | None,
    keys: Sequence[str],
    decision: Review,
    by: str,
    reason: str,
    until: str | None,
) -> None:
    """Record the decision on every key, or on none, and judge the sites again."""
    from govcrawl.cli.checklist import edition as known_edition
    from govcrawl.cli.judging import judge_again
    from govcrawl.store.reviews import EXCUSABLE, add_review, find_finding

    require_words(by=by, reason=reason)
    expires_on = read_date(until, "--until")
    with database(database_url) as opened, opened.engine.begin() as connection:
        own = require_inspection(connection, name)
        used = edition or own
        sites: list[str] = []
        for key in keys:
            found = find_finding(connection, name, used, key)
            if found is None:
                raise CommandError(
                    f"检查“{name}”中没有编号 {key}；请用 review list 查看",
                    f"{name!r} has no finding {key}; see review list",
                )
            if expires_on and found.finding.problem not in EXCUSABLE:
                raise CommandError(
                    f"--until：{key} 不是栏目问题，不能预先说明",
                    f"--until: {key} is no column's problem: decide it each time",
                )
            add_review(
                connection,
                name,
                found.site_id_code,
                found.finding,
                decision,
                reason=reason,
                by=by,
                expires_on=expires_on,
            )
            sites.append(found.site_id_code)
        judge_again(connection, name, known_edition(used), sorted(set(sites)))
    out(say(f"已记录 {len(keys)} 项决定，并重新判定 {len(set(sites))} 个网站", f"recorded {len(keys)} decisions"))


def require_words(**given: str) -> None:
    """Refuse an option without a word in it."""
    for option, text in given.items():
        if not text.strip():
            raise CommandError(f"--{option} 不能为空", f"--{option} must not be empty")


@app.command()
def official(
    name: InspectionName,
    by: By,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="网站标识码")] = None,
    verdict: Annotated[Verdict | None, typer.Option("--verdict", help="认定的结果")] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="TEXT", help="公布文件")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="理由")] = None,
    file: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="从 CSV 或 XLSX 导入（网站标识码、结果）")
    ] = None,
    database_url: DatabaseUrl = None,
) -> None:
    """登记正式公布的结果；系统判定照旧保留，两者分开。"""
    from govcrawl.store.reviews import add_official_verdict

    require_words(by=by)
    given = _given_verdicts(code, verdict, file)
    with database(database_url) as opened, opened.engine.begin() as connection:
        require_inspection(connection, name)
        _require_selected(connection, name, given)
        for one in given:
            add_official_verdict(
                connection, name, one.site_id_code, one.verdict, by=by, document=document, reason=reason
            )
    out(say(f"已登记 {len(given)} 个网站的正式结果", f"recorded {len(given)} official verdicts"))


def _given_verdicts(code: str | None, verdict: Verdict | None, file: Path | None) -> "list[GivenVerdict]":
    from govcrawl.reports.imports import GivenVerdict, read_verdicts

    if file is not None and code is None and verdict is None:
        with refused_files():
            return list(read_verdicts(file))
    if file is None and code is not None and verdict is not None:
        return [GivenVerdict(code, verdict, "")]
    raise CommandError("请给出 CODE 和 --verdict，或只给 --from 文件", "give CODE and --verdict, or --from FILE alone")


def _require_selected(connection: "Connection", name: str, given: "Sequence[GivenVerdict]") -> None:
    from govcrawl.store.reporting import selected_codes

    selected = selected_codes(connection, name)
    unknown = [one for one in given if one.site_id_code not in selected]
    if unknown:
        listed = "、".join(
            f"{one.site_id_code}（{one.place}）" if one.place else one.site_id_code for one in unknown[:10]
        )
        raise CommandError(
            f"检查“{name}”中没有网站 {listed}；请核对网站标识码", f"{name!r} did not select {listed}; check the codes"
        )


@app.command()
def release(
    name: InspectionName,
    by: By,
    reason: Reason,
    code: Annotated[str | None, typer.Option("--site", metavar="CODE", help="只放行该网站")] = None,
    database_url: DatabaseUrl = None,
) -> None:
    """放行被暂缓的结果（例如大面积异常经核实属实）。"""
    from govcrawl.store.reviews import release_results

    require_words(by=by, reason=reason)
    with database(database_url) as opened, opened.engine.begin() as connection:
        require_inspection(connection, name)
        released = release_results(connection, name, by=by, reason=reason, site_id_code=code)
    out(say(f"已放行 {released} 项", f"released {released}"))
