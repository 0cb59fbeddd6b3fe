"""One clear line for a command line that the parser refused."""

import re
from typing import Any

from typer.exceptions import TyperException

from govcrawl.cli.console import say

# The parser's own sentences, as far as users meet them.
_CHINESE = (
    (r"No such command '(.+?)'\.?.*", r"没有命令 \1"),
    (r"No such option: (\S+).*", r"没有选项 \1"),
    (r"Option '(.+?)' requires an argument\.?", r"选项 \1 缺少值"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"多余的参数：\1"),
    (r"(?:Value error, )?'(.*)' is not one of (.+?)\.?", r"“\1”不在可选值之内：\2"),
    (r"Input should be a valid (?:number|integer).*", r"应为数字"),
    (r"Input should be (?:greater|less) than or equal to (\S+)", r"超出范围，界限为 \1"),
)


def usage_line(error: TyperException) -> str:
    """What was wrong, and where the usage stands."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "govcrawl"
    english = error.format_message().rstrip(".")
    return say(f"{_chinese(error)}；用法见 {path} --help", f"{english}; for the usage see {path} --help")


def _chinese(error: TyperException) -> str:
    param: Any = getattr(error, "param", None)
    if param is None:
        return _translated(error.format_message())
    name = "/".join(param.opts) if param.param_type_name == "option" else (param.metavar or param.name)
    if type(error).__name__ == "MissingParameter":
        return f"缺少 {name}"
    return f"{name}：{_translated(error.message)}"


def _translated(message: str) -> str:
    for pattern, chinese in _CHINESE:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return found.expand(chinese)
    return message
