"""Sites that the prose of a circular blames, and for what: a person's sentence order is followed clause by clause."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import resources

from govcrawl.circulars.phrases import Mapped, map_phrase
from govcrawl.circulars.prose import Sentence
from govcrawl.circulars.records import NamedSite

_WORDS = tomllib.loads(resources.files(__package__).joinpath("names.toml").read_text("utf-8"))["sites"]
_ENDING = re.compile(_WORDS["ending"] + "$")
_QUOTED = re.compile(rf"([一-鿿]*)[“\"「]([^”\"」]{{2,40}})[”\"」]({_WORDS['quoted_follow']})?")
_NEVER = re.compile("|".join(_WORDS["never"]))
_LEAD = re.compile(_WORDS["lead"])
_COLLECTIVE = re.compile(_WORDS["collective"])
_EXAMPLES = re.compile(f"^{_WORDS['examples_follow']}")
_LIST_END = re.compile(r"等?\d*(?:个|家)?(?:政府)?(?:网站|单位|部门)?$")
_PLAIN = re.compile(r"[一-鿿()]{2,24}")
_VERB = re.compile(
    r"未|无|没有|同时|存在|首页|网站|栏目|由于|被|仍|信息|多个|缺|不|等(?=\d|多|网站|单位|部门|未|无|$)|长期|域名|互动|政务公开"
)
_ITEM = re.compile(r"^(?:[(（]?\d{1,2}[)）]|\d{1,2}[、.．])")
_SECTION_MARK = re.compile(r"^[(（][一二三四五六七八九十]+[)）]\s*|^[一二三四五六七八九十]+是")
_PROBLEM_CHAPTER = re.compile(r"问题|检查|抽查|情况|通报")


@dataclass(slots=True)
class _Blame:
    """What is known while clauses are read: names still without a fault, faults still without a name, the last names."""

    waiting_names: list[str] = field(default_factory=list)
    waiting_faults: list[tuple[str, tuple[Mapped, ...]]] = field(default_factory=list)
    last_names: list[str] = field(default_factory=list)
    sites: list[NamedSite] = field(default_factory=list)

    def add(self, names: Sequence[str], phrase: str, problems: tuple[Mapped, ...]) -> None:
        self.sites += [NamedSite(name, phrase, problems) for name in names]
        self.last_names = list(names)


def read_named_sites(sentences: Iterable[Sentence]) -> tuple[NamedSite, ...]:
    """Every (site, complaint) of the prose, in order; demands for the future and vague complaints name nobody."""
    blame = _Blame()
    section_names: list[str] = []
    section = ""
    for sentence in sentences:
        if sentence.is_advice:
            continue
        if sentence.section != section:
            section, section_names = sentence.section, []
        if sentence.is_heading:
            section_names = _heading_names(sentence.text)
            continue
        if section_names:
            phrase = _ITEM.sub("", unicodedata.normalize("NFKC", sentence.text)).strip("。;； ")
            blame.add(section_names, phrase, map_phrase(phrase))
        else:
            _read_sentence(blame, sentence.text)
    return tuple(blame.sites)


def _heading_names(text: str) -> list[str]:
    """A heading that is nothing but a site's name: (一)监利县政府网站."""
    name = _SECTION_MARK.sub("", text).strip("“”。:： ")
    is_site = re.search(r"(?:网站|网|政府|局|委)$", name) and len(name) <= 24 and not map_phrase(name)
    return [name] if is_site and not _COLLECTIVE.match(name) and "情况" not in name else []


def _read_sentence(blame: _Blame, text: str) -> None:
    blame.waiting_names, blame.waiting_faults, blame.last_names = [], [], []
    for clause in _clauses(text):
        clause = _SECTION_MARK.sub("", clause)
        names = _names(clause)
        problems = map_phrase(_without_names(clause, names))
        if names and problems:
            blame.add(names, clause, problems)
            blame.waiting_names, blame.waiting_faults = [], []
        elif names and blame.waiting_faults and _EXAMPLES.match(clause):
            phrase = ",".join(phrase for phrase, _ in blame.waiting_faults)
            blame.add(names, phrase, tuple(mapped for _, faults in blame.waiting_faults for mapped in faults))
            blame.waiting_faults = []
        elif names:
            blame.waiting_names = names
        elif problems and (blame.waiting_names or blame.last_names):
            blame.add(blame.waiting_names or blame.last_names, clause, problems)
            blame.waiting_names = []
        elif problems:
            blame.waiting_faults.append((clause, problems))


def _clauses(text: str) -> list[str]:
    """Clauses at commas and semicolons, but not inside brackets or quotation marks."""
    plain = unicodedata.normalize("NFKC", text).strip("。 ")
    return [piece.strip() for piece in re.split(r"[,;:](?![^(]*\))(?![^“]*”)", plain) if piece.strip()]


def _without_names(clause: str, names: Sequence[str]) -> str:
    """The clause with each name made a neutral word, so that 节能减排网 or 信息网 in a name is not read as a complaint."""
    for name in names:
        clause = clause.replace(name, "甲")
    return re.sub(r"[“\"]甲[”\"]", "甲", clause)


def _names(clause: str) -> list[str]:
    quoted = [
        match[2]
        for match in _QUOTED.finditer(clause)
        if not _NEVER.search(match[2]) and (match[3] or _ENDING.search(match[2]))
    ]
    return quoted or _listed_names(clause)


def _listed_names(clause: str) -> list[str]:
    """Unquoted names at the head of a clause: 市规划局、交通委未开通…, or at its end: …集中反映在市人社局、市社保局由于…"""
    bare = clause
    while (shorter := _LEAD.sub("", bare)) != bare:
        bare = shorter
    names: list[str] = []
    for piece in bare.split("、"):
        verb = _VERB.search(piece)
        name = _LIST_END.sub("", piece[: verb.start()] if verb else piece)
        if not _PLAIN.fullmatch(name) or not _ENDING.search(name) or _COLLECTIVE.match(name):
            break
        names.append(name)
        if verb:
            return names
    return names if len(names) >= 2 else []
