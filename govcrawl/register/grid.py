"""A table as a grid of text, whatever file it stood in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from govcrawl.register.remarks import RowRemark

Place = tuple[int, int]
"""A cell by the indexes of its row and column, both from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: `name` is empty for a CSV file; `first_row` is the number of `rows[0]` as a spreadsheet shows it."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 1
    merged: Mapping[Place, Place] = field(default_factory=dict)
    """The cells below the first of a merged area, in its first column -> the first cell."""
    links: Mapping[Place, str] = field(default_factory=dict)
    """Where a cell leads when it is clicked."""
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    """Numbers as a spreadsheet shows them."""
    broken: tuple[RowRemark, ...] = ()
    """What of the file could not be read as rows."""

    def text(self, row: int, column: int) -> str:
        """The text of a cell; empty where there is none."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""

    def filled_down(self) -> "Sheet":
        """The same with the text of an area merged over several rows in each of them: what is said there holds for all."""
        rows = [list(cells) for cells in self.rows]
        for (row, column), (first, _) in self.merged.items():
            if row < len(rows) and (text := self.text(first, column)):
                rows[row] += [""] * (column + 1 - len(rows[row]))
                rows[row][column] = text
        return replace(self, rows=tuple(map(tuple, rows)))
