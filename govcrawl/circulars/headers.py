"""Which column a header cell of a published table names."""

import re
import tomllib
from importlib import resources

_WORDS = tomllib.loads(resources.files(__package__).joinpath("headers.toml").read_text("utf-8"))
_COLUMNS = {word: column for column, words in _WORDS["columns"].items() for word in words}
_PATTERNS = {column: re.compile(pattern, re.IGNORECASE) for column, pattern in _WORDS["patterns"].items()}
_LONGEST = 14
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
TOTALS: frozenset[str] = frozenset(_WORDS["totals"]["words"])
"""Words that begin a row of sums."""
LEAVES = frozenset({"leaf_portal", "leaf_department", "leaf_below"})
"""Columns that stand under a parent in a header of two rows."""
PARENTS = frozenset({"province_sites", "city_sites", "county_sites"})


def bare_header(cell: str) -> str:
    """A header cell without blanks, brackets and marks."""
    return re.sub(r"[\s*:：]", "", _BRACKETS.sub("", cell))


def column_of(cell: str) -> str | None:
    """The column's word, or None where the header is not known."""
    bare = bare_header(cell)
    if bare in _COLUMNS or not 0 < len(bare) <= _LONGEST:
        return _COLUMNS.get(bare)
    return next((column for column, pattern in _PATTERNS.items() if pattern.search(bare)), None)
