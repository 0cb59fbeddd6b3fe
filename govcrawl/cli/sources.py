"""`govcrawl sources`: the source list, items of the State Council's site that others must re-post."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, note, out, print_json, print_table, say
from govcrawl.cli.files import refused_files
from govcrawl.cli.options import AsJson, AsOf, DatabaseUrl, china_today, read_date
from govcrawl.cli.session import database

if TYPE_CHECKING:
    from datetime import date

    from govcrawl.register.sources import SourceReading

app = typer.Typer(help="转载信息清单：导入或抓取中国政府网信息，列出。", no_args_is_help=True)


@app.command("import")
def import_(
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="清单（CSV 或 XLSX，列：标题、网址、发布时间），或列表页网址")
    ],
    as_json: AsJson = False,
    as_of: AsOf = None,
    database_url: DatabaseUrl = None,
) -> None:
    """导入应转载的信息清单；给出网址时读取该列表页的标题和日期。"""
    from govcrawl.store.sources import save_sources

    if "://" in source and not Path(source).exists():
        reading = _crawled(source, read_date(as_of, "--as-of") or china_today())
    else:
        from govcrawl.register.sources import read_sources

        with refused_files():
            reading = read_sources(Path(source))
    for remark in reading.errors:
        note(say("拒收：", "refused: ") + remark.line(say("zh", "en")))
    if not reading.items:
        raise CommandError(f"{source}：没有读到带发布时间的信息", f"{source}: no item with a time of publication")
    with database(database_url) as opened, opened.engine.begin() as connection:
        save_sources(connection, reading.items)
    count, bad = len(reading.items), len(reading.errors)
    if as_json:
        print_json({"items": count, "errors": bad})
    else:
        out(say(f"导入 {count} 条信息，拒收 {bad} 行", f"imported {count} items, refused {bad} rows"))


def _crawled(address: str, day: "date") -> "SourceReading":
    """The dated rows of a list page. Only days are known then: a delay is counted from the end of the day."""
    from govcrawl.cli.pages import fetch
    from govcrawl.cms.read import read_page
    from govcrawl.model.items import SourceItem
    from govcrawl.register.sources import SourceReading, read_instant

    facts = read_page(fetch(address), day)
    found = ((item, read_instant(str(item.printed_on or ""))) for item in facts.items)
    return SourceReading(tuple(SourceItem(item.title, item.url, told[0], False) for item, told in found if told))


@app.command("list")
def list_(as_json: AsJson = False, as_of: AsOf = None, database_url: DatabaseUrl = None) -> None:
    """列出检查日前一年内的清单。"""
    from govcrawl.register.sources import SHANGHAI
    from govcrawl.store.sources import load_sources

    with database(database_url) as opened, opened.engine.connect() as connection:
        items = load_sources(connection, read_date(as_of, "--as-of") or china_today())
    times = [
        f"{item.published_at.astimezone(SHANGHAI):{'%Y-%m-%d %H:%M' if item.has_time else '%Y-%m-%d'}}"
        for item in items
    ]
    rows = [{"title": item.title, "url": item.url, "published_at": at} for item, at in zip(items, times, strict=True)]
    if as_json:
        print_json(rows)
        return
    headers = [say("发布时间", "published"), say("标题", "title"), say("网址", "address")]
    print_table(headers, [(row["published_at"], row["title"], row["url"]) for row in rows])
