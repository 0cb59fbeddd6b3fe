"""What kind a column is, told from its name, the names above it, and its page tag; and which special topics are past."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from govcrawl.extract.traditional import simplified_text
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.vocabulary import ColumnKind

_INHERITED = frozenset(
    {
        ColumnKind.NEWS,
        ColumnKind.NOTICE,
        ColumnKind.POLICY_DOCUMENT,
        ColumnKind.POLICY_INTERPRETATION,
        ColumnKind.PERSONNEL,
        ColumnKind.PLAN,
        ColumnKind.PUBLIC_FUNDS,
        ColumnKind.INTERACTION,
        ColumnKind.SERVICE,
        ColumnKind.OVERVIEW,
    }
)
_ABOUT_LETTERS = frozenset(load_words("column_kinds")["about_letters"]["exact"])
_DISCLOSED = frozenset(load_words("column_kinds")["disclosed"]["exact"])
_NOT_SAID = frozenset({"", "null", "undefined", "none", "其他", "栏目", "普通栏目"})
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: ColumnKind
    words: re.Pattern[str]
    never: re.Pattern[str] | None

    def says(self, name: str) -> bool:
        return bool(self.words.search(name)) and not (self.never and self.never.search(name))


def _rule(table: dict[str, object]) -> _Rule:
    listed = {key: [str(word) for word in value] for key, value in table.items() if isinstance(value, list)}
    parts = [
        any_of([*listed.get("words", ()), *listed.get("foreign", ())]),
        *(f"(?:{any_of(listed['ends'])})$" for _ in listed.get("ends", ())[:1]),
    ]
    parts += [f"^(?:{any_of(listed['exact'])})$" for _ in listed.get("exact", ())[:1]]
    never = listed.get("never")
    words = re.compile("|".join(part for part in parts if part))
    return _Rule(ColumnKind(str(table["kind"])), words, re.compile(any_of(never)) if never else None)


_RULES = tuple(_rule(table) for table in load_words("column_kinds")["rule"])


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign or event that sites gave a special topic; `until` is its last year."""

    words: tuple[str, ...]
    until: int


_CAMPAIGNS = {
    word: Campaign(tuple(row["words"]), row["until"])
    for row in load_words("campaigns")["campaign"]
    for word in row["words"]
}
_CAMPAIGN_WORD = re.compile(any_of(_CAMPAIGNS))
_ARCHIVE = re.compile(any_of(load_words("campaigns")["archives"]["words"]))
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?")


def kind_of(name: str, path: Sequence[str] = (), tag: str | None = None) -> ColumnKind:
    """The kind of a column. `path` holds the names from the home page down (the own name may stand last).

    Whatever stands under a special topic belongs to it; else the name decides, then the nearest name above that says
    something, then the ColumnType tag (free text on real pages, so trusted last).
    """
    above = tuple(path[:-1] if path and path[-1] == name else path)
    if any(_said(parent) is ColumnKind.SPECIAL_COLUMN for parent in above):
        return ColumnKind.SPECIAL_COLUMN
    own = _said(name)
    bare = _SPACES.sub("", name)
    if bare in _ABOUT_LETTERS and any(_said(parent) is ColumnKind.INTERACTION for parent in above):
        return ColumnKind.INTERACTION
    if bare in _DISCLOSED and any(_said(parent) is ColumnKind.OTHER for parent in above):
        return ColumnKind.OTHER
    if own is not None:
        return own
    for parent in reversed(above):
        said = _said(parent)
        if said in _INHERITED:
            return said
    tagged = _said(tag) if tag and tag.strip().lower() not in _NOT_SAID else None
    return tagged or ColumnKind.OTHER


def says_a_kind(name: str) -> bool:
    """Whether a name alone says what a column publishes, the machinery of disclosure included."""
    return _said(name) is not None


@lru_cache(maxsize=16384)
def campaign_of(name: str) -> Campaign | None:
    """The known campaign that a special topic's name speaks of, or None."""
    found = _CAMPAIGN_WORD.search(name)
    return _CAMPAIGNS[found[0]] if found else None


def is_historical(name: str, path: Sequence[str] = (), year: int | None = None) -> bool:
    """Whether a column is an archive, or a special topic of a past campaign or year: a candidate for exclusion, not a verdict.

    `year` is the year of the inspection; without it every known campaign that has an end counts as past.
    """
    if any(map(_ARCHIVE.search, (*path, name))):
        return True
    if kind_of(name, path) is not ColumnKind.SPECIAL_COLUMN:
        return False
    for one in (*path, name):
        campaign = campaign_of(one)
        if campaign and (year is None or campaign.until < year):
            return True
        if year is not None and any(int(found[1]) < year for found in _YEAR.finditer(one)):
            return True
    return False


@lru_cache(maxsize=16384)
def _said(name: str) -> ColumnKind | None:
    """What one name says, or None where it says nothing."""
    bare = _SPACES.sub("", simplified_text(name)).lower()
    kind = next((rule.kind for rule in _RULES if rule.says(bare)), None)
    return ColumnKind.SPECIAL_COLUMN if kind is None and campaign_of(bare) else kind
