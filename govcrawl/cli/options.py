"""The options that many commands share, declared once."""

from datetime import date
from typing import Annotated

import typer

from govcrawl.cli.console import CommandError

DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        envvar="GOVCRAWL_DATABASE_URL",
        metavar="DSN",
        help="PostgreSQL 地址；省略时使用 GOVCRAWL_HOME 下的内置数据库",
    ),
]
UnusedDatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database-url", envvar="GOVCRAWL_DATABASE_URL", metavar="DSN", help="本命令不使用数据库", hidden=True
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]
InspectionName = Annotated[str, typer.Argument(metavar="NAME", help="检查名称")]
EditionId = Annotated[str | None, typer.Option("--edition", metavar="ID", help="检查指标版本，如 national_2019")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="监测时间点，如 2026-11-20")]
KINDS = "portal 门户，department 部门，county_and_below 县级以下，platform 集约化平台"
"""The kinds of sites, for a help text."""
Lang = Annotated[str, typer.Option("--lang", metavar="zh|en", help="输出语言")]


def read_date(text: str | None, option: str) -> date | None:
    """The ISO date of an option, or None where it was not given. Raises CommandError for anything else."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"{option}：“{text}”不是日期，请写成 2026-11-20 的形式",
            f"{option}: {text!r} is no date, write it as 2026-11-20",
        ) from None


def china_today() -> date:
    """Today in Asia/Shanghai, the day that inspections count in."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Asia/Shanghai")).date()
