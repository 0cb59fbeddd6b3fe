"""`govcrawl rescore`: judge stored facts again, no network, and say which verdicts change and why."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import LANGUAGE, CommandError, out, print_json, print_table, say
from govcrawl.cli.options import AsJson, AsOf, DatabaseUrl, InspectionName, read_date
from govcrawl.cli.session import database
from govcrawl.model.vocabulary import Verdict

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from govcrawl.checklists.edition import Edition
    from govcrawl.model.findings import Judgement
    from govcrawl.scoring.reasons import Change

_PROCESSES = 2
"""Processes that judge many sites beside this one; each holds about 110 MB."""


@dataclass(slots=True)
class _Rescored:
    """What rescoring came to: every verdict before and after, and the changes with their reasons."""

    before: Mapping[str, Verdict]
    after: dict[str, Verdict] = field(default_factory=dict)
    changes: "list[Change]" = field(default_factory=list)


def rescore(
    name: InspectionName,
    edition: Annotated[str, typer.Option("--edition", metavar="ID", help="检查指标版本，如 national_2019")],
    as_of: AsOf = None,
    every: Annotated[bool, typer.Option("--all", help="列出每个网站两个版本的结论，不只是有变化的")] = False,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """按另一版本指标（或另一日期）重新判定已存事实，不访问网络；列出结论有变化的网站和原因；原判定保留。

    按检查本身的版本重新判定后，不合格网站比上次成倍增加的，结果暂缓待人工放行。
    """
    from govcrawl.cli.checklist import edition as known_edition
    from govcrawl.cli.holds import note_holds
    from govcrawl.store.brake import brake
    from govcrawl.store.inspections import leave_out_offline

    chosen = known_edition(edition)
    began = time.monotonic()
    with database(database_url) as opened, opened.engine.begin() as connection:
        own = known_edition(require_inspection(connection, name))
        day = _day(connection, name, as_of)
        result, changed = _judge(connection, name, own, chosen, day)
        gone = () if day else leave_out_offline(connection, name)
        if chosen.id == own.id and day is None:
            brake(connection, name)
        names = _names(connection, result)
        note_holds(connection, name)
    if as_json:
        print_json(_as_json(result, own, chosen))
        return
    seconds = time.monotonic() - began
    judged = len(result.after)
    out(
        say(
            f"已按 {edition} 重新判定 {judged} 个网站，其中 {changed} 个判定有变化，用时 {seconds:.1f} 秒",
            f"judged {judged} sites again under {edition}, {changed} judgements are new, {seconds:.1f} s",
        )
    )
    if gone:
        listed = "、".join(f"{code} {names.get(code)}" for code in gone)
        out(
            say(
                f"按现在的名录当日已关停或经批准临时下线，不再计入：{listed}",
                f"offline by the register, left out: {listed}",
            )
        )
    _print_totals(result, own, chosen)
    if every:
        _print_all(result, names)
    _print_changes(result, names)


def _day(connection: "Connection", name: str, as_of: str | None) -> "date | None":
    """The day to judge on. Raises CommandError for a day later than the one that the facts were gathered for."""
    from govcrawl.store.inspections import stored_inspection

    day, last = read_date(as_of, "--as-of"), stored_inspection(connection, name).inspection.as_of
    if day and day > last:
        raise CommandError(
            f"--as-of：事实截至 {last}，不能按更晚的 {day} 判定", f"--as-of: the facts are of {last}, not of {day}"
        )
    return day


def _judge(
    connection: "Connection", name: str, own: "Edition", chosen: "Edition", day: "date | None"
) -> tuple[_Rescored, int]:
    """Judge and compare with what counted under the inspection's own edition."""
    from govcrawl.cli.judging import judge_again
    from govcrawl.scoring.reasons import change
    from govcrawl.store.judgements import current_verdicts, iter_judgements

    result = _Rescored(current_verdicts(connection, name, own.id))

    def compare(judgements: "Sequence[Judgement]") -> None:
        result.after |= {one.site_id_code: one.verdict for one in judgements}
        other = [one for one in judgements if result.before.get(one.site_id_code) is not one.verdict]
        codes = [one.site_id_code for one in other]
        before = {one.site_id_code: one for one in iter_judgements(connection, name, own.id, codes)}
        result.changes.extend(change(before.get(one.site_id_code), own, one, chosen) for one in other)

    _, changed = judge_again(connection, name, chosen, as_of=day, before_saving=compare, processes=_PROCESSES)
    return result, changed


def _names(connection: "Connection", result: _Rescored) -> Mapping[str, str]:
    from govcrawl.store.register import load_sites

    return {site.site_id_code: site.name for site in load_sites(connection, list(result.after))}


def _word(verdict: Verdict | None) -> str:
    from govcrawl.reports.words import word

    return word("verdict", verdict.value, LANGUAGE.get()) if verdict else say("（无）", "-")


def _print_totals(result: _Rescored, own: "Edition", chosen: "Edition") -> None:
    rows = []
    for heading, edition, verdicts in (
        (say("原", "before"), own, result.before),
        (say("现", "now"), chosen, result.after),
    ):
        counted = Counter(verdicts.values())
        rows.append((heading, edition.id, *(counted[verdict] for verdict in Verdict)))
    print_table(["", say("版本", "edition"), *(_word(verdict) for verdict in Verdict)], rows)


def _print_all(result: _Rescored, names: Mapping[str, str]) -> None:
    headers = [say("网站标识码", "code"), say("名称", "name"), say("原结论", "before"), say("现结论", "now")]
    rows = [
        (code, names.get(code), _word(result.before.get(code)), _word(verdict))
        for code, verdict in result.after.items()
    ]
    print_table(headers, rows)


def _print_changes(result: _Rescored, names: Mapping[str, str]) -> None:
    for one in result.changes:
        out(f"{one.site_id_code} {names.get(one.site_id_code)}：{_word(one.before)} → {_word(one.after)}")
        if one.before:
            out(say(f"  原因（原）：{one.why_before}", f"  before: {one.why_before}"))
        out(say(f"  原因（现）：{one.why_after}", f"  now: {one.why_after}"))
    out(say(f"结论有变化的网站 {len(result.changes)} 个", f"{len(result.changes)} verdicts differ"))


def _as_json(result: _Rescored, own: "Edition", chosen: "Edition") -> dict[str, object]:
    return {
        "before": {"edition": own.id, "verdicts": dict(sorted(result.before.items()))},
        "after": {"edition": chosen.id, "digest": chosen.digest, "verdicts": result.after},
        "changes": [asdict(one) for one in result.changes],
    }


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
