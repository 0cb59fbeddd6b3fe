"""Which links of an article lead from an interpretation (政策解读) to its document (政策文件), or back.

A link counts where its words say so (政策原文, 相关解读), or where it bears the title of the other and stands in the text or
speaks of the same subject: latest-news blocks beside the text, and menus, are no link between the two.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from enum import StrEnum

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import LinkSeen, RelatedSeen
from govcrawl.model.vocabulary import Place, Resource

_WORDS = load_words("related")
_NOISE = re.compile(_WORDS["topic"]["noise"])
_LEAST: int = _WORDS["topic"]["least"]
_TARGETS = frozenset({Resource.PAGE, Resource.ATTACHMENT})
_NOT_READ = frozenset({Place.NAVIGATION, Place.FOOTER, Place.HIDDEN})
_COLUMNS = frozenset({Shape.ROOT, Shape.FOLDER, Shape.COLUMN, Shape.PAGING, Shape.OTHER})
_LEAST_TITLE = 8
_MOST = 10
_LABEL_ENDS = " 　:：>》»【】[]"


class Related(StrEnum):
    """What a link leads to."""

    DOCUMENT = "document"
    INTERPRETATION = "interpretation"


_TITLES = {kind: re.compile(_WORDS[kind]["title"]) for kind in Related}
_LABELS = {kind: frozenset(_WORDS[kind]["labels"]) for kind in Related}


def is_interpretation(title: str) -> bool:
    """Whether a title is that of an interpretation."""
    return bool(_TITLES[Related.INTERPRETATION].search(title))


def read_related(links: Iterable[LinkSeen], title: str, url: str) -> tuple[RelatedSeen, ...]:
    """The links of an article of this title and address to documents and interpretations, each address once."""
    found: dict[str, RelatedSeen] = {}
    for link in links:
        if link.place in _NOT_READ or link.resource not in _TARGETS or link.url in found or link.url == url:
            continue
        kind = _kind_of(link, title)
        if kind is not None:
            found[link.url] = RelatedSeen(kind.value, link.url, link.anchor)
    return tuple(found.values())[:_MOST]


def _kind_of(link: LinkSeen, title: str) -> Related | None:
    anchor = link.anchor.strip(_LABEL_ENDS)
    if shape_of(link.url) in _COLUMNS:
        return None
    for kind in (Related.INTERPRETATION, Related.DOCUMENT):
        if anchor in _LABELS[kind]:
            return kind
        if len(anchor) >= _LEAST_TITLE and _TITLES[kind].search(anchor):
            return kind if link.place is Place.BODY or _share_topic(anchor, title) else None
    return None


def _share_topic(one: str, other: str) -> bool:
    first, second = _NOISE.sub("", one), _NOISE.sub("", other)
    match = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return match.size >= _LEAST
