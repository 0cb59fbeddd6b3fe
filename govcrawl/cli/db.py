"""`govcrawl db`: migrations, roles, address and size of the database."""

from typing import Annotated

import typer

from govcrawl.cli.console import CommandError, out, print_json, print_table, say
from govcrawl.cli.options import AsJson, DatabaseUrl
from govcrawl.cli.session import database

app = typer.Typer(help="数据库：升级、版本、角色、地址、大小。", no_args_is_help=True)


@app.command()
def upgrade(database_url: DatabaseUrl = None) -> None:
    """把数据库升级到本程序的版本。"""
    from govcrawl.store.migrate import current_revision

    with database(database_url) as opened, opened.engine.connect() as connection:
        revision = current_revision(connection)
    out(say(f"数据库已是版本 {revision}", f"the database stands at revision {revision}"))


@app.command()
def current(as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """显示数据库版本和本程序需要的版本。"""
    from govcrawl.store.migrate import current_revision, head_revision

    with database(database_url, migrate=False) as opened, opened.engine.connect() as connection:
        found = {"current": current_revision(connection), "head": head_revision()}
    if as_json:
        print_json(found)
    else:
        out(say("数据库版本 {current}；程序版本 {head}", "database {current}; program {head}").format(**found))


@app.command()
def url(database_url: DatabaseUrl = None) -> None:
    """显示数据库地址，供 psql 等工具连接；内置数据库会保持运行，闲置十分钟后自行停止。"""
    from govcrawl.cli.keeper import keep_running

    with database(database_url) as opened:
        if opened.embedded is not None:
            keep_running()
        out(opened.safe_url)


@app.command()
def serve(
    idle: Annotated[
        int, typer.Option("--idle", min=0, metavar="SECONDS", help="无人连接多少秒后停止；0 为一直运行")
    ] = 0,
    database_url: DatabaseUrl = None,
) -> None:
    """让内置数据库保持运行，直到按 Ctrl-C 或闲置到时。"""
    from govcrawl.cli.keeper import watch

    with database(database_url) as opened:
        if opened.embedded is None:
            raise CommandError("只有内置数据库需要保持运行", "only the embedded database has to be kept running")
        out(opened.safe_url)
        watch(opened, idle)


@app.command()
def roles(database_url: DatabaseUrl = None) -> None:
    """建立或更新数据库角色（采集、复核、只读分析）及其权限。"""
    from govcrawl.store.roles import make_roles

    with database(database_url) as opened:
        made = make_roles(opened.engine)
    out(say("角色已就绪：", "roles are ready: ") + ", ".join(made))


@app.command()
def size(as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """显示各表大小，从大到小。"""
    from govcrawl.store.reporting_register import table_sizes

    with database(database_url) as opened, opened.engine.connect() as connection:
        sizes = table_sizes(connection)
    if not sizes:
        raise CommandError("数据库中没有表", "the database has no table")
    if as_json:
        print_json([{"table": name, "bytes": total, "rows": rows} for name, total, rows in sizes])
        return
    print_table(
        [say("表", "table"), say("大小（MB）", "size (MB)"), say("行数（估计）", "rows (estimate)")],
        [(name, f"{total / 1_048_576:.1f}", rows) for name, total, rows in sizes],
    )
