"""A published table as read, and what its readers share."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_HEADERS = 3
"""Known columns that make a line a header."""


@dataclass(frozen=True, slots=True)
class CircularTable:
    """A published table: `columns` are the known words of headers.toml (None where unknown), `rows` as wide as `header`.

    `first_line` and `end_line` delimit the table in the text's lines; rows of sums stand in `totals`.
    """

    title: str
    header: tuple[str, ...]
    columns: tuple[str | None, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[str, ...], ...] = ()
    first_line: int = 0
    end_line: int = 0


def title_above(lines: Sequence[str], at: int) -> str:
    """The nearest line above the header that holds words; none where a sentence ends there."""
    for line in reversed(lines[max(0, at - 6) : at]):
        words = line.strip(" |\t").strip()
        if words:
            return "" if words.endswith("。") else words
    return ""
