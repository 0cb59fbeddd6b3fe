"""`govcrawl db`: migrations, roles, address and size of the database."""

from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, out, print_json, print_table, say
from govcrawl.cli.options import AsJson, DatabaseUrl
from govcrawl.cli.session import database

if TYPE_CHECKING:
    from govcrawl.store.database import Database

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
        stands = found["current"] or say("无（尚未建立，请运行 govcrawl db upgrade）", "none (run govcrawl db upgrade)")
        out(say(f"数据库版本 {stands}；程序版本 {found['head']}", f"database {stands}; program {found['head']}"))


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
    """建立或更新数据库角色（采集、复核、只读分析）及其权限，并建好排队用的表。"""
    with database(database_url) as opened:
        made = share_rights(opened)
    out(say("角色已就绪：", "roles are ready: ") + ", ".join(made))


def share_rights(opened: "Database") -> tuple[str, ...]:
    """Makes the roles and sets their rights, on the queue too where its parts are installed; returns their names."""
    from govcrawl.store.queue_tables import QueueMissingError, share_queue
    from govcrawl.store.roles import make_roles

    made = make_roles(opened.engine)
    try:
        share_queue(opened.engine)
    except QueueMissingError:
        pass  # one machine needs no queue
    return made


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


@app.command()
def partitions(
    ahead: Annotated[int, typer.Option("--ahead", min=0, metavar="N", help="除本季度外，再预建几个季度的分区")] = 1,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """预建本季度及以后各季度的分区，并列出全部分区；由定时任务每周运行。"""
    from govcrawl.cli.options import china_today
    from govcrawl.store.partitions import Quarter, make_quarters, parts

    with database(database_url) as opened, opened.engine.begin() as connection:
        made = make_quarters(connection, Quarter.of(china_today()), ahead)
        found = list(parts(connection))
    if as_json:
        named = [
            {"table": part.table, "partition": part.name, "bytes": part.bytes, "rows": part.rows} for part in found
        ]
        print_json({"made": made, "partitions": named})
        return
    if made:
        out(say("新建：", "made: ") + ", ".join(made))
    print_table(
        [say("分区", "partition"), say("大小（MB）", "size (MB)"), say("行数（估计）", "rows (estimate)")],
        [(part.name, f"{part.bytes / 1_048_576:.1f}", part.rows) for part in found],
    )


@app.command()
def prune(
    keep: Annotated[int, typer.Option("--keep", min=1, metavar="N", help="除本季度外，保留几个季度的采集记录和证据")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出将删除的内容，不删除")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """删除过期季度的采集记录和证据文件；判定结论、问题和人工决定保留，但不能再重新计算。"""
    from govcrawl.cli.options import china_today
    from govcrawl.evidence.recorder import drop_evidence
    from govcrawl.store.partitions import Quarter, drop_quarters, expired, expiring

    before = Quarter.of(china_today()).later(-keep)
    with database(database_url) as opened:
        with opened.engine.begin() as connection:
            names = expiring(connection, before)
            parts = [part.name for part in expired(connection, before)]
            if not dry_run:
                drop_quarters(connection, before)
        freed = 0 if dry_run else sum(drop_evidence(name) for name in names)
    for name in (*names, *parts):
        out(name)
    verb = say("将删除" if dry_run else "已删除", "would drop" if dry_run else "dropped")
    out(
        say(
            f"{verb}：{len(names)} 次检查的采集记录，{len(parts)} 个分区，证据 {freed / 1_048_576:.1f} MB",
            f"{verb}: observations of {len(names)} inspections, {len(parts)} partitions, {freed / 1_048_576:.1f} MB of evidence",
        )
    )
