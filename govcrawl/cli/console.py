"""What every command says to its user, and how: one language, one clear line an error, nothing that a page smuggled in."""

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from enum import IntEnum

LANGUAGE: ContextVar[str] = ContextVar("language", default="zh")
"""`zh` or `en`."""


class ExitCode(IntEnum):
    """The contract's exit codes."""

    DONE = 0
    FAILED = 1
    WRONG_USE = 2
    SOME_SITES_LEFT = 3
    INTERRUPTED = 130


class CommandError(Exception):
    """Ends a command with one line for its user. `code` is the exit code: wrong use unless said otherwise."""

    def __init__(self, zh: str, en: str, code: ExitCode = ExitCode.WRONG_USE) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.code = code


def say(zh: str, en: str) -> str:
    """The sentence in the language that the user chose."""
    return en if LANGUAGE.get() == "en" else zh


# Titles and anchors are strangers' text: an escape sequence in one must not reach the terminal.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PASSWORD = re.compile(r"(?<=://)([^/@\s:]*):[^/\s]*@")


def plain(text: object) -> str:
    """`text` without control characters, safe to print."""
    return _CONTROLS.sub("�", str(text))


def hide_password(text: str) -> str:
    """`text` with the password of any address in it replaced by asterisks."""
    return _PASSWORD.sub(r"\1:***@", text)


def one_line(text: str, limit: int = 500) -> str:
    """`text` as one printable line of at most `limit` characters, without passwords."""
    line = " ".join(plain(hide_password(text)).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def out(text: str = "") -> None:
    """Print a result line to stdout."""
    print(text)


def note(text: str) -> None:
    """Print a remark to stderr, so that stdout stays machine-readable."""
    print(text, file=sys.stderr)


def print_json(value: object) -> None:
    """Print `value` as JSON; what JSON does not know (dates, decimals) becomes text, a set a sorted list."""
    out(json.dumps(value, ensure_ascii=False, indent=2, default=_json))


def _json(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def print_table(headers: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print rows in columns that line up with Chinese text; outside a terminal no row is wrapped."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console() if sys.stdout.isatty() else Console(width=10_000, no_color=True)
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for header in headers:
        table.add_column(Text(header), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else plain(cell)) for cell in row))
    console.print(table)


def debug() -> bool:
    """Whether the user wants tracebacks (`GOVCRAWL_DEBUG=1`)."""
    return os.environ.get("GOVCRAWL_DEBUG", "") not in {"", "0"}
