"""`govcrawl extract`: one page to facts, nothing stored. The everyday tool for a contested page."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from govcrawl.cli.console import CommandError, out, plain, print_json, print_table, say
from govcrawl.cli.options import AsJson, AsOf, UnusedDatabaseUrl, china_today, read_date
from govcrawl.cli.words import word

if TYPE_CHECKING:
    from govcrawl.extract.page import RawPage


def extract(
    source: Annotated[str, typer.Argument(metavar="FILE|DIR|URL", help="网页文件、网页所在目录或网址")],
    url: Annotated[str | None, typer.Option("--url", help="该文件原来的网址")] = None,
    as_of: AsOf = None,
    manifest: Annotated[
        Path | None, typer.Option("--manifest", metavar="TSV", help="目录的清单（file、url 列）")
    ] = None,
    assets: Annotated[Path | None, typer.Option("--assets", metavar="DIR", help="页面脚本和包含文件所在目录")] = None,
    as_json: AsJson = False,
    database_url: UnusedDatabaseUrl = None,
) -> None:
    """读取一个网页并列出事实（编码、栏目、列表日期、底部标识、链接等），不存库、不评判。"""
    day = read_date(as_of, "--as-of") or china_today()
    if url is not None:
        _check_address(url, "--url")
    if assets is not None and not assets.is_dir():
        raise CommandError(f"--assets：目录 {assets} 不存在", f"--assets: there is no folder {assets}")
    path = Path(source)
    if "://" in source and not path.exists():
        from govcrawl.cli.pages import fetch

        _check_address(source, "URL")
        _show(_facts(fetch(source), day, assets, path.name), as_json)
    elif path.is_dir():
        _extract_folder(path, manifest, day, assets)
    elif path.is_file():
        from govcrawl.cli.pages import SavedPage, read_saved

        _show(_facts(read_saved(SavedPage(path.name, path), url), day, assets, path.name), as_json)
    else:
        raise CommandError(f"找不到 {source}：请给出网页文件、目录或完整网址（http://…）", f"there is no {source}")


def _check_address(address: str, option: str) -> None:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise CommandError(
            f"{option}：“{address}”不是 http 或 https 网址", f"{option}: {address!r} is no http or https address"
        )


def _extract_folder(folder: Path, manifest: Path | None, day: date, assets: Path | None) -> None:
    """One JSON object a line, each with `file` first."""
    from govcrawl.cli.pages import read_saved, saved_pages

    if manifest is not None and not manifest.is_file():
        raise CommandError(f"--manifest：文件 {manifest} 不存在", f"--manifest: there is no file {manifest}")
    count = 0
    for page in saved_pages(folder, manifest):
        facts = _facts(read_saved(page, None), page.as_of or day, assets, page.file)
        out(json.dumps({"file": page.file, **facts}, ensure_ascii=False, default=str))
        count += 1
    if count == 0:
        raise CommandError(f"目录 {folder} 中没有网页文件", f"no page in folder {folder}")


def _facts(raw: "RawPage", day: date, assets: Path | None, name: str) -> dict[str, Any]:
    from govcrawl.cms.as_json import to_json
    from govcrawl.cms.read import read_page
    from govcrawl.model.vocabulary import VisitRole

    hosts = tuple(host for host in [urlsplit(raw.url).hostname] if host)
    texts: Mapping[str, str] = {}
    if assets is not None:
        from govcrawl.cli.pages import assets_beside
        from govcrawl.extract.footer import footer_assets
        from govcrawl.extract.page import open_page

        texts = assets_beside(footer_assets(open_page(raw)), assets, name)
    # A saved .json or .xml is what a list's own data address answered, not a page.
    role = VisitRole.ENDPOINT if name.lower().endswith((".json", ".xml")) else None
    return dict(to_json(read_page(raw, day, site_hosts=hosts, assets=texts, role=role)))


def _show(facts: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(facts)
        return
    article = facts.get("article") or {}
    print_table(
        [say("事实", "fact"), say("值", "value")],
        [
            (say("网址", "address"), facts["url"]),
            (say("编码", "charset"), facts["charset"]),
            (say("发布系统", "publishing system"), facts["cms"]),
            (say("页面类型", "page kind"), word("page_kind", facts["page_kind"])),
            (say("列表条数", "items"), len(facts["items"])),
            (say("列表最新日期", "newest item"), facts["newest_item_on"]),
            (say("文章标题", "article"), article.get("title")),
            (say("文章日期", "published on"), article.get("printed_on")),
            (say("栏目数", "columns"), len(facts["columns"])),
            (say("链接数", "links"), len(facts["links"])),
        ],
    )
    seen = {True: say("有", "present"), False: say("无", "absent"), None: say("未能判断", "not told")}
    if facts["marks"]:
        print_table(
            [say("底部标识", "mark"), say("是否有", "present"), say("值", "value"), say("位置", "where")],
            [
                (word("mark", name), seen[mark["present"]], mark["value"], word("mark_place", mark["where"]))
                for name, mark in facts["marks"].items()
            ],
        )
    if facts["items"]:
        print_table(
            [say("日期", "date"), say("标题", "title"), say("网址", "address")],
            [(item["printed_on"], item["title"], item["url"]) for item in facts["items"]],
        )
    for field, why in facts["why"].items():
        out(plain(f"{field}: {why}"))
