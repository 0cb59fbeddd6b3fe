"""Why a database or a file cannot be used, in the user's language and with the cure (causes.toml)."""

import errno
import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from govcrawl.cli.console import CommandError, ExitCode, one_line


def database_error(error: BaseException) -> CommandError:
    """The failure of a database as one line: what is wrong and the cure, else the server's own words."""
    zh, en = cause_words(
        str(getattr(error, "orig", None) or error), getattr(getattr(error, "orig", error), "sqlstate", None)
    )
    return CommandError(f"数据库不可用：{zh}", f"the database cannot be used: {en}", ExitCode.FAILED)


def cause_words(text: str, state: str | None = None) -> tuple[str, str]:
    """(Chinese, English) for a failure of the database: what is wrong and the cure, else its own words."""
    reason = one_line(text)
    for cause in _causes()["database"]:
        found = re.search(cause["pattern"], reason) if "pattern" in cause else None
        if found or state in cause.get("state", ()):
            name = (found.groupdict().get("name") if found else None) or ""
            zh, en = (cause[lang].replace("{name}", name) for lang in ("zh", "en"))
            return zh.replace("（）", ""), en.replace(" ()", "")
    return reason, reason


def file_reason(error: OSError) -> tuple[str, str]:
    """(Chinese, English) for what the operating system says of a file."""
    entry = _causes()["file"].get(errno.errorcode.get(error.errno or 0, ""))
    system = error.strerror or type(error).__name__
    return (entry["zh"], entry["en"]) if entry else (system, system)


def home_error(error: OSError) -> CommandError:
    """A GOVCRAWL_HOME that cannot be used."""
    from govcrawl.store.server import default_home

    home, (zh, en) = default_home(), file_reason(error)
    return CommandError(
        f"数据目录 {home} 不能使用：{zh}；请把环境变量 GOVCRAWL_HOME 设为一个可写的文件夹",
        f"the folder {home} cannot be used: {en}; set GOVCRAWL_HOME to a folder that can be written",
        ExitCode.FAILED,
    )


def file_error(error: OSError) -> CommandError | None:
    """A file or folder that cannot be used; None where the error names none."""
    if error.filename is None:
        return None
    zh, en = file_reason(error)
    return CommandError(
        f"{error.filename} 不能使用：{zh}；请核对路径和权限",
        f"{error.filename} cannot be used: {en}; check the path and its permissions",
        ExitCode.FAILED,
    )


@cache
def _causes() -> dict[str, Any]:
    return tomllib.loads(resources.files("govcrawl.cli").joinpath("causes.toml").read_text("utf-8"))
