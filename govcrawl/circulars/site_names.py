"""Names of sites in running text: quoted (“开平区教育局”网), or listed without quotation marks (市规划局、交通委)."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from importlib import resources

from govcrawl.circulars.phrases import map_phrase

NEUTRAL = "甲"
"""Stands for a site's name while its clause is read."""

_WORDS = tomllib.loads(resources.files(__package__).joinpath("names.toml").read_text("utf-8"))["sites"]
_ENDING = re.compile(_WORDS["ending"] + "$")
_QUOTED = re.compile(rf"[“\"「]([^”\"」]{{2,40}})[”\"」]({_WORDS['quoted_follow']})?")
_NEVER = re.compile("|".join(_WORDS["never"]))
_LEAD = re.compile(_WORDS["lead"])
_COLLECTIVE = re.compile(_WORDS["collective"])
_EXAMPLES = re.compile(f"^{_WORDS['examples_follow']}")
_VERB = re.compile(_WORDS["verb"])
_LIST_END = re.compile(r"等\d*(?:个|家)?(?:政府)?(?:网站|单位|部门)?$")
_SITE_WORD = re.compile(r"(?:门户)?(?:网站)?$")
_PLAIN = re.compile(r"[一-鿿()]{2,24}")
_LIST = re.compile(r"(?:[一-鿿]{0,10}甲(?:政府)?(?:门户)?(?:网站|网)?[、,;和及]?)+(?:等\d*[家个]?(?:政府)?(?:网站)?)?")
_HEADING = re.compile(r"[一-鿿“”()]{2,24}")


def names_in(clause: str, *, alone: bool = False) -> list[str]:
    """The sites that a clause names; quoted ones where there are any. `alone` accepts a single name with nothing behind it."""
    quoted = [
        match[1]
        for match in _QUOTED.finditer(clause)
        if not _NEVER.search(match[1]) and (match[2] or _ENDING.search(match[1]))
    ]
    return quoted or _listed(clause, alone)


def without_names(clause: str, names: Sequence[str]) -> str:
    """The clause with each name made a neutral word, so that words inside names are not read as complaints."""
    for name in names:
        clause = clause.replace(name, NEUTRAL)
    return re.sub(rf"[“\"]{NEUTRAL}[”\"]", NEUTRAL, clause)


def only_names(text: str) -> list[str]:
    """The sites of a sentence that is nothing but a list of them; empty for any other."""
    plain = re.sub(r"^\d{1,2}[.、]", "", unicodedata.normalize("NFKC", text)).strip("。;: ")
    names = names_in(plain, alone=True)
    return names if names and _LIST.fullmatch(without_names(plain, names)) else []


def begins_examples(clause: str) -> bool:
    """Whether a clause begins like 如…, 例如…, 包括…."""
    return bool(_EXAMPLES.match(clause))


def heading_name(text: str) -> str | None:
    """The site that a heading consists of: 监利县政府网站. None where the heading says something else."""
    name = text.strip("“”。:： ")
    if not _HEADING.fullmatch(name) or not _ENDING.search(name) or _COLLECTIVE.match(name) or "、" in name:
        return None
    return None if map_phrase(name) or re.search(r"情况|问题|工作|建设|管理$", name) else name


def _listed(clause: str, alone: bool) -> list[str]:
    """Names at the head of a clause (市规划局、交通委未开通…), or behind words that only lead to them."""
    bare = clause
    while (shorter := _LEAD.sub("", bare)) != bare:
        bare = shorter
    names: list[str] = []
    for piece in bare.split("、"):
        verb = _VERB.search(piece)
        whole = _LIST_END.sub("", piece[: verb.start()] if verb else piece)
        name = _SITE_WORD.sub("", whole, count=1)
        says_site = name != whole or (verb is not None and verb[0] == "网站")
        if not _PLAIN.fullmatch(name) or _COLLECTIVE.match(name) or not (says_site or _ENDING.search(name)):
            break
        names.append(name)
        if verb:
            return names
    return names if len(names) >= 2 or alone else []
