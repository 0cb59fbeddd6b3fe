"""The user's words for the closed vocabulary, in Chinese or English."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, dict[str, Any]]:
    """A word table of this room (`words`, `problems` or `tables`)."""
    return tomllib.loads((files("govcrawl.reports") / f"{name}.toml").read_text(encoding="utf-8"))


def word(group: str, value: str | None, lang: str = "zh") -> str:
    """The user's word for `value` of a vocabulary (`verdict`, `kind` ...); the value itself where none is listed."""
    if value is None:
        return ""
    entry = table("words")[group].get(value)
    return str(entry[lang]) if entry else value


def problem_title(problem: str, lang: str = "zh") -> str:
    """The heading under which a document groups this problem."""
    entry = table("problems").get(problem)
    return str(entry["title"][lang]) if entry else problem


def headers(table_name: str, lang: str = "zh") -> tuple[str, ...]:
    """The column headers of a published table (`tables.toml`)."""
    return tuple(table("tables")[table_name][lang])


def title_of_table(table_name: str, lang: str = "zh") -> str:
    """The title of a published table (`tables.toml`)."""
    return str(table("tables")[table_name]["sheet"][lang])
