"""First pipeline: what is stored is clean. One place for what every fact must be before it is kept."""

from dataclasses import replace
from typing import Any

from govcrawl.model.items import PageFacts, PageVisited


class NormalisePipeline:
    """Drops what would only cost room: links to the page itself and columns that repeat one address."""

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, PageVisited) or item.facts is None:
            return item
        facts = _normal(item.facts)
        return item if facts is item.facts else replace(item, facts=facts)


def _normal(facts: PageFacts) -> PageFacts:
    columns = {column.url: column for column in reversed(facts.columns)}
    if len(columns) == len(facts.columns):
        return facts
    return replace(facts, columns=tuple(column for column in facts.columns if columns[column.url] is column))
