"""Kind and level of a site from its name and code, where the register does not say them."""

import re

from govcrawl.model.site_id_code import SiteIdCode
from govcrawl.model.vocabulary import SiteKind, SiteLevel
from govcrawl.register.headers import WORDS, bare_word, words_of

_NAMES = {name: re.compile(pattern) for name, pattern in WORDS["names"].items()}
_BRACKETED = re.compile(r"[(（][^)）]*[)）]|[“”\"]")
_KINDS = words_of("kinds")
_LEVELS = words_of("levels")


def read_kind(text: str) -> tuple[SiteKind, SiteLevel | None] | None:
    """A kind cell such as 门户网站, portal or 市级部门, with the level where the word says it; None where it is unknown."""
    word = bare_word(text)
    if word in _KINDS:
        return SiteKind(_KINDS[word]), None
    for prefix in sorted(_LEVELS, key=len, reverse=True):
        rest = word.removeprefix(prefix).removeprefix("政府")
        if word.startswith(prefix) and rest in _KINDS:
            level = SiteLevel(_LEVELS[prefix])
            return _at_level(SiteKind(_KINDS[rest]), level), level
    return None


def read_level(text: str) -> SiteLevel | None:
    """A level cell; None where the word is unknown."""
    meaning = _LEVELS.get(bare_word(text))
    return SiteLevel(meaning) if meaning else None


def guess_level(name: str, code: SiteIdCode) -> SiteLevel:
    """The code's division, except that a township's name says more than the county whose code it carries."""
    return SiteLevel.TOWNSHIP if _NAMES["township"].search(_bare_name(name)) else code.level


def guess_kind(name: str, level: SiteLevel, is_portal: bool | None) -> SiteKind:
    """The kind by the national classes: below the county's portal everything is county_and_below (国办 2018Q1, 附件2)."""
    bare = _bare_name(name)
    if is_portal:
        return SiteKind.PORTAL
    if _NAMES["platform"].search(bare):
        return SiteKind.PLATFORM
    if is_portal is None and level is not SiteLevel.TOWNSHIP and _NAMES["portal"].search(bare):
        return SiteKind.PORTAL
    return _at_level(SiteKind.DEPARTMENT, level)


def _at_level(kind: SiteKind, level: SiteLevel) -> SiteKind:
    below = kind is SiteKind.DEPARTMENT and level in (SiteLevel.COUNTY, SiteLevel.TOWNSHIP)
    return SiteKind.COUNTY_AND_BELOW if below else kind


def _bare_name(name: str) -> str:
    return _BRACKETED.sub("", name).strip()
