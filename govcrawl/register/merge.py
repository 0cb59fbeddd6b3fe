"""Two rows of one site: a second sheet (临时下线网站) often tells what the first leaves open."""

from dataclasses import replace

from govcrawl.model.site import Site

_NAMES = frozenset({"site_id_code", "name"})
"""What identifies the site is no contradiction: names are shortened from sheet to sheet."""


def completed(first: Site, told: frozenset[str], second: Site, also: frozenset[str]) -> Site | None:
    """The first site with what only the second row tells; None where that is nothing, or where the two contradict each other."""
    new = also - told
    shared = (told & also) - _NAMES
    if not new or any(getattr(first, name) != getattr(second, name) for name in shared):
        return None
    return replace(first, **{name: getattr(second, name) for name in new})
