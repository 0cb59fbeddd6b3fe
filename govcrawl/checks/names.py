"""Tells columns by the words in their names; the words are data (`words.toml`)."""

from collections.abc import Iterable
from functools import cache

from govcrawl.checks.rules import read_toml
from govcrawl.model.facts import ColumnFacts
from govcrawl.model.vocabulary import ColumnKind


@cache
def words(table: str, key: str = "words") -> tuple[str, ...]:
    """A list of words."""
    return tuple(read_toml("words.toml")[table][key])


def holds_any(text: str, wanted: Iterable[str]) -> bool:
    """Whether the text holds one of the words."""
    return any(word in text for word in wanted)


def is_of_family(column: ColumnFacts, family: str) -> bool:
    """Whether an interaction column is of a family: consultation, survey or interview."""
    return column.kind is ColumnKind.INTERACTION and holds_any(column.name, words("families", family))


def is_letter_box(column: ColumnFacts) -> bool:
    """Whether a column is a channel for citizens' letters: then its emptiness is judged as a letter box."""
    others = (*words("families", "survey"), *words("families", "interview"))
    return is_of_family(column, "consultation") and not holds_any(column.name, others)
