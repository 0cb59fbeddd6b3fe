"""The overview of an inspection for the eye: charts of its figures, and tables whose cells are shaded by what they count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govcrawl.model.vocabulary import ColumnKind, Verdict
from govcrawl.reports.annexes import regions_of
from govcrawl.reports.charts import Bar, Chart, Point, bar_chart, line_chart
from govcrawl.reports.content import Content, Totals
from govcrawl.reports.numbers import percent
from govcrawl.reports.words import headers, table, title_of_table, word
from govcrawl.store.reporting_overview import Ages, ages_of_kinds, ages_of_sites, pass_rates, slowest_homes
from govcrawl.store.reporting_register import RegionRow

_PROBLEM_BARS = 15
_SHADES = 4


@dataclass(frozen=True, slots=True)
class Shaded:
    """A cell: its text, and the class that shades it (empty for none)."""

    text: str
    shade: str = ""


@dataclass(frozen=True, slots=True)
class ShadedTable:
    """A table with shaded cells; a row begins with its name."""

    title: str
    headers: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Shaded]]]


def charts_of(content: Content, problems: Mapping[str, int], decimals: int, lang: str) -> Iterator[Chart]:
    """Verdicts, problems by their titles, the trend and the slowest home pages; a chart without figures is left out."""
    yield _verdict_chart(content.totals, lang)
    if problems:
        yield _problem_chart(problems, lang)
    name, edition = content.inspection.inspection, content.inspection.edition
    rates = [row for row in pass_rates(content.connection, name, edition) if row.judged]
    if len(rates) > 1:
        points = [
            Point(row.inspection, row.qualified / row.judged, percent(row.qualified, row.judged, decimals))
            for row in rates
        ]
        yield line_chart("历次检查合格率" if lang == "zh" else "pass rate over inspections", points)
    slowest = slowest_homes(content.connection, name)
    if slowest:
        bars = [Bar(site, round(seconds * 1000)) for site, seconds in slowest]
        yield bar_chart("首页响应最慢的网站（毫秒）" if lang == "zh" else "slowest home pages (ms)", bars)


def _verdict_chart(totals: Totals, lang: str) -> Chart:
    bars = [Bar(word("verdict", one.value, lang), getattr(totals, one.value), one.value) for one in Verdict]
    return bar_chart("检查结果（网站数）" if lang == "zh" else "results (sites)", bars)


def _problem_chart(problems: Mapping[str, int], lang: str) -> Chart:
    bars = [Bar(title, count) for title, count in sorted(problems.items(), key=lambda pair: (-pair[1], pair[0]))]
    return bar_chart("问题类型（个）" if lang == "zh" else "problems by kind", bars[:_PROBLEM_BARS])


def heat_maps(content: Content, lang: str) -> Iterator[ShadedTable]:
    """How fresh columns are: by what they publish, and on the sites with most old or blank ones."""
    name = content.inspection.inspection
    by_kind = ages_of_kinds(content.connection, name)
    kinds = [
        (word("column_kind", kind.value, lang), by_kind[kind.value]) for kind in ColumnKind if kind.value in by_kind
    ]
    if kinds:
        yield _heat_map("heat_kinds", kinds, lang)
    sites = list(ages_of_sites(content.connection, name).items())
    if sites:
        yield _heat_map("heat_sites", sites, lang)


def _heat_map(name: str, rows: Sequence[tuple[str, Ages]], lang: str) -> ShadedTable:
    ages = [age for age in table("words")["column_age"] if any(age in counts for _, counts in rows)]
    heads = [*headers(name, lang), *(word("column_age", age, lang) for age in ages)]
    shaded = [(first, [_heat(age, counts.get(age, 0), sum(counts.values())) for age in ages]) for first, counts in rows]
    return ShadedTable(title_of_table(name, lang), heads, shaded)


def _heat(age: str, count: int, whole: int) -> Shaded:
    """The more of a row's columns are of an age, the darker its cell."""
    if not count:
        return Shaded("")
    return Shaded(str(count), f"heat {age} shade{max(1, round(_SHADES * count / whole))}")


def region_table(content: Content, decimals: int, lang: str) -> ShadedTable | None:
    """The regions with their rates, shaded by how many failed; None where there is one region only."""
    regions = regions_of(content)
    if len(regions) < 2:
        return None
    rows = [(region.name, _region_cells(region, decimals)) for region in regions]
    return ShadedTable(title_of_table("region_rates", lang), headers("region_rates", lang), rows)


def _region_cells(region: RegionRow, decimals: int) -> Sequence[Shaded]:
    failing = Shaded(str(region.failing))
    if region.failing:
        failing = Shaded(
            str(region.failing), f"heat older shade{max(1, round(_SHADES * region.failing / region.judged))}"
        )
    counts = (region.running, region.inspected, region.judged - region.failing)
    rate = percent(region.judged - region.failing, region.judged, decimals)
    return [*(Shaded(str(count)) for count in counts), failing, Shaded(str(region.undetermined)), Shaded(rate)]
