"""The closed vocabulary in the words of the user's language."""

from collections.abc import Mapping

from govcrawl.cli.console import LANGUAGE


def word(group: str, value: str | None) -> str:
    """The word for `value` of a vocabulary (`verdict`, `kind`, `state` ...): 不合格 or unqualified; empty for None."""
    from govcrawl.reports.words import word as worded

    return worded(group, value, LANGUAGE.get())


def indicator_words(edition: str) -> Mapping[str, str]:
    """Each indicator of an edition by its title (站点无法访问); the titles are Chinese, in English its name stands for it."""
    from govcrawl.cli.checklist import edition as known_edition

    indicators = known_edition(edition).indicators
    return {one.id: one.id if LANGUAGE.get() == "en" else one.title for one in indicators}
