"""`govcrawl checklist`: what each edition of the checklist holds, and how much of it a machine can judge."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, out, print_json, print_table, say
from govcrawl.cli.options import AsJson, UnusedDatabaseUrl
from govcrawl.model.vocabulary import Automation

if TYPE_CHECKING:
    from govcrawl.checklists.edition import Edition

app = typer.Typer(help="检查指标：各版本内容和自动化程度。", no_args_is_help=True)

_WORDS = {
    "veto": "单项否决",
    "deduction": "扣分",
    "bonus": "加分",
    "finding": "问题",
    "machine": "机器判断",
    "machine_then_person": "机器提出、人工确认",
    "person": "人工判断",
}


_FACTS = {
    "columns": "栏目",
    "links": "链接",
    "marks": "底部标识",
    "tags": "页面标签",
    "messages": "留言",
    "surveys": "调查征集",
    "guides": "办事指南",
    "search": "站内搜索",
    "tampering": "篡改线索",
    "articles": "文章",
    "probes": "可用性监测",
    "statistics": "统计数据",
    "home": "首页信息",
    "content": "文字和个人信息线索",
    "history": "历次检查",
    "register": "登记信息",
    "twins": "其他域名的首页",
    "sources": "转载来源清单",
    "person": "人工核查",
}


def word(value: str) -> str:
    """The user's word for a kind or a grade of automation."""
    return say(_WORDS[value], value)


def edition(edition_id: str) -> "Edition":
    """The edition of that id. Raises CommandError naming those that there are."""
    from govcrawl.checklists.edition import EditionError
    from govcrawl.checklists.load import edition_ids, load_edition

    if edition_id not in edition_ids():
        known = "、".join(edition_ids())
        raise CommandError(
            f"没有指标版本“{edition_id}”；现有：{known}", f"there is no edition {edition_id!r}; there are: {known}"
        )
    try:
        return load_edition(edition_id)
    except EditionError as error:
        raise CommandError(
            f"指标版本 {edition_id} 有误：{error}", f"edition {edition_id} cannot be used: {error}"
        ) from error


@app.command()
def coverage(
    edition_id: Annotated[
        str | None, typer.Argument(metavar="EDITION", help="逐项列出这一版本；省略时列出各版本合计")
    ] = None,
    as_json: AsJson = False,
    database_url: UnusedDatabaseUrl = None,
) -> None:
    """各版本有多少指标由机器判断、机器提出人工确认、人工判断；指定版本时逐项列出所需事实。"""
    if edition_id is not None:
        _coverage_of(edition(edition_id), as_json)
        return
    from govcrawl.checklists.load import edition_ids

    rows = []
    for edition_id in edition_ids():
        chosen = edition(edition_id)
        grades = Counter(indicator.automation for indicator in chosen.indicators)
        rows.append(
            {
                "edition": edition_id,
                "title": chosen.title,
                "indicators": len(chosen.indicators),
                **{grade.value: grades[grade] for grade in Automation},
            }
        )
    if as_json:
        print_json(rows)
        return
    headers = [say("版本", "edition"), say("名称", "title"), say("指标数", "indicators")]
    print_table([*headers, *(word(grade.value) for grade in Automation)], [tuple(row.values()) for row in rows])


def _coverage_of(chosen: "Edition", as_json: bool) -> None:
    """Every indicator of one edition: who judges it, and from which facts."""
    from govcrawl.checks.coverage import by_automation
    from govcrawl.checks.coverage import coverage as rows_of

    rows = rows_of(chosen)
    if as_json:
        print_json(
            [
                {
                    "id": row.indicator,
                    "code": row.code,
                    "title": row.title,
                    "automation": row.automation,
                    "check": row.check,
                    "needs": list(row.needs),
                    "verified": row.verified,
                }
                for row in rows
            ]
        )
        return
    headers = [say("编号", "code"), say("指标", "indicator"), say("判断", "judged by"), say("所需事实", "needs")]
    print_table(
        headers, [(row.code, row.title, word(row.automation), "、".join(map(fact_word, row.needs))) for row in rows]
    )
    totals = by_automation(rows)
    out("，".join(f"{word(grade.value)}{count}" for grade, count in totals.items()))


def fact_word(kind: str) -> str:
    """The user's word for a kind of facts."""
    return say(_FACTS[kind], kind)


@app.command()
def show(
    edition_id: Annotated[str, typer.Argument(metavar="EDITION", help="指标版本，如 national_2019")],
    as_json: AsJson = False,
    database_url: UnusedDatabaseUrl = None,
) -> None:
    """列出一个版本的全部指标。"""
    chosen = edition(edition_id)
    if as_json:
        print_json(
            [
                {
                    "id": indicator.id,
                    "code": indicator.code,
                    "title": indicator.title,
                    "category": indicator.category,
                    "kind": indicator.kind,
                    "points": indicator.points,
                    "cap": indicator.cap,
                    "automation": indicator.automation,
                    "clause": indicator.clause,
                    "document": indicator.document,
                    "verified": indicator.verified,
                }
                for indicator in chosen.indicators
            ]
        )
        return
    out(f"{chosen.title}　{chosen.document}")
    print_table(
        [
            say("编号", "code"),
            say("指标", "indicator"),
            say("类型", "kind"),
            say("分值", "points"),
            say("判断", "judged by"),
        ],
        [
            (indicator.code, indicator.title, word(indicator.kind), indicator.points or "", word(indicator.automation))
            for indicator in chosen.indicators
        ],
    )
