"""Complaints in words of their own: told by what a clause is about and what it says is wrong with it (`pairs.toml`)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from govcrawl.model.vocabulary import Problem

DATA = tomllib.loads(resources.files(__package__).joinpath("pairs.toml").read_text("utf-8"))
"""pairs.toml: sound, faults, pair."""

_SOUND = re.compile(DATA["sound"]["pattern"])
_QUOTED = re.compile("“[^”]*”")
"""A name in quotes is one thing, whatever marks stand in it."""
_BEHIND, _BEFORE = 16, 14
"""Characters that may stand between a thing and its fault, and between a fault and the thing named after it."""


@dataclass(frozen=True, slots=True)
class _Pair:
    problem: Problem
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


def nearest_problem(clause: str) -> tuple[Problem, int] | None:
    """The word that comes nearest to what a clause complains of, and where the fault is named; None where it tells of
    nothing known. `clause` has simplified characters, half-width marks, no blanks and no comma."""
    if _SOUND.search(clause):
        return None
    clause = _QUOTED.sub(lambda quoted: re.sub("[、,;]", "·", quoted[0]), clause)
    for pair in _pairs():
        match = pair.pattern.search(clause)
        if match and not (pair.unless and pair.unless.search(clause)):
            return pair.problem, match.start(match.lastgroup or 0)
    return None


@cache
def _pairs() -> tuple[_Pair, ...]:
    return tuple(_pair(entry) for entry in DATA["pair"])


def _pair(entry: dict[str, str]) -> _Pair:
    about = entry["about"]
    fault = _spelled_out(entry["fault"])
    pattern = (
        f"(?:{about})[^,;、]{{0,{_BEHIND}}}?(?P<behind>{fault})|(?P<before>{fault})[^,;、]{{0,{_BEFORE}}}?(?:{about})"
    )
    unless = re.compile(entry["unless"]) if "unless" in entry else None
    return _Pair(Problem(entry["problem"]), re.compile(pattern), unless)


def _spelled_out(fault: str) -> str:
    """`<name>` replaced by the word list of [faults], in which further names may stand."""
    return re.sub(r"<(\w+)>", lambda match: _spelled_out(str(DATA["faults"][match[1]])), fault)
