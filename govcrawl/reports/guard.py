"""Spreadsheet guard: a stranger's text in a CSV cell must never run as a formula.

Spreadsheet programs start a formula at `=`, `+`, `-`, `@`, at a TAB, CR or LF before one, and some of them at the
full-width forms too (OWASP, CSV Injection). An apostrophe before the text makes it text. XLSX needs no guard: its cells
are written as strings.
"""

_DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")


def guard(cell: object) -> object:
    """Text that a spreadsheet could run gets a leading apostrophe; numbers, dates and None are passed as they are."""
    if isinstance(cell, str) and cell and cell[0] in _DANGEROUS:
        return "'" + cell
    return cell
