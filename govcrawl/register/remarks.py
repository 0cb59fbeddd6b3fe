"""What the importer has to say about a file, a row or a cell: the fault and its cure, in the keeper's language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources

from openpyxl.utils import get_column_letter

_MESSAGES: dict[str, dict[str, list[str]]] = tomllib.loads(
    resources.files(__package__).joinpath("messages.toml").read_text("utf-8")
)


@dataclass(frozen=True, slots=True)
class RowRemark:
    """One remark. As an error it refuses the row; as a note it does not. `row` is the spreadsheet's row number (from 1, 0 for
    the whole file), `cell` its name such as C7, empty where no single cell is at fault; `key` names the message."""

    file: str
    sheet: str
    row: int
    cell: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in Chinese."""
        return self.say("zh")[0]

    @property
    def cure(self) -> str:
        """What to do about it, in Chinese."""
        return self.say("zh")[1]

    def say(self, language: str) -> tuple[str, str]:
        """(message, cure) in `zh` or `en`."""
        message, cure = _MESSAGES[self.key][language]
        values = {"row": self.row, "sheet": self.sheet, **self.values}
        return message.format(**values), cure.format(**values)

    def line(self, language: str = "zh") -> str:
        """The whole remark on one line: where, what, and the cure."""
        message, cure = self.say(language)
        where = [self.file, self.sheet, self.cell or (f"第 {self.row} 行" if language == "zh" else f"row {self.row}")]
        if not self.row:
            where = [self.file]
        return (
            f"{' '.join(part for part in where if part)}: {message}。{cure}"
            if language == "zh"
            else (f"{' '.join(part for part in where if part)}: {message}; {cure}")
        )


def cell_name(column: int, row: int) -> str:
    """The name of a cell (C7) by the index of its column and the number of its row."""
    return f"{get_column_letter(column + 1)}{row}"


class RegisterFileError(ValueError):
    """The whole file cannot be read as a register; `remark` says why and what to do."""

    def __init__(self, remark: RowRemark) -> None:
        super().__init__(remark.line())
        self.remark = remark
