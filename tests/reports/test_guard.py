"""The spreadsheet guard: formula-looking text is text, numbers stay numbers."""

from datetime import date
from decimal import Decimal

import pytest

from govcrawl.reports.guard import guard


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_dangerous_start_gets_an_apostrophe(start: str) -> None:
    assert guard(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


@pytest.mark.parametrize("cell", ["", "无", "4210030010", "a=b", -5, -0.5, Decimal("-1.5"), None, date(2018, 2, 28)])
def test_everything_else_is_untouched(cell: object) -> None:
    assert guard(cell) == cell
