"""`govcrawl db dump | restore`: everything in the database into one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from govcrawl.cli.causes import file_reason
from govcrawl.cli.console import CommandError, ExitCode, out, say
from govcrawl.cli.db import app, share_rights
from govcrawl.cli.options import DatabaseUrl
from govcrawl.cli.session import database

__all__ = ["app"]


@app.command()
def dump(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="写入的文件")], database_url: DatabaseUrl = None
) -> None:
    """备份：把数据库的全部内容写入一个文件（证据文件另行备份）。"""
    from govcrawl.store.dump import dump_database

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with database(database_url, migrate=False) as opened:
            size = dump_database(opened, file)
    except OSError as error:
        zh, en = file_reason(error)
        raise CommandError(f"不能写入 {file}：{zh}", f"cannot write {file}: {en}", ExitCode.FAILED) from error
    out(say(f"已备份到 {file}（{size / 1_048_576:.1f} MB）", f"dumped to {file} ({size / 1_048_576:.1f} MB)"))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="备份文件")],
    database_url: DatabaseUrl = None,
) -> None:
    """恢复：把备份装入一个空数据库，升级到本程序的版本，并建立角色和权限。"""
    from govcrawl.store.dump import restore_database
    from govcrawl.store.migrate import upgrade

    with database(database_url, migrate=False) as opened:
        restore_database(opened, file)
        upgrade(opened.engine)
        share_rights(opened)
    out(say(f"已从 {file} 恢复", f"restored from {file}"))
