"""`govcrawl screenshots`: pictures of the pages that findings name, for the person who decides."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from govcrawl.cli.console import CommandError, note, out, say
from govcrawl.cli.options import DatabaseUrl, InspectionName
from govcrawl.cli.session import database

if TYPE_CHECKING:
    from sqlalchemy import Engine


def screenshots(
    name: InspectionName,
    site: Annotated[list[str] | None, typer.Option("--site", metavar="CODE", help="只拍该网站标识码（可重复）")] = None,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="每个网站最多拍几张")] = 5,
    delay: Annotated[float, typer.Option("--delay", metavar="SECONDS", min=0, help="同一主机两次访问的间隔")] = 1.0,
    database_url: DatabaseUrl = None,
) -> None:
    """截图：为待人工核实的问题页面拍照存证，先疑似、后单项否决；已有截图的不再拍。"""
    from govcrawl.middlewares.trouble import FetchTrouble
    from govcrawl.store.evidence import unpictured
    from govcrawl.store.inspections import UnknownInspectionError, stored_inspection

    with database(database_url) as opened:
        try:
            with opened.engine.connect() as connection:
                number = stored_inspection(connection, name).number
                wanted = unpictured(connection, number, site or [], most)
            pages = [(code, url) for code, urls in wanted.items() for url in urls]
            taken = asyncio.run(take(opened.engine, name, number, pages, delay, {})) if pages else 0
        except UnknownInspectionError:
            raise CommandError(f"没有名为“{name}”的检查", f"no inspection is named {name!r}") from None
        except FetchTrouble as trouble:
            raise CommandError(f"无法截图：{trouble.detail}", trouble.detail) from trouble
    left = len(pages) - taken
    out(say(f"已截图 {taken} 张，未能截图 {left} 张", f"took {taken} pictures, {left} could not be had"))


async def take(
    engine: "Engine", name: str, number: int, pages: list[tuple[str, str]], delay: float, given: Mapping[str, str]
) -> int:
    """Pictures of (site, address); keeps each as it comes and returns how many came. `given` are Scrapy settings.

    Raises FetchTrouble where no browser can be had.
    """
    from scrapy.utils.project import get_project_settings

    from govcrawl.evidence.recorder import FOLDER
    from govcrawl.evidence.screenshots import save_screenshot
    from govcrawl.middlewares.clock import HostClock
    from govcrawl.middlewares.screenshots import take_pictures
    from govcrawl.store.evidence import save_evidence
    from govcrawl.store.server import default_home

    settings, taken = get_project_settings(), 0
    settings.setmodule("govcrawl.settings", priority="project")
    settings.update(dict(given), priority="cmdline")
    codes = iter([code for code, _ in pages])
    async for picture in take_pictures([url for _, url in pages], settings, HostClock(delay)):
        code = next(codes)
        if picture.png is None:
            note(f"{picture.url}: {picture.trouble}")
            continue
        row = save_screenshot(default_home() / FOLDER, name, code, picture.url, picture.png, picture.taken_at)
        with engine.begin() as connection:
            save_evidence(connection, number, code, [row])
        taken += 1
    return taken
