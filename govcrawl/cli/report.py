"""`govcrawl report`: the documents of an inspection."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, ExitCode, out, say
from govcrawl.cli.options import DatabaseUrl, EditionId, InspectionName, Lang
from govcrawl.cli.session import database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from govcrawl.reports.content import Content

app = typer.Typer(help="输出通报、附件和台账。", no_args_is_help=True)

Format = Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="文件格式；省略时看 --out 的扩展名")]
Out = Annotated[Path, typer.Option("--out", metavar="PATH", help="输出文件")]
Decimals = Annotated[int, typer.Option("--decimals", min=0, max=4, help="百分比小数位数")]


@app.command("circular")
def circular(
    name: InspectionName,
    out_path: Out,
    kind: Format = None,
    edition: EditionId = None,
    decimals: Decimals = 1,
    lang: Lang = "zh",
    database_url: DatabaseUrl = None,
) -> None:
    """通报：检查情况统计表、总数和问题清单（html、xlsx、json、csv）。"""
    from govcrawl.reports.circular import FORMATS, write_circular

    chosen = choose_format(kind, out_path, FORMATS)
    write_document(
        database_url,
        name,
        edition,
        out_path,
        lambda content: write_circular(content, chosen, out_path, lang=lang, decimals=decimals),
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
        try:
            write(content)
        except OSError as error:
            path.unlink(missing_ok=True)
            reason = error.strerror or str(error)
            raise CommandError(
                f"无法写入 {path}：{reason}", f"cannot write {path}: {reason}", ExitCode.FAILED
            ) from error
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


def check_writable(path: Path) -> None:
    """Refuse a path that can hold no file before any work is done."""
    if path.is_dir() or not path.parent.is_dir():
        problem = ("是目录", "is a folder") if path.is_dir() else ("所在目录不存在", "is in no existing folder")
        raise CommandError(f"--out：{path} {problem[0]}", f"--out: {path} {problem[1]}")
