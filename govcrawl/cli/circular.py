"""`govcrawl circular`: published circulars read, their arithmetic checked, and held against our own verdicts."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import LANGUAGE, CommandError, out, plain, print_json, print_table, say
from govcrawl.cli.options import AsJson, DatabaseUrl, EditionId, UnusedDatabaseUrl
from govcrawl.cli.session import database

if TYPE_CHECKING:
    from govcrawl.circulars.compare import Comparison
    from govcrawl.circulars.records import Circular

_HABITS = {
    "coarse": "取整，相符", "truncated": "舍去尾数，相符", "padded": "末位补零，相符", "rounded": "四舍五入，相符",
    "exact": "相符",
}  # fmt: skip
"""How a printed rate agrees that is not the exact one (`Agreement`)."""
_COUNTS = {
    "verdicts_agreed": "结果一致", "verdicts_differing": "结果不一致", "verdicts_open": "结果无法比较",
    "problems_agreed": "问题一致", "problems_missed": "通报有、本系统无的问题", "problems_extra": "本系统有、通报无的问题",
}  # fmt: skip

app = typer.Typer(help="通报：读取、核对数字、与本系统结果比较。", no_args_is_help=True)

File = Annotated[Path, typer.Argument(metavar="FILE", help="通报全文（文本、网页、DOCX 或 XLSX 文件）")]


def _open(file: Path) -> "Circular":
    from govcrawl.circulars.documents import UnreadableDocumentError, document_text
    from govcrawl.circulars.read import read_circular

    if not file.is_file():
        raise CommandError(f"找不到文件 {file}", f"there is no file {file}")
    try:
        text = document_text(file.read_bytes())
    except UnreadableDocumentError as error:
        raise CommandError(
            f"{file}：不是文本、网页、DOCX 或 XLSX 文件，请先另存为其中一种",
            f"{file}: is no text, HTML, DOCX or XLSX file; save it as one of them first",
        ) from error
    if not text.strip():
        raise CommandError(f"{file}：没有文字", f"{file}: holds no text")
    return read_circular(text)


@app.command()
def read(file: File, as_json: AsJson = False, database_url: UnusedDatabaseUrl = None) -> None:
    """读出通报的标题、总数和各网站情况。"""
    circular = _open(file)
    if as_json:
        print_json({key: value for key, value in asdict(circular).items() if key not in {"text", "tables", "tallies"}})
        return
    out(plain(circular.title or say("（无标题）", "(no title)")))
    for name, value in circular.totals.items():
        out(f"{name}: {value}")
    print_table(
        [
            say("序号", "No."),
            say("网站标识码", "code"),
            say("名称", "name"),
            say("问题", "problems"),
            say("结果", "result"),
        ],
        [
            (row.number, row.site_id_code, row.name, row.problems_text, row.result or row.rectified_text)
            for row in circular.rows
        ],
    )
    for named in circular.named_sites:
        out(plain(f"{named.name}：{named.phrase}"))
    out(say(f"共 {len(circular.rows)} 行", f"{len(circular.rows)} rows"))


@app.command()
def check(file: File, as_json: AsJson = False, database_url: UnusedDatabaseUrl = None) -> None:
    """核对通报中的数字；只报告不符之处，不作修改。"""
    from govcrawl.circulars.arithmetic import check as find_issues

    issues = find_issues(_open(file))
    if as_json:
        print_json([asdict(issue) for issue in issues])
        return
    from govcrawl.circulars.rounding import Agreement

    wrong = [issue for issue in issues if issue.agreement is Agreement.DIFFERENT]
    for issue in wrong:
        out(plain(issue.message))
    for issue in issues:
        if issue.agreement is not Agreement.DIFFERENT:
            habit = _HABITS[issue.agreement] if LANGUAGE.get() == "zh" else f"{issue.agreement}, agrees"
            out(plain(f"{issue.message}{say('（', ' (')}{habit}{say('）', ')')}"))
    more = len(issues) - len(wrong)
    out(
        say(
            f"不符 {len(wrong)} 处" + (f"，另有 {more} 处属取舍习惯，不算不符" if more else ""),
            f"{len(wrong)} differ" + (f", {more} more agree but for their rounding" if more else ""),
        )
    )


@app.command()
def compare(
    file: File,
    name: Annotated[str, typer.Argument(metavar="NAME", help="检查名称")],
    edition: EditionId = None,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """把通报与一次检查的结果逐网站比较：一致、遗漏、多出。"""
    from govcrawl.circulars.compare import VerdictRow
    from govcrawl.circulars.compare import compare as hold_against
    from govcrawl.cli.report import read_or_refuse
    from govcrawl.model.vocabulary import Problem, Verdict

    circular = _open(file)
    with database(database_url) as opened, opened.engine.connect() as connection:
        content = read_or_refuse(connection, name, edition)
        ours = [
            VerdictRow(
                site.verdict.site_id_code,
                site.verdict.site_name,
                Verdict(site.result),
                frozenset(Problem(finding.problem) for finding in site.problems if finding.problem),
            )
            for site in content.sites()
        ]
    comparison = hold_against(circular, ours)
    if as_json:
        print_json(asdict(comparison))
        return
    agrees = {True: say("一致", "agrees"), False: say("不一致", "differs"), None: ""}
    rows = [
        (pair.published.name, agrees[pair.verdict_agrees], *map(_words, (pair.agreed, pair.missed, pair.extra)))
        for pair in comparison.sites
    ]
    headers = [
        say("网站", "site"),
        say("结果", "verdict"),
        say("一致", "agreed"),
        say("遗漏", "missed"),
        say("多出", "extra"),
    ]
    print_table(headers, rows)
    _name_unmatched(comparison)
    for key, count in comparison.words.items():
        out(f"{_COUNTS[key] if LANGUAGE.get() == 'zh' else key.replace('_', ' ')}{say('：', ': ')}{count}")


def _name_unmatched(comparison: "Comparison") -> None:
    """Sites that stand on one side only: a comparison must not pass over them."""
    for heading, names in (
        (say("只在通报中", "only in the circular"), [one.name for one in comparison.only_published]),
        (say("只在本次检查中", "only in the inspection"), [one.site_name for one in comparison.only_ours]),
    ):
        if names:
            out(f"{heading}{say('：', ': ')}{plain(say('、', ', ').join(names))}")


def _words(problems: Iterable[str]) -> str:
    from govcrawl.reports.words import problem_title

    return say("、", ", ").join(problem_title(problem, LANGUAGE.get()) for problem in sorted(problems))
