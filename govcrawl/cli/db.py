"""`govcrawl db`: migrations, roles, address and size of the database."""

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
    """显示数据库地址，供 psql 等工具连接；口令以星号代替。"""
    with database(database_url) as opened:
        out(opened.safe_url)


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
    from govcrawl.store.reporting import table_sizes

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
