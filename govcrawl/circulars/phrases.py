"""Turn what a circular complains of into `problem` words, with the columns, links or sites that it names."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from govcrawl.circulars.pairs import nearest_problem
from govcrawl.circulars.subjects import subjects_of
from govcrawl.model.vocabulary import Problem

DATA = tomllib.loads(resources.files(__package__).joinpath("phrases.toml").read_text("utf-8"))
"""phrases.toml: phrase, marks, denials, nothing."""

_ITEM_MARK = re.compile(
    r"(?:^|(?<=[;；。\n\s]))(?:[（(]?\d{1,2}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳]|[一二三四五六七八九十]+是)"
)
_CLAUSE = re.compile(r"(?:“[^”]*”|[^,;、])+")
_SENTENCE = re.compile(r"[;；。\n]+")
_NOTHING = frozenset(DATA["nothing"]["words"])
_DENIED = re.compile(DATA["denials"]["before"])
_MEASURES = re.compile(DATA["denials"]["around"])


@dataclass(frozen=True, slots=True)
class Mapped:
    """One complaint. `phrase` is the clause as published, `subjects` what it names (may be empty); `nearest` marks a word
    that only comes nearest to what was meant."""

    problem: Problem
    phrase: str
    subjects: tuple[str, ...] = ()
    nearest: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    problem: Problem
    pattern: re.Pattern[str]
    subject: bool
    nearest: bool
    skip: re.Pattern[str] | None
    again: re.Pattern[str] | None


def map_phrase(text: str) -> tuple[Mapped, ...]:
    """Every complaint in a cell or sentence, in the order of the text; empty where it complains of nothing known.

    Items numbered inside a cell, clauses and lists of missing footer marks are read apart; phrases that are denied
    (未发现…, 严防…) do not count.
    """
    return tuple(mapped for item in split_items(text) for mapped in _map_item(item))


def unmapped(text: str) -> tuple[str, ...]:
    """The items of a cell that complain of something but map to no problem word: for a person to look at."""
    return tuple(item for item in split_items(text) if not _map_item(item))


def says_nothing(cell: str) -> bool:
    """Whether a cell is one of the ways to say that there is nothing to complain of (无, 未发现, —)."""
    return not split_items(cell)


def split_items(text: str) -> tuple[str, ...]:
    """The separate complaints of a cell: numbered (1、 (2) ③ 一是) or parted by semicolons, full stops and lines."""
    plain = unicodedata.normalize("NFKC", text)
    pieces = (piece.strip(" ,、:") for piece in _SENTENCE.split(_ITEM_MARK.sub(";", plain)))
    return tuple(piece for piece in pieces if piece and piece not in _NOTHING)


def _map_item(item: str) -> list[Mapped]:
    bare = re.sub(r"\s+", "", item)
    taken: list[tuple[int, int, Mapped]] = []
    for start, end, problem in _missing_marks(bare):
        taken.append((start, end, Mapped(problem, item)))
    for rule in _rules():
        for match in rule.pattern.finditer(bare):
            start, end = match.span()
            again = rule.again is not None and rule.again.search(bare)
            if _is_denied(bare, start) or (rule.skip and rule.skip.match(bare, start)):
                continue
            if not again and any(start < b and a < end for a, b, _ in taken):
                continue
            subjects = subjects_of(bare, start, end) if rule.subject else ()
            taken.append((start, end, Mapped(rule.problem, item, subjects, rule.nearest)))
    taken += _in_own_words(bare, item, taken)
    found: dict[Problem, Mapped] = {}
    for _, _, mapped in sorted(taken, key=lambda entry: entry[:2]):
        found.setdefault(mapped.problem, mapped)
    return list(found.values())


def _in_own_words(bare: str, item: str, taken: list[tuple[int, int, Mapped]]) -> Iterator[tuple[int, int, Mapped]]:
    """The nearest word for each clause that no phrase has touched."""
    known = [(start, end) for start, end, _ in taken]
    for clause in _CLAUSE.finditer(bare):
        start, end = clause.span()
        if any(start < b and a < end for a, b in known):
            continue
        nearest = nearest_problem(clause[0])
        if nearest and not _is_denied(bare, start + nearest[1]):
            subjects = subjects_of(bare, start + nearest[1], end)
            yield start, end, Mapped(nearest[0], item, subjects, nearest=True)


def _is_denied(bare: str, at: int) -> bool:
    """Whether the words before a phrase take it back, or it names those that something will be done with."""
    measures = any(measure.start() <= at < measure.end() for measure in _MEASURES.finditer(bare))
    return measures or _DENIED.search(bare[:at]) is not None


def _missing_marks(bare: str) -> Iterator[tuple[int, int, Problem]]:
    """Lists of footer marks behind 未列明, 无, 缺少 ..., or before 缺失, 未添加."""
    before, after, word = _mark_patterns()
    for trigger in before.finditer(bare):
        at = trigger.end()
        while match := word.match(bare, at):
            yield from _problems_of(match)
            at = match.end()
    for listed in after.finditer(bare):
        if not _is_denied(bare, listed.start()):
            for match in word.finditer(bare, listed.start(), listed.end("marks")):
                yield from _problems_of(match)


def _problems_of(match: re.Match[str]) -> Iterator[tuple[int, int, Problem]]:
    for number, words in enumerate(DATA["marks"]["word"]):
        if match.groupdict()[f"mark{number}"]:
            for problem in words["problems"]:
                yield match.start(), match.end(), Problem(problem)
            return


@cache
def _mark_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    marks = DATA["marks"]
    any_mark = "|".join(f"(?P<mark{number}>{words['pattern']})" for number, words in enumerate(marks["word"]))
    unnamed = "|".join(words["pattern"] for words in marks["word"])
    return (
        re.compile(marks["before"]),
        re.compile(f"(?P<marks>(?:(?:{unnamed}){marks['between']})+)(?:{marks['after']})"),
        re.compile(f"{marks['between']}(?:{any_mark})"),
    )


@cache
def _rules() -> tuple[_Rule, ...]:
    def compiled(entry: dict[str, str], key: str) -> re.Pattern[str] | None:
        return re.compile(entry[key]) if key in entry else None

    return tuple(
        _Rule(
            Problem(entry["problem"]),
            re.compile(entry["pattern"]),
            entry.get("subject", False),
            entry.get("nearest", False),
            compiled(entry, "skip"),
            compiled(entry, "again"),
        )
        for entry in DATA["phrase"]
    )
