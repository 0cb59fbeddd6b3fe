"""The closed vocabulary in the words of the user's language."""

from govcrawl.cli.console import LANGUAGE


def word(group: str, value: str | None) -> str:
    """The word for `value` of a vocabulary (`verdict`, `kind`, `state` ...): 不合格 or unqualified; empty for None."""
    from govcrawl.reports.words import word as worded

    return worded(group, value, LANGUAGE.get())
