"""Sites that the prose of a circular blames, and for what: a person's sentence order is followed clause by clause."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from govcrawl.circulars.phrases import Mapped, map_phrase, split_items
from govcrawl.circulars.prose import Sentence
from govcrawl.circulars.records import NamedSite
from govcrawl.circulars.site_names import NEUTRAL, begins_examples, heading_name, names_in, only_names, without_names

_ITEM = re.compile(r"^(?:[(（]?\d{1,2}[)）]|\d{1,2}[、.．])")
_SECTION_MARK = re.compile(r"^[(（][一二三四五六七八九十]+[)）]\s*|^[一二三四五六七八九十]+是")
_UNQUALIFIED_ARE = re.compile(r"不合格的?(?:政府)?网站(?:\d+[个家])?(?:为|有|是|分别是|分别为|包括|:)*(?=[^\d])")
_ARE_UNQUALIFIED = re.compile(
    r"(?:网站|网|局|委|政府|[”\"])(?:等\d*[个家]?(?:政府)?网站)?(?:被)?(?:判定|评定)?(?:为)?不合格"
)
_ENTRY = re.compile(r"^(?P<name>[一-鿿“”]{2,24})(?:\([^()]{0,12}?(?P<code>[0-9A-Za-z]{10})?\))?:(?P<phrase>.+)$")
"""A site of a list, with what is wrong with it: 市公路局(标识码:6403000021):首页未更新."""
_FAILED_LIST = re.compile(
    r"不合格的?(?:政府)?网站[^,。]{0,10}(?:名单|如下|情况|为|是|有)?:?$|存在单项否决[^,。]{0,14}:$"
)
_IS_UNQUALIFIED = re.compile(r"(?:因此|从而|均|都)*被?(?:判定|评定|认定|评|定)?为?不合格")
_RESPECTIVELY = re.compile(r"分别(?:存在|出现|有|因)?")

_Fault = tuple[str, tuple[Mapped, ...]]


@dataclass(slots=True)
class _Blame:
    """What is known while clauses are read: names still without a fault, faults still without a name, the last names, and the
    fault that names without one of their own are examples of."""

    waiting_names: list[str] = field(default_factory=list)
    waiting_faults: list[_Fault] = field(default_factory=list)
    last_names: list[str] = field(default_factory=list)
    example_of: _Fault | None = None
    sites: list[NamedSite] = field(default_factory=list)

    def add(self, names: Sequence[str], fault: _Fault, *, unqualified: bool = False) -> None:
        phrase, problems = fault
        self.sites += [NamedSite(name, phrase, problems, unqualified) for name in names]
        self.last_names = list(names)
        self.waiting_names = []

    def forget(self, *, example: bool) -> None:
        """A new thought begins; after a full stop examples end, too."""
        self.waiting_names, self.waiting_faults, self.last_names = [], [], []
        if example:
            self.example_of = None


def read_named_sites(sentences: Iterable[Sentence]) -> tuple[NamedSite, ...]:
    """Every (site, complaint) of the prose, in order; demands for the future and vague complaints name nobody."""
    blame = _Blame()
    section_name, section = None, ""
    is_failed_list = False
    for sentence in sentences:
        if sentence.is_advice:
            continue
        if entry := _entry(sentence.text, is_failed_list):
            blame.sites.append(entry)
            continue
        is_failed_list = bool(_FAILED_LIST.search(unicodedata.normalize("NFKC", sentence.text).strip("。 ")))
        if sentence.section != section:
            section, section_name = sentence.section, None
        if sentence.is_heading:
            section_name = heading_name(_SECTION_MARK.sub("", sentence.text))
        elif section_name:
            phrase = _ITEM.sub("", unicodedata.normalize("NFKC", sentence.text)).strip("。;； ")
            blame.add([section_name], (phrase, map_phrase(phrase)))
        elif listed := only_names(sentence.text):
            # Sites listed under a heading that says what is wrong with them.
            if faults := map_phrase(sentence.section):
                blame.add(listed, (sentence.section, faults))
        else:
            _read_sentence(blame, sentence.text)
    return tuple(blame.sites)


def _entry(text: str, is_failed: bool) -> NamedSite | None:
    """The entry of a list of sites that a sentence is; None where it is none, or nothing is wrong with the site."""
    plain = _ITEM.sub("", _SECTION_MARK.sub("", unicodedata.normalize("NFKC", text).strip())).strip("、. ")
    entry = _ENTRY.match(plain)
    name = heading_name(entry["name"]) if entry else None
    phrase = entry["phrase"].strip("。;； ") if entry else ""
    problems = map_phrase(phrase) if name else ()
    return NamedSite(name, phrase, problems, is_failed, entry["code"]) if entry and name and problems else None


def _read_sentence(blame: _Blame, text: str) -> None:
    blame.forget(example=True)
    plain = unicodedata.normalize("NFKC", text).strip("。 ")
    for thought in _cut(plain, ";"):
        blame.forget(example=False)
        for clause in _cut(thought, ",:"):
            _read_clause(blame, _SECTION_MARK.sub("", _ITEM.sub("", clause)))


def _cut(text: str, marks: str) -> list[str]:
    """Pieces at the marks, but not inside brackets or quotation marks."""
    return [piece.strip() for piece in re.split(rf"[{marks}](?![^(]*\))(?![^“]*”)", text) if piece.strip()]


def _read_clause(blame: _Blame, clause: str) -> None:
    if listed := _UNQUALIFIED_ARE.search(clause):
        names = names_in(clause[listed.end() :], alone=True)
        if names:
            blame.add(names, (clause, ()), unqualified=True)
            return
    names = names_in(clause)
    rest = without_names(clause, names)
    problems = tuple(_as_published(mapped, clause) for mapped in map_phrase(rest))
    if names and _ARE_UNQUALIFIED.search(clause) and "未发现" not in clause:
        blame.add(names, (clause, problems), unqualified=True)
    elif not names and blame.last_names and _IS_UNQUALIFIED.match(clause):
        blame.add(blame.last_names, (clause, problems), unqualified=True)
    elif names and problems:
        _blame_each(blame, names, clause, rest, problems)
    elif names and blame.waiting_faults and begins_examples(clause):
        phrase = ",".join(phrase for phrase, _ in blame.waiting_faults)
        blame.example_of = (phrase, tuple(mapped for _, faults in blame.waiting_faults for mapped in faults))
        blame.add(names, blame.example_of)
        blame.waiting_faults = []
    elif names and blame.example_of:
        blame.add(names, blame.example_of)
    elif names:
        blame.waiting_names = names
    elif problems and (blame.waiting_names or blame.last_names):
        blame.add(blame.waiting_names or blame.last_names, (clause, problems))
    elif problems:
        blame.waiting_faults.append((clause, problems))


def _as_published(mapped: Mapped, clause: str) -> Mapped:
    """Quotes the published clause, not the one with its names made neutral."""
    return replace(mapped, phrase=clause, subjects=tuple(one for one in mapped.subjects if NEUTRAL not in one))


def _blame_each(blame: _Blame, names: Sequence[str], clause: str, rest: str, problems: tuple[Mapped, ...]) -> None:
    """Every name has every fault, except after 分别: then one each in order, and nobody's where the numbers differ."""
    blame.waiting_faults = []
    respectively = _RESPECTIVELY.search(rest)
    if not respectively or len(names) == 1:
        blame.add(names, (clause, problems))
        return
    faults = split_items(rest[respectively.end() :].replace("、", ";"))
    if len(faults) != len(names):
        blame.add(names, (clause, ()))
        return
    for name, fault in zip(names, faults, strict=True):
        blame.add([name], (fault, map_phrase(fault)))
