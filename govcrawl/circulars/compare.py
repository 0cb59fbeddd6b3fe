"""Hold our verdicts against a published circular: what both say, what only it says (missed), what only we say (extra)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from govcrawl.circulars.records import Circular, NamedSite
from govcrawl.model.vocabulary import Problem, Verdict

_FAILURES = re.compile(r"不合格|突出问题|问题网站")
_DECORATION = re.compile(r"[“”\"《》()()\s]|人民|政府|门户|网站|官方|信息网$|网$")
_AREA = re.compile(r"[一-鿿]{2,}[省市县区镇乡]")
_QUOTED = re.compile(r"“([^”]{2,})”")
_CITY = re.compile(r"^[一-鿿]{0,4}?市")
_LEAST_SHORT_FORM = 3
_OWN_AREA = re.compile(r"^[省市县区]")


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One of our verdicts, as `report.verdicts` gives it."""

    site_id_code: str
    site_name: str
    verdict: Verdict
    problems: frozenset[Problem] = frozenset()


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """What the circular says of one site, its rows and its prose together. `verdict` is None where it does not say."""

    name: str
    site_id_code: str | None = None
    verdict: Verdict | None = None
    problems: frozenset[Problem] = frozenset()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteComparison:
    """One site that stands on both sides. The verdicts agree, differ, or (None) cannot be compared: one side leaves it open."""

    published: PublishedSite
    ours: VerdictRow
    verdict_agrees: bool | None
    agreed: frozenset[Problem] = frozenset()
    missed: frozenset[Problem] = frozenset()
    extra: frozenset[Problem] = frozenset()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All sites: those on both sides, those only in the circular, those only among our verdicts."""

    sites: tuple[SiteComparison, ...]
    only_published: tuple[PublishedSite, ...] = ()
    only_ours: tuple[VerdictRow, ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    """Counts: verdicts_agreed, verdicts_differing, verdicts_open, problems_agreed, problems_missed, problems_extra."""


def compare(circular: Circular, rows: Iterable[VerdictRow]) -> Comparison:
    """Match sites by code, else by a name that fits exactly one, and compare verdicts and problem words."""
    ours = list(rows)
    published = published_sites(circular)
    pairs: list[SiteComparison] = []
    unmatched: list[PublishedSite] = []
    seen: set[str] = set()
    for site in published:
        mine = _match(site, [row for row in ours if row.site_id_code not in seen])
        if mine is None and site.site_id_code in seen:
            continue  # another annex (问题清单) lists the site again
        if mine is None:
            unmatched.append(site)
            continue
        seen.add(mine.site_id_code)
        pairs.append(_compare_site(site, mine))
    rest = tuple(row for row in ours if row.site_id_code not in seen)
    return Comparison(tuple(pairs), tuple(unmatched), rest, _count(pairs))


def published_sites(circular: Circular) -> tuple[PublishedSite, ...]:
    """Every site that the circular names: rows of tables first, then sites of the prose that no row stands for."""
    sites: list[PublishedSite] = []
    for row in circular.rows:
        verdict = row.verdict
        if verdict is None and _FAILURES.search(row.table) and row.result is None and row.rectified_text is None:
            # A list of failing sites needs no column that says so.
            verdict = Verdict.UNQUALIFIED
        texts = (row.problems_text,) if row.problems_text else ()
        sites.append(PublishedSite(row.name, row.site_id_code, verdict, row.problem_words, texts))
    for named in circular.named_sites:
        at = _place_of(named, sites)
        problems = frozenset(mapped.problem for mapped in named.problems)
        verdict = Verdict.UNQUALIFIED if named.unqualified else None
        if at is None:
            sites.append(PublishedSite(named.name, named.site_id_code, verdict, problems, (named.phrase,)))
            continue
        site = sites[at]
        sites[at] = PublishedSite(
            site.name,
            site.site_id_code or named.site_id_code,
            site.verdict or verdict,
            site.problems | problems,
            (*site.phrases, named.phrase),
        )
    return tuple(sites)


def _place_of(named: NamedSite, sites: Sequence[PublishedSite]) -> int | None:
    """Which of the sites so far the prose means: the one of its code, else the one of its name."""
    codes = [site.site_id_code for site in sites]
    if named.site_id_code and named.site_id_code in codes:
        return codes.index(named.site_id_code)
    # A site that several annexes list is one site: its first row.
    first: dict[tuple[str, str | None], int] = {}
    for at, site in enumerate(sites):
        first.setdefault((site.name, site.site_id_code), at)
    found = _find(named.name, [name for name, _ in first])
    return None if found is None else list(first.values())[found]


def _compare_site(site: PublishedSite, mine: VerdictRow) -> SiteComparison:
    decided = mine.verdict in (Verdict.QUALIFIED, Verdict.UNQUALIFIED)
    return SiteComparison(
        site,
        mine,
        site.verdict is mine.verdict if site.verdict and decided else None,
        site.problems & mine.problems,
        site.problems - mine.problems,
        mine.problems - site.problems,
    )


def _count(pairs: Sequence[SiteComparison]) -> dict[str, int]:
    return {
        "verdicts_agreed": sum(pair.verdict_agrees is True for pair in pairs),
        "verdicts_differing": sum(pair.verdict_agrees is False for pair in pairs),
        "verdicts_open": sum(pair.verdict_agrees is None for pair in pairs),
        "problems_agreed": sum(len(pair.agreed) for pair in pairs),
        "problems_missed": sum(len(pair.missed) for pair in pairs),
        "problems_extra": sum(len(pair.extra) for pair in pairs),
    }


def _match(site: PublishedSite, ours: Sequence[VerdictRow]) -> VerdictRow | None:
    if site.site_id_code:
        return next((row for row in ours if row.site_id_code == site.site_id_code), None)
    at = _find(site.name, [row.site_name for row in ours])
    return None if at is None else ours[at]


def _find(name: str, names: Sequence[str]) -> int | None:
    """Which of `names` means the same site: equal without decoration, else the only one that ends alike or is shortened so."""
    for same in (_is_equal, _ends_alike, _is_short_form):
        found = [at for at, other in enumerate(names) if same(name, other)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _is_equal(a: str, b: str) -> bool:
    """The same without decoration, or one is what the other quotes: 吉林老龄网, 吉林省“吉林老龄网”."""
    return bool(_forms(a) & _forms(b))


def _forms(name: str) -> set[str]:
    quoted = _QUOTED.search(name)
    return {_bare(name)} | ({_bare(quoted[1])} if quoted else set())


def _ends_alike(a: str, b: str) -> bool:
    """市水利局 is 荆州市水利局, 曹路镇 is 浦东新区曹路镇; but 教育局 of one city is never that of another, nor a district's."""
    short, long = sorted((_bare(a), _bare(b)), key=len)
    stem = _OWN_AREA.sub("", short)
    if len(stem) < 2 or not long.endswith(stem):
        return False
    if _AREA.search(stem):
        return True
    area = long.removesuffix(stem)
    return area.endswith(short[0]) if short[0] in "县区" else len(area) <= 4 and not area.endswith(("县", "区", "省"))


def _is_short_form(a: str, b: str) -> bool:
    """发改委 is 鞍山市发展和改革委员会: first and last character agree, and the others stand in the same order."""
    cities = {city[0] for name in (a, b) if (city := _CITY.match(_bare(name))) and city[0] != "市"}
    short, long = sorted((_office(a), _office(b)), key=len)
    if len(cities) > 1 or len(short) < _LEAST_SHORT_FORM or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def _office(name: str) -> str:
    return _CITY.sub("", _bare(name)).replace("委员会", "委")


def _bare(name: str) -> str:
    return _DECORATION.sub("", name)
