"""The page tags (网页标签) of the 2017 guideline: 3 of the site, 4 of the column, 3 of the content, and the optional ones.

国办发〔2017〕47号, annex on web page design: site tags stand on every page, column tags on column pages besides, content
tags on article pages besides. Names are compared without case; values are kept as published, white space squeezed.
"""

from collections.abc import Mapping
from types import MappingProxyType

from govcrawl.extract.once import once
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import load_words

_TAGS = load_words("tags")
_CANONICAL = {name.lower(): name for group in ("site", "column", "content", "optional") for name in _TAGS[group]}
_GENERATED = frozenset(name.lower() for name in _TAGS["generated"]["names"])
_GENERATED_LABELS: tuple[str, ...] = tuple(_TAGS["generated"]["labels"])
GENERATED_AT = "GeneratedAt"
"""The key under which the time of the page's generation is kept, whatever the publishing system calls it."""


@once
def read_tags(page: Page) -> Mapping[str, str]:
    """The guideline's tags of a page by their official names; the first of two equal names counts.

    A tag with an empty value is kept as "" (it stands on the page, without content); a tag that is absent is no key.
    """
    found: dict[str, str] = {}
    for node in page.tree.css("meta[name]"):
        attributes = node.attributes
        name = (attributes.get("name") or "").strip().lower()
        value = squeeze(attributes.get("content") or "")
        if name in _CANONICAL:
            found.setdefault(_CANONICAL[name], value)
        elif (moment := _generated_at(name, value)) is not None:
            found.setdefault(GENERATED_AT, moment)
    return MappingProxyType(found)


def _generated_at(name: str, value: str) -> str | None:
    """The time at which the system wrote the page (`Maketime`; `others` with its label), or None."""
    if name not in _GENERATED:
        return None
    for label in _GENERATED_LABELS:
        if value.startswith(label):
            return value[len(label) :].lstrip(" :：")
    return None if name == "others" else value
