"""`govcrawl review explain | warnings`: what a verdict rests on, and what is about to become a problem."""

from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, out, plain, print_json, print_table, say
from govcrawl.cli.options import AsJson, DatabaseUrl, EditionId, InspectionName
from govcrawl.cli.rescore import require_inspection
from govcrawl.cli.review import app
from govcrawl.cli.session import database
from govcrawl.cli.words import indicator_words, word
from govcrawl.model.times import china_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govcrawl.model.findings import Judgement
    from govcrawl.store.reviews import Decision

__all__ = ["app"]


@app.command()
def explain(
    name: InspectionName,
    code: Annotated[str, typer.Argument(metavar="CODE", help="网站标识码")],
    edition: EditionId = None,
    database_url: DatabaseUrl = None,
) -> None:
    """展开一个网站的结论：条文、问题、算式、待核事项、事实和页面，以及历次判定和人工决定。"""
    from govcrawl.scoring.explain import explain as unfold
    from govcrawl.scoring.grounds import grounds
    from govcrawl.store.inspections import offline_at
    from govcrawl.store.judgements import load_judgement, verdict_history
    from govcrawl.store.load import site_facts
    from govcrawl.store.reviews import review_history

    with database(database_url) as opened, opened.engine.connect() as connection:
        own = require_inspection(connection, name)
        used = edition or own
        is_offline = offline_at(connection, name, code)
        if is_offline is None:
            raise CommandError(
                f"检查“{name}”没有网站 {code}；请核对网站标识码", f"{name!r} has no site {code}; check the code"
            )
        if is_offline:
            out(
                say(
                    f"{code}：已关停或经批准临时下线，不计入检查，没有结论",
                    f"{code}: closed or offline, no verdict",
                )
            )
            return
        judgement = load_judgement(connection, name, used, code)
        if judgement is None:
            raise CommandError(
                f"检查“{name}”没有网站 {code} 按 {used} 的判定", f"{name!r} has no verdict of {code} under {used}"
            )
        facts = site_facts(connection, name, code)
        history = verdict_history(connection, name, code)
        decided = review_history(connection, name, code)
    titles = indicator_words(used)
    out(plain(unfold(judgement)).rstrip("\n"))
    _section(say("事实和页面：", "facts and pages:"), list(grounds(judgement, facts)))
    _section(say("历次判定：", "verdicts so far:"), [_verdict(one) for one in history])
    _section(say("人工决定：", "decisions:"), [_decision(one, titles) for one in decided])


def _verdict(one: "Judgement") -> str:
    return f"{word('verdict', one.verdict)}，{one.edition}，清单摘要{one.edition_digest[:12]}，程序{one.code_version}"


def _decision(one: "Decision", titles: "Mapping[str, str]") -> str:
    until = f"（至{one.expires_on}）" if one.expires_on else ""
    what = f"{one.decided_by} {word('review', one.decision)} {titles.get(one.indicator, one.indicator)} {one.subject}"
    return f"{china_time(one.decided_at)} {what}：{one.reason}{until}"


def _section(heading: str, lines: list[str]) -> None:
    if lines:
        out(heading)
    for line in lines:
        out(f"  {plain(line)}")


@app.command()
def warnings(
    name: InspectionName, edition: EditionId = None, as_json: AsJson = False, database_url: DatabaseUrl = None
) -> None:
    """预警：一周内不处理即将触线的栏目和留言，以及接近红线的网站。"""
    from govcrawl.checks.warnings import early_warnings
    from govcrawl.cli.checklist import edition as known_edition
    from govcrawl.store.load import iter_site_facts

    with database(database_url) as opened, opened.engine.connect() as connection:
        used = known_edition(edition or require_inspection(connection, name))
        found = [
            (facts.site, one)
            for facts in iter_site_facts(connection, name)
            if not facts.site.is_offline(facts.as_of)
            for one in early_warnings(facts, used)
        ]
    if as_json:
        print_json([
            {
                "site_id_code": site.site_id_code, "site_name": site.name, "indicator": one.indicator,
                "problem": one.problem, "subject": one.subject, "url": one.url, "within_days": one.within_days,
                "detail": one.detail,
            }
            for site, one in found
        ])  # fmt: skip
        return
    headers = [say("网站", "site"), say("对象", "subject"), say("期限", "within days"), say("内容", "warning")]
    print_table(headers, [(site.name, one.subject, one.within_days, one.detail) for site, one in found])
    out(say(f"预警 {len(found)} 项", f"{len(found)} warnings"))
