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
_COUNT = r"(\d[\d,]*|(?<![一二三四五六七八九十两])[一二三四五六七八九十])"
_RATE = r"(\d+(?:\.\d+)?)[%％]"
_HAN_DIGITS = {digit: Decimal(value) for value, digit in enumerate("一二三四五六七八九十", 1)}


_HAN_COUNT = re.compile(r"[一二三四五六七八九十百千两零]{2,}(?=个|家|名|人|条|件)")
_DIGIT = "[一二三四五六七八九两]"
_WRITTEN = re.compile(rf"(?:({_DIGIT})千)?零?(?:({_DIGIT})百)?零?(?:({_DIGIT})十)?零?({_DIGIT})?")

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

_PARTS_FOLLOW = re.compile(r"(?:其中|包括|分别(?:是|为))[,:]?")
_UNIT = r"(个(?!百分点|月)|家|名|人次|人|件|条)"
_PART = re.compile(rf"([^,;。0-9]{{0,40}}?)(\d+){_UNIT}([^,;。、0-9]{{0,24}})")
_TOTAL = re.compile(rf"(?:^|[^,;。]*?)(\d+){_UNIT}")
_LIMIT = re.compile(r"(?:超过|多于|少于|不足|达到?|至少|存在)$")
_BRACKETED_COUNTS = re.compile(r"\((?:[^()]|\([^()]*\))*\d(?:[^()]|\([^()]*\))*\)")
_CHANGE = re.compile(r"减少|增加|新增|注销|比上|较上|同比|提高|下降|关停")
_UNIT_FAMILY = {
    "个": "site",
    "家": "site",
    "名": "person",
    "人次": "person",
    "人": "person",
    "件": "letter",
    "条": "letter",
}
_DECLARED = re.compile(
    r"([^,;。:0-9]*、[^,;。:0-9]*?)(等)?(?:共)?(\d+)(?:(?:个|家)(?:政府)?(?:网站|地区|部门|单位|省|市)|市|省|县|地)"
)
_REGIONS = re.compile(r"(?:^|[,;])([^,;、0-9]{2,6})等(\d+)个(?:地区|部门|省)")
_NAME_LEAD = re.compile(r"^(?:特别是|尤其是|如|例如|其中)")
_NO_NAME = re.compile(r"抽查|检查|范围|不合格|以及|包括|其中|存在|门户网站")


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
    return not any(figure.is_rate for figure in tally.figures) or bool(_RATE_OF_ALL.search(_bare(sentence.text)))


def _names(tally: Tally) -> set[str]:
    return {figure.name for figure in tally.figures}


def _sentence_tallies(sentence: Sentence, about_media: bool) -> tuple[list[Tally], bool]:
    """A sentence's figures, and whether it ends speaking of new media. A second number of inspected sites (全国441家…,我省13家…)
    begins a tally of its own."""
    tallies: list[Tally] = []
    figures: dict[str, Figure] = {}
    words: list[str] = []
    for clause in re.split(r"[,;]", _bare(sentence.text)):
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
    scope = _scope(",".join(words)) or _scope(_bare(sentence.heading))
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


def _bare(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text)
    # A comma between thousands belongs to the number, and `…的网站,共54家` is one statement.
    bare = re.sub(r"\s+", "", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", narrow))
    bare = _HAN_COUNT.sub(lambda match: _arabic(match[0]), bare)
    return re.sub(r",(?=共(?:计|有)?\d)", "", bare)


def _arabic(numeral: str) -> str:
    """A count below 10,000 written out (一百零五); one that is no number (两三, 二三十) stays as it stands."""
    written = _WRITTEN.fullmatch(re.sub(f"(?<!{_DIGIT})十", "一十", numeral))
    if not written:
        return numeral
    places = zip(written.groups(), (1000, 100, 10, 1), strict=True)
    return str(
        sum("零一二三四五六七八九".index((digit or "零").replace("两", "二")) * place for digit, place in places)
    )


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
        if mark := _PARTS_FOLLOW.search(bare):
            head = bare[: mark.start()].strip(",;:") or before
            split = _split(head, bare[mark.end() :], sentence.text)
            splits += [split] if split else []
        before = bare
    return tuple(splits)


def _split(head: str, tail: str, quote: str) -> Split | None:
    """The last total of the head that has the parts' unit and is no change (比上月减少7家); where an earlier one is the exact
    sum, or the first parts already are (165个,包括…,注销5个), those belong together."""
    found = list(_parts(_BRACKETED_COUNTS.sub("", tail)))
    if len(found) < 2 or any(label.endswith("等") or "其中" in label for label, _, _ in found):
        return None
    family = _UNIT_FAMILY[found[0][2]]
    parts = [(label, count) for label, count, unit in found if _UNIT_FAMILY[unit] == family]
    totals = [
        Decimal(total[1])
        for total in _TOTAL.finditer(head)
        if _UNIT_FAMILY[total[2]] == family and not _CHANGE.search(total[0])
    ]
    if not totals or len(parts) < 2:
        return None
    for size in range(len(parts), 1, -1):
        if (exact := sum(count for _, count in parts[:size])) in totals:
            return Split(Decimal(exact), tuple(parts[:size]), quote)
    named = [part for part in parts if not _CHANGE.search(part[0])]
    return Split(totals[-1], tuple(named), quote) if len(named) >= 2 else None


def _parts(tail: str) -> Iterator[tuple[str, Decimal, str]]:
    """(label, count, unit) of each part; limits (空白栏目超过5个, 10个以上) are no parts."""
    before = ""
    for part in _PART.finditer(tail):
        label, after = part[1].strip("、和"), part[4]
        if not _LIMIT.search(label or before) and not after.startswith(("以上", "以下", "以内")):
            yield label or after, Decimal(part[2]), part[3]
        before = after


def read_name_counts(sentences: Iterable[Sentence]) -> tuple[NameCount, ...]:
    """Lists of names that carry their number: the list and the number can be held against each other."""
    found = []
    for sentence in sentences:
        bare = _bare(sentence.text)
        for match in _DECLARED.finditer(bare):
            names = tuple(
                _NAME_LEAD.sub("", name).strip('“”"') for name in re.split(r"[、]|和(?=[^、]*$)", match[1]) if name
            )
            if all(2 <= len(name) <= 20 and not _NO_NAME.search(name) for name in names):
                found.append(NameCount(names, int(match[3]), bool(match[2]), sentence.text))
        for match in _REGIONS.finditer(bare):
            found.append(NameCount((match[1],), int(match[2]), True, sentence.text))
    return tuple(found)
