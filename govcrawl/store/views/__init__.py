"""The reporting views of the public contract: one SQL file a view, in an order in which they can be made."""

from pathlib import Path

VIEW_SCHEMA = "report"
OPERATIONS_SCHEMA = "operations"
"""Views for those who keep govcrawl running; no part of the contract."""

_ORDER = (
    "sites",
    "verdicts",
    "inspections",
    "findings",
    "columns",
    "links",
    "fetches",
    "footers",
    "messages",
    "guides",
    "probes",
    "counted_probes",
    "availability",
    "articles",
    "regions",
    "rectifications",
    "progress",
    "rounds",
    "pictures",
)


def view_files() -> tuple[Path, ...]:
    """The SQL files, each replacing its view and commenting every column."""
    folder = Path(__file__).parent
    return tuple(folder / f"{name}.sql" for name in _ORDER)
