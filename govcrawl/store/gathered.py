"""Which kinds of facts an inspection collected of a site: a check whose kind is missing answers unknown."""

from collections.abc import Sequence

from govcrawl.extract.channels import Channel, channel_of
from govcrawl.model.facts import LinkFacts, ProbeSummary
from govcrawl.model.items import ColumnSeen
from govcrawl.model.vocabulary import LinkFate, VisitRole
from govcrawl.store.rows import PageRow

_WITHOUT_A_CHECK = frozenset({LinkFate.UNCHECKED, LinkFate.SKIPPED})


def gathered_facts(
    rows: Sequence[PageRow], columns: Sequence[ColumnSeen], links: Sequence[LinkFacts], probes: ProbeSummary | None
) -> frozenset[str]:
    """Words of `SiteFacts.gathered`. A kind counts as collected where the pages that could show it were read.

    A site of which no column is known has shown nothing of what it holds: what it lacks cannot be told.
    """
    read = [row for row in rows if row.has_facts]
    home_read = any(row.read.role is VisitRole.HOME for row in read)
    inner_read = any(row.read.role is VisitRole.COLUMN for row in read)
    checked = any(link.fate not in _WITHOUT_A_CHECK for link in links)
    told = {
        "columns": home_read and bool(columns),
        "marks": any(row.read.marks for row in read),
        "tags": home_read,
        "search": home_read and bool(columns),
        "links": checked or (home_read and not links),
        "messages": home_read and (inner_read or not columns),
        "surveys": _surveys_read(read, columns),
        "guides": home_read and (inner_read or not columns),
        "tampering": home_read,
        "articles": any(row.read.article for row in read),
        "probes": probes is not None,
    }
    return frozenset(kind for kind, is_there in told.items() if is_there)


def _surveys_read(read: Sequence[PageRow], columns: Sequence[ColumnSeen]) -> bool:
    """Whether a survey was read, or the page of a survey column that lists none."""
    named = {column.url for column in columns if channel_of(column.name) is Channel.SURVEY}
    return any(row.surveys or row.read.column_url in named or row.read.url in named for row in read)
