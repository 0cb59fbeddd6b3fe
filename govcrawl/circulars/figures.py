"""The figures in the prose of a circular: counts, rates, splits into parts, lists with a declared number."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from importlib import resources

from govcrawl.circulars.prose import Sentence
from govcrawl.circulars.records import Figure, NameCount, Split, Tally

_DATA = tomllib.loads(resources.files(__package__).joinpath("figures.toml").read_text("utf-8"))
_COUNT = r"(\d[\d,]*|[一二三四五六七八九十])"
_RATE = r"(\d+(?:\.\d+)?)[%％]"
_HAN_DIGITS = {digit: Decimal(value) for value, digit in enumerate("一二三四五六七八九十", 1)}


def _compile(table: Mapping[str, list[str]]) -> dict[str, list[re.Pattern[str]]]:
    def spelled(pattern: str) -> str:
        return pattern.replace("N", _COUNT).replace("R", _RATE)

    return {name: [re.compile(spelled(pattern)) for pattern in patterns] for name, patterns in table.items()}


_COUNTS = _compile(_DATA["counts"])
_RATES = _compile(_DATA["rates"])
_ZEROS = _compile(_DATA["zeros"])
_SCOPES = {scope: re.compile(pattern) for scope, pattern in _DATA["scopes"].items()}
_ISSUERS = {scope: re.compile(pattern) for scope, pattern in _DATA["issuers"].items()}

_BASES = frozenset({"running_sites", "inspected"})

_PARTS_FOLLOW = re.compile(r"(?:其中|包括|分别(?:是|为)|含)[,:]?")
_PART = re.compile(r"([^,;。0-9]{0,40}?)(\d[\d,]*)(?:个|家|名|人次|人|件|条)([^,;。、0-9]{0,24})")
_TOTAL = re.compile(r"(\d[\d,]*)(?:个|家|名|人次|人|件|条)[^,;。0-9]{0,14}$")
_DECLARED = re.compile(r"([^,;。:]*、[^,;。:]*?)(等)?(?:共)?(\d+)(?:个|家)(?:政府)?(?:网站|地区|部门|单位|省|市)")
_REGIONS = re.compile(r"(?:^|[,;])([^,;、0-9]{2,6})等(\d+)个(?:地区|部门|省)")


def read_tallies(sentences: Iterable[Sentence]) -> tuple[Tally, ...]:
    """The figures of the prose in the order of the text, those together that speak of the same inspection."""
    return tuple(tally for sentence in sentences for tally in _tallies(sentence))


def _tallies(sentence: Sentence) -> Iterator[Tally]:
    """A sentence's figures; a second number of inspected sites (全国441家…,我省13家…) begins a tally of its own."""
    figures: dict[str, Figure] = {}
    words: list[str] = []
    for clause in re.split(r"[,;]", _bare(sentence.text)):
        found = list(_figures(clause, sentence.text))
        if any(figure.name in _BASES and figure.name in figures for figure in found):
            yield _tally(figures, words, sentence)
            figures, words = {}, []
        words.append(clause)
        for figure in found:
            figures.setdefault(figure.name, figure)
    if figures:
        yield _tally(figures, words, sentence)


def _tally(figures: Mapping[str, Figure], words: Iterable[str], sentence: Sentence) -> Tally:
    scope = _scope(",".join(words)) or _scope(_bare(sentence.heading))
    return Tally(tuple(figures.values()), sentence.text, scope)


def _figures(bare: str, quote: str) -> Iterator[Figure]:
    for name, patterns in _COUNTS.items():
        match = _first(patterns, bare)
        if match:
            yield Figure(name, _number(match[1]), quote)
        elif any(zero.search(bare) for zero in _ZEROS.get(name, ())):
            yield Figure(name, Decimal(0), quote)
    for name, patterns in _RATES.items():
        match = _first(patterns, bare)
        if match:
            yield Figure(name, Decimal(match[1]), quote, True, len(match[1].partition(".")[2]))


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _number(text: str) -> Decimal:
    return _HAN_DIGITS.get(text) or Decimal(text.replace(",", ""))


def _bare(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text)
    # A comma between thousands belongs to the number; quotation marks around names say nothing here.
    return re.sub(r"\s+", "", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", narrow))


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


def read_splits(sentences: Iterable[Sentence]) -> tuple[Split, ...]:
    """Totals followed by their parts (其中…, 包括…), also where the parts stand in the next sentence."""
    splits = []
    before = ""
    for sentence in sentences:
        bare = _bare(sentence.text)
        mark = _PARTS_FOLLOW.search(bare)
        if mark:
            head = bare[: mark.start()].rstrip(",;:") or before.rstrip("。,;")
            total = _TOTAL.search(head)
            parts = tuple(
                (part[1].strip("、和") or part[3], Decimal(part[2].replace(",", "")))
                for part in _PART.finditer(bare[mark.end() :])
            )
            if total and len(parts) >= 2:
                splits.append(Split(Decimal(total[1].replace(",", "")), parts, sentence.text))
        before = bare
    return tuple(splits)


def read_name_counts(sentences: Iterable[Sentence]) -> tuple[NameCount, ...]:
    """Lists of names that carry their number: the list and the number can be held against each other."""
    found = []
    for sentence in sentences:
        bare = _bare(sentence.text)
        for match in _DECLARED.finditer(bare):
            names = tuple(name.strip('“”"') for name in re.split(r"[、]|和(?=[^、]*$)", match[1]) if name)
            found.append(NameCount(names, int(match[3]), bool(match[2]), sentence.text))
        for match in _REGIONS.finditer(bare):
            found.append(NameCount((match[1],), int(match[2]), True, sentence.text))
    return tuple(found)
