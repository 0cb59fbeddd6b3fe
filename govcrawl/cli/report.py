"""`govcrawl report`: the documents of an inspection."""

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.causes import file_reason
from govcrawl.cli.console import CommandError, ExitCode, note, out, say
from govcrawl.cli.files import refused_files
from govcrawl.cli.holds import note_holds
from govcrawl.cli.options import DatabaseUrl, EditionId, InspectionName, Lang
from govcrawl.cli.session import database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from govcrawl.reports.content import Content
    from govcrawl.reports.letter import Letter as OfficeLetter
    from govcrawl.reports.paper import Brought

app = typer.Typer(help="输出通报、附件和台账。", no_args_is_help=True)

Format = Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="文件格式；省略时看 --out 的扩展名")]
Out = Annotated[Path, typer.Option("--out", metavar="PATH", help="输出文件")]
Decimals = Annotated[int, typer.Option("--decimals", min=0, max=4, help="百分比小数位数")]


Letter = Annotated[Path | None, typer.Option("--letter", metavar="TOML", help="行文信息（发文单位、依据、期限等）")]


@app.command("circular")
def circular(
    name: InspectionName,
    out_path: Out,
    kind: Format = None,
    edition: EditionId = None,
    letter: Letter = None,
    previous: Annotated[str | None, typer.Option("--previous", metavar="NAME", help="上次检查，用于比较合格率")] = None,
    find_errors: Annotated[Path | None, typer.Option("--find-errors", metavar="FILE", help="找错留言表")] = None,
    accountability: Annotated[Path | None, typer.Option("--accountability", metavar="FILE", help="问责情况表")] = None,
    template: Annotated[Path | None, typer.Option("--template", metavar="DOCX", help="本单位的 Word 模板")] = None,
    decimals: Decimals = 1,
    lang: Lang = "zh",
    database_url: DatabaseUrl = None,
) -> None:  # fmt: skip
    """通报：正文、检查情况统计表、问题清单和待核查事项（html、docx、pdf、xlsx、json、csv）。"""
    from govcrawl.evidence.recorder import FOLDER
    from govcrawl.reports.circular import FORMATS, contradictions, write_circular
    from govcrawl.store.server import default_home

    chosen = choose_format(kind, out_path, FORMATS)
    check_template(template)

    if lang == "en" and chosen in {"docx", "pdf"}:
        note(say("公文只有中文文本", "the letter is written in Chinese only; html, xlsx, csv and json are in English"))

    def write(content: "Content") -> None:
        brought = _brought(content, letter, previous, find_errors, accountability, decimals)
        note_unknown_years(brought.letter, brought.letter.signed_on or content.inspection.as_of)
        for message in contradictions(content, brought):
            note(say("数字核对：", "figures: ") + message)
        evidence = default_home() / FOLDER
        write_circular(content, chosen, out_path, lang=lang, brought=brought, template=template, evidence=evidence)

    write_document(database_url, name, edition, out_path, write)


def _brought(
    content: "Content",
    letter: Path | None,
    previous: str | None,
    find_errors: Path | None,
    accountability: Path | None,
    decimals: int,
) -> "Brought":
    """What the office brings along. Raises CommandError for a file that cannot be used."""
    from govcrawl.reports.imports import read_accountability, read_find_errors
    from govcrawl.reports.letter import Letter as OfficeLetter
    from govcrawl.reports.letter import read_letter
    from govcrawl.reports.paper import Brought

    before = read_or_refuse(content.connection, previous, None) if previous else None
    if before is not None:
        _note_other_sites(content, before)
    with refused_files():
        return Brought(
            letter=read_letter(letter) if letter else OfficeLetter(),
            previous=before,
            find_errors=read_find_errors(find_errors, content.inspection.as_of) if find_errors else None,
            accountability=read_accountability(accountability) if accountability else {},
            decimals=decimals,
        )


def _note_other_sites(now: "Content", before: "Content") -> None:
    """A rate that fell may only be of other sites."""
    ours, theirs = ({row.site_id_code for row in content.verdicts} for content in (now, before))
    if ours != theirs:
        note(
            say(
                f"提示：两次检查的网站不同（上次 {len(theirs)} 个，本次 {len(ours)} 个，相同 {len(ours & theirs)} 个），"
                "合格率的升降不全是整改的结果",
                f"note: other sites were inspected before ({len(theirs)}, now {len(ours)}, {len(ours & theirs)} in both)",
            )
        )


def note_unknown_years(letter: "OfficeLetter", day: date) -> None:
    """Says where a deadline was counted in a year whose public holidays are not known."""
    for year in letter.unknown_years(day):
        note(
            say(
                f"{year} 年的放假安排尚无数据，工作日按周一至周五推算；请核对期限，"
                "或在 --letter 中填写 holidays 和 extra_workdays",
                f"the public holidays of {year} are not known: Monday to Friday was counted; check the deadline, or give"
                " holidays and extra_workdays in --letter",
            )
        )


def choose_format(kind: str | None, out_path: Path, known: tuple[str, ...]) -> str:
    """The format that was asked for, or the one of the file's suffix."""
    chosen = (kind or out_path.suffix.lstrip(".")).lower()
    if chosen not in known:
        raise CommandError(
            f"--format：“{chosen}”不支持，可用 {'、'.join(known)}",
            f"--format: {chosen!r} is not known, use one of {', '.join(known)}",
        )
    return chosen


def write_document(
    database_url: str | None, name: str, edition: str | None, path: Path, write: "Callable[[Content], None]"
) -> None:
    """Open the database, find the inspection, write the document; a half-written file is taken away again."""
    check_writable(path)
    with database(database_url) as opened, opened.engine.connect() as connection:
        content = read_or_refuse(connection, name, edition)
        note_holds(connection, name)
        with refused_documents(path):
            write(content)
    out(say(f"已写入 {path}", f"wrote {path}"))


def read_or_refuse(connection: "Connection", name: str, edition: str | None) -> "Content":
    """The inspection's content. Raises CommandError naming what there is where there is no such inspection or edition."""
    from govcrawl.reports.content import NothingToReportError, read_content

    try:
        return read_content(connection, name, edition)
    except NothingToReportError as error:
        known = "、".join(error.known[-10:]) or "无"
        what = "检查" if error.what == "inspection" else "指标版本"
        raise CommandError(f"没有名为“{error.wanted}”的{what}；现有：{known}", str(error)) from error


@contextmanager
def refused_documents(path: Path) -> Iterator[None]:
    """Says in one line why a document could not be written; a half-written new file is taken away again."""
    from govcrawl.reports.word import TooManyRowsError

    was_there = path.exists()
    try:
        yield
    except TooManyRowsError as error:
        raise CommandError(
            f"行数过多（{error}），Word 难以打开；请改用 xlsx", f"too many rows for Word ({error}); use xlsx"
        ) from error
    except ModuleNotFoundError as error:
        raise CommandError(
            f"缺少组件 {error.name}：请安装 govcrawl[report]", f"{error.name} is missing: install govcrawl[report]"
        ) from error
    except OSError as error:
        if not was_there:
            path.unlink(missing_ok=True)
        zh, en = file_reason(error)
        raise CommandError(f"无法写入 {path}：{zh}", f"cannot write {path}: {en}", ExitCode.FAILED) from error


def check_template(template: Path | None) -> None:
    """Refuse a template that is no Word document."""
    if template is None:
        return
    if not template.is_file():
        raise CommandError(f"--template：文件 {template} 不存在", f"--template: there is no file {template}")
    if not (zipfile.is_zipfile(template) and "word/document.xml" in zipfile.ZipFile(template).namelist()):
        raise CommandError(
            f"--template：{template} 不是 Word 文档，请另存为 .docx",
            f"--template: {template} is no Word document (.docx)",
        )


def check_writable(path: Path) -> None:
    """Refuse a path that can hold no file before any work is done."""
    problems = {
        ("是目录", "is a folder"): path.is_dir(),
        ("所在目录不存在", "is in no existing folder"): not path.parent.is_dir(),
        ("不可写", "is not writable"): not os.access(path if path.exists() else path.parent, os.W_OK),
    }
    for (zh, en), is_so in problems.items():
        if is_so:
            raise CommandError(f"--out：{path} {zh}", f"--out: {path} {en}")
