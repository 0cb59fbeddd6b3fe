"""Tells columns by the words in their names; the words are data (`words.toml` here, `channels.toml` of the extractors)."""

from collections.abc import Iterable
from functools import cache

from govcrawl.checks.rules import read_toml
from govcrawl.extract.channels import Channel, channel_of, takes_questions
from govcrawl.model.facts import ColumnFacts
from govcrawl.model.vocabulary import ColumnKind


@cache
def words(table: str, key: str = "words") -> tuple[str, ...]:
    """A list of words."""
    return tuple(read_toml("words.toml")[table][key])


def holds_any(text: str, wanted: Iterable[str]) -> bool:
    """Whether the text holds one of the words."""
    return any(word in text for word in wanted)


def is_channel(column: ColumnFacts, channel: Channel) -> bool:
    """Whether an interaction column is of a channel (survey, interview ...)."""
    return column.kind is ColumnKind.INTERACTION and channel_of(column.name) is channel


def is_letter_box(column: ColumnFacts) -> bool:
    """Whether a column is one where citizens' questions are answered: its emptiness is judged as a letter box."""
    return column.kind is ColumnKind.INTERACTION and takes_questions(channel_of(column.name))


def is_letter_form(column: ColumnFacts) -> bool:
    """Whether a column is the form by which a letter is sent: it holds no letters and cannot be empty."""
    return holds_any(column.name, words("letter_forms"))
