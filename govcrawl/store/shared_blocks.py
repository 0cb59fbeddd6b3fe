"""Columns whose only rows stand on other columns' pages, too: a block of the template (latest news) beside lists that have
none of their own, which one page alone cannot tell."""

from collections import defaultdict
from collections.abc import Sequence

from govcrawl.model.facts import ColumnFacts
from govcrawl.model.vocabulary import ColumnState

_WHY = "its rows are those of a block that stands on the pages of other columns, too"
_MOST_ROWS = 12
"""Rows of a block of a template, at most."""
_ENOUGH = 3
"""Columns with the very same rows that make them a block: two may be a column and the one above it."""
_ROOT_SLASHES = 3
"""Slashes in the address of a site's root folder."""


def without_shared_blocks(columns: Sequence[ColumnFacts]) -> list[ColumnFacts]:
    """The columns; those with nothing but the rows of a shared block are not told: they may be blank or have a list elsewhere."""
    sharing: dict[frozenset[str], list[ColumnFacts]] = defaultdict(list)
    for column in columns:
        if column.state is ColumnState.DATED and column.items <= _MOST_ROWS:
            sharing[frozenset(item.url for item in column.recent)].append(column)
    untold: set[str] = set()
    for rows, sharers in sharing.items():
        urls = {column.url for column in sharers}
        if len(urls) >= _ENOUGH and not any(_owns(column, rows) for column in sharers):
            untold |= urls
    return [column.without_rows(ColumnState.UNKNOWN, _WHY) if column.url in untold else column for column in columns]


def _owns(column: ColumnFacts, rows: frozenset[str]) -> bool:
    """Whether rows lie in the column's own folder: then it is its list, and the others are doors to it."""
    folder = column.url[: column.url.rfind("/") + 1]
    return folder.count("/") > _ROOT_SLASHES and any(row.startswith(folder) for row in rows)
