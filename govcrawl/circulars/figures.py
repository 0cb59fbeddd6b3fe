"""The figures in the prose of a circular: counts and rates."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from importlib import resources

from govcrawl.circulars.bare import bare_text
from govcrawl.circulars.prose import Sentence
from govcrawl.circulars.records import Figure, Tally

_DATA = tomllib.loads(resources.files(__package__).joinpath("figures.toml").read_text("utf-8"))
_COUNT = r"(\d[\d,]*|(?<![一二三四五六七八九十两])[一二三四五六七八九十])"
_RATE = r"(\d+(?:\.\d+)?)[%％]"
_HAN_DIGITS = {digit: Decimal(value) for value, digit in enumerate("一二三四五六七八九十", 1)}


_Patterns = Mapping[str, list[re.Pattern[str]]]


def _compile(table: Mapping[str, list[str]]) -> _Patterns:
    def spelled(pattern: str) -> str:
        return pattern.replace("N", _COUNT).replace("R", _RATE)

    return {name: [re.compile(spelled(pattern)) for pattern in patterns] for name, patterns in table.items()}


_COUNTS = _compile(_DATA["counts"])
_RATES = _compile(_DATA["rates"])
_MEDIA_COUNTS = _compile(_DATA["media_counts"])
_MEDIA_RATES = _compile(_DATA["media_rates"])
_ZEROS = _compile(_DATA["zeros"])
_SCOPES = {scope: re.compile(pattern) for scope, pattern in _DATA["scopes"].items()}
_ISSUERS = {scope: re.compile(pattern) for scope, pattern in _DATA["issuers"].items()}

_BASES = frozenset({"running_sites", "inspected"})
_CONTINUING = frozenset(
    {"qualified", "unqualified", "problem_sites", "pass_rate", "fail_rate", "coverage_rate"}
    | {"media_unqualified", "media_pass_rate"}
)
"""Figures that a following sentence may add to an inspection that was counted before it."""
_RATE_OF_ALL = re.compile(r"(?:^|[,;])(?:政府|网站|总体|整体|综合|平均|全[国省市县区]|抽查|检查|普查|检测)*不?合格率")
_MEDIA = re.compile(r"新媒体|公众号|微博")
_MEDIA_TOO = re.compile(r"网站.*新媒体")


def read_tallies(sentences: Iterable[Sentence]) -> tuple[Tally, ...]:
    """The figures of the prose in the order of the text, those together that speak of the same inspection.

    A sentence without a number of sites of its own (合格39家,…) goes on with the tally before it in the same section.
    """
    tallies: list[Tally] = []
    section, line, about_media = "", -1, False
    for sentence in sentences:
        about_media = _is_media(sentence.section, about_media and line == sentence.line)
        line = sentence.line
        found, about_media = _sentence_tallies(sentence, about_media)
        for tally in found:
            before = tallies[-1] if tallies and section == sentence.heading else None
            if before and _names(tally) <= _CONTINUING - _names(before) and _is_of_all(tally, sentence):
                tallies[-1] = Tally((*before.figures, *tally.figures), before.quote, before.scope or tally.scope)
            else:
                tallies.append(tally)
            section = sentence.heading
    return tuple(tallies)


def _is_of_all(tally: Tally, sentence: Sentence) -> bool:
    """Whether a sentence's rates are of all sites; 县级门户合格率为100% is not. Counts need no such word."""
    return not any(figure.is_rate for figure in tally.figures) or bool(_RATE_OF_ALL.search(bare_text(sentence.text)))


def _names(tally: Tally) -> set[str]:
    return {figure.name for figure in tally.figures}


def _sentence_tallies(sentence: Sentence, about_media: bool) -> tuple[list[Tally], bool]:
    """A sentence's figures, and whether it ends speaking of new media. A second number of inspected sites (全国441家…,我省13家…)
    begins a tally of its own."""
    tallies: list[Tally] = []
    figures: dict[str, Figure] = {}
    words: list[str] = []
    for clause in re.split(r"[,;]", bare_text(sentence.text)):
        about_media = _is_media(clause, about_media)
        tables = (_MEDIA_COUNTS, _MEDIA_RATES) if about_media else (_COUNTS, _RATES)
        found = list(_figures(clause, sentence.text, *tables))
        if _MEDIA_TOO.search(clause):
            found += _figures(clause, sentence.text, _MEDIA_COUNTS, {})
        if any(figure.name in _BASES and figure.name in figures for figure in found):
            tallies.append(_tally(figures, words, sentence))
            figures, words = {}, []
        words.append(clause)
        for figure in found:
            figures.setdefault(figure.name, figure)
    if figures:
        tallies.append(_tally(figures, words, sentence))
    return tallies, about_media


def _is_media(words: str, before: bool) -> bool:
    """Whether a clause speaks of new-media accounts; one that names neither goes on with the one before."""
    if "网站" in words:
        return False
    return bool(_MEDIA.search(words)) or before


def _tally(figures: Mapping[str, Figure], words: Iterable[str], sentence: Sentence) -> Tally:
    scope = _scope(",".join(words)) or _scope(bare_text(sentence.heading))
    return Tally(tuple(figures.values()), sentence.text, scope)


def _figures(bare: str, quote: str, counts: _Patterns, rates: _Patterns) -> Iterator[Figure]:
    for name, patterns in counts.items():
        match = _first(patterns, bare)
        if match:
            yield Figure(name, _number(match[1]), quote)
        elif any(zero.search(bare) for zero in _ZEROS.get(name, ())):
            yield Figure(name, Decimal(0), quote)
    for name, patterns in rates.items():
        match = _first(patterns, bare)
        if match:
            yield Figure(name, Decimal(match[1]), quote, True, len(match[1].partition(".")[2]))


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _number(text: str) -> Decimal:
    return _HAN_DIGITS.get(text) or Decimal(text.replace(",", ""))


def _scope(bare: str) -> str | None:
    return next((scope for scope, pattern in _SCOPES.items() if pattern.search(bare)), None)


def own_totals(tallies: Iterable[Tally], issuer: str | None) -> dict[str, Decimal]:
    """The issuer's own figures by name: those of other levels (a city quoting the nation's) only where none is its own."""
    level = next((scope for scope, pattern in _ISSUERS.items() if issuer and pattern.search(issuer)), None)
    known = list(tallies)
    level = level or _commonest(tally.scope for tally in known)
    totals: dict[str, Decimal] = {}
    for mine in (tally for tally in known if tally.scope in (level, None)):
        for figure in mine.figures:
            totals.setdefault(figure.name, figure.value)
    return totals


def _commonest(scopes: Iterable[str | None]) -> str | None:
    named = [scope for scope in scopes if scope]
    return max(named, key=named.count) if named else None
