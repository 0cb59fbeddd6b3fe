"""The annexes that offices publish, as sheets: one function a table, columns in the published order (`tables.toml`)."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from govcrawl.reports.content import Content, SiteReport
from govcrawl.reports.phrases import NONE, cell
from govcrawl.reports.sheets import Cell, Sheet, sheet
from govcrawl.reports.words import table
from govcrawl.store.reporting import VerdictRow
from govcrawl.store.reporting_register import RegionRow, ledger_states, region_rows

_CITY_ITSELF = "市本级"
"""The region code of a city ends in 00; its own organs are counted beside its counties."""


def rectified_sheet(content: Content, lang: str = "zh") -> Sheet:
    """Every site with its problems and whether all of them were put right (雅安).

    `是` needs every problem of the site fixed or waived in the ledger; a site without a problem has an empty cell.
    """
    states = ledger_states(content.connection, content.inspection.inspection)
    return sheet("rectified", _rectified_rows(content, states, lang), lang)


def _rectified_rows(content: Content, states: Mapping[str, Sequence[str]], lang: str) -> Iterator[tuple[Cell, ...]]:
    yes, no = ("是", "否") if lang == "zh" else ("yes", "no")
    for number, site in enumerate(content.sites(), 1):
        row = site.verdict
        phrases = site.phrases(lang)
        known = states.get(row.site_id_code, ())
        is_done = bool(known) and all(state in {"fixed", "waived"} for state in known)
        done = "" if not phrases else (yes if is_done else no)
        is_silent = not phrases and site.result in {"not_inspected", "undetermined"}
        yield number, row.site_name, row.site_id_code, "" if is_silent else cell(phrases, lang), done


def failing_sheet(content: Content, lang: str = "zh") -> Sheet:
    """The unqualified sites with what failed them (国办 annex 3)."""
    regions = regions_of(content)
    failing = (site for site in content.sites() if site.result == "unqualified")
    rows = ((number, *_failing_cells(site, regions, lang)) for number, site in enumerate(failing, 1))
    return sheet("failing", rows, lang)


def _failing_cells(site: SiteReport, regions: Sequence[RegionRow], lang: str) -> tuple[Cell, ...]:
    row = site.verdict
    return region_of(row, regions), row.site_name, _reasons(site, lang), row.site_id_code


def region_of(row: VerdictRow, regions: Sequence[RegionRow]) -> str:
    """The name of the region that a site is counted in."""
    code = row.region_code or row.site_id_code
    return next((region.name for region in regions if code.startswith(region.code)), row.region or "")


def _reasons(site: SiteReport, lang: str) -> str:
    phrases = site.phrases(lang)
    joint = "；" if any("、" in phrase for phrase in phrases) else "、"
    return (joint if lang == "zh" else "; ").join(phrases) if phrases else NONE[lang]


def region_sheet(content: Content, lang: str = "zh") -> Sheet:
    """Running sites by level, inspected and failing ones, a region a row and the sum below (国办 annex 2)."""
    regions = regions_of(content)
    rows = [(number, *_region_cells(region)) for number, region in enumerate(regions, 1)]
    sums = [sum(region.counts[column] for region in regions) for column in range(len(RegionRow.COUNTS))]
    total = table("tables")["regions"]["total"][lang]
    return sheet("regions", [*rows, ("", total, *sums)], lang)


def _region_cells(region: RegionRow) -> tuple[Cell, ...]:
    return region.name, *region.counts


def regions_of(content: Content) -> tuple[RegionRow, ...]:
    """The regions of an inspection: provinces where it covers several, else cities, else counties."""
    codes = {row.region_code for row in content.verdicts if row.region_code}
    digits = next((length for length in (2, 4) if len({code[:length] for code in codes}) > 1), 6)
    rows = region_rows(content.connection, content.inspection.inspection, content.inspection.edition, digits)
    return tuple(replace(row, name=name) for row, name in zip(rows, _names(rows), strict=True))


def _names(rows: Sequence[RegionRow]) -> list[str]:
    """What each region is called: by the table of provinces, the register, its portal, or its code; never two alike."""
    provinces: Mapping[str, str] = table("provinces")["names"]
    shared = Counter(row.name for row in rows)
    names = []
    for row in rows:
        portal = re.sub(r"(人民政府|政府)?(门户)?(网站|网)?$", "", row.portal or "")
        registered = row.name if row.name and shared[row.name] == 1 else ""
        is_city_itself = len(row.code) == 6 and row.code.endswith("00")
        names.append(provinces.get(row.code) or registered or (_CITY_ITSELF if is_city_itself else portal) or row.code)
    return names


def status_sheet(content: Content, lang: str = "zh") -> Sheet:
    """Which regions reached what (国办 annex 1); a line that nobody reached is left out."""
    regions = regions_of(content)
    judged = [region for region in regions if region.judged]
    all_judged = [region for region in judged if not region.undetermined]
    lines = [
        (("本次抽查合格率达到100%", "pass rate 100 %"), [one for one in all_judged if not one.failing]),
        (("本次抽查合格率低于90%", "pass rate below 90 %"), [one for one in judged if one.failing * 10 > one.judged]),
        (
            ("抽查网站比例达到100%", "every running site inspected"),
            [one for one in regions if 0 < one.running <= one.inspected],
        ),
        (
            ("抽查比例高于运行网站总数70%", "more than 70 % inspected"),
            [one for one in regions if one.running * 7 < one.inspected * 10 < one.running * 10],
        ),
    ]
    joint = "、" if lang == "zh" else ", "
    rows = [
        (zh if lang == "zh" else en, joint.join(one.name for one in reached)) for (zh, en), reached in lines if reached
    ]
    return sheet("status", rows, lang)
